-- suite: dates
-- table: dim_notice
-- severity: warning
-- scope: notice
-- zh: 公开期限的起日不晚于止日
-- reason: a notice may misprint a day; otherwise the dates were misread
SELECT notice_key, comment_start, comment_end
FROM dim_notice
WHERE comment_start > comment_end
