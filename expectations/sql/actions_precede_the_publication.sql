-- suite: dates
-- table: fact_measure
-- severity: warning
-- scope: notice
-- zh: 已落实措施的日期不晚于公布日
-- reason: what is done lies behind the notice that reports it; a later day is a plan taken for a deed, or misread
WITH later AS (
  SELECT measure_key, fact.problem_key, fact.notice_key, last_date_key, published_date_key
  FROM fact_measure AS fact
  JOIN fact_disclosure AS disclosure USING (notice_key)
  WHERE progress_code = 'done' AND published_date_key <> 0 AND last_date_key > published_date_key
)
SELECT measure_key, later.problem_key, later.notice_key, last_date_key, published_date_key, left(text, 60) AS passage
FROM later
JOIN dim_measure AS measure USING (measure_key)
