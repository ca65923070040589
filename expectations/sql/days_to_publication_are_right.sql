-- suite: dates
-- table: fact_disclosure
-- severity: blocking
-- scope: notice
-- zh: 反馈至公布的天数计算正确
-- reason: the figure is our own arithmetic
SELECT notice_key, feedback_day, published_day, days_feedback_to_publication
FROM (
  SELECT
    *,
    CAST(strptime(CAST(nullif(feedback_date_key, 0) AS VARCHAR), '%Y%m%d') AS DATE) AS feedback_day,
    CAST(strptime(CAST(nullif(published_date_key, 0) AS VARCHAR), '%Y%m%d') AS DATE) AS published_day
  FROM fact_disclosure
)
WHERE days_feedback_to_publication IS DISTINCT FROM published_day - feedback_day
