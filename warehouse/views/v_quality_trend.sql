-- zh: 数据质量走势：最近各次运行中至少失败过一次的检查，逐次列出不合格行数及其增减
-- en: Quality over the nights: every check that failed in one of the last runs, run by run, with the rows that fail
-- grain: 一次运行中的一项检查 one check of one run
-- key: run_id, suite, expectation
-- question: 哪项检查的不合格行数在增加？ Which check fails on more rows than before?
-- column run_id: 运行编号 | run that checked
-- column started_at: 开始时间（UTC） | when the run began, UTC
-- column table_name: 所查的表或视图 | table or view it looks at
-- column previous_unexpected_count: 上次不合格行数：前一次运行中的不合格行数，首次为空 | rows that failed in the run before, NULL for the first
-- column change: 增减：不合格行数与前一次运行之差 | rows that fail, minus those of the run before
CREATE VIEW v_quality_trend AS
WITH ordered AS (
    SELECT
        *,
        lag(unexpected_count) OVER (PARTITION BY suite, expectation ORDER BY started_at, run_id) AS previous_unexpected_count,
        bool_or(NOT success) OVER (PARTITION BY suite, expectation) AS has_failed
    FROM audit.expectation_history
)
SELECT
    run_id,
    started_at,
    suite,
    expectation,
    table_name,
    severity,
    success,
    unexpected_count,
    previous_unexpected_count,
    unexpected_count - previous_unexpected_count AS change
FROM ordered
WHERE has_failed;
