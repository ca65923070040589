-- zh: 重复公布：同一通报的其他来源文件（其他网站转载、重复收到），只计一次，来源均保留
-- en: Copies: further source files of the same notice, from other sites or received twice; counted once, all sources kept
-- grain: 一个不是通报首要来源的文件 one file that is not its notice's own source
-- key: source_name
-- question: 哪些通报在多处公布，采用的是哪一份？ Which notices were published in several places, and which text is used?
-- column source_name: 副本文件名 | name of the copy's file
-- column content_sha256: 副本文件散列：字节的 SHA-256，据此可在存档中找到 | SHA-256 of the copy's bytes, by which the archive keeps it
-- column likeness: 相似度：所述问题与措施相同的部分，1 为正文完全相同 | share of what it says about the problems that is the same, 1 for the same text
-- column title: 副本标题 | title of the copy
-- column publisher: 副本发布机构 | publisher of the copy
-- column published_on: 副本发布日期 | day of publication of the copy
-- column kept_source_name: 采用文件名 | name of the file whose text is used
-- column kept_title: 采用标题 | title of the text that is used
-- column kept_published_on: 采用文本发布日期 | day of publication of the text that is used
-- column first_seen_at: 首次见到的时间（UTC） | when the copy was first seen, UTC
CREATE VIEW v_copies AS
SELECT
    f.source_name,
    f.content_sha256,
    coalesce(c.likeness, 1) AS likeness,
    CASE WHEN f.copy_key IS NULL THEN n.title ELSE c.title END AS title,
    CASE WHEN f.copy_key IS NULL THEN n.publisher ELSE c.publisher END AS publisher,
    CASE WHEN f.copy_key IS NULL THEN n.published_on ELSE c.published_on END AS published_on,
    f.notice_key,
    u.unit_name,
    n.source_name AS kept_source_name,
    n.title AS kept_title,
    n.published_on AS kept_published_on,
    f.first_seen_at
FROM audit.source AS f
JOIN dim_notice AS n ON n.notice_key = f.notice_key
JOIN fact_disclosure AS d ON d.notice_key = f.notice_key
JOIN dim_unit AS u ON u.unit_key = d.unit_key
LEFT JOIN bridge_notice_copy AS c ON c.copy_key = f.copy_key
WHERE f.source_name <> n.source_name;
