-- zh: 未完成事项_截至某日：任一日的未销号问题及其时限、剩余天数与预警灯
-- en: Items open on any day, with deadline, days left and light
-- grain: 一次巡察中的一个未销号问题 one open problem of one inspection
-- key: problem_key
-- question: FROM open_items_as_of(DATE '2026-01-01')：年初时还有哪些问题未销号？ What was open at new year?
CREATE MACRO open_items_as_of(day) AS TABLE
SELECT
    problem_key,
    notice_key,
    unit_key,
    unit_name,
    province,
    city,
    county,
    source_name,
    published_on,
    sequence,
    title,
    category_code,
    category_zh,
    status_code,
    status_zh,
    status_text,
    progress_code,
    responsible,
    deadline_on,
    deadline_precision,
    deadline_last_day,
    as_of,
    days_left,
    days_overdue,
    overdue,
    overdue_rule,
    light,
    light_rule,
    measure_count,
    measures_done,
    follow_up
FROM problem_states_as_of(day)
WHERE is_open;
