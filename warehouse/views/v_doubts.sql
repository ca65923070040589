-- zh: 存疑之处：每篇通报中读不准或对不上的地方，附原文
-- en: Doubts: what did not fit in each notice, with passages
-- grain: 一处存疑 one doubt
-- key: notice_key, doubt_code, problem_key, start, detail
-- question: 某篇通报的读数有哪些地方要人工核对？ What in a notice needs a human's eye?
-- stored: notice_key, start, doubt_code, problem_key
-- column doubt_code: 存疑代码 | code of the doubt
-- column doubt_zh: 存疑含义 | what the doubt is, in Chinese
-- column detail: 具体情况 | details
-- column problem_key: 所属问题键，整篇或问题之外为空 | problem, NULL for the whole notice and outside the items
-- column start: 原文起始字符，整篇为空 | first character of the passage, NULL for the whole notice
-- column passage: 原文，整篇为空 | passage, NULL for the whole notice
CREATE VIEW v_doubts AS
WITH labels AS (
    SELECT
        notice_key,
        problem_key,
        aspect,
        theme,
        sequence,
        heading,
        spans,
        regexp_extract(number_label, '[0-9]+') AS digits,
        regexp_extract(number_label, '[一二三四五六七八九十]+') AS numerals
    FROM dim_problem
),
numbers AS (
    SELECT
        *,
        CASE
            WHEN digits <> '' THEN TRY_CAST(digits AS INTEGER)
            WHEN numerals <> '' THEN 10 * CASE
                WHEN numerals NOT LIKE '%十%' THEN 0
                WHEN numerals LIKE '十%' THEN 1
                ELSE instr('一二三四五六七八九', left(numerals, 1))
            END + instr('一二三四五六七八九', right(numerals, 1))
        END AS number
    FROM labels
),
neighbours AS (
    SELECT *, lag(number) OVER (PARTITION BY notice_key, aspect, theme ORDER BY sequence) AS previous
    FROM numbers
),
damaged AS (
    SELECT notice_key, string_agg(text, '' ORDER BY start) AS text
    FROM stored.text_parts
    WHERE notice_key IN (SELECT notice_key FROM stored.text_parts WHERE contains(text, chr(65533)))
    GROUP BY notice_key
),
doubts AS (
    SELECT
        notice_key,
        'numbering_gap' AS doubt_code,
        '编号不连续，可能漏读或原文缺漏' AS doubt_zh,
        format('前一项编号 {}，本项编号 {}', previous, number) AS detail,
        problem_key,
        spans[1].start AS start,
        heading AS passage
    FROM neighbours
    WHERE number NOT IN (1, previous + 1)
    UNION ALL
    SELECT notice_key, 'total_missed', '读出的数目与通报自述不符', detail, NULL, NULL, NULL
    FROM (
        SELECT notice_key, unnest([
            CASE WHEN aspects_difference <> 0 THEN format('方面：自述 {}，读出 {}', declared_aspects, extracted_aspects) END,
            CASE
                WHEN declared_problems IS NOT NULL AND problems_counted_as IS NULL
                    THEN format('问题：自述 {}，读出 {}', declared_problems, extracted_problems)
            END,
            CASE WHEN measures_difference <> 0 THEN format('措施：自述 {}，读出 {}', declared_measures, extracted_measures) END
        ]) AS detail
        FROM v_declared_vs_extracted
    )
    WHERE detail IS NOT NULL
    UNION ALL
    SELECT notice_key, 'item_without_measures', '未读出该问题的措施', NULL, problem_key, p.spans[1].start, p.heading
    FROM fact_rectification AS f
    JOIN dim_problem AS p USING (problem_key, notice_key)
    WHERE f.measure_count = 0
    UNION ALL
    SELECT notice_key, 'unmapped_status', '状态表述未能识别', f.status_text, problem_key, p.spans[1].start, p.heading
    FROM fact_rectification AS f
    JOIN dim_status AS s USING (status_key)
    JOIN dim_problem AS p USING (problem_key, notice_key)
    WHERE s.status_code = 'unmapped'
    UNION ALL
    SELECT
        notice_key,
        'repaired_date',
        '日期残缺，经修补读出',
        concat('读作 ', date_start, coalesce(' 至 ' || date_end, ''), coalesce('，或 ' || alternative, '')),
        problem_key,
        spans[1].start,
        text
    FROM fact_mention
    WHERE kind = 'date' AND confidence < 1
    UNION ALL
    SELECT
        notice_key,
        'unclassified_passage',
        '文字未能归类',
        format('{} 个字符', stop - start),
        problem_key,
        start,
        trim(text, concat(' ', chr(9), chr(10), chr(12288)))
    FROM stored.segment_text
    WHERE role = 'unclassified'
    UNION ALL
    SELECT
        notice_key,
        'damaged_characters',
        '文件中有损坏的字符（显示为 �）',
        format('{} 个字符', length(text) - length(replace(text, chr(65533), ''))),
        NULL,
        instr(text, chr(65533)) - 1,
        substring(text, greatest(instr(text, chr(65533)) - 10, 1), 21)
    FROM damaged
)
SELECT doubts.notice_key, n.source_name, doubt_code, doubt_zh, detail, problem_key, start, passage
FROM doubts
JOIN dim_notice AS n USING (notice_key)
WHERE passage IS DISTINCT FROM '';
