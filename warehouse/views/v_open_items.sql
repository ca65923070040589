-- zh: 未完成事项：截至数据截止日的未销号问题；未载明状态的，措施未显示已落实即视为未销号
-- en: Open items as of the build's day; where no status is printed, open unless the measures show it done
-- grain: 一次巡察中的一个未销号问题 one open problem of one inspection
-- key: problem_key
-- question: 哪些问题还没有整改完，时限到什么时候？ What is still open, and until when?
CREATE VIEW v_open_items AS
SELECT * FROM open_items_as_of((SELECT as_of FROM audit.build));
