-- zh: 预警_截至某日：任一日临近时限或已超期的未销号问题
-- en: Warnings on any day: open items near or past their deadline
-- grain: 一次巡察中的一个亮灯问题 one open problem with a light
-- key: problem_key
-- question: FROM warnings_as_of(DATE '2026-01-01')：年初时哪些问题亮灯？ Which items had a light at new year?
CREATE MACRO warnings_as_of(day) AS TABLE
SELECT * FROM open_items_as_of(day) WHERE light IS NOT NULL OR overdue = 'possible';
