-- suite: tiling
-- table: evidence.notice_text
-- severity: blocking
-- scope: notice
-- zh: 每篇通报各段字符数之和等于正文字符数
-- reason: the tiling is what assures that nothing is lost in silence; it is exact or it assures nothing
-- passes with: tiles_follow_one_another
SELECT notice_key, char_count, coalesce(tiled.covered, 0) AS covered, tiled.first_start, tiled.last_stop
FROM dim_notice -- char_counts_agree compares its count with the text
LEFT JOIN (
  SELECT notice_key, sum(stop - "start") AS covered, min("start") AS first_start, max(stop) AS last_stop
  FROM evidence.segment
  GROUP BY notice_key
) AS tiled USING (notice_key)
WHERE notice_key <> 0
  AND (coalesce(covered, 0), coalesce(first_start, 0), coalesce(last_stop, 0)) <> (char_count, 0, char_count)
