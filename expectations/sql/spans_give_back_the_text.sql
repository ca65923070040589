-- suite: evidence
-- table: evidence.notice_text
-- severity: blocking
-- zh: 按位置从正文截取的文字与问题标题、措施、提及所存文字一致
-- reason: every figure is traced to words by its spans; white space, marks and punctuation aside, which are left
--   out on
--   the way from the stored text to the words, there is nothing in a notice that could make them differ
WITH placed AS (
  SELECT 'dim_problem' AS table_name, problem_key AS key, notice_key, heading AS words, spans
  FROM dim_problem WHERE problem_key <> 0
  UNION ALL
  SELECT 'dim_measure', measure_key, notice_key, text, spans FROM dim_measure WHERE measure_key <> 0
  UNION ALL
  SELECT 'fact_mention', mention_key, notice_key, text, spans FROM fact_mention
), span AS (
  SELECT
    table_name, key, notice_key, words, spans, spans[1]."start" AS "start", spans[1].stop AS stop,
    len(spans) = 1 AND spans[1].stop - spans[1]."start" <= 512 AS is_short
  FROM placed
),
-- To cut, DuckDB counts characters from the beginning of a text. Nearly all spans are short, and for them each text is
-- first cut into large pieces, and these into small ones, in which there is little to count: 8 times as fast. Pieces
-- overlap by the 512 characters that a short span may have.
large AS (
  SELECT notice_key, 2048 * number AS begin, substring(text, 2048 * number + 1, 2048 + 512) AS text
  FROM evidence.notice_text
  JOIN (SELECT unnest(generate_series(0, (SELECT max(length(text)) // 2048 FROM evidence.notice_text))) AS number)
    ON number <= length(text) // 2048
), small AS (
  SELECT notice_key, begin + 512 * number AS begin, substring(text, 512 * number + 1, 1024) AS text
  FROM large
  CROSS JOIN (SELECT unnest(generate_series(0, 3)) AS number)
), cut AS (
  SELECT table_name, key, words, substring(text, "start" - begin + 1, stop - "start") AS cut
  FROM span
  JOIN small ON small.notice_key = span.notice_key AND begin = "start" // 512 * 512
  WHERE is_short
  UNION ALL
  SELECT
    table_name, key, words,
    array_to_string([substring(text, s."start" + 1, s.stop - s."start") FOR s IN spans], '')
  FROM span
  JOIN evidence.notice_text USING (notice_key)
  WHERE is_short IS NOT TRUE
), differing AS (
  -- line breaks, blanks and Markdown's marks are most of what is left out, and cheap to leave out
  SELECT *
  FROM cut
  WHERE cut <> words
    AND replace(replace(replace(replace(replace(cut, chr(10), ''), ' ', ''), chr(12288), ''), '*', ''), '#', '') <> words
), bare AS (
  SELECT
    table_name, key, words, cut,
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
SELECT table_name, key, left(words, 60) AS words, left(cut, 60) AS passage
FROM bare
WHERE passages[1] <> passages[2]
