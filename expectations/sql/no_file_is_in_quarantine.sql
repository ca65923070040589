-- suite: reading
-- table: audit.quarantine
-- severity: warning
-- scope: whole
-- zh: 没有来件被隔离
-- reason: a file that cannot be read is kept apart and the run goes on; somebody should look at it
SELECT source_name, stage, reason_code, reason
FROM audit.quarantine
