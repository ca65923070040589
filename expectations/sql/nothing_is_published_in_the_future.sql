-- suite: dates
-- table: dim_notice
-- severity: warning
-- scope: notice
-- zh: 公布日不晚于数据截止日
-- reason: a notice may be post-dated by a few days or misprint the year; otherwise the date was misread
SELECT notice_key, published_on, build.as_of
FROM dim_notice
CROSS JOIN audit.build AS build
WHERE published_on > build.as_of
