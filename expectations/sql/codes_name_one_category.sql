-- suite: keys
-- table: dim_category
-- severity: blocking
-- scope: whole
-- zh: 类别代码不重复
-- reason: readers filter by code; a code with two members counts its items twice or in part
SELECT category_key, category_code
FROM dim_category
QUALIFY count(*) OVER (PARTITION BY category_code) > 1
