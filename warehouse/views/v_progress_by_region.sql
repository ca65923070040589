-- zh: 整改进度_按地区：各地区的整改进度
-- en: Progress by region
-- grain: 一个省、市、县的组合，未知为空 one combination of province, prefecture and county, NULL where unknown
-- key: province, city, county
-- question: 哪些市县的问题整改最慢？ In which places is rectification slowest?
-- stored: province, city, county
-- column overdue: 一定超期数：一定超期的未销号问题（规则 past_due） | open items certainly past their deadline (rule past_due)
-- column units: 单位数 | units
CREATE VIEW v_progress_by_region AS
SELECT
    province,
    city,
    county,
    count(DISTINCT unit_key) AS units,
    count(*) AS problems,
    count(*) FILTER (is_closed) AS closed,
    count(*) FILTER (is_closed AND is_sustained) AS sustained,
    count(*) FILTER (status_code = 'basically_completed') AS basically_completed,
    count(*) FILTER (NOT is_closed AND status_code NOT IN ('not_stated', 'unknown')) AS open,
    count(*) FILTER (status_code IN ('not_stated', 'unknown')) AS not_stated,
    count(*) FILTER (status_code = 'unmapped') AS unmapped,
    count(*) FILTER (progress_code = 'done') AS shown_done,
    count(*) FILTER (is_open) AS open_items,
    count(*) FILTER (overdue = 'certain') AS overdue,
    count(*) FILTER (overdue = 'possible') AS overdue_possibly,
    coalesce(sum(measure_count), 0)::BIGINT AS measures,
    coalesce(sum(measures_done), 0)::BIGINT AS measures_done,
    count(*) FILTER (is_closed AND is_evidenced) AS closed_evidenced,
    count(*) FILTER (status_code NOT IN ('not_stated', 'unknown')) / nullif(count(*), 0) AS stated_share,
    count(*) FILTER (is_closed) / nullif(count(*), 0) AS claimed_completion_rate,
    count(*) FILTER (is_closed AND is_evidenced) / nullif(count(*), 0) AS evidenced_completion_rate,
    sum(amount_yuan) AS amount
FROM problem_states_as_of((SELECT as_of FROM audit.build))
GROUP BY ALL;
