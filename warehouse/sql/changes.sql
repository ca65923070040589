-- What this build says differently from the build that readers see now, attached as `previous`: files that came or went, and
-- in files of both builds the cells of the notice and of its problems, and its measures.
-- Files are matched by their name; the problems of a file's notice by their title and its how-many-th occurrence.
WITH files AS (
    SELECT
        source_name,
        now.notice_key,
        before.notice_key AS previous_notice_key,
        CASE
            WHEN before.notice_key IS NULL THEN 'new_file'
            WHEN now.notice_key IS NULL AND source_name IN (SELECT source_name FROM audit.quarantine) THEN 'file_quarantined'
            WHEN now.notice_key IS NULL THEN 'file_gone'
            WHEN now.content_sha256 <> before.content_sha256 THEN 'changed_file'
            WHEN (SELECT parser_version FROM audit.build) <> (SELECT parser_version FROM previous.audit.build) THEN 'new_parser'
            ELSE 'other_notices'
        END AS cause_code
    FROM audit.source AS now
    FULL JOIN previous.audit.source AS before USING (source_name)
),
file_changes AS (
    SELECT
        CASE
            WHEN previous_notice_key IS NULL AND notice_key IN (SELECT notice_key FROM previous.audit.source) THEN 'notice_also_found_here'
            WHEN previous_notice_key IS NULL THEN 'notice_added'
            WHEN notice_key IS NULL AND previous_notice_key IN (SELECT notice_key FROM audit.source) THEN 'file_withdrawn'
            WHEN notice_key IS NULL THEN 'notice_withdrawn'
            ELSE 'notice_changed'
        END AS change_code,
        source_name,
        notice_key,
        previous_notice_key,
        cause_code
    FROM files
    WHERE notice_key IS DISTINCT FROM previous_notice_key
),
pairs AS ( -- of several files of one notice the first speaks for it
    SELECT
        min(source_name) AS source_name,
        notice_key,
        previous_notice_key,
        arg_min(cause_code, source_name) AS cause_code
    FROM files
    WHERE notice_key IS NOT NULL AND previous_notice_key IS NOT NULL
    GROUP BY notice_key, previous_notice_key
),
reread AS ( -- the same words read by the same parser give the same rows
    FROM pairs WHERE notice_key <> previous_notice_key OR cause_code <> 'other_notices'
),
headers AS (
    SELECT
        pairs.*,
        unnest(list_zip(
            ['title', 'publisher', 'published_on', 'unit_name', 'inspection_team', 'inspection_start', 'inspection_end', 'feedback_on',
             'declared_aspects', 'declared_problems', 'declared_measures', 'declared_completed', 'declared_in_progress'],
            [nb.title, nb.publisher, nb.published_on::VARCHAR, ub.unit_name, ib.inspection_team, ib.inspection_start::VARCHAR,
             ib.inspection_end::VARCHAR, ib.feedback_on::VARCHAR, db.declared_aspects::VARCHAR, db.declared_problems::VARCHAR,
             db.declared_measures::VARCHAR, db.declared_completed::VARCHAR, db.declared_in_progress::VARCHAR],
            [n.title, n.publisher, n.published_on::VARCHAR, u.unit_name, i.inspection_team, i.inspection_start::VARCHAR,
             i.inspection_end::VARCHAR, i.feedback_on::VARCHAR, d.declared_aspects::VARCHAR, d.declared_problems::VARCHAR,
             d.declared_measures::VARCHAR, d.declared_completed::VARCHAR, d.declared_in_progress::VARCHAR]
        )) AS cell
    FROM pairs
    JOIN dim_notice AS n ON n.notice_key = pairs.notice_key
    JOIN fact_disclosure AS d ON d.notice_key = n.notice_key
    JOIN dim_unit AS u ON u.unit_key = d.unit_key
    JOIN dim_inspection AS i ON i.inspection_key = d.inspection_key
    JOIN previous.dim_notice AS nb ON nb.notice_key = pairs.previous_notice_key
    JOIN previous.fact_disclosure AS db ON db.notice_key = nb.notice_key
    JOIN previous.dim_unit AS ub ON ub.unit_key = db.unit_key
    JOIN previous.dim_inspection AS ib ON ib.inspection_key = db.inspection_key
),
now AS (
    SELECT
        reread.*,
        p.problem_key,
        p.title,
        row_number() OVER (PARTITION BY reread.notice_key, previous_notice_key, p.title ORDER BY p.sequence) AS occurrence,
        s.status_code,
        [s.status_code, f.status_text, c.category_code, f.progress_code, f.deadline_on::VARCHAR, f.deadline_precision, p.aspect, p.theme,
         p.description, p.responsible, p.follow_up, f.measure_count::VARCHAR, f.measures_done::VARCHAR, f.is_evidenced::VARCHAR,
         f.amount_yuan::VARCHAR] AS cells
    FROM reread
    JOIN dim_problem AS p ON p.notice_key = reread.notice_key
    JOIN fact_rectification AS f ON f.problem_key = p.problem_key
    JOIN dim_status AS s ON s.status_key = f.status_key
    JOIN dim_category AS c ON c.category_key = f.category_key
),
before AS (
    SELECT
        reread.*,
        p.problem_key,
        p.title,
        row_number() OVER (PARTITION BY reread.notice_key, previous_notice_key, p.title ORDER BY p.sequence) AS occurrence,
        s.status_code,
        [s.status_code, f.status_text, c.category_code, f.progress_code, f.deadline_on::VARCHAR, f.deadline_precision, p.aspect, p.theme,
         p.description, p.responsible, p.follow_up, f.measure_count::VARCHAR, f.measures_done::VARCHAR, f.is_evidenced::VARCHAR,
         f.amount_yuan::VARCHAR] AS cells
    FROM reread
    JOIN previous.dim_problem AS p ON p.notice_key = reread.previous_notice_key
    JOIN previous.fact_rectification AS f ON f.problem_key = p.problem_key
    JOIN previous.dim_status AS s ON s.status_key = f.status_key
    JOIN previous.dim_category AS c ON c.category_key = f.category_key
),
problems AS (
    SELECT
        source_name,
        notice_key,
        previous_notice_key,
        cause_code,
        title,
        now.problem_key,
        before.problem_key AS previous_problem_key,
        now.status_code AS becomes,
        before.status_code AS was,
        now.cells AS cells,
        before.cells AS previous_cells
    FROM now
    FULL JOIN before USING (source_name, notice_key, previous_notice_key, cause_code, title, occurrence)
),
problem_cells AS (
    SELECT
        * EXCLUDE (was, becomes, cells, previous_cells),
        unnest(list_zip(
            ['status_code', 'status_text', 'category_code', 'progress_code', 'deadline_on', 'deadline_precision', 'aspect', 'theme',
             'description', 'responsible', 'follow_up', 'measure_count', 'measures_done', 'is_evidenced', 'amount_yuan'],
            previous_cells,
            cells
        )) AS cell
    FROM problems
    WHERE problem_key IS NOT NULL AND previous_problem_key IS NOT NULL AND cells IS DISTINCT FROM previous_cells
),
matched AS (
    FROM problems WHERE problem_key IS NOT NULL AND previous_problem_key IS NOT NULL
),
measures AS (
    SELECT
        matched.*,
        m.text
    FROM matched
    JOIN dim_measure AS m ON m.problem_key = matched.problem_key
),
previous_measures AS (
    SELECT
        matched.*,
        m.text
    FROM matched
    JOIN previous.dim_measure AS m ON m.problem_key = matched.previous_problem_key
),
changes AS (
    SELECT
        change_code,
        source_name,
        cause_code,
        notice_key,
        previous_notice_key,
        NULL::UBIGINT AS problem_key,
        NULL::UBIGINT AS previous_problem_key,
        NULL AS title,
        NULL AS column_name,
        NULL AS was,
        NULL AS becomes
    FROM file_changes
    UNION ALL
    SELECT 'header_changed', source_name, cause_code, notice_key, previous_notice_key, NULL, NULL, NULL, cell[1], cell[2], cell[3]
    FROM headers
    WHERE cell[2] IS DISTINCT FROM cell[3]
    UNION ALL
    SELECT
        CASE WHEN previous_problem_key IS NULL THEN 'problem_added' ELSE 'problem_removed' END,
        source_name, cause_code, notice_key, previous_notice_key, problem_key, previous_problem_key, title, NULL, was, becomes
    FROM problems
    WHERE problem_key IS NULL OR previous_problem_key IS NULL
    UNION ALL
    SELECT
        'problem_changed', source_name, cause_code, notice_key, previous_notice_key, problem_key, previous_problem_key, title,
        cell[1], cell[2], cell[3]
    FROM problem_cells
    WHERE cell[2] IS DISTINCT FROM cell[3]
    UNION ALL
    SELECT
        'measure_added', source_name, cause_code, notice_key, previous_notice_key, problem_key, previous_problem_key, title,
        NULL, NULL, text
    FROM measures AS m
    WHERE NOT EXISTS (FROM previous_measures AS b WHERE b.problem_key = m.problem_key AND b.text = m.text)
    UNION ALL
    SELECT
        'measure_removed', source_name, cause_code, notice_key, previous_notice_key, problem_key, previous_problem_key, title,
        NULL, text, NULL
    FROM previous_measures AS m
    WHERE NOT EXISTS (FROM measures AS b WHERE b.problem_key = m.problem_key AND b.text = m.text)
)
SELECT
    row_number() OVER (
        ORDER BY source_name, change_code, coalesce(problem_key, previous_problem_key), column_name, was, becomes
    )::INTEGER AS change_number,
    (SELECT build_id FROM previous.audit.build) AS previous_build_id,
    changes.*
FROM changes;
