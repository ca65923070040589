-- zh: 溯源：由任一键（单位、巡察、通报、问题、措施、提及、线索、类别、状态）追溯到原文、文件与运行
-- en: From any key (unit, inspection, notice, problem, measure, mention, thread, category, status) to passages, file and run
-- grain: 该键名下的一个问题、一条措施或一处提及 one problem, measure or mention under the key
-- key: kind, row_key
-- question: FROM trace(12345)：这个键之下的数字出自哪份文件的哪些字？ Which words of which file do the figures under a key rest on?
-- column kind: 种类：problem 问题、measure 措施、mention 提及 | problem, measure or mention
-- column row_key: 行键：问题键、措施键或提及键 | the problem, measure or mention key
-- column problem_key: 所属问题键，问题之外为空 | problem it belongs to, NULL outside the items
-- column measure_key: 所属措施键，措施之外为空 | measure it belongs to, NULL outside measures
-- column recorded: 表中所记文字 | text as the table holds it
-- column spans: 在正文中的位置 | where it stands in the text
-- column passage: 原话：按位置从正文截取 | passage cut from the text by the spans
-- column content_sha256: 文件散列：来源文件字节的 SHA-256，即 archive 目录中的文件名 | SHA-256 of the bytes of the source file: its name in the archive
-- column first_seen_at: 首次见到该来源文件的时间（UTC） | when the source file was first seen, UTC
-- column parser_version: 解析程序版本 | version of the reading
-- column build_id: 构建编号 | id of the build
-- column run_id: 运行编号：作出本次构建的运行 | run that made the build
CREATE MACRO trace(wanted) AS TABLE
SELECT
    e.kind,
    e.row_key,
    e.notice_key,
    e.problem_key,
    e.measure_key,
    e.recorded,
    e.spans,
    e.passage,
    n.source_name,
    n.content_sha256,
    n.first_seen_at,
    n.parser_version,
    b.build_id,
    r.run_id
FROM v_evidence AS e
JOIN dim_notice AS n ON n.notice_key = e.notice_key
JOIN fact_disclosure AS d ON d.notice_key = e.notice_key
LEFT JOIN dim_problem AS p ON p.problem_key = e.problem_key
LEFT JOIN fact_rectification AS f ON f.problem_key = e.problem_key
CROSS JOIN audit.build AS b
LEFT JOIN audit.run AS r ON r.build_id = b.build_id
WHERE wanted IN (
    e.row_key, e.problem_key, e.measure_key, e.notice_key, d.unit_key, d.inspection_key,
    p.thread_key, f.category_key, f.status_key
)
ORDER BY n.source_name, e.spans[1].start, e.kind DESC;
