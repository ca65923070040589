-- suite: reading
-- table: fact_disclosure
-- severity: warning
-- scope: notice
-- zh: 每篇通报未归类字符不超过 1%
-- reason: some residue of a page is normal; 1 % of a usual notice is a paragraph, and a paragraph should have been
--   understood
SELECT notice_key, source_name, char_unclassified, notice.char_count
FROM fact_disclosure AS fact
JOIN dim_notice AS notice USING (notice_key)
WHERE char_unclassified > 0.01 * fact.char_count
