-- suite: evidence
-- table: evidence.notice_text
-- severity: blocking
-- scope: notice
-- zh: 正文各部分首尾相接，无空隙、无重叠
-- reason: a text is put together from its headings, its measures and what stands between them; with one of them out of place
--   it is not the text that was read, and its places are not those of the words
-- tally of stored.text_parts: sum(hash(hash(notice_key, "start"))) - sum(hash(hash(notice_key, "start" + length(text))))
--   - (SELECT sum(hash(hash(notice_key, 0))) - sum(hash(hash(notice_key, char_count))) FROM dim_notice)
SELECT notice_key, "start", stop_before, left(text, 60) AS passage
FROM (
  SELECT *, lag("start" + length(text), 1, 0) OVER (PARTITION BY notice_key ORDER BY "start", length(text)) AS stop_before
  FROM stored.text_parts
)
WHERE "start" <> stop_before
