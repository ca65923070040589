-- suite: keys
-- table: dim_measure
-- severity: blocking
-- scope: notice
-- zh: 每条措施都属于同一通报中的一个问题
-- reason: a measure without its problem is lost to every list and count; only the reading can cause it
-- passes with: dim_measure_problem_key_is_found_in_dim_problem
SELECT measure_key, problem_key, measure.notice_key AS notice_key, problem.notice_key AS problem_notice_key
FROM dim_measure AS measure
LEFT JOIN dim_problem AS problem USING (problem_key)
WHERE measure_key <> 0 AND problem.notice_key IS DISTINCT FROM measure.notice_key
