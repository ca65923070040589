-- suite: tiling
-- table: evidence.segment
-- severity: blocking
-- scope: notice
-- zh: 每段正文紧接前一段，无空隙、无重叠
-- reason: a character in two tiles or in none belongs to two passages or to none
SELECT notice_key, "start", stop, stop_before
FROM (
  SELECT *, lag(stop, 1, 0) OVER (PARTITION BY notice_key ORDER BY "start") AS stop_before
  FROM evidence.segment
)
WHERE "start" <> stop_before OR stop <= "start"
