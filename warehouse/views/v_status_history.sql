-- zh: 问题状态沿革：同一问题线索在历次通报中的状态
-- en: History of statuses: what each notice says on the same problem, in order of publication
-- grain: 一篇通报中的一个问题 one problem in one notice
-- question: 某问题在历次通报中的状态如何变化？ How did a problem's status change from notice to notice?
-- column thread_score: 问题线索相似度：与线索中所连接的先前问题相比，首个问题为 1 | text likeness to the thread's earlier problem that it was linked to, 1 for the first
-- column statement_number: 公布次序：第几次公布，从 1 起 | which statement this is, from 1
-- column statements: 公布次数：共公布几次 | how many statements there are
CREATE VIEW v_status_history AS
WITH statements AS (
    SELECT
        v.*,
        p.thread_score,
        coalesce(nullif(v.thread_key, 0), problem_key) AS thread,
        CASE
            WHEN status_code NOT IN ('not_stated', 'unknown')
                THEN {
                    'problem_key': problem_key,
                    'inspection_key': inspection_key,
                    'published_on': published_on,
                    'status_code': status_code,
                    'is_closed': is_closed
                }
        END AS stated
    FROM v_problem_list AS v
    JOIN dim_problem AS p USING (problem_key)
),
ordered AS (
    SELECT
        *,
        row_number() OVER in_order AS statement_number,
        count(*) OVER (PARTITION BY thread) AS statements,
        last_value(stated IGNORE NULLS) OVER (in_order ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS previous
    FROM statements
    WINDOW in_order AS (PARTITION BY thread ORDER BY coalesce(published_on, feedback_on) NULLS FIRST, notice_key, sequence)
)
SELECT
    thread_key,
    thread_score,
    problem_key,
    notice_key,
    unit_key,
    unit_name,
    inspection_key,
    source_name,
    published_on,
    title,
    statement_number,
    statements,
    status_code,
    status_zh,
    status_text,
    is_closed,
    is_open,
    progress_code,
    previous.problem_key AS previous_problem_key,
    previous.inspection_key AS previous_inspection_key,
    previous.published_on AS previous_published_on,
    previous.status_code AS previous_status_code,
    previous.is_closed AS previous_is_closed
FROM ordered;
