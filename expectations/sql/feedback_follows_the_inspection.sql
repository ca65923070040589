-- suite: dates
-- table: dim_inspection
-- severity: warning
-- scope: whole
-- zh: 反馈日不早于巡察结束日
-- reason: a notice may misprint a day; otherwise the dates were misread, often the year of one
SELECT inspection_key, inspection_end, inspection_precision, feedback_on
FROM dim_inspection
WHERE coalesce(inspection_end, inspection_start) > feedback_on
