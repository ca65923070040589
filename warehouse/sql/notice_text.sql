-- The text of a notice: the passages of its headings and measures, and what stands between them, in the order of the text.
CREATE VIEW evidence.notice_text AS
SELECT notice_key, string_agg(text, '' ORDER BY start) AS text
FROM (
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
    )
)
GROUP BY notice_key;
