-- suite: status
-- table: fact_rectification
-- severity: blocking
-- scope: notice
-- zh: 原文未写明状态的，状态为“未说明”；写明的，保留原文
-- reason: a status is a claim of the notice; one that nobody printed would be made up
SELECT problem_key, notice_key, status_code, status_basis, status_text
FROM fact_rectification
JOIN dim_status USING (status_key)
WHERE (status_basis = 'none' AND (status_text IS NOT NULL OR status_code <> 'not_stated'))
   OR (status_basis = 'stated' AND (status_text IS NULL OR status_code = 'not_stated'))
