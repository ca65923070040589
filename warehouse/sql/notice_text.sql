-- What the texts are put together from: the passages of headings and measures, and what stands between them.
CREATE VIEW stored.text_parts AS
SELECT notice_key, start, text FROM stored.text_between
UNION ALL
SELECT notice_key, begins, printed FROM dim_problem WHERE begins IS NOT NULL
UNION ALL
SELECT notice_key, begins, printed FROM dim_measure WHERE begins IS NOT NULL
UNION ALL
-- A passage that is scattered in the text: each of its ranges by itself.
SELECT
    notice_key,
    spans[part].start,
    substring(printed, list_sum([s.stop - s.start FOR s IN spans[:part]])::BIGINT - (spans[part].stop - spans[part].start) + 1, spans[part].stop - spans[part].start)
FROM (
    SELECT notice_key, spans, printed, unnest(range(1, len(spans) + 1)) AS part
    FROM (
        SELECT notice_key, spans, printed FROM dim_problem WHERE begins IS NULL
        UNION ALL
        SELECT notice_key, spans, printed FROM dim_measure WHERE begins IS NULL
    )
    WHERE printed IS NOT NULL
);
COMMENT ON VIEW stored.text_parts IS '正文的各部分：问题标题、措施与其间的文字，首尾相接。What the texts are put together from: headings, measures and what stands between them. 粒度 grain: 一段文字 one part of a text';
COMMENT ON COLUMN stored.text_parts.notice_key IS '通报键。notice; → dim_notice';
COMMENT ON COLUMN stored.text_parts.start IS '起始字符。first character; 单位 unit: 字符 characters';
COMMENT ON COLUMN stored.text_parts.text IS '文字。the characters';
-- The words of segments that no other row holds, from the parts that they lie in: whole texts are gigabytes.
CREATE VIEW stored.segment_text AS
SELECT
    s.notice_key,
    s.problem_key,
    s.role,
    s.reading_order,
    s.start,
    s.stop,
    string_agg(
        substring(p.text, greatest(s.start - p.start, 0) + 1, least(s.stop, p.stop) - greatest(s.start, p.start)), '' ORDER BY p.start
    ) AS text
FROM evidence.segment AS s
JOIN (SELECT *, start + length(text) AS stop FROM stored.text_parts) AS p
    ON p.notice_key = s.notice_key AND p.start < s.stop AND p.stop > s.start
WHERE s.role IN ('effect', 'unclassified')
GROUP BY s.notice_key, s.problem_key, s.role, s.reading_order, s.start, s.stop;
COMMENT ON VIEW stored.segment_text IS '成效与未归类段落的文字。The words of the segments with role effect or unclassified. 粒度 grain: 一段 one segment';
COMMENT ON COLUMN stored.segment_text.notice_key IS '通报键。notice; → dim_notice';
COMMENT ON COLUMN stored.segment_text.problem_key IS '问题键。problem it belongs to; → dim_problem';
COMMENT ON COLUMN stored.segment_text.role IS '角色。role of the passage';
COMMENT ON COLUMN stored.segment_text.reading_order IS '阅读顺序，从 0 起。place in the reading order, from 0';
COMMENT ON COLUMN stored.segment_text.start IS '起始字符。first character; 单位 unit: 字符 characters';
COMMENT ON COLUMN stored.segment_text.stop IS '结束字符（不含）。character after the last; 单位 unit: 字符 characters';
COMMENT ON COLUMN stored.segment_text.text IS '文字。the characters';
-- The text of a notice: its parts, in order.
CREATE VIEW evidence.notice_text AS
SELECT notice_key, string_agg(text, '' ORDER BY start) AS text
FROM stored.text_parts
GROUP BY notice_key;
