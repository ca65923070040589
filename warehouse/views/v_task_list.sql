-- zh: 任务清单：每一条措施及其所属问题
-- en: List of tasks: each measure with the problem it belongs to
-- grain: 一条措施 one measure
-- key: measure_key
-- question: 某单位为某问题采取了哪些措施，哪些还没有落实？ What was done about a problem, and what not yet?
-- column measure_text: 措施原文，去编号 | text of the measure as printed, label off
-- column measure_label: 措施原文编号，如“一是” | printed label of the measure
-- column first_date: 最早日期：措施中最早的日期 | first day named in the measure
-- column last_date: 最近日期：措施中最近的日期 | last day named in the measure
-- column amount_yuan: 金额合计：措施中所述（元） | sums of money named in the measure, yuan
-- column progress_code: 措施进展：done 已落实、ongoing 推进中、planned 计划中 | progress of the measure
CREATE VIEW v_task_list AS
SELECT
    measure_key,
    problem_key,
    notice_key,
    unit_key,
    p.source_name,
    p.unit_name,
    p.published_on,
    p.aspect,
    p.theme,
    p.sequence,
    p.title,
    p.category_zh,
    p.status_code,
    p.status_zh,
    m.ordinal,
    m.label AS measure_label,
    m.text AS measure_text,
    f.progress_code,
    CASE WHEN f.first_date_key > 0 THEN strptime(f.first_date_key::VARCHAR, '%Y%m%d')::DATE END AS first_date,
    CASE WHEN f.last_date_key > 0 THEN strptime(f.last_date_key::VARCHAR, '%Y%m%d')::DATE END AS last_date,
    f.amount_yuan,
    f.document_count,
    p.responsible,
    p.deadline_on,
    p.deadline_precision,
    p.is_latest
FROM fact_measure AS f
JOIN dim_measure AS m USING (unit_key, notice_key, problem_key, measure_key)
JOIN v_problem_list AS p USING (unit_key, notice_key, problem_key);
