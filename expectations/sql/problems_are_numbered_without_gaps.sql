-- suite: counts
-- table: dim_problem
-- severity: blocking
-- scope: notice
-- zh: 通报内问题顺序号从 1 起连续
-- reason: the numbers are ours; a gap means that an item was lost after it was counted
SELECT problem_key, notice_key, "sequence"
FROM dim_problem
WHERE problem_key <> 0
QUALIFY row_number() OVER (PARTITION BY notice_key ORDER BY "sequence") <> "sequence"
