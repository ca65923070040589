-- zh: 版本变化：与上一次发布版本相比，新增、撤下、更新的通报与来源文件，以及通报、问题的哪一项由什么变为什么、因何而变
-- en: What is new, changed or gone since the previously published version: which column, from what, to what, and why
-- grain: 一处变化 one change
-- key: change_number
-- question: 今天的数据和昨天相比变了什么，是通报变了还是程序变了？ What changed since yesterday, and was it the notice or the parser?
-- column change_zh: 变化 | the change, in Chinese
-- column cause_zh: 原因 | why, in Chinese
-- column column_name: 变化的列：视图中的列名 | column that changed, as the views name it
-- column unit_name: 被巡察单位，已撤下的通报为空 | inspected unit, NULL for a withdrawn notice
CREATE VIEW v_changes AS
SELECT
    change_number,
    change_code,
    CASE change_code
        WHEN 'notice_added' THEN '新增通报'
        WHEN 'notice_withdrawn' THEN '撤下通报'
        WHEN 'notice_changed' THEN '通报内容有变化'
        WHEN 'notice_also_found_here' THEN '已有通报新增一个来源文件'
        WHEN 'file_withdrawn' THEN '撤下来源文件，通报仍有其他来源'
        WHEN 'header_changed' THEN '通报基本信息变化'
        WHEN 'problem_added' THEN '新增问题'
        WHEN 'problem_removed' THEN '不再有该问题'
        WHEN 'problem_changed' THEN '问题的一项变化'
        WHEN 'measure_added' THEN '新增措施'
        WHEN 'measure_removed' THEN '不再有该措施'
        WHEN 'previous_not_comparable' THEN '上一版本结构不同，无法比较'
    END AS change_zh,
    cause_code,
    CASE cause_code
        WHEN 'new_file' THEN '新来件'
        WHEN 'changed_file' THEN '来件内容有变化'
        WHEN 'file_gone' THEN '来件已撤下'
        WHEN 'file_quarantined' THEN '来件被隔离'
        WHEN 'new_parser' THEN '解析程序更新'
        WHEN 'other_notices' THEN '其他通报的增减'
    END AS cause_zh,
    previous_build_id,
    source_name,
    u.unit_name,
    notice_key,
    previous_notice_key,
    problem_key,
    previous_problem_key,
    title,
    column_name,
    was,
    becomes
FROM audit.change
LEFT JOIN fact_disclosure AS d USING (notice_key)
LEFT JOIN dim_unit AS u USING (unit_key);
