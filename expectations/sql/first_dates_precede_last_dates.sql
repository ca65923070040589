-- suite: dates
-- table: fact_measure
-- severity: blocking
-- scope: notice
-- zh: 最早日期不晚于最近日期
-- reason: both are taken from the same mentions; the wrong way round they were taken wrongly
SELECT 'fact_measure' AS table_name, measure_key AS key, notice_key, first_date_key AS first, last_date_key AS last
FROM fact_measure
WHERE first_date_key > last_date_key
UNION ALL
SELECT 'fact_rectification', problem_key, notice_key, first_action_date_key, last_action_date_key
FROM fact_rectification
WHERE first_action_date_key > last_action_date_key
