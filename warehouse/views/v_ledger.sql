-- zh: 销号台账：一个问题一行，含措施、责任、时限、状态、成效与佐证
-- en: Ledger: one line an item, with measures, responsibility, deadline, status, effect and evidence
-- grain: 一次巡察中的一个问题 one problem of one inspection
-- key: problem_key
-- question: 打印某单位的销号台账。 Print a unit's rectification ledger.
-- column measures_text: 措施，逐条一行，原文所印 | the measures as printed, one a line
-- column effect: 整改成效，原文所印 | effect as printed
-- column dates_named: 措施与成效中写明的日期 | dates named in measures and effect
-- column documents_named: 措施与成效中写明的文件 | documents named in measures and effect
-- column amounts_named: 措施与成效中写明的金额 | sums of money named in measures and effect
-- column outcomes_named: 措施与成效中写明的成果 | outcomes named in measures and effect
-- Each part is put together by unit, notice and problem, from the rows of the problems asked for: their keys tell DuckDB
-- which row groups to read.
CREATE VIEW v_ledger AS
WITH measures AS (
    SELECT unit_key, notice_key, problem_key, string_agg(concat(m.label, m.text), chr(10) ORDER BY m.ordinal) AS measures_text
    FROM dim_measure AS m
    JOIN problem_states USING (unit_key, notice_key, problem_key)
    GROUP BY unit_key, notice_key, problem_key
),
named AS (
    SELECT
        unit_key,
        notice_key,
        problem_key,
        string_agg(text, '；' ORDER BY start) FILTER (kind = 'date') AS dates_named,
        string_agg(text, '；' ORDER BY start) FILTER (kind = 'document') AS documents_named,
        string_agg(text, '；' ORDER BY start) FILTER (kind = 'amount') AS amounts_named,
        string_agg(text, '；' ORDER BY start) FILTER (kind = 'outcome') AS outcomes_named
    FROM (
        SELECT unit_key, notice_key, problem_key, kind, text, spans[1].start AS start
        FROM fact_mention
        JOIN problem_states USING (unit_key, notice_key, problem_key)
        WHERE part IN ('measure', 'effect')
    )
    GROUP BY unit_key, notice_key, problem_key
)
SELECT
    s.problem_key,
    s.notice_key,
    s.unit_key,
    s.unit_name,
    s.source_name,
    s.published_on,
    s.sequence,
    s.number_label,
    s.aspect,
    s.theme,
    s.title,
    s.description,
    s.category_zh,
    measures.measures_text,
    s.responsible,
    s.deadline_on,
    s.deadline_precision,
    lights.days_left,
    lights.light,
    lights.light_rule,
    s.status_code,
    s.status_zh,
    s.status_text,
    s.progress_code,
    s.is_closed,
    s.is_open,
    effects.effect,
    s.is_evidenced,
    named.dates_named,
    named.documents_named,
    named.amounts_named,
    named.outcomes_named,
    s.amount_yuan,
    s.follow_up
FROM v_problem_list AS s
LEFT JOIN problem_lights AS lights
    ON lights.unit_key = s.unit_key AND lights.notice_key = s.notice_key AND lights.problem_key = s.problem_key
LEFT JOIN problem_effects AS effects
    ON effects.unit_key = s.unit_key AND effects.notice_key = s.notice_key AND effects.problem_key = s.problem_key
LEFT JOIN measures
    ON measures.unit_key = s.unit_key AND measures.notice_key = s.notice_key AND measures.problem_key = s.problem_key
LEFT JOIN named
    ON named.unit_key = s.unit_key AND named.notice_key = s.notice_key AND named.problem_key = s.problem_key
WHERE s.is_latest;
