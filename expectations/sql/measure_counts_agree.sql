-- suite: counts
-- table: fact_rectification
-- severity: blocking
-- scope: notice
-- zh: 问题的措施数及其进展分布与措施事实一致
-- reason: a count that differs from the rows it counts falsifies the evidenced rate of completion
-- tally of fact_measure: sum(hash(problem_key) // 65536)
--   + sum(hash(hash(problem_key, progress_code)) // 65536 * (progress_code IN ('done', 'ongoing', 'planned'))::INTEGER)
--   - (
--     SELECT sum(
--       hash(problem_key) // 65536 * measure_count
--       + hash(hash(problem_key, 'done')) // 65536 * measures_done
--       + hash(hash(problem_key, 'ongoing')) // 65536 * measures_ongoing
--       + hash(hash(problem_key, 'planned')) // 65536 * measures_planned
--     )
--     FROM fact_rectification
--   )
SELECT
  problem_key, notice_key, measure_count,
  coalesce(counted.measures, 0) AS counted_measures,
  (measures_done, measures_ongoing, measures_planned) AS by_progress,
  (coalesce(counted.done, 0), coalesce(counted.ongoing, 0), coalesce(counted.planned, 0)) AS counted_by_progress
FROM fact_rectification AS problem
LEFT JOIN (
  SELECT
    problem_key,
    count(*) AS measures,
    count(*) FILTER (WHERE progress_code = 'done') AS done,
    count(*) FILTER (WHERE progress_code = 'ongoing') AS ongoing,
    count(*) FILTER (WHERE progress_code = 'planned') AS planned
  FROM fact_measure
  GROUP BY problem_key
) AS counted USING (problem_key)
WHERE measure_count <> counted_measures OR by_progress <> counted_by_progress
