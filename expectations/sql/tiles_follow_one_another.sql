-- suite: tiling
-- table: evidence.segment
-- severity: blocking
-- scope: notice
-- zh: 每段正文紧接前一段，无空隙、无重叠
-- reason: a character in two tiles or in none belongs to two passages or to none
-- tally of evidence.segment: sum(hash(hash(notice_key, "start"))) - sum(hash(hash(notice_key, stop)))
--   - (SELECT sum(hash(hash(notice_key, 0))) - sum(hash(hash(notice_key, char_count))) FROM dim_notice)
--   + count(*) FILTER (WHERE stop <= "start")
SELECT notice_key, "start", stop, stop_before
FROM (
  SELECT *, lag(stop, 1, 0) OVER (PARTITION BY notice_key ORDER BY "start") AS stop_before
  FROM evidence.segment
)
-- the same, without order: all places where tiles start, and the end, are the places where tiles stop, and the beginning
WHERE "start" <> stop_before OR stop <= "start"
