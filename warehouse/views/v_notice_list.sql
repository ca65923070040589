-- zh: 通报清单：每篇通报的单位、巡察、日期、问题与措施数、来源文件及首次见到的时间
-- en: List of notices: unit, inspection, days, numbers of problems and measures, source files and when first seen
-- grain: 一篇通报 one notice
-- key: notice_key
-- question: 本月新收到哪些通报，来自哪些文件？ Which notices came in this month, from which files?
-- stored: notice_key
-- column source_files: 全部来源文件 | all source files
-- column first_seen_at: 首次见到的时间（UTC） | when it was first seen, UTC
-- column char_count: 正文字符数 | characters of the text
-- column problems: 读出的问题数 | problems read
-- column measures: 读出的措施数 | measures read
-- column closed: 已完成数：表述为已完成（基本完成不计） | claimed closed; basically completed does not count
-- column doubts: 存疑处数，见 v_doubts | doubts, see v_doubts
CREATE VIEW v_notice_list AS
WITH files AS (
    SELECT notice_key, list(source_name ORDER BY source_name) AS source_files, min(first_seen_at) AS first_seen_at
    FROM audit.source
    GROUP BY notice_key
),
states AS (
    SELECT notice_key, count(*) FILTER (s.is_closed) AS closed
    FROM fact_rectification
    JOIN dim_status AS s USING (status_key)
    GROUP BY notice_key
),
doubts AS (
    SELECT notice_key, count(*) AS doubts
    FROM v_doubts
    GROUP BY notice_key
)
SELECT
    notice_key,
    n.source_name,
    n.title AS notice_title,
    n.publisher,
    n.published_on,
    u.unit_key,
    u.unit_name,
    u.party_org,
    u.province,
    u.city,
    u.county,
    i.inspection_team,
    i.inspection_kind,
    i.feedback_on,
    n.layout,
    n.char_count,
    d.extracted_problems AS problems,
    d.extracted_measures AS measures,
    coalesce(states.closed, 0) AS closed,
    coalesce(doubts.doubts, 0) AS doubts,
    coalesce(files.source_files, [n.source_name]) AS source_files,
    files.first_seen_at
FROM fact_disclosure AS d
JOIN dim_notice AS n USING (notice_key)
JOIN dim_unit AS u ON u.unit_key = d.unit_key
JOIN dim_inspection AS i ON i.inspection_key = d.inspection_key
LEFT JOIN files USING (notice_key)
LEFT JOIN states USING (notice_key)
LEFT JOIN doubts USING (notice_key);
