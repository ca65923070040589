-- suite: dates
-- table: fact_rectification
-- severity: warning
-- scope: notice
-- zh: 完成时限不早于反馈日
-- reason: a deadline before the feedback belongs to an earlier round, is misprinted, or is no deadline
SELECT problem_key, fact.notice_key, deadline_on, deadline_precision, feedback_date_key, left(heading, 60) AS passage
FROM fact_rectification AS fact
JOIN dim_problem USING (problem_key)
WHERE feedback_date_key <> 0
  -- a month or a year as deadline runs to its last day
  AND CAST(strftime(
    CASE deadline_precision
      WHEN 'month' THEN last_day(deadline_on)
      WHEN 'year' THEN make_date(year(deadline_on), 12, 31)
      ELSE deadline_on
    END, '%Y%m%d') AS INTEGER) < feedback_date_key
