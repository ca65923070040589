-- suite: keys
-- table: dim_rule
-- severity: blocking
-- scope: whole
-- zh: 期限规则代码在同一时段内不重复
-- reason: two rules under one code at the same time give one item two deadlines
SELECT one.rule_key, one.rule_code, another.rule_key AS other_rule_key
FROM dim_rule AS one
JOIN dim_rule AS another ON another.rule_code = one.rule_code AND another.rule_key <> one.rule_key
WHERE coalesce(one.valid_from, DATE '0001-01-01') <= coalesce(another.valid_to, DATE '9999-12-31')
  AND coalesce(another.valid_from, DATE '0001-01-01') <= coalesce(one.valid_to, DATE '9999-12-31')
