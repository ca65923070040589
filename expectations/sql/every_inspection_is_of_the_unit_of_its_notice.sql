-- suite: keys
-- table: fact_disclosure
-- severity: blocking
-- scope: notice
-- zh: 通报所属巡察的被巡察单位与通报一致
-- reason: both come from the same notice; a difference shows one unit's inspection under another
SELECT notice_key, inspection_key, fact.unit_key, inspection.unit_key AS inspection_unit_key
FROM fact_disclosure AS fact
JOIN dim_inspection AS inspection USING (inspection_key)
WHERE inspection_key <> 0 AND inspection.unit_key <> fact.unit_key
