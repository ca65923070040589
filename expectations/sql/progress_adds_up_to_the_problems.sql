-- suite: views
-- table: v_progress_by_unit
-- severity: blocking
-- scope: whole
-- zh: 各进度视图的合计等于台账中的问题数，各部分之和等于全部，完成率在 0 与 1 之间
-- reason: the same problems by unit, kind, place and month make the same total, and no share of them exceeds them; any other
--   figure is an error of a view
WITH progress AS (
  SELECT
    'v_progress_by_unit' AS view_name, problems, closed, "open", not_stated,
    stated_share, claimed_completion_rate, evidenced_completion_rate
  FROM v_progress_by_unit
  UNION ALL
  SELECT
    'v_progress_by_category', problems, closed, "open", not_stated,
    stated_share, claimed_completion_rate, evidenced_completion_rate
  FROM v_progress_by_category
  UNION ALL
  SELECT
    'v_progress_by_region', problems, closed, "open", not_stated,
    stated_share, claimed_completion_rate, evidenced_completion_rate
  FROM v_progress_by_region
  UNION ALL
  SELECT
    'v_progress_by_month', problems, closed, "open", not_stated,
    stated_share, claimed_completion_rate, evidenced_completion_rate
  FROM v_progress_by_month
), added AS (
  SELECT
    view_name,
    sum(problems) AS problems,
    sum(closed + "open" + not_stated) AS parts,
    count(*) FILTER (
      stated_share NOT BETWEEN 0 AND 1
      OR claimed_completion_rate NOT BETWEEN 0 AND 1
      OR evidenced_completion_rate NOT BETWEEN 0 AND claimed_completion_rate
    ) AS impossible_rates
  FROM progress
  GROUP BY view_name
)
SELECT view_name, problems, parts, impossible_rates, problems_in_ledger
FROM added
-- these are the problems of v_ledger, which lists_hold_every_row_of_their_facts counts
CROSS JOIN (SELECT count(*) AS problems_in_ledger FROM problem_states WHERE is_latest) AS ledger
WHERE problems <> problems_in_ledger OR parts <> problems OR impossible_rates > 0
