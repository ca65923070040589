-- suite: keys
-- table: bridge_disclosure_unit
-- severity: blocking
-- scope: notice
-- zh: 每篇通报恰有一个主要单位，且与公布事实一致
-- reason: with none or two main units, totals by unit miss a notice or count it twice
SELECT
  notice_key, fact.unit_key,
  count(unit.unit_key) FILTER (WHERE unit.is_primary) AS main_units,
  any_value(unit.unit_key) FILTER (WHERE unit.is_primary) AS main_unit_key
FROM fact_disclosure AS fact
LEFT JOIN bridge_disclosure_unit AS unit USING (notice_key)
GROUP BY notice_key, fact.unit_key
-- a notice that names no unit may stand under the unknown one or under none
HAVING main_units > 1 OR coalesce(main_unit_key, 0) <> fact.unit_key
