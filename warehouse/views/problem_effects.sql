-- zh: 整改成效：各问题下写明整改成效的文字
-- en: Effects: what is printed on the effect of a problem's rectification
-- grain: 写明成效的一个问题 one problem in one notice that has an effect printed
-- key: problem_key
-- question: 哪些问题写明了整改成效？ For which problems is an effect printed?
-- stored: notice_key, problem_key
-- column effect: 成效，原文所印 | effect as printed
CREATE VIEW problem_effects AS
SELECT
    d.unit_key,
    e.notice_key,
    e.problem_key,
    string_agg(trim(e.text), '' ORDER BY e.reading_order) AS effect
FROM stored.segment_text AS e
JOIN fact_disclosure AS d ON d.notice_key = e.notice_key
WHERE e.role = 'effect' AND e.problem_key IS NOT NULL
GROUP BY d.unit_key, e.notice_key, e.problem_key;
