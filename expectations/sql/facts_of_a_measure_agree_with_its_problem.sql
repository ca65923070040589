-- suite: keys
-- table: fact_measure
-- severity: blocking
-- scope: notice
-- zh: 措施事实的单位、状态与所属问题一致
-- reason: they are handed down from the problem; a difference makes totals of problems and of measures disagree
-- passes with: measure_counts_agree, fact_measure_problem_key_is_found_in_dim_problem
-- tally of fact_measure: sum(hash(hash(problem_key, unit_key, status_key)) // 65536)
--   - (SELECT sum(hash(hash(problem_key, unit_key, status_key)) // 65536 * measure_count) FROM fact_rectification)
SELECT measure_key, problem_key, measure.notice_key AS notice_key
FROM fact_measure AS measure
JOIN fact_rectification AS problem USING (problem_key)
WHERE (measure.unit_key, measure.status_key) <> (problem.unit_key, problem.status_key)
