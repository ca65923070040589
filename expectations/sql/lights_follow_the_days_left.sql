-- suite: views
-- table: v_warnings
-- severity: blocking
-- scope: whole
-- zh: 预警只列亮灯或可能超期的问题，红灯即一定超期
-- reason: a light is our own arithmetic over the deadline and the day of the build; a wrong one sends people after the wrong
--   items
SELECT problem_key, light, days_left, overdue
FROM v_warnings
WHERE (light IS NULL AND overdue IS DISTINCT FROM 'possible')
   OR (light IS NOT DISTINCT FROM 'red') <> (overdue IS NOT DISTINCT FROM 'certain')
   OR (overdue IS NOT DISTINCT FROM 'certain') <> (days_left < 0)
