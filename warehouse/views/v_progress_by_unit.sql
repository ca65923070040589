-- zh: 整改进度_按单位：各单位的整改进度
-- en: Progress by inspected unit
-- grain: 一个被巡察单位（含通报中未读出问题的单位） one inspected unit, also without problems
-- key: unit_key
-- question: 哪些单位自述完成率高而有佐证的完成率低？ Which units claim much and show little?
-- stored: unit_key
-- column overdue: 一定超期数：一定超期的未销号问题（规则 past_due） | open items certainly past their deadline (rule past_due)
-- column notices: 通报篇数 | notices
-- column last_published_on: 最近一次公布日期 | day of the latest publication
CREATE VIEW v_progress_by_unit AS
WITH named AS (
    SELECT unit_key FROM fact_disclosure
    UNION
    SELECT unit_key FROM fact_rectification
),
disclosed AS (
    SELECT unit_key, count(*) AS notices, max(published_on) AS last_published_on
    FROM fact_disclosure JOIN dim_notice USING (notice_key)
    GROUP BY unit_key
)
SELECT
    u.unit_key,
    u.unit_name,
    u.party_org,
    u.unit_type,
    u.org_level,
    u.province,
    u.city,
    u.county,
    coalesce(d.notices, 0) AS notices,
    d.last_published_on,
    count(problem_key) AS problems,
    count(problem_key) FILTER (is_closed) AS closed,
    count(problem_key) FILTER (is_closed AND is_sustained) AS sustained,
    count(problem_key) FILTER (status_code = 'basically_completed') AS basically_completed,
    count(problem_key) FILTER (NOT is_closed AND status_code NOT IN ('not_stated', 'unknown')) AS open,
    count(problem_key) FILTER (status_code IN ('not_stated', 'unknown')) AS not_stated,
    count(problem_key) FILTER (status_code = 'unmapped') AS unmapped,
    count(problem_key) FILTER (progress_code = 'done') AS shown_done,
    count(problem_key) FILTER (is_open) AS open_items,
    count(problem_key) FILTER (overdue = 'certain') AS overdue,
    count(problem_key) FILTER (overdue = 'possible') AS overdue_possibly,
    coalesce(sum(measure_count), 0)::BIGINT AS measures,
    coalesce(sum(measures_done), 0)::BIGINT AS measures_done,
    count(problem_key) FILTER (is_closed AND is_evidenced) AS closed_evidenced,
    count(problem_key) FILTER (status_code NOT IN ('not_stated', 'unknown')) / nullif(count(problem_key), 0) AS stated_share,
    count(problem_key) FILTER (is_closed) / nullif(count(problem_key), 0) AS claimed_completion_rate,
    count(problem_key) FILTER (is_closed AND is_evidenced) / nullif(count(problem_key), 0) AS evidenced_completion_rate,
    sum(amount_yuan) AS amount
FROM named
JOIN dim_unit AS u USING (unit_key)
LEFT JOIN disclosed AS d ON d.unit_key = u.unit_key
LEFT JOIN problem_states_as_of((SELECT as_of FROM audit.build)) AS s ON s.unit_key = u.unit_key
GROUP BY ALL;
