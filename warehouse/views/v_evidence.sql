-- zh: 原文出处：每个问题、措施和提及在通报正文中的原话
-- en: The passage of the notice that each problem, measure and mention comes from
-- grain: 一个问题、一条措施或一处提及 one problem, measure or mention
-- key: kind, row_key
-- question: WHERE row_key = …：这个数字出自原文哪一句？ Which words of the notice does this figure rest on?
-- column kind: 种类：problem 问题、measure 措施、mention 提及 | problem, measure or mention
-- column row_key: 行键：问题键、措施键或提及键 | the problem, measure or mention key
-- column problem_key: 所属问题键，问题之外为空 | problem it belongs to, NULL outside the items
-- column measure_key: 所属措施键，措施之外为空 | measure it belongs to, NULL outside measures
-- column recorded: 表中所记文字 | text as the table holds it
-- column spans: 在正文中的位置 | where it stands in the text
-- column passage: 原话：按位置从正文截取 | passage cut from the text by the spans
CREATE VIEW v_evidence AS
WITH rows_with_spans AS (
    SELECT
        'problem' AS kind,
        problem_key AS row_key,
        unit_key,
        notice_key,
        problem_key,
        NULL::UBIGINT AS measure_key,
        heading AS recorded,
        spans,
        printed
    FROM dim_problem
    UNION ALL
    SELECT 'measure', measure_key, unit_key, notice_key, problem_key, measure_key, text, spans, printed
    FROM dim_measure
    UNION ALL
    SELECT 'mention', mention_key, unit_key, notice_key, problem_key, measure_key, text, spans, printed
    FROM fact_mention
)
SELECT
    kind,
    row_key,
    unit_key,
    notice_key,
    n.source_name,
    problem_key,
    measure_key,
    recorded,
    spans,
    printed AS passage
FROM rows_with_spans
JOIN dim_notice AS n USING (notice_key);
