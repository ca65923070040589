-- suite: keys
-- table: fact_mention
-- severity: blocking
-- scope: notice
-- zh: 每处提及与其问题、措施属于同一通报
-- reason: a date or a sum under the wrong item would be evidence for what it does not prove
-- passes with: fact_mention_problem_key_is_found_in_dim_problem, fact_mention_measure_key_is_found_in_dim_measure
SELECT
  mention_key, mention.notice_key AS notice_key, mention.problem_key, measure_key,
  problem.notice_key AS problem_notice_key, measure.problem_key AS measure_problem_key
FROM fact_mention AS mention
LEFT JOIN dim_problem AS problem ON problem.problem_key = mention.problem_key
LEFT JOIN dim_measure AS measure USING (measure_key)
WHERE (mention.problem_key IS NOT NULL AND problem.notice_key IS DISTINCT FROM mention.notice_key)
   OR (measure_key IS NOT NULL AND measure.problem_key IS DISTINCT FROM mention.problem_key)
