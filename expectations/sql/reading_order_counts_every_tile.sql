-- suite: tiling
-- table: evidence.segment
-- severity: blocking
-- scope: notice
-- zh: 阅读顺序从 0 起连续，每段一个
-- reason: the reading order is ours; with a number twice or left out the text cannot be put in order
SELECT
  notice_key,
  count(*) AS tiles, count(DISTINCT reading_order) AS places,
  min(reading_order) AS first, max(reading_order) AS last
FROM evidence.segment
GROUP BY notice_key
HAVING first <> 0 OR last <> tiles - 1 OR places <> tiles
