-- suite: mentions
-- table: fact_mention
-- severity: warning
-- scope: notice
-- zh: 金额不为负，不超过一千亿元
-- reason: a county's yearly budget is some 10 billion yuan; ten times as much is most often a unit read twice (万
--   and 亿)
SELECT mention_key, notice_key, amount_yuan, text AS passage
FROM fact_mention
WHERE amount_yuan < 0 OR amount_yuan > 100000000000
