-- suite: volume
-- table: audit.build
-- severity: warning
-- scope: whole
-- zh: 各表行数不超过上次发布的三倍
-- reason: three times the rows overnight is a large delivery, or rows made twice; below 10 notices a few new files
--   are enough
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
WHERE row_count > 3 * row_count_before
  AND (SELECT row_count_before FROM compared WHERE table_name = 'dim_notice') >= 10
