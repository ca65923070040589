-- suite: keys
-- table: dim_problem
-- severity: blocking
-- scope: notice
-- zh: 同一问题线索在一篇通报中只有一个问题
-- reason: a thread is one problem from notice to notice; two problems of one notice in it would count as one, and one of them
--   would be lost from every figure that takes the latest statement
-- tally of dim_problem: count(*) FILTER (WHERE problem_key <> 0)
--   - count(DISTINCT hash(notice_key, coalesce(nullif(thread_key, 0), problem_key))) FILTER (WHERE problem_key <> 0)
SELECT notice_key, coalesce(nullif(thread_key, 0), problem_key) AS thread_key, list(problem_key ORDER BY problem_key) AS problem_keys
FROM dim_problem
WHERE problem_key <> 0
GROUP BY ALL
HAVING count(*) > 1
