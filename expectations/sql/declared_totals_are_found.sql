-- suite: counts
-- table: fact_disclosure
-- severity: warning
-- scope: notice
-- zh: 通报自述的方面数、问题数、措施数都已读出
-- reason: a notice may miscount itself, or count what it does not list; but most often something was not read
SELECT notice_key, total, declared, extracted
FROM (
  UNPIVOT (
    SELECT
      notice_key,
      (declared_aspects, extracted_aspects) AS aspects,
      (declared_problems, extracted_problems) AS problems,
      (declared_measures, extracted_measures) AS measures
    FROM fact_disclosure
  )
  ON aspects, problems, measures INTO NAME total VALUE pair
) AS totals, LATERAL (SELECT pair[1] AS declared, pair[2] AS extracted)
WHERE declared <> extracted
