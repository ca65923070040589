-- zh: 问题状态沿革：同一问题线索在历次通报中的状态
-- en: History of statuses: what each notice says on the same problem, in order of publication
-- grain: 一篇通报中的一个问题 one problem in one notice
-- key: problem_key
-- question: 某问题在历次通报中的状态如何变化？ How did a problem's status change from notice to notice?
-- column thread_score: 问题线索相似度：与线索中所连接的先前问题相比，首个问题为 1 | text likeness to the thread's earlier problem that it was linked to, 1 for the first
CREATE VIEW v_status_history AS
SELECT
    p.thread_key,
    p.thread_score,
    s.problem_key,
    s.notice_key,
    unit_key,
    s.unit_name,
    s.inspection_key,
    s.source_name,
    s.published_on,
    p.title,
    s.statement_number,
    s.statements,
    s.status_code,
    s.status_zh,
    s.status_text,
    s.is_closed,
    s.is_open,
    s.progress_code,
    s.previous_problem_key,
    previous.inspection_key AS previous_inspection_key,
    previous.published_on AS previous_published_on,
    previous.status_code AS previous_status_code,
    previous.is_closed AS previous_is_closed
FROM problem_states AS s
JOIN dim_problem AS p USING (unit_key, notice_key, problem_key)
LEFT JOIN problem_states AS previous
    ON previous.unit_key = s.unit_key AND previous.problem_key = s.previous_problem_key;
