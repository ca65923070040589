-- zh: 各环节用时：从巡察到反馈、首次行动、公布的天数，及是否符合 dim_rule 的期限规则
-- en: Cycle times: days from inspection to feedback, first action and publication, and the rules of dim_rule
-- grain: 一篇通报 one notice
-- key: notice_key
-- question: 从反馈到公布平均要多少天？ How many days does it take from feedback to publication?
-- stored: notice_key
-- column inspection_days: 巡察天数（含首尾） | days of the inspection, both ends counted
-- column days_inspection_to_feedback: 巡察结束至反馈天数 | days from the end of the inspection to the feedback
-- column first_action_on: 首次行动日期：巡察开始以来最早的行动日期（写到日或月；月取首日，不早于巡察开始），巡察与反馈日均未知则为空 | first action named since the inspection began, by day or month (a month counts from its first day, not before the start); NULL where neither inspection nor feedback is dated
-- column last_action_on: 最近行动日期：巡察开始以来最近的行动日期（月取末日） | last action named since the inspection began, a month by its last day
-- column days_feedback_to_first_action: 反馈至首次行动天数，负数为反馈前已行动 | days from feedback to the first action named, negative before it
-- column days_inspection_to_publication: 巡察结束至公布天数 | days from the end of the inspection to publication
-- column rules_within: 期限内规则数：在其期限内公布的规则，见 v_cycle_time_by_rule | rules within whose term it was published, see v_cycle_time_by_rule
-- column rules_exceeded: 超期规则数：超过其期限才公布的规则 | rules after whose term it was published
-- column exceeded_rules: 超期规则代码：超过其期限才公布的规则 | codes of these rules
CREATE VIEW v_cycle_time AS
WITH named AS (
    SELECT
        m.notice_key,
        m.date_start,
        CASE m.precision
            WHEN 'month' THEN last_day(coalesce(m.date_end, m.date_start))
            ELSE coalesce(m.date_end, m.date_start)
        END AS date_end,
        coalesce(i.inspection_start, i.feedback_on) AS since
    FROM fact_mention AS m
    JOIN fact_disclosure AS d USING (notice_key)
    JOIN dim_inspection AS i USING (inspection_key)
    WHERE m.kind = 'date' AND m.role = 'action' AND m.precision IN ('day', 'month')
),
actions AS (
    SELECT notice_key, min(greatest(date_start, since)) AS first_action_on, max(date_end) AS last_action_on
    FROM named
    WHERE date_end >= since -- measures also name dates of years long before the inspection
    GROUP BY notice_key
),
rules AS (
    SELECT
        notice_key,
        count(*) FILTER (is_within) AS rules_within,
        count(*) FILTER (NOT is_within) AS rules_exceeded,
        string_agg(rule_code, ', ' ORDER BY rule_code) FILTER (NOT is_within) AS exceeded_rules
    FROM v_cycle_time_by_rule
    GROUP BY notice_key
)
SELECT
    notice_key,
    n.source_name,
    d.unit_key,
    u.unit_name,
    d.inspection_key,
    i.inspection_team,
    i.inspection_kind,
    i.inspection_start,
    i.inspection_end,
    i.inspection_precision,
    i.feedback_on,
    actions.first_action_on,
    actions.last_action_on,
    n.published_on,
    i.inspection_end - i.inspection_start + 1 AS inspection_days,
    i.feedback_on - i.inspection_end AS days_inspection_to_feedback,
    actions.first_action_on - i.feedback_on AS days_feedback_to_first_action,
    n.published_on - i.feedback_on AS days_feedback_to_publication,
    n.published_on - i.inspection_end AS days_inspection_to_publication,
    coalesce(rules.rules_within, 0) AS rules_within,
    coalesce(rules.rules_exceeded, 0) AS rules_exceeded,
    rules.exceeded_rules
FROM fact_disclosure AS d
JOIN dim_notice AS n USING (notice_key)
JOIN dim_unit AS u ON u.unit_key = d.unit_key
JOIN dim_inspection AS i ON i.inspection_key = d.inspection_key
LEFT JOIN actions USING (notice_key)
LEFT JOIN rules USING (notice_key);
