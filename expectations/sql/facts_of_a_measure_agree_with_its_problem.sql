-- suite: keys
-- table: fact_measure
-- severity: blocking
-- scope: notice
-- zh: 措施事实的单位、状态与所属问题一致
-- reason: they are handed down from the problem; a difference makes totals of problems and of measures disagree
SELECT measure_key, problem_key, measure.notice_key AS notice_key
FROM fact_measure AS measure
JOIN fact_rectification AS problem USING (problem_key)
WHERE (measure.unit_key, measure.status_key) <> (problem.unit_key, problem.status_key)
