-- suite: views
-- table: v_problem_list
-- severity: blocking
-- scope: whole
-- zh: 各清单视图的行数与其事实表一致，不重不漏
-- reason: a list of every problem, measure or notice that drops or doubles one is wrong in every total made from it; only a
--   join of ours can cause it
-- passes with: v_problem_list_problem_key_names_one_row, v_status_history_problem_key_names_one_row,
--   v_task_list_measure_key_names_one_row, v_evidence_kind_and_row_key_names_one_row,
--   v_notice_list_notice_key_names_one_row, v_coverage_notice_key_names_one_row,
--   v_declared_vs_extracted_notice_key_names_one_row, v_cycle_time_notice_key_names_one_row
-- tally of v_outcomes: count(*) - (SELECT count(*) FROM fact_mention WHERE kind = 'outcome')
-- tally of v_changes: count(*) - (SELECT count(*) FROM audit.change)
-- tally of v_ledger: count(*) - (
--     SELECT count(DISTINCT hash(coalesce(nullif(thread_key, 0), problem_key), inspection_key))
--     FROM fact_rectification JOIN dim_problem USING (problem_key)
--   )
WITH counted (view_name, row_count, facts) AS (
  VALUES
    ('v_problem_list', (SELECT count(*) FROM v_problem_list), (SELECT count(*) FROM fact_rectification)),
    ('v_status_history', (SELECT count(*) FROM v_status_history), (SELECT count(*) FROM fact_rectification)),
    ('v_task_list', (SELECT count(*) FROM v_task_list), (SELECT count(*) FROM fact_measure)),
    ('v_outcomes', (SELECT count(*) FROM v_outcomes), (SELECT count(*) FROM fact_mention WHERE kind = 'outcome')),
    (
      'v_evidence',
      (SELECT count(*) FROM v_evidence),
      (SELECT count(*) FROM dim_problem) + (SELECT count(*) FROM dim_measure) + (SELECT count(*) FROM fact_mention)
    ),
    ('v_notice_list', (SELECT count(*) FROM v_notice_list), (SELECT count(*) FROM fact_disclosure)),
    ('v_coverage', (SELECT count(*) FROM v_coverage), (SELECT count(*) FROM fact_disclosure)),
    ('v_declared_vs_extracted', (SELECT count(*) FROM v_declared_vs_extracted), (SELECT count(*) FROM fact_disclosure)),
    ('v_cycle_time', (SELECT count(*) FROM v_cycle_time), (SELECT count(*) FROM fact_disclosure)),
    ('v_changes', (SELECT count(*) FROM v_changes), (SELECT count(*) FROM audit.change)),
    (
      'v_ledger',
      (SELECT count(*) FROM v_ledger),
      -- one line for each problem of each inspection, by its latest notice
      (
        SELECT count(DISTINCT (coalesce(nullif(thread_key, 0), problem_key), inspection_key))
        FROM fact_rectification JOIN dim_problem USING (problem_key)
      )
    )
)
SELECT view_name, row_count, facts
FROM counted
WHERE row_count <> facts
