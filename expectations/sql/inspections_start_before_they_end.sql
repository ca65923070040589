-- suite: dates
-- table: dim_inspection
-- severity: warning
-- scope: whole
-- zh: 巡察开始日不晚于结束日
-- reason: a notice may misprint a day; otherwise the dates were misread
SELECT inspection_key, inspection_start, inspection_end
FROM dim_inspection
WHERE inspection_start > inspection_end
