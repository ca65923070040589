-- suite: tiling
-- table: evidence.segment
-- severity: blocking
-- scope: notice
-- zh: 阅读顺序从 0 起连续，每段一个
-- reason: the reading order is ours; with a number twice or left out the text cannot be put in order
-- tally of evidence.segment: sum(hash(hash(notice_key, reading_order))) - sum(hash(hash(notice_key, reading_order + 1)))
--   - (
--     SELECT sum(hash(hash(notice_key, 0))) - sum(hash(hash(notice_key, tiles)))
--     FROM (SELECT notice_key, count(*) AS tiles FROM evidence.segment GROUP BY notice_key)
--   )
SELECT
  notice_key,
  count(*) AS tiles, count(DISTINCT reading_order) AS places,
  min(reading_order) AS first, max(reading_order) AS last
FROM evidence.segment
GROUP BY notice_key
-- the same, without order: the places, and the number of tiles, are the places that follow them, and 0
HAVING first <> 0 OR last <> tiles - 1 OR places <> tiles
