-- suite: reading
-- table: audit.source
-- severity: warning
-- scope: whole
-- zh: 近 90 天内有新的来件
-- reason: notices appear throughout the year; a quarter without one is more likely a supply that broke off
SELECT max(first_seen_at) AS last_seen, build.as_of
FROM audit.source
CROSS JOIN audit.build AS build
GROUP BY build.as_of
HAVING max(first_seen_at) < build.as_of - INTERVAL 90 DAY
