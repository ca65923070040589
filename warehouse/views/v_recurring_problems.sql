-- zh: 反复出现的问题：同样表述的问题出现在不同单位、不同巡察或不同年份
-- en: Recurring problems: the same problem, by its words, in several units, inspections or years
-- grain: 一种问题表述 one wording, punctuation aside
-- question: 哪些问题在各单位普遍存在？ Which problems are found in many units?
-- column problems: 问题数 | problems
-- column units: 单位数 | units
-- column inspections: 巡察次数 | inspections
-- column years: 公布年份数 | years of publication
-- column first_published_on: 最早公布日期 | first publication
-- column last_published_on: 最近公布日期 | latest publication
-- column unit_names: 单位 | the units
-- column problem_keys: 问题键 | keys of the problems
CREATE VIEW v_recurring_problems AS
SELECT
    min(title) AS title,
    mode(category_zh ORDER BY category_zh) AS category_zh,
    count(*) AS problems,
    count(DISTINCT unit_key) AS units,
    count(DISTINCT inspection_key) AS inspections,
    count(DISTINCT year(published_on)) AS years,
    min(published_on) AS first_published_on,
    max(published_on) AS last_published_on,
    list(DISTINCT unit_name ORDER BY unit_name) AS unit_names,
    list(problem_key ORDER BY published_on, problem_key) AS problem_keys
FROM v_problem_list
WHERE is_latest
GROUP BY regexp_replace(title, '[\s\pP\pS]+', '', 'g')
HAVING count(DISTINCT unit_key) > 1 OR count(DISTINCT inspection_key) > 1;
