-- zh: 整改进度_按类别：各类问题的整改进度
-- en: Progress by kind of problem
-- grain: 一个问题类别（含没有问题的类别） one kind of problem, also without problems
-- key: category_key
-- question: 哪类问题最多、完成率最低？ Which kind of problem is most frequent, and least completed?
-- stored: category_key
-- column overdue: 一定超期数：一定超期的未销号问题（规则 past_due） | open items certainly past their deadline (rule past_due)
CREATE VIEW v_progress_by_category AS
SELECT
    c.category_key,
    c.category_code,
    c.label_zh AS category_zh,
    c.label_en AS category_en,
    count(problem_key) AS problems,
    count(problem_key) FILTER (is_closed) AS closed,
    count(problem_key) FILTER (is_closed AND is_sustained) AS sustained,
    count(problem_key) FILTER (status_code = 'basically_completed') AS basically_completed,
    count(problem_key) FILTER (NOT is_closed AND status_code NOT IN ('not_stated', 'unknown')) AS open,
    count(problem_key) FILTER (status_code IN ('not_stated', 'unknown')) AS not_stated,
    count(problem_key) FILTER (status_code = 'unmapped') AS unmapped,
    count(problem_key) FILTER (progress_code = 'done') AS shown_done,
    count(problem_key) FILTER (is_open) AS open_items,
    count(problem_key) FILTER (overdue = 'certain') AS overdue,
    count(problem_key) FILTER (overdue = 'possible') AS overdue_possibly,
    coalesce(sum(measure_count), 0)::BIGINT AS measures,
    coalesce(sum(measures_done), 0)::BIGINT AS measures_done,
    count(problem_key) FILTER (is_closed AND is_evidenced) AS closed_evidenced,
    count(problem_key) FILTER (status_code NOT IN ('not_stated', 'unknown')) / nullif(count(problem_key), 0) AS stated_share,
    count(problem_key) FILTER (is_closed) / nullif(count(problem_key), 0) AS claimed_completion_rate,
    count(problem_key) FILTER (is_closed AND is_evidenced) / nullif(count(problem_key), 0) AS evidenced_completion_rate,
    sum(amount_yuan) AS amount
FROM dim_category AS c
LEFT JOIN problem_states_as_of((SELECT as_of FROM audit.build)) AS s ON s.category_code = c.category_code
GROUP BY ALL;
