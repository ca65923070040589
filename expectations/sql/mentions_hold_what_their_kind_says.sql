-- suite: mentions
-- table: fact_mention
-- severity: warning
-- scope: notice
-- zh: 每处提及都读出了其种类所指的值
-- reason: NULL is the honest value where a passage names no readable one; many mean that a form was not recognised
SELECT mention_key, notice_key, kind, text AS passage
FROM fact_mention
WHERE CASE kind
  WHEN 'date' THEN date_start IS NULL OR "precision" IS NULL
  WHEN 'amount' THEN amount_yuan IS NULL
  WHEN 'document' THEN document_title IS NULL AND document_number IS NULL
  WHEN 'outcome' THEN outcome_code IS NULL
END
