-- suite: evidence
-- table: evidence.notice_text
-- severity: blocking
-- scope: notice
-- zh: 按位置从正文截取的文字与问题标题、措施、提及所存文字一致
-- reason: every figure is traced to words by its spans; white space, marks and punctuation aside, which are left
--   out on the way from the stored text to the words, there is nothing in a notice that could make them differ

-- A heading or measure that is one range is a part of the text by itself (`printed`), and that it stands in its place is a
-- rule of its own (texts_are_put_together_without_gaps). Its words follow from it where none are kept, and are compared
-- with it where some are. A mention that is one range is looked for in the part in which it begins: in its measure, or else
-- in what stands between measures. All others are cut from the text of their notice.
WITH placed AS (
  SELECT
    'dim_problem' AS table_name, problem_key AS key, notice_key, heading AS words, spans,
    CASE WHEN begins IS NOT NULL AND spans_kept IS NULL THEN printed END AS cut
  FROM dim_problem
  WHERE problem_key <> 0 AND (heading_kept IS NOT NULL OR spans_kept IS NOT NULL OR begins IS NULL)
  UNION ALL
  SELECT
    'dim_measure', measure_key, notice_key, text, spans,
    CASE WHEN begins IS NOT NULL AND spans_kept IS NULL THEN printed END
  FROM dim_measure
  WHERE measure_key <> 0 AND (text_kept IS NOT NULL OR spans_kept IS NOT NULL OR begins IS NULL)
), outside AS (
  SELECT mention_key, mention.notice_key, mention.text, mention.begins
  FROM fact_mention AS mention
  LEFT JOIN dim_measure AS measure USING (measure_key, notice_key)
  WHERE (
    mention.begins >= measure.begins
    AND substring(measure.printed, mention.begins - measure.begins + 1, length(mention.text)) = mention.text
  ) IS NOT TRUE OR mention.spans_kept IS NOT NULL
), between_measures AS (
  SELECT notice_key, "start", text FROM stored.text_between
  UNION ALL
  SELECT notice_key, begins, printed FROM dim_problem WHERE begins IS NOT NULL
), found AS (
  -- what stands between is in parts of at most 1,000 characters: one begins in the same thousand as a place in it, or in
  -- the thousand before
  SELECT mention_key
  FROM (SELECT *, unnest([begins // 1000, begins // 1000 - 1]) AS thousand FROM outside) AS sought
  JOIN between_measures AS part ON part.notice_key = sought.notice_key AND part."start" // 1000 = thousand
  WHERE begins >= "start" AND substring(part.text, begins - "start" + 1, length(sought.text)) = sought.text
), lying AS (
  FROM placed
  UNION ALL
  SELECT 'fact_mention', mention_key, notice_key, text, spans, NULL
  FROM fact_mention
  WHERE mention_key IN (FROM (SELECT mention_key FROM outside) EXCEPT FROM found)
), texts AS (
  SELECT notice_key, string_agg(text, '' ORDER BY "start") AS text -- as evidence.notice_text does, for a few notices
  FROM stored.text_parts
  WHERE notice_key IN (SELECT notice_key FROM lying WHERE cut IS NULL)
  GROUP BY notice_key
), cut AS (
  SELECT table_name, key, notice_key, words, cut
  FROM lying
  WHERE cut IS NOT NULL
  UNION ALL
  SELECT
    table_name, key, notice_key, words,
    array_to_string([substring(texts.text, s."start" + 1, s.stop - s."start") FOR s IN spans], '')
  FROM lying
  JOIN texts USING (notice_key)
  WHERE cut IS NULL
), differing AS (
  -- line breaks, blanks, Markdown's marks and a last full stop are most of what is left out, and cheap to leave out
  SELECT *
  FROM cut
  WHERE cut <> words
    AND rtrim(cut, '。：；') <> words
    AND rtrim(translate(cut, chr(10) || ' 　*#', ''), '。：；') <> words
), bare AS (
  SELECT
    table_name, key, notice_key, words, cut,
    [
      regexp_replace(
        passage,
        '[\s\p{Z}\p{Cc}\p{Cf},，.。;；:：、!！?？()（）\[\]［］【】〔〕"＂“”''＇‘’《》〈〉<＜>＞*＊#＃\-－—–_＿·|｜■]+',
        '', 'g'
      )
      FOR passage IN [cut, words]
    ] AS passages
  FROM differing
)
SELECT table_name, key, notice_key, left(words, 60) AS words, left(cut, 60) AS passage
FROM bare
WHERE passages[1] <> passages[2]
