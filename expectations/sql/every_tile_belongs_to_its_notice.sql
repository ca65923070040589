-- suite: keys
-- table: evidence.segment
-- severity: blocking
-- scope: notice
-- zh: 每段正文与其问题、措施属于同一通报
-- reason: a passage under the wrong item would be evidence for what it does not prove
-- passes with: evidence_segment_problem_key_is_found_in_dim_problem, evidence_segment_measure_key_is_found_in_dim_measure
SELECT
  tile.notice_key AS notice_key, tile."start", tile.problem_key, measure_key,
  problem.notice_key AS problem_notice_key, measure.problem_key AS measure_problem_key
FROM evidence.segment AS tile
LEFT JOIN dim_problem AS problem ON problem.problem_key = tile.problem_key
LEFT JOIN dim_measure AS measure USING (measure_key)
WHERE (tile.problem_key IS NOT NULL AND problem.notice_key IS DISTINCT FROM tile.notice_key)
   OR (measure_key IS NOT NULL AND measure.problem_key IS DISTINCT FROM tile.problem_key)
