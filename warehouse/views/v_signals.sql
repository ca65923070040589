-- zh: 纸面整改线索：表述为已完成而只有计划、不同问题套用同一措施、没有任何具体内容；线索不等于结论
-- en: Signs of rectification on paper only, each with its passage; a sign is no verdict
-- grain: 一条线索 one sign at one problem or measure
-- question: 哪些销号问题值得抽查？ Which closed items deserve a second look?
-- column signal_code: 线索代码 | code of the sign
-- column signal_zh: 线索含义 | what the sign is, in Chinese
-- column measure_key: 措施键，线索在整个问题上时为空 | measure, NULL where the sign is on the whole problem
-- column other_problems: 其他问题数：同一措施文字还出现在多少个其他问题中，其他线索为空 | other problems that hold the same measure text, NULL for other signs
-- column other_units: 其他单位数：同一措施文字还出现在多少个其他单位中，其他线索为空 | other units that hold the same measure text, NULL for other signs
-- column passage: 措施原文 | text of the measures as printed
CREATE VIEW v_signals AS
WITH measures AS (
    SELECT
        m.measure_key,
        m.problem_key,
        m.ordinal,
        m.text,
        f.progress_code,
        p.unit_key,
        coalesce(nullif(p.thread_key, 0), p.problem_key) AS thread,
        regexp_replace(m.reading, '[\s\pP\pS]+', '', 'g') AS words
    FROM dim_measure AS m
    JOIN fact_measure AS f USING (measure_key)
    JOIN v_problem_list AS p ON p.problem_key = m.problem_key
    WHERE p.is_latest
),
copied AS (
    SELECT words, count(DISTINCT thread) AS threads, count(DISTINCT unit_key) AS units
    FROM measures
    WHERE length(words) >= 15 -- shorter ones are set phrases
    GROUP BY words
    HAVING count(DISTINCT thread) > 1
),
closed AS (
    SELECT
        p.problem_key,
        p.measures_done + p.measures_ongoing = 0 AND p.measures_planned > 0 AS is_planned,
        p.measure_count > 0 AND NOT p.is_evidenced AS is_unspecific,
        p.measure_count = 0 AS is_bare,
        string_agg(m.text, chr(10) ORDER BY m.ordinal) AS passage
    FROM v_problem_list AS p
    LEFT JOIN measures AS m USING (problem_key)
    WHERE p.is_latest AND p.is_closed
    GROUP BY ALL
),
signs AS (
    SELECT
        'closed_but_planned' AS signal_code,
        '表述为已完成，措施却都在计划中' AS signal_zh,
        problem_key,
        NULL::UBIGINT AS measure_key,
        NULL::BIGINT AS other_problems,
        NULL::BIGINT AS other_units,
        passage
    FROM closed
    WHERE is_planned
    UNION ALL
    SELECT
        'nothing_specific',
        '表述为已完成，措施未写明任何日期、数量、文件或金额',
        problem_key, NULL, NULL, NULL, passage
    FROM closed
    WHERE is_unspecific
    UNION ALL
    SELECT
        'closed_without_measures',
        '表述为已完成，没有措施',
        problem_key, NULL, NULL, NULL, passage
    FROM closed
    WHERE is_bare
    UNION ALL
    SELECT
        'same_measure_text',
        '同一措施文字用于不同的问题或单位',
        problem_key, measure_key, threads - 1, units - 1, text
    FROM measures
    JOIN copied USING (words)
)
SELECT
    signal_code,
    signal_zh,
    p.unit_key,
    p.unit_name,
    p.notice_key,
    p.source_name,
    problem_key,
    signs.measure_key,
    p.sequence,
    p.title,
    p.status_zh,
    p.status_text,
    signs.other_problems,
    signs.other_units,
    signs.passage
FROM signs
JOIN v_problem_list AS p USING (problem_key);
