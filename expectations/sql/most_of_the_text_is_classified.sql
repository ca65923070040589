-- suite: reading
-- table: fact_disclosure
-- severity: blocking
-- scope: whole
-- zh: 全部通报未归类字符合计不超过 30%
-- reason: one notice may be of a kind never seen and is only warned about; a third of the text of 20 or more
--   notices means that the reading itself is broken
SELECT count(*) AS notices, sum(char_unclassified) AS char_unclassified, sum(char_count) AS char_count
FROM fact_disclosure
HAVING count(*) >= 20 AND sum(char_unclassified) > 0.3 * sum(char_count)
