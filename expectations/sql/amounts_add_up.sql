-- suite: counts
-- table: fact_measure
-- severity: blocking
-- scope: notice
-- zh: 措施、问题的金额与文件数等于其提及之和
-- reason: the sums are our own arithmetic over the mentions; a difference shows money that no passage names
-- tally of fact_measure: (
--     SELECT coalesce(sum(hash(measure_key) // 16777216 * (amount_yuan * 100)::HUGEINT) FILTER (WHERE kind = 'amount'), 0)
--       + coalesce(sum(hash(hash(measure_key)) // 65536) FILTER (WHERE kind = 'document'), 0)
--     FROM fact_mention WHERE measure_key IS NOT NULL
--   )
--   - coalesce(sum(hash(measure_key) // 16777216 * (amount_yuan * 100)::HUGEINT), 0)
--   - sum(hash(hash(measure_key)) // 65536 * document_count)
--   + coalesce(sum(hash(problem_key) // 16777216 * (amount_yuan * 100)::HUGEINT), 0)
--   - (SELECT coalesce(sum(hash(problem_key) // 16777216 * (amount_yuan * 100)::HUGEINT), 0) FROM fact_rectification)
WITH named AS (
  SELECT
    measure_key,
    sum(amount_yuan) FILTER (WHERE kind = 'amount') AS amount_named,
    count(*) FILTER (WHERE kind = 'document') AS documents_named
  FROM fact_mention
  WHERE measure_key IS NOT NULL AND kind IN ('amount', 'document')
  GROUP BY measure_key
), summed AS (
  SELECT problem_key, sum(amount_yuan) AS amount_of_measures
  FROM fact_measure
  WHERE amount_yuan IS NOT NULL
  GROUP BY problem_key
)
SELECT 'fact_measure' AS table_name, measure_key AS key, notice_key, amount_yuan, amount_named, document_count,
  coalesce(documents_named, 0) AS documents_named
FROM fact_measure
LEFT JOIN named USING (measure_key)
WHERE coalesce(amount_yuan, 0) <> coalesce(amount_named, 0) OR document_count <> coalesce(documents_named, 0)
UNION ALL
SELECT 'fact_rectification', problem_key, notice_key, amount_yuan, amount_of_measures, NULL, NULL
FROM fact_rectification
LEFT JOIN summed USING (problem_key)
WHERE coalesce(amount_yuan, 0) <> coalesce(amount_of_measures, 0)
