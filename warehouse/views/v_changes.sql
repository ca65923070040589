-- zh: 版本变化：与上一次发布版本相比，新增、撤下、更新的通报，以及问题、状态、时限、措施数的变化
-- en: What is new or different since the previously published version
-- grain: 一处变化 one change
-- question: 今天的数据和昨天相比变了什么？ What changed since yesterday?
-- column change_zh: 变化 | the change, in Chinese
-- column unit_name: 被巡察单位，已撤下的通报为空 | inspected unit, NULL for a withdrawn notice
CREATE VIEW v_changes AS
SELECT
    change_code,
    CASE change_code
        WHEN 'notice_added' THEN '新增通报'
        WHEN 'notice_withdrawn' THEN '撤下通报'
        WHEN 'notice_changed' THEN '通报内容有变化'
        WHEN 'notice_also_found_here' THEN '已有通报新增一个来源文件'
        WHEN 'file_withdrawn' THEN '撤下来源文件，通报仍有其他来源'
        WHEN 'problem_added' THEN '新增问题'
        WHEN 'problem_removed' THEN '不再有该问题'
        WHEN 'status_changed' THEN '状态变化'
        WHEN 'deadline_changed' THEN '时限变化'
        WHEN 'measures_changed' THEN '措施数变化'
        WHEN 'previous_not_comparable' THEN '上一版本结构不同，无法比较'
    END AS change_zh,
    previous_build_id,
    source_name,
    u.unit_name,
    notice_key,
    previous_notice_key,
    problem_key,
    previous_problem_key,
    title,
    was,
    becomes
FROM audit.change
LEFT JOIN fact_disclosure AS d USING (notice_key)
LEFT JOIN dim_unit AS u USING (unit_key);
