-- suite: counts
-- table: dim_problem
-- severity: warning
-- scope: notice
-- zh: 原文问题编号连续
-- reason: labels are lost or repeated in copying, and then a gap is the notice's; but it may be an item that was
--   not read
WITH numbered AS (
  SELECT problem_key, notice_key, "sequence", TRY_CAST(regexp_extract(number_label, '[0-9]+') AS INTEGER) AS number
  FROM dim_problem
  WHERE problem_key <> 0
), followed AS (
  SELECT *, lag(number) OVER (PARTITION BY notice_key ORDER BY "sequence") AS before
  FROM numbered
)
SELECT problem_key, notice_key, before AS number_before, number AS number_found, left(heading, 60) AS passage
FROM followed
JOIN dim_problem USING (problem_key, notice_key)
-- numbers start again at 1 under each heading
WHERE number <> 1 AND number <> before + 1
