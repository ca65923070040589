-- zh: 自述与读出对照：通报自述的数目与读出的数目
-- en: Totals a notice declares, beside what was read
-- grain: 一篇通报 one notice
-- key: notice_key
-- question: 哪些通报读出的问题数与自述不符？ In which notices does the number of problems differ from the declared one?
-- stored: notice_key
-- column aspects_difference: 方面数之差（读出 − 自述），未自述为空 | aspects read minus declared, NULL where none is declared
-- column problems_difference: 问题数之差（读出 − 自述），未自述为空 | problems read minus declared, NULL where none is declared
-- column extracted_groups: 读出的问题组数：同一类别下的各项合计为一个 | problems read, the items under one theme counted as one
-- column problems_counted_as: 问题数相符级别：自述的问题数与哪一级相符，items 逐项、groups 按类别合计；均不符或未自述为空 | which level the declared number agrees with: items, groups; NULL for neither or none declared
-- column measures_difference: 措施数之差（读出 − 自述），未自述为空 | measures read minus declared, NULL where none is declared
-- column extracted_closed: 读出已完成数：表述为已完成 | problems read as claimed closed
-- column extracted_open: 读出未完成数：有表述而未完成 | problems read with a status stated that is not closed
-- column completed_difference: 已完成数之差（读出 − 自述），未自述为空 | closed read minus declared completed, NULL where none is declared
-- column in_progress_difference: 正在整改数之差（读出 − 自述），未自述为空 | open read minus declared in progress, NULL where none is declared
-- column agrees: 是否相符：自述的方面、问题（任一级）、措施数是否全部相符，均未自述为空 | whether all declared totals of aspects, problems (at either level) and measures agree, NULL where none is declared
CREATE VIEW v_declared_vs_extracted AS
WITH states AS (
    SELECT
        f.notice_key,
        count(*) FILTER (s.is_closed) AS closed,
        count(*) FILTER (NOT s.is_closed AND s.status_code NOT IN ('not_stated', 'unknown')) AS open
    FROM fact_rectification AS f
    JOIN dim_status AS s USING (status_key)
    GROUP BY f.notice_key
),
groups AS (
    SELECT
        notice_key,
        count(*) FILTER (theme IS NULL) + count(DISTINCT (aspect, theme)) FILTER (theme IS NOT NULL) AS extracted_groups
    FROM dim_problem
    GROUP BY notice_key
),
numbers AS (
    SELECT
        d.*,
        extracted_aspects - declared_aspects AS aspects_difference,
        extracted_problems - declared_problems AS problems_difference,
        extracted_measures - declared_measures AS measures_difference,
        coalesce(groups.extracted_groups, 0) AS extracted_groups,
        CASE declared_problems
            WHEN extracted_problems THEN 'items'
            WHEN coalesce(groups.extracted_groups, 0) THEN 'groups'
        END AS problems_counted_as,
        coalesce(states.closed, 0) AS extracted_closed,
        coalesce(states.open, 0) AS extracted_open
    FROM fact_disclosure AS d
    LEFT JOIN states ON states.notice_key = d.notice_key
    LEFT JOIN groups ON groups.notice_key = d.notice_key
)
SELECT
    notice_key,
    n.source_name,
    n.title AS notice_title,
    u.unit_name,
    n.published_on,
    declared_aspects,
    extracted_aspects,
    aspects_difference,
    declared_problems,
    extracted_problems,
    problems_difference,
    extracted_groups,
    problems_counted_as,
    declared_measures,
    extracted_measures,
    measures_difference,
    declared_completed,
    extracted_closed,
    extracted_closed - declared_completed AS completed_difference,
    declared_in_progress,
    extracted_open,
    extracted_open - declared_in_progress AS in_progress_difference,
    CASE
        WHEN coalesce(aspects_difference, problems_difference, measures_difference) IS NOT NULL
            THEN coalesce(aspects_difference, 0) = 0
                AND (declared_problems IS NULL OR problems_counted_as IS NOT NULL)
                AND coalesce(measures_difference, 0) = 0
    END AS agrees
FROM numbers
JOIN dim_notice AS n USING (notice_key)
JOIN dim_unit AS u ON u.unit_key = numbers.unit_key;
