-- suite: keys
-- table: evidence.notice_text
-- severity: blocking
-- scope: notice
-- zh: 每篇通报都有正文
-- reason: without its text nothing in a notice can be traced to words
SELECT
  notice_key,
  notice.notice_key IS NULL AS lacks_dimension,
  stored.notice_key IS NULL AS lacks_text
FROM dim_notice AS notice
FULL JOIN evidence.notice_text AS stored USING (notice_key)
WHERE notice_key <> 0 AND (notice.notice_key IS NULL OR stored.notice_key IS NULL)
