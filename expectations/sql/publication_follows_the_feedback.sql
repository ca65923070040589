-- suite: dates
-- table: fact_disclosure
-- severity: warning
-- scope: notice
-- zh: 公布日不早于反馈日
-- reason: a notice may misprint a day; otherwise the dates were misread, often the year of one
SELECT notice_key, feedback_date_key, published_date_key
FROM fact_disclosure
WHERE feedback_date_key > published_date_key AND published_date_key <> 0
