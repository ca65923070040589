-- zh: 公布时限对照_按规则：按 dim_rule 各条自反馈起算的规则（日历月）；公布是唯一可见的节点，晚于期限不等于未按期报告或整改
-- en: Publication against the rules that run from feedback, in calendar months; publication is all that is visible, so late publication does not prove late rectification
-- grain: 一篇通报对一条在反馈日有效的规则 one notice and one rule in force on the day of feedback
-- key: notice_key, rule_code
-- question: 哪些单位在规定期限之后才公布整改情况？ Which units published after the term of a rule?
-- column due_on: 期限届满日 = 反馈日 + 规则的日历月数和天数 | last day of the term: feedback plus the rule's calendar months and days
-- column days_after_due: 晚于届满日天数：公布日晚于届满日，负数为提前，未知为空 | days from that day to publication, negative before it, NULL where unknown
-- column is_within: 是否在期限内公布，未知为空 | published within the term, NULL where unknown
-- column rule_source: 规则依据 | source of the rule
CREATE VIEW v_cycle_time_by_rule AS
WITH terms AS (
    SELECT
        d.notice_key,
        d.unit_key,
        n.source_name,
        i.feedback_on,
        n.published_on,
        r.rule_code,
        r.applies_to,
        r.offset_months,
        r.source AS rule_source,
        CAST(i.feedback_on + to_months(r.offset_months) + to_days(r.offset_days) AS DATE) AS due_on
    FROM fact_disclosure AS d
    JOIN dim_notice AS n USING (notice_key)
    JOIN dim_inspection AS i USING (inspection_key)
    JOIN dim_rule AS r
        ON r.base_event = 'feedback'
        AND i.feedback_on BETWEEN coalesce(r.valid_from, i.feedback_on) AND coalesce(r.valid_to, i.feedback_on)
)
SELECT
    notice_key,
    source_name,
    unit_key,
    u.unit_name,
    rule_code,
    applies_to,
    offset_months,
    feedback_on,
    due_on,
    published_on,
    published_on - due_on AS days_after_due,
    published_on <= due_on AS is_within,
    rule_source
FROM terms
JOIN dim_unit AS u USING (unit_key);
