-- suite: keys
-- table: dim_notice
-- severity: blocking
-- scope: notice
-- zh: 每篇通报有且仅有一条公布事实
-- reason: dimension and fact are made from the same notices; a difference is a fault of ours and falsifies every
--   total
SELECT
  notice_key,
  notice.notice_key IS NULL AS lacks_dimension,
  fact.notice_key IS NULL AS lacks_fact
FROM dim_notice AS notice
FULL JOIN fact_disclosure AS fact USING (notice_key)
WHERE notice_key <> 0 AND (notice.notice_key IS NULL OR fact.notice_key IS NULL)
