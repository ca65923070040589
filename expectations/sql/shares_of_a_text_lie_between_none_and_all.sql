-- suite: views
-- table: v_coverage
-- severity: blocking
-- scope: notice
-- zh: 每篇通报已切分的字符数等于正文字符数，未归类占比在 0 与 1 之间
-- reason: the tiling is exact, so what the view adds up from it is exact as well
SELECT notice_key, char_count, char_covered, unclassified_share
FROM v_coverage
WHERE char_covered <> char_count OR unclassified_share NOT BETWEEN 0 AND 1
