-- suite: keys
-- table: dim_measure
-- severity: blocking
-- scope: notice
-- zh: 每条措施有且仅有一条措施事实，且所属问题、通报一致
-- reason: dimension and fact are made from the same measures; a difference is a fault of ours and falsifies every
--   total
-- passes with: fact_measure_measure_key_is_found_in_dim_measure
SELECT
  measure_key,
  measure.problem_key, fact.problem_key AS fact_problem_key,
  coalesce(measure.notice_key, fact.notice_key) AS notice_key, fact.notice_key AS fact_notice_key
FROM dim_measure AS measure
FULL JOIN fact_measure AS fact USING (measure_key)
WHERE measure_key <> 0
  AND (measure.problem_key IS DISTINCT FROM fact.problem_key OR measure.notice_key IS DISTINCT FROM fact.notice_key)
