-- zh: 问题清单：每一篇通报中的每一个问题
-- en: List of problems: each problem of each notice, with all its labels
-- grain: 一篇通报中的一个问题 one problem in one notice
-- question: 某市卫生系统有哪些选人用人方面的问题？ Which personnel problems were found in a city's health units?
CREATE VIEW v_problem_list AS
WITH latest AS (
    -- One problem of one inspection may be reported again: in a later notice, or in a copy on another site.
    SELECT
        problem_key,
        rank() OVER (
            PARTITION BY coalesce(nullif(thread_key, 0), problem_key), f.inspection_key
            ORDER BY n.published_on DESC NULLS LAST, notice_key
        ) = 1 AS is_latest
    FROM fact_rectification AS f
    JOIN dim_problem AS p USING (problem_key, notice_key)
    JOIN dim_notice AS n USING (notice_key)
)
SELECT
    problem_key,
    f.notice_key,
    f.unit_key,
    f.inspection_key,
    p.thread_key,
    n.source_name,
    n.title AS notice_title,
    n.published_on,
    u.unit_name,
    u.party_org,
    u.unit_type,
    u.org_level,
    u.province,
    u.city,
    u.county,
    i.inspection_team,
    i.inspection_level,
    i.inspection_kind,
    i.inspection_round,
    i.feedback_on,
    p.sequence,
    p.number_label,
    p.aspect,
    p.theme,
    p.heading,
    p.title,
    p.description,
    c.category_code,
    c.label_zh AS category_zh,
    s.status_code,
    s.label_zh AS status_zh,
    s.rank AS status_rank,
    s.is_closed,
    s.is_sustained,
    f.status_text,
    f.status_basis,
    f.status_speaker,
    f.progress_code,
    NOT s.is_closed AND NOT (
        s.status_code IN ('not_stated', 'unknown') AND f.progress_code IS NOT DISTINCT FROM 'done'
    ) AS is_open,
    latest.is_latest,
    p.responsible,
    f.deadline_on,
    f.deadline_precision,
    CASE f.deadline_precision
        WHEN 'year' THEN make_date(year(f.deadline_on), 12, 31)
        WHEN 'month' THEN last_day(f.deadline_on)
        ELSE f.deadline_on
    END AS deadline_last_day,
    first_action.date AS first_action_on,
    last_action.date AS last_action_on,
    f.measure_count,
    f.measures_done,
    f.measures_ongoing,
    f.measures_planned,
    f.is_evidenced,
    f.amount_yuan,
    p.follow_up
FROM fact_rectification AS f
JOIN latest USING (problem_key)
JOIN dim_problem AS p USING (problem_key)
JOIN dim_notice AS n ON n.notice_key = f.notice_key
JOIN dim_unit AS u ON u.unit_key = f.unit_key
JOIN dim_inspection AS i ON i.inspection_key = f.inspection_key
JOIN dim_category AS c ON c.category_key = f.category_key
JOIN dim_status AS s ON s.status_key = f.status_key
JOIN dim_date AS first_action ON first_action.date_key = f.first_action_date_key
JOIN dim_date AS last_action ON last_action.date_key = f.last_action_date_key;
