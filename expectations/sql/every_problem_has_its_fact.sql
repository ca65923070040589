-- suite: keys
-- table: dim_problem
-- severity: blocking
-- scope: notice
-- zh: 每个问题有且仅有一条整改事实，且所属通报一致
-- reason: dimension and fact are made from the same items; a difference is a fault of ours and falsifies every total
-- passes with: fact_rectification_problem_key_is_found_in_dim_problem
SELECT problem_key, coalesce(problem.notice_key, fact.notice_key) AS notice_key, fact.notice_key AS fact_notice_key
FROM dim_problem AS problem
FULL JOIN fact_rectification AS fact USING (problem_key)
WHERE problem_key <> 0 AND problem.notice_key IS DISTINCT FROM fact.notice_key
