-- zh: 时限预警灯：写明时限的问题在构建当日距时限的天数与预警灯
-- en: Lights: days left and warning light, on the day of the build, of each problem that has a deadline
-- grain: 写明时限的一个问题 one problem of one inspection that has a deadline
-- key: problem_key
-- question: 构建当日哪些问题亮黄灯？ Which problems have a yellow light on the day of the build?
-- stored: notice_key, problem_key
CREATE VIEW problem_lights AS
SELECT
    unit_key,
    notice_key,
    problem_key,
    days_left,
    light,
    light_rule
FROM problem_states_as_of((SELECT as_of FROM audit.build))
WHERE deadline_on IS NOT NULL;
