-- suite: dates
-- table: fact_mention
-- severity: warning
-- scope: notice
-- zh: 日期无需修补即可读出
-- reason: a repaired date is our reading of a damaged text and may be wrong; it counts, and is listed here to be
--   looked at
SELECT mention_key, notice_key, date_start, date_end, "precision", confidence, alternative, text AS passage
FROM fact_mention
WHERE kind = 'date' AND confidence < 1
