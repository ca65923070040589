-- suite: counts
-- table: dim_measure
-- severity: blocking
-- scope: notice
-- zh: 问题内措施顺序号从 1 起连续
-- reason: the numbers are ours; a gap means that a measure was lost after it was counted
-- tally of dim_measure: sum(hash(hash(problem_key, ordinal))) - sum(hash(hash(problem_key, ordinal - 1)))
--   - (SELECT sum(hash(hash(problem_key, measure_count))) - sum(hash(hash(problem_key, 0))) FROM fact_rectification)
SELECT measure_key, problem_key, notice_key, ordinal
FROM dim_measure
WHERE measure_key <> 0
QUALIFY row_number() OVER (PARTITION BY problem_key ORDER BY ordinal) <> ordinal
