-- suite: counts
-- table: fact_rectification
-- severity: warning
-- scope: notice
-- zh: 每个问题都读出了措施
-- reason: some notices print an item without measures; many such items mean that a form of measure was not recognised
SELECT problem_key, notice_key, left(heading, 60) AS passage
FROM fact_rectification
JOIN dim_problem USING (problem_key, notice_key)
WHERE measure_count = 0
