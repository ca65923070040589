-- suite: counts
-- table: fact_disclosure
-- severity: blocking
-- scope: notice
-- zh: 通报读出的问题数、措施数与明细一致
-- reason: the totals read stand beside those the notice declares; they must be what is there
-- tally of fact_disclosure: sum(hash(notice_key) // 65536 * extracted_problems)
--   - (SELECT sum(hash(notice_key) // 65536) FROM dim_problem)
--   + sum(hash(hash(notice_key)) // 65536 * extracted_measures)
--   - (SELECT sum(hash(hash(notice_key)) // 65536) FROM dim_measure)
SELECT
  notice_key, extracted_problems, extracted_measures,
  coalesce(problem.problems, 0) AS counted_problems,
  coalesce(measure.measures, 0) AS counted_measures
FROM fact_disclosure AS fact
LEFT JOIN (SELECT notice_key, count(*) AS problems FROM dim_problem GROUP BY notice_key) AS problem USING (notice_key)
LEFT JOIN (SELECT notice_key, count(*) AS measures FROM dim_measure GROUP BY notice_key) AS measure USING (notice_key)
WHERE extracted_problems <> counted_problems OR extracted_measures <> counted_measures
