-- zh: 问题现状_截至某日：每次巡察的每个问题只取该日之前最新一次公布，并计算距时限天数与预警灯
-- en: State of the problems on any day: each problem of each inspection once, by the latest notice known that day
-- grain: 一次巡察中的一个问题 one problem of one inspection
-- question: FROM problem_states_as_of(DATE '2026-01-01')：年初时各问题处于什么状态？ What was the state of each problem at new year?
-- Subqueries instead of WITH: DuckDB 1.4.0 and 1.4.1 cannot read a stored macro that holds WITH.
CREATE MACRO problem_states_as_of(day) AS TABLE
SELECT
    known.* EXCLUDE (is_latest),
    CAST(day AS DATE) AS as_of,
    deadline_last_day - CAST(day AS DATE) AS days_left,
    CASE WHEN is_open AND day > deadline_last_day THEN CAST(day AS DATE) - deadline_last_day END AS days_overdue,
    CASE
        WHEN NOT is_open OR deadline_on IS NULL THEN NULL
        WHEN day > deadline_last_day THEN 'certain'
        WHEN day > deadline_on THEN 'possible'
        ELSE 'no'
    END AS overdue,
    CASE
        WHEN NOT is_open OR deadline_on IS NULL THEN NULL
        WHEN day > deadline_last_day THEN 'red'
        WHEN deadline_last_day - CAST(day AS DATE) <= limits.yellow_from THEN 'yellow'
        WHEN deadline_last_day - CAST(day AS DATE) <= limits.green_from THEN 'green'
    END AS light
FROM (
    SELECT *
    FROM v_problem_list
    -- From the build's own day on everything is known, whatever day a notice bears.
    WHERE published_on IS NULL OR published_on <= day OR day >= (SELECT as_of FROM audit.build)
    QUALIFY rank() OVER (
        PARTITION BY coalesce(nullif(thread_key, 0), problem_key), inspection_key
        ORDER BY published_on DESC NULLS LAST, notice_key
    ) = 1
) AS known, (
    SELECT
        -- Two rules before the deadline: the earlier one lights green, the later one yellow.
        max(-offset_days) AS green_from,
        min(-offset_days) AS yellow_from
    FROM dim_rule
    WHERE base_event = 'deadline' AND offset_days < 0 AND day BETWEEN coalesce(valid_from, day) AND coalesce(valid_to, day)
) AS limits;
