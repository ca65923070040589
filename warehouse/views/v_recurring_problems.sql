-- zh: 反复出现的问题：表述相近的问题出现在不同单位、不同巡察或不同年份
-- en: Recurring problems: problems with like words in several units, inspections or years
-- grain: 一组表述相近的问题 one group of problems with like titles
-- key: recurrence_key
-- question: 哪些问题在各单位普遍存在？ Which problems are found in many units?
-- stored: recurrence_key
-- column title: 问题：该组最常见的表述 | the most frequent title of the group
-- column problems: 问题数 | problems
-- column wordings: 表述数：不同的表述 | different titles among them
-- column least_likeness: 最低相似度：与最常见表述相比 | least likeness to the most frequent title
-- column units: 单位数 | units
-- column inspections: 巡察次数 | inspections
-- column years: 公布年份数 | years of publication
-- column first_published_on: 最早公布日期 | first publication
-- column last_published_on: 最近公布日期 | latest publication
-- column unit_names: 单位，以“、”分隔，多于十个的只列十个并加“等” | the units, set apart by an enumeration comma; of more than ten only ten, with a sign that there are others
-- column problem_keys: 问题键 | keys of the problems
CREATE VIEW v_recurring_problems AS
SELECT
    r.recurrence_key,
    arg_max(p.title, r.likeness ORDER BY p.title) AS title,
    mode(p.category_zh ORDER BY p.category_zh) AS category_zh,
    count(*) AS problems,
    count(DISTINCT p.title) AS wordings,
    min(r.likeness) AS least_likeness,
    count(DISTINCT p.unit_key) AS units,
    count(DISTINCT p.inspection_key) AS inspections,
    count(DISTINCT year(p.published_on)) AS years,
    min(p.published_on) AS first_published_on,
    max(p.published_on) AS last_published_on,
    array_to_string((list(DISTINCT p.unit_name ORDER BY p.unit_name) FILTER (p.unit_name IS NOT NULL))[:10], '、')
        || CASE WHEN count(DISTINCT p.unit_name) > 10 THEN '等' ELSE '' END AS unit_names,
    list(p.problem_key ORDER BY p.published_on, p.problem_key) AS problem_keys
FROM bridge_recurring_problem AS r
JOIN v_problem_list AS p ON p.problem_key = r.problem_key
WHERE p.is_latest
GROUP BY r.recurrence_key
HAVING count(DISTINCT p.inspection_key) > 1;
