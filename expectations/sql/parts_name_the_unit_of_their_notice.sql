-- suite: keys
-- table: dim_problem
-- severity: blocking
-- scope: notice
-- zh: 问题、措施与提及所记的单位和所属通报一致
-- reason: they are handed down from the notice, so that a look-up by unit reads no other; a difference hides rows from it
SELECT notice_key, part.unit_key
FROM (
    SELECT notice_key, unit_key FROM dim_problem
    UNION ALL
    SELECT notice_key, unit_key FROM dim_measure
    UNION ALL
    SELECT notice_key, unit_key FROM fact_mention
) AS part
JOIN fact_disclosure AS notice USING (notice_key)
WHERE part.unit_key <> notice.unit_key
