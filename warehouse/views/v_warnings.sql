-- zh: 预警：截至数据截止日，临近时限、可能超期或已超期的未销号问题
-- en: Warnings as of the build's day: open items near, possibly past or past their deadline
-- grain: 一次巡察中的一个亮灯问题 one open problem with a light
-- key: problem_key
-- question: 哪些问题已经超期？ Which items are overdue?
-- stored: notice_key, problem_key
CREATE VIEW v_warnings AS
SELECT * FROM warnings_as_of((SELECT as_of FROM audit.build));
