-- suite: keys
-- table: fact_rectification
-- severity: blocking
-- scope: notice
-- zh: 整改事实的单位、巡察与日期和所属通报一致
-- reason: they are handed down from the notice; a difference makes totals by unit or by month disagree with each
--   other
-- tally of fact_rectification: sum(hash(hash(notice_key, unit_key, inspection_key, feedback_date_key, published_date_key)) // 65536)
--   - (
--     SELECT sum(
--       hash(hash(notice_key, unit_key, inspection_key, feedback_date_key, published_date_key)) // 65536 * extracted_problems
--     )
--     FROM fact_disclosure
--   )
SELECT problem_key, notice_key
FROM fact_rectification AS problem
JOIN fact_disclosure AS notice USING (notice_key)
WHERE (problem.unit_key, problem.inspection_key, problem.feedback_date_key, problem.published_date_key)
  <> (notice.unit_key, notice.inspection_key, notice.feedback_date_key, notice.published_date_key)
