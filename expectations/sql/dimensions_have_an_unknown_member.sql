-- suite: keys
-- table: dim_date
-- severity: blocking
-- scope: whole
-- zh: 各维度都有“未知”成员
-- reason: facts point to key 0 where the text says nothing; without the member an inner join drops them
SELECT dimension
FROM (
  VALUES
    ('dim_unit', (SELECT count(*) FROM dim_unit WHERE unit_key = 0)),
    ('dim_inspection', (SELECT count(*) FROM dim_inspection WHERE inspection_key = 0)),
    ('dim_status', (SELECT count(*) FROM dim_status WHERE status_key = 0)),
    ('dim_category', (SELECT count(*) FROM dim_category WHERE category_key = 0)),
    ('dim_date', (SELECT count(*) FROM dim_date WHERE date_key = 0))
) AS found (dimension, unknown_members)
WHERE unknown_members <> 1
