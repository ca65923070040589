-- zh: 责任清单：各单位每一责任人或责任部门（原文所印）所负责的问题及其进度；未载明责任人的为空
-- en: List of responsibilities: what each responsible person or department, as printed, answers for; NULL where none is printed
-- grain: 一个单位的一个责任主体 one responsible party of one unit
-- key: unit_key, responsible
-- question: 某单位哪位领导负责的问题尚未销号最多？ Who answers for the most open items of a unit?
-- stored: unit_key, responsible
-- column open_titles: 所负责的未销号问题，以“；”分隔；全部问题见问题清单 | the open items, set apart by a semicolon; all are in v_problem_list
-- column next_deadline: 最近时限：未销号问题中最近的时限末日 | earliest last day of a deadline among the open items
-- column overdue: 一定超期数：一定超期的未销号问题（规则 past_due） | open items certainly past their deadline (rule past_due)
CREATE VIEW v_responsibility_list AS
SELECT
    unit_key,
    unit_name,
    responsible,
    count(*) AS problems,
    count(*) FILTER (is_closed) AS closed,
    count(*) FILTER (is_open) AS open_items,
    count(*) FILTER (overdue = 'certain') AS overdue,
    min(deadline_last_day) FILTER (is_open) AS next_deadline,
    string_agg(title, '；' ORDER BY published_on, sequence) FILTER (is_open) AS open_titles
FROM problem_states_as_of((SELECT as_of FROM audit.build))
GROUP BY ALL;
