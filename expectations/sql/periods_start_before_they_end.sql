-- suite: dates
-- table: fact_mention
-- severity: warning
-- scope: notice
-- zh: 时段的起日不晚于止日
-- reason: a notice may misprint a day; otherwise the ends were misread
SELECT mention_key, notice_key, date_start, date_end, text AS passage
FROM fact_mention
WHERE date_start > date_end
