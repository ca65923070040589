-- suite: evidence
-- table: evidence.notice_text
-- severity: blocking
-- scope: notice
-- zh: 问题、措施、提及的位置都在正文之内
-- reason: a place outside the text, or none, is evidence of nothing

-- A heading or measure that is one range is a part of the text by itself, and lies in it
-- (texts_are_put_together_without_gaps). The spans of a mention that is one range follow from where it begins.
WITH placed AS (
  SELECT 'dim_problem' AS table_name, problem_key AS key, notice_key, spans, NULL AS begins, NULL AS text
  FROM dim_problem
  WHERE problem_key <> 0 AND (begins IS NULL OR spans_kept IS NOT NULL)
  UNION ALL
  SELECT 'dim_measure', measure_key, notice_key, spans, NULL, NULL
  FROM dim_measure
  WHERE measure_key <> 0 AND (begins IS NULL OR spans_kept IS NOT NULL)
  UNION ALL
  SELECT 'fact_mention', mention_key, notice_key, spans, CASE WHEN spans_kept IS NULL THEN begins END, text
  FROM fact_mention
)
SELECT table_name, key, notice_key, spans
FROM placed
LEFT JOIN dim_notice USING (notice_key)
WHERE CASE
  WHEN begins IS NOT NULL THEN begins < 0 OR text = '' OR begins + length(text) > char_count
  ELSE coalesce(len(spans), 0) = 0
    OR list_bool_or([span."start" < 0 OR span."start" >= span.stop OR span.stop > char_count FOR span IN spans])
END
