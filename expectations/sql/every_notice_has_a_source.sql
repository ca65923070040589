-- suite: keys
-- table: dim_notice
-- severity: blocking
-- scope: whole
-- zh: 每篇通报都能在来源文件中找到
-- reason: a notice whose file is no longer in the landing folder has been withdrawn and must not be shown
SELECT notice_key, source_name, content_sha256
FROM dim_notice AS notice
WHERE notice_key <> 0
  AND NOT EXISTS (
    FROM audit.source AS source
    WHERE source.notice_key = notice.notice_key AND source.source_name = notice.source_name
  )
