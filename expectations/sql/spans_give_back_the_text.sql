-- suite: evidence
-- table: evidence.notice_text
-- severity: blocking
-- scope: notice
-- zh: 按位置从正文截取的文字与问题标题、措施、提及所存文字一致
-- reason: every figure is traced to words by its spans; white space, marks and punctuation aside, which are left
--   out on the way from the stored text to the words, there is nothing in a notice that could make them differ
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
    len(spans) = 1 AND spans[1].stop - spans[1]."start" <= 256 AS is_short
  FROM placed
),
-- To cut, DuckDB counts characters from the beginning of a text. Nearly all spans are short, and for them each text is
-- first cut into large pieces, these into middling and these into small ones, in which there is little to count. Pieces
-- overlap by the 256 characters that a short span may have.
large AS (
  SELECT notice_key, 4096 * number AS begin, substring(text, 4096 * number + 1, 4096 + 256) AS text
  FROM evidence.notice_text, LATERAL (SELECT unnest(range(length(text) // 4096 + 1)) AS number)
), middling AS (
  SELECT notice_key, begin + 1024 * number AS begin, substring(text, 1024 * number + 1, 1024 + 256) AS text
  FROM large CROSS JOIN range(4) AS part (number)
), small AS (
  SELECT notice_key, begin + 256 * number AS begin, substring(text, 256 * number + 1, 256 + 256) AS text
  FROM middling CROSS JOIN range(4) AS part (number)
), cut AS (
  SELECT table_name, key, span.notice_key, words, substring(text, "start" - begin + 1, stop - "start") AS cut
  FROM span
  JOIN small ON small.notice_key = span.notice_key AND begin = "start" // 256 * 256
  WHERE is_short
  UNION ALL
  SELECT
    table_name, key, span.notice_key, words,
    array_to_string([substring(text, s."start" + 1, s.stop - s."start") FOR s IN spans], '')
  FROM span
  JOIN evidence.notice_text USING (notice_key)
  WHERE is_short IS NOT TRUE
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
