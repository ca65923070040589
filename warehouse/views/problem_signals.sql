-- zh: 线索索引：纸面整改线索所在的问题与措施，不含文字
-- en: Signs of rectification on paper only, without the words: v_signals adds them
-- grain: 一条线索 one sign at one problem or measure
-- key: signal_code, problem_key, measure_key
-- question: 各类线索各有多少？ How many signs of each kind are there?
-- stored: notice_key, problem_key, signal_code, measure_key
-- column measure_key: 措施键，线索在整个问题上时为空 | measure, NULL where the sign is on the whole problem
CREATE VIEW problem_signals AS
WITH measures AS (
    SELECT
        m.notice_key,
        m.problem_key,
        m.measure_key,
        p.unit_key,
        coalesce(nullif(d.thread_key, 0), d.problem_key) AS thread,
        regexp_replace(m.reading, '[\s\pP\pS]+', '', 'g') AS words
    FROM dim_measure AS m
    JOIN problem_states AS p USING (notice_key, problem_key)
    JOIN dim_problem AS d USING (notice_key, problem_key)
    WHERE p.is_latest
),
long_ones AS (
    SELECT * EXCLUDE (words), hash(words) AS words
    FROM measures
    WHERE length(words) >= 15 -- shorter ones are set phrases
),
copied AS (
    SELECT words, count(DISTINCT thread) - 1 AS other_problems, count(DISTINCT unit_key) - 1 AS other_units
    FROM long_ones
    GROUP BY words
    HAVING count(DISTINCT thread) > 1
)
SELECT
    unit_key,
    notice_key,
    problem_key,
    'same_measure_text' AS signal_code,
    measure_key,
    other_problems,
    other_units
FROM long_ones
JOIN copied USING (words)
UNION ALL
SELECT unit_key, notice_key, problem_key, signal_code, NULL, NULL, NULL
FROM (
    SELECT unit_key, notice_key, problem_key, unnest([
        CASE WHEN measures_done + measures_ongoing = 0 AND measures_planned > 0 THEN 'closed_but_planned' END,
        CASE WHEN measure_count > 0 AND NOT is_evidenced THEN 'nothing_specific' END,
        CASE WHEN measure_count = 0 THEN 'closed_without_measures' END
    ]) AS signal_code
    FROM problem_states
    WHERE is_latest AND is_closed
)
WHERE signal_code IS NOT NULL;
