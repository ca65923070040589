-- suite: keys
-- table: dim_status
-- severity: blocking
-- scope: whole
-- zh: 状态代码不重复
-- reason: readers filter by code; a code with two members counts its items twice or in part
SELECT status_key, status_code
FROM dim_status
QUALIFY count(*) OVER (PARTITION BY status_code) > 1
