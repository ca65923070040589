-- suite: volume
-- table: audit.build
-- severity: blocking
-- scope: whole
-- zh: 各表行数不低于上次发布的一半
-- reason: half the rows gone overnight from the same folder is a folder lost or a reading broken, not news; below
--   10 notices a few files taken away are enough, and only none at all counts;
--   where the folder was cleared out on purpose, run once with CLEARED_OUT=1
-- needs: previous
WITH compared (table_name, row_count, row_count_before) AS (
  VALUES
    ('dim_notice', (SELECT count(*) FROM dim_notice), (SELECT count(*) FROM previous.dim_notice)),
    ('dim_problem', (SELECT count(*) FROM dim_problem), (SELECT count(*) FROM previous.dim_problem)),
    ('dim_measure', (SELECT count(*) FROM dim_measure), (SELECT count(*) FROM previous.dim_measure)),
    ('fact_mention', (SELECT count(*) FROM fact_mention), (SELECT count(*) FROM previous.fact_mention))
)
SELECT table_name, row_count, row_count_before
FROM compared
WHERE (SELECT landing FROM audit.build) = (SELECT landing FROM previous.audit.build)
  AND CASE
    WHEN (SELECT row_count_before FROM compared WHERE table_name = 'dim_notice') < 10
      THEN table_name = 'dim_notice' AND row_count = 0 AND row_count_before > 0
    ELSE 2 * row_count < row_count_before
  END
