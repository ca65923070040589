-- suite: evidence
-- table: evidence.notice_text
-- severity: blocking
-- scope: notice
-- zh: 问题、措施、提及的位置都在正文之内
-- reason: a place outside the text, or none, is evidence of nothing
WITH placed AS (
  SELECT 'dim_problem' AS table_name, problem_key AS key, notice_key, spans, begins, spans_kept, printed
  FROM dim_problem WHERE problem_key <> 0
  UNION ALL
  SELECT 'dim_measure', measure_key, notice_key, spans, begins, spans_kept, printed FROM dim_measure WHERE measure_key <> 0
  UNION ALL
  SELECT 'fact_mention', mention_key, notice_key, spans, begins, spans_kept, printed FROM fact_mention
)
SELECT table_name, key, notice_key, spans
FROM placed
LEFT JOIN dim_notice USING (notice_key)
WHERE CASE
  -- a passage that is one range: its spans follow from where it begins
  WHEN begins IS NOT NULL AND spans_kept IS NULL THEN begins < 0 OR printed = '' OR begins + length(printed) > char_count
  ELSE coalesce(len(spans), 0) = 0
    OR list_bool_or([span."start" < 0 OR span."start" >= span.stop OR span.stop > char_count FOR span IN spans])
END
