-- zh: 纸面整改线索：表述为已完成而只有计划、不同问题套用同一措施、没有任何具体内容；线索不等于结论
-- en: Signs of rectification on paper only, each with its passage; a sign is no verdict
-- grain: 一条线索 one sign at one problem or measure
-- key: signal_code, problem_key, measure_key
-- question: 哪些销号问题值得抽查？ Which closed items deserve a second look?
-- column signal_zh: 线索含义 | what the sign is, in Chinese
-- column measure_key: 措施键，线索在整个问题上时为空 | measure, NULL where the sign is on the whole problem
-- column passage: 原文：措施；没有措施时为问题标题与状态 | the measures as printed; heading and status where there are none
CREATE VIEW v_signals AS
WITH signs AS (
    SELECT
        unit_key,
        notice_key,
        problem_key,
        measure_key,
        i.signal_code,
        i.other_problems,
        i.other_units,
        m.text AS passage
    FROM problem_signals AS i
    JOIN dim_measure AS m USING (unit_key, notice_key, problem_key, measure_key)
    UNION ALL
    SELECT
        i.unit_key,
        i.notice_key,
        i.problem_key,
        NULL,
        i.signal_code,
        NULL,
        NULL,
        string_agg(m.text, chr(10) ORDER BY m.ordinal)
    FROM problem_signals AS i
    LEFT JOIN dim_measure AS m
        ON m.unit_key = i.unit_key AND m.notice_key = i.notice_key AND m.problem_key = i.problem_key
    WHERE i.measure_key IS NULL
    GROUP BY i.unit_key, i.notice_key, i.problem_key, i.signal_code
)
SELECT
    signs.signal_code,
    CASE signs.signal_code
        WHEN 'closed_but_planned' THEN '表述为已完成，措施却都在计划中'
        WHEN 'nothing_specific' THEN '表述为已完成，措施未写明任何日期、数量、文件或金额'
        WHEN 'closed_without_measures' THEN '表述为已完成，没有措施'
        WHEN 'same_measure_text' THEN '同一措施文字用于不同的问题或单位'
    END AS signal_zh,
    unit_key,
    p.unit_name,
    notice_key,
    p.source_name,
    problem_key,
    signs.measure_key,
    p.sequence,
    p.title,
    p.status_zh,
    p.status_text,
    signs.other_problems,
    signs.other_units,
    coalesce(signs.passage, concat_ws(chr(10), p.heading, p.status_text)) AS passage
FROM signs
JOIN v_problem_list AS p USING (unit_key, notice_key, problem_key);
