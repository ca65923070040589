-- zh: 问题现状_截至某日：每次巡察的每个问题只取该日之前最新一次公布，并计算距时限天数与预警灯
-- en: State of the problems on any day: each problem of each inspection once, by the latest notice known that day
-- grain: 一次巡察中的一个问题 one problem of one inspection
-- key: problem_key
-- question: FROM problem_states_as_of(DATE '2026-01-01')：年初时各问题处于什么状态？ What was the state of each problem at new year?
-- Subqueries instead of WITH: DuckDB 1.4.0 and 1.4.1 cannot read a stored macro that holds WITH. `day` stands in one place
-- only: where it is a subquery, each place would be a join.
CREATE MACRO problem_states_as_of(day) AS TABLE
SELECT
    known.* EXCLUDE (is_latest, superseded_on),
    asked.as_of,
    deadline_last_day - asked.as_of AS days_left,
    CASE WHEN is_open AND asked.as_of > deadline_last_day THEN asked.as_of - deadline_last_day END AS days_overdue,
    CASE
        WHEN NOT is_open OR deadline_on IS NULL THEN NULL
        WHEN asked.as_of > deadline_last_day THEN 'certain'
        WHEN asked.as_of > deadline_on THEN 'possible'
        ELSE 'no'
    END AS overdue,
    CASE WHEN is_open AND deadline_on IS NOT NULL THEN asked.due_rule END AS overdue_rule,
    CASE
        WHEN NOT is_open OR deadline_on IS NULL THEN NULL
        WHEN asked.as_of > deadline_last_day THEN 'red'
        WHEN deadline_last_day - asked.as_of <= asked.yellow_from THEN 'yellow'
        WHEN deadline_last_day - asked.as_of <= asked.green_from THEN 'green'
    END AS light,
    CASE
        WHEN NOT is_open OR deadline_on IS NULL THEN NULL
        WHEN asked.as_of > deadline_last_day THEN asked.due_rule
        WHEN deadline_last_day - asked.as_of <= asked.yellow_from THEN asked.yellow_rule
        WHEN deadline_last_day - asked.as_of <= asked.green_from THEN asked.green_rule
    END AS light_rule
FROM v_problem_list AS known, (
    SELECT
        today.as_of,
        any_value(build.as_of) AS built_on,
        -- Two rules before the deadline: the earlier one lights green, the later one yellow.
        max(-offset_days) FILTER (offset_days < 0) AS green_from,
        min(-offset_days) FILTER (offset_days < 0) AS yellow_from,
        arg_min(rule_code, offset_days) FILTER (offset_days < 0) AS green_rule,
        arg_max(rule_code, offset_days) FILTER (offset_days < 0) AS yellow_rule,
        any_value(rule_code) FILTER (offset_days = 0) AS due_rule
    FROM (SELECT CAST(day AS DATE) AS as_of) AS today
    CROSS JOIN audit.build AS build
    LEFT JOIN dim_rule
        ON base_event = 'deadline'
        AND offset_days <= 0
        AND today.as_of BETWEEN coalesce(valid_from, today.as_of) AND coalesce(valid_to, today.as_of)
    GROUP BY today.as_of
) AS asked
-- From the build's own day on everything is known, whatever day a notice bears.
WHERE CASE
    WHEN asked.as_of >= asked.built_on THEN is_latest
    ELSE coalesce(published_on <= asked.as_of, true) AND coalesce(superseded_on > asked.as_of, true)
END;
