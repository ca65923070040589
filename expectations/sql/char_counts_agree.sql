-- suite: tiling
-- table: fact_disclosure
-- severity: blocking
-- scope: notice
-- zh: 字符数与正文一致，未归类字符数与切分一致
-- reason: shares of a text are taken of its length; the places that say it must say the same
SELECT
  notice_key, notice.char_count, fact.char_count AS fact_char_count, length(text) AS text_length,
  char_unclassified, coalesce(tile.unclassified, 0) AS unclassified_tiles
FROM fact_disclosure AS fact
JOIN dim_notice AS notice USING (notice_key)
JOIN evidence.notice_text USING (notice_key)
LEFT JOIN (
  SELECT notice_key, sum(stop - "start") AS unclassified
  FROM evidence.segment
  WHERE role = 'unclassified'
  GROUP BY notice_key
) AS tile USING (notice_key)
WHERE notice.char_count <> text_length
   OR fact.char_count <> text_length
   OR char_unclassified <> unclassified_tiles
