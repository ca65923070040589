-- zh: 整改成果：追回资金、处理人员、建章立制等，原文所印
-- en: Outcomes: money recovered, people held to account, rules made or revised, as printed
-- grain: 正文中的一处成果 one outcome named in the text
-- key: mention_key
-- question: 共追回多少资金，处理多少人，制定多少制度？ How much was recovered, how many people held to account, how many rules made?
-- column part: 所在部分 | part of the notice it stands in
-- column is_latest: 是否最新公布：是否出自该问题的最新一次公布；汇总时应取真，问题之外恒为真 | from the latest notice on its problem: filter by it when adding up; always true outside the items
-- column text: 原文 | text as printed
-- column quantity_unit: 数量单位 | unit of the quantity
-- column amount_yuan: 金额（元） | sum of money, yuan
-- column title: 所属问题，问题之外为空 | problem it belongs to, NULL outside the items
-- column measure_key: 所属措施键，措施之外为空 | measure it belongs to, NULL outside measures
-- column problem_key: 所属问题键，问题之外为空 | problem it belongs to, NULL outside the items
CREATE VIEW v_outcomes AS
SELECT
    mention_key,
    m.notice_key,
    n.source_name,
    n.published_on,
    m.unit_key,
    u.unit_name,
    m.problem_key,
    p.title,
    p.category_zh,
    m.measure_key,
    m.part,
    m.outcome_code,
    m.quantity,
    m.unit AS quantity_unit,
    m.amount_yuan,
    m.text,
    coalesce(p.is_latest, true) AS is_latest
FROM fact_mention AS m
JOIN dim_notice AS n ON n.notice_key = m.notice_key
JOIN dim_unit AS u ON u.unit_key = m.unit_key
LEFT JOIN v_problem_list AS p
    ON p.unit_key = m.unit_key AND p.notice_key = m.notice_key AND p.problem_key = m.problem_key
WHERE m.kind = 'outcome';
