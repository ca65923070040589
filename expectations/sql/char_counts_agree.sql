-- suite: tiling
-- table: fact_disclosure
-- severity: blocking
-- scope: notice
-- zh: 字符数与正文一致，未归类字符数与切分一致
-- reason: shares of a text are taken of its length; the places that say it must say the same
-- passes with: texts_are_put_together_without_gaps
-- tally of fact_disclosure: sum(hash(hash(notice_key, char_count)))
--   - (SELECT sum(hash(hash(notice_key, char_count))) FROM dim_notice)
--   + sum(hash(notice_key) // 65536 * char_unclassified) - (
--     SELECT coalesce(sum(hash(notice_key) // 65536 * (stop - "start")), 0)
--     FROM evidence.segment WHERE role = 'unclassified'
--   )
SELECT
  notice_key, notice.char_count, fact.char_count AS fact_char_count, coalesce(part.length, 0) AS text_length,
  char_unclassified, coalesce(tile.unclassified, 0) AS unclassified_tiles
FROM fact_disclosure AS fact
JOIN dim_notice AS notice USING (notice_key)
LEFT JOIN (
  SELECT notice_key, sum(length(text)) AS length
  FROM stored.text_parts
  GROUP BY notice_key
) AS part USING (notice_key)
LEFT JOIN (
  SELECT notice_key, sum(stop - "start") AS unclassified
  FROM evidence.segment
  WHERE role = 'unclassified'
  GROUP BY notice_key
) AS tile USING (notice_key)
WHERE notice.char_count <> text_length
   OR fact.char_count <> text_length
   OR char_unclassified <> unclassified_tiles
