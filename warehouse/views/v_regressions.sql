-- zh: 整改反弹：此前通报表述为已完成，后来又未完成或再次被指出
-- en: Regressions: claimed closed in an earlier notice, open again or found again later
-- grain: 一次反弹 one problem in the later notice
-- key: problem_key
-- question: 哪些销号的问题又出现了？ Which closed problems came back?
-- stored: notice_key, problem_key
-- column regression_code: 类型：reopened 同一次巡察中由已完成变为未完成；found_again 后一次巡察再次指出 | reopened: closed, then open in the same inspection; found_again: fed back again by a later inspection
CREATE VIEW v_regressions AS
SELECT
    CASE WHEN inspection_key = previous_inspection_key THEN 'reopened' ELSE 'found_again' END AS regression_code,
    thread_key,
    problem_key,
    notice_key,
    unit_key,
    unit_name,
    source_name,
    published_on,
    title,
    status_code,
    status_zh,
    status_text,
    previous_problem_key,
    previous_published_on,
    previous_status_code
FROM v_status_history
WHERE previous_is_closed
    AND (
        inspection_key <> previous_inspection_key
        OR (NOT is_closed AND status_code NOT IN ('not_stated', 'unknown'))
    );
