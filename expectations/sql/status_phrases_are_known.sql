-- suite: status
-- table: fact_rectification
-- severity: warning
-- scope: whole
-- zh: 原文的状态用语都在词表内
-- reason: the wording is open and an unknown phrase is counted as not closed; the vocabulary wants the phrase
SELECT status_text, count(*) AS problems, min(problem_key) AS problem_key
FROM fact_rectification
JOIN dim_status USING (status_key)
WHERE status_code = 'unmapped'
GROUP BY status_text
