-- suite: dates
-- table: fact_disclosure
-- severity: blocking
-- scope: notice
-- zh: 日期键与日期一致
-- reason: both are made from the same day; a difference puts a notice or an item into the wrong month
WITH dated AS (
  SELECT 'fact_disclosure' AS table_name, notice_key AS key, notice_key, published_on AS day, published_date_key AS date_key
  FROM fact_disclosure JOIN dim_notice USING (notice_key)
  UNION ALL
  SELECT 'fact_rectification', problem_key, notice_key, deadline_on, deadline_date_key FROM fact_rectification
  UNION ALL
  SELECT 'dim_date', date_key, NULL, "date", date_key FROM dim_date
)
SELECT table_name, key, notice_key, day, date_key
FROM dated
WHERE date_key <> coalesce(CAST(strftime(day, '%Y%m%d') AS INTEGER), 0)
