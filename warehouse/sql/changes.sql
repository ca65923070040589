-- What this build says differently from the build that readers see now, attached as `previous`.
-- Files are matched by their name; the problems of a file's notice by their title and its how-many-th occurrence.
WITH files AS (
    SELECT
        source_name,
        now.notice_key,
        before.notice_key AS previous_notice_key
    FROM audit.source AS now
    FULL JOIN previous.audit.source AS before USING (source_name)
),
moved AS ( -- the same notice under another name
    SELECT notice_key
    FROM files
    WHERE previous_notice_key IS NULL AND notice_key IN (SELECT notice_key FROM previous.audit.source)
),
file_changes AS (
    SELECT
        CASE
            WHEN previous_notice_key IS NULL AND notice_key IN (FROM moved) THEN 'notice_also_found_here'
            WHEN previous_notice_key IS NULL THEN 'notice_added'
            WHEN notice_key IS NULL AND previous_notice_key IN (SELECT notice_key FROM audit.source) THEN 'file_withdrawn'
            WHEN notice_key IS NULL THEN 'notice_withdrawn'
            ELSE 'notice_changed'
        END AS change_code,
        source_name,
        notice_key,
        previous_notice_key
    FROM files
    WHERE notice_key IS DISTINCT FROM previous_notice_key
),
pairs AS (
    SELECT min(source_name) AS source_name, notice_key, previous_notice_key
    FROM files
    WHERE notice_key IS NOT NULL AND previous_notice_key IS NOT NULL
    GROUP BY notice_key, previous_notice_key
),
now AS (
    SELECT
        pairs.source_name,
        pairs.notice_key,
        pairs.previous_notice_key,
        p.problem_key,
        p.title,
        row_number() OVER (PARTITION BY pairs.notice_key, pairs.previous_notice_key, p.title ORDER BY p.sequence) AS occurrence,
        s.status_code,
        f.deadline_on,
        f.measure_count
    FROM pairs
    JOIN dim_problem AS p ON p.notice_key = pairs.notice_key
    JOIN fact_rectification AS f ON f.problem_key = p.problem_key
    JOIN dim_status AS s ON s.status_key = f.status_key
),
before AS (
    SELECT
        pairs.source_name,
        pairs.notice_key,
        pairs.previous_notice_key,
        p.problem_key,
        p.title,
        row_number() OVER (PARTITION BY pairs.notice_key, pairs.previous_notice_key, p.title ORDER BY p.sequence) AS occurrence,
        s.status_code,
        f.deadline_on,
        f.measure_count
    FROM pairs
    JOIN previous.dim_problem AS p ON p.notice_key = pairs.previous_notice_key
    JOIN previous.fact_rectification AS f ON f.problem_key = p.problem_key
    JOIN previous.dim_status AS s ON s.status_key = f.status_key
),
problems AS (
    SELECT
        source_name,
        notice_key,
        previous_notice_key,
        title,
        now.problem_key,
        before.problem_key AS previous_problem_key,
        unnest([
            {'code': 'problem_added', 'was': NULL, 'becomes': now.status_code,
             'holds': before.problem_key IS NULL},
            {'code': 'problem_removed', 'was': before.status_code, 'becomes': NULL,
             'holds': now.problem_key IS NULL},
            {'code': 'status_changed', 'was': before.status_code, 'becomes': now.status_code,
             'holds': before.status_code <> now.status_code},
            {'code': 'deadline_changed', 'was': before.deadline_on::VARCHAR, 'becomes': now.deadline_on::VARCHAR,
             'holds': now.problem_key IS NOT NULL AND before.problem_key IS NOT NULL
                AND before.deadline_on IS DISTINCT FROM now.deadline_on},
            {'code': 'measures_changed', 'was': before.measure_count::VARCHAR, 'becomes': now.measure_count::VARCHAR,
             'holds': before.measure_count <> now.measure_count}
        ]) AS change
    FROM now
    FULL JOIN before USING (source_name, notice_key, previous_notice_key, title, occurrence)
),
changes AS (
    SELECT
        change_code,
        source_name,
        notice_key,
        previous_notice_key,
        NULL::UBIGINT AS problem_key,
        NULL::UBIGINT AS previous_problem_key,
        NULL AS title,
        NULL AS was,
        NULL AS becomes
    FROM file_changes
    UNION ALL
    SELECT
        change.code,
        source_name,
        notice_key,
        previous_notice_key,
        problem_key,
        previous_problem_key,
        title,
        change.was,
        change.becomes
    FROM problems
    WHERE change.holds
)
SELECT
    row_number() OVER (ORDER BY source_name, change_code, coalesce(problem_key, previous_problem_key))::INTEGER AS change_number,
    (SELECT build_id FROM previous.audit.build) AS previous_build_id,
    changes.*
FROM changes;
