-- zh: 问题状态：问题清单中除文字以外的一切，单位、巡察、类别、状态、时限、措施数，以及它是该问题的第几次公布
-- en: All of the list of problems but its words: unit, inspection, kind, status, deadline, measures, and which statement on the problem this is
-- grain: 一篇通报中的一个问题 one problem in one notice
-- key: problem_key
-- question: 哪些问题公布过不止一次？ Which problems were reported more than once?
-- stored: notice_key, problem_key
CREATE VIEW problem_states AS
WITH statements AS (
    SELECT
        f.problem_key,
        f.notice_key,
        f.unit_key,
        f.inspection_key,
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
        coalesce(nullif(p.thread_key, 0), f.problem_key) AS thread,
        CASE WHEN s.status_code NOT IN ('not_stated', 'unknown') THEN f.problem_key END AS stated
    FROM fact_rectification AS f
    JOIN dim_problem AS p USING (problem_key, notice_key)
    JOIN dim_notice AS n USING (notice_key)
    JOIN dim_unit AS u ON u.unit_key = f.unit_key
    JOIN dim_inspection AS i ON i.inspection_key = f.inspection_key
    JOIN dim_category AS c ON c.category_key = f.category_key
    JOIN dim_status AS s ON s.status_key = f.status_key
    JOIN dim_date AS first_action ON first_action.date_key = f.first_action_date_key
    JOIN dim_date AS last_action ON last_action.date_key = f.last_action_date_key
),
-- Only what is reported more than once is ranked: most problems are not, and ranking is what takes time.
repeated AS (
    SELECT
        s.thread,
        s.problem_key,
        -- One problem of one inspection may be reported again: in a later notice, or in a copy on another site.
        rank() OVER (in_inspection ORDER BY published_on DESC NULLS LAST, notice_key) = 1 AS is_latest,
        first_value(coalesce(published_on, DATE '-infinity')) OVER (
            in_inspection ORDER BY published_on NULLS FIRST, notice_key DESC
            GROUPS BETWEEN 1 FOLLOWING AND 1 FOLLOWING
        ) AS superseded_on,
        row_number() OVER in_order AS statement_number,
        count(*) OVER (PARTITION BY s.thread) AS statements,
        last_value(stated IGNORE NULLS) OVER (
            in_order ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS previous_problem_key
    FROM statements AS s
    JOIN (SELECT thread FROM statements GROUP BY thread HAVING count(*) > 1) AS several USING (thread)
    WINDOW
        in_inspection AS (PARTITION BY s.thread, inspection_key),
        in_order AS (PARTITION BY s.thread ORDER BY coalesce(published_on, feedback_on) NULLS FIRST, notice_key, sequence)
)
SELECT
    statements.* EXCLUDE (thread, stated),
    coalesce(repeated.is_latest, true) AS is_latest,
    repeated.superseded_on,
    coalesce(repeated.statement_number, 1) AS statement_number,
    coalesce(repeated.statements, 1) AS statements,
    repeated.previous_problem_key
FROM statements
LEFT JOIN repeated USING (problem_key);
