-- suite: reading
-- table: dim_notice
-- severity: warning
-- scope: whole
-- zh: 至少读出一篇通报
-- reason: a landing folder in which nothing can be read is no fault of the build, but nobody wants it unnoticed
SELECT count(*) AS notices
FROM dim_notice
WHERE notice_key <> 0
HAVING count(*) = 0
