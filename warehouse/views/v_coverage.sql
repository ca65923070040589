-- zh: 正文覆盖：每篇通报各角色的字符数与未归类部分
-- en: Coverage: characters of each notice by role, and what is unclassified
-- grain: 一篇通报 one notice
-- key: notice_key
-- question: 哪些通报有较多文字未能归类？ In which notices is much left unclassified?
-- stored: notice_key
-- column char_count: 正文字符数 | characters of the text
-- column char_covered: 已切分的字符数，应等于 char_count | characters in segments, must equal char_count
-- column unclassified_share: 未归类字符占比 | share of characters that are unclassified
-- column char_title: 标题字符数 | characters of role title
-- column char_intro: 导语字符数 | characters of role intro
-- column char_section: 部分标题字符数 | characters of role section
-- column char_organisation: 组织情况字符数 | characters of role organisation
-- column char_aspect: 方面标题字符数 | characters of role aspect
-- column char_theme: 类别标题字符数 | characters of role theme
-- column char_heading: 问题标题字符数 | characters of role heading
-- column char_description: 问题描述字符数 | characters of role description
-- column char_marker: 引导语字符数 | characters of role marker
-- column char_status: 整改状态字符数 | characters of role status
-- column char_label: 编号字符数 | characters of role label
-- column char_measure: 措施字符数 | characters of role measure
-- column char_effect: 成效字符数 | characters of role effect
-- column char_responsible: 责任人字符数 | characters of role responsible
-- column char_deadline: 时限字符数 | characters of role deadline
-- column char_follow_up: 后文再提字符数 | characters of role follow_up
-- column char_leads: 线索与信访字符数 | characters of role leads
-- column char_next_steps: 下一步字符数 | characters of role next_steps
-- column char_closing: 结尾字符数 | characters of role closing
-- column char_contact: 联系方式字符数 | characters of role contact
-- column char_signature: 落款字符数 | characters of role signature
-- column char_furniture: 页面装饰字符数 | characters of role furniture
-- column char_unclassified: 未归类字符数 | characters of role unclassified
CREATE VIEW v_coverage AS
WITH lengths AS (
    SELECT
        notice_key,
        sum(stop - start) AS char_covered,
        sum(stop - start) FILTER (role = 'title') AS char_title,
        sum(stop - start) FILTER (role = 'intro') AS char_intro,
        sum(stop - start) FILTER (role = 'section') AS char_section,
        sum(stop - start) FILTER (role = 'organisation') AS char_organisation,
        sum(stop - start) FILTER (role = 'aspect') AS char_aspect,
        sum(stop - start) FILTER (role = 'theme') AS char_theme,
        sum(stop - start) FILTER (role = 'heading') AS char_heading,
        sum(stop - start) FILTER (role = 'description') AS char_description,
        sum(stop - start) FILTER (role = 'marker') AS char_marker,
        sum(stop - start) FILTER (role = 'status') AS char_status,
        sum(stop - start) FILTER (role = 'label') AS char_label,
        sum(stop - start) FILTER (role = 'measure') AS char_measure,
        sum(stop - start) FILTER (role = 'effect') AS char_effect,
        sum(stop - start) FILTER (role = 'responsible') AS char_responsible,
        sum(stop - start) FILTER (role = 'deadline') AS char_deadline,
        sum(stop - start) FILTER (role = 'follow_up') AS char_follow_up,
        sum(stop - start) FILTER (role = 'leads') AS char_leads,
        sum(stop - start) FILTER (role = 'next_steps') AS char_next_steps,
        sum(stop - start) FILTER (role = 'closing') AS char_closing,
        sum(stop - start) FILTER (role = 'contact') AS char_contact,
        sum(stop - start) FILTER (role = 'signature') AS char_signature,
        sum(stop - start) FILTER (role = 'furniture') AS char_furniture,
        sum(stop - start) FILTER (role = 'unclassified') AS char_unclassified
    FROM evidence.segment
    GROUP BY notice_key
)
SELECT
    notice_key,
    n.source_name,
    n.layout,
    n.char_count,
    coalesce(char_covered, 0)::BIGINT AS char_covered,
    coalesce(lengths.char_unclassified, 0) / nullif(n.char_count, 0) AS unclassified_share,
    coalesce(char_title, 0)::BIGINT AS char_title,
    coalesce(char_intro, 0)::BIGINT AS char_intro,
    coalesce(char_section, 0)::BIGINT AS char_section,
    coalesce(char_organisation, 0)::BIGINT AS char_organisation,
    coalesce(char_aspect, 0)::BIGINT AS char_aspect,
    coalesce(char_theme, 0)::BIGINT AS char_theme,
    coalesce(char_heading, 0)::BIGINT AS char_heading,
    coalesce(char_description, 0)::BIGINT AS char_description,
    coalesce(char_marker, 0)::BIGINT AS char_marker,
    coalesce(char_status, 0)::BIGINT AS char_status,
    coalesce(char_label, 0)::BIGINT AS char_label,
    coalesce(char_measure, 0)::BIGINT AS char_measure,
    coalesce(char_effect, 0)::BIGINT AS char_effect,
    coalesce(char_responsible, 0)::BIGINT AS char_responsible,
    coalesce(char_deadline, 0)::BIGINT AS char_deadline,
    coalesce(char_follow_up, 0)::BIGINT AS char_follow_up,
    coalesce(char_leads, 0)::BIGINT AS char_leads,
    coalesce(char_next_steps, 0)::BIGINT AS char_next_steps,
    coalesce(char_closing, 0)::BIGINT AS char_closing,
    coalesce(char_contact, 0)::BIGINT AS char_contact,
    coalesce(char_signature, 0)::BIGINT AS char_signature,
    coalesce(char_furniture, 0)::BIGINT AS char_furniture,
    coalesce(lengths.char_unclassified, 0)::BIGINT AS char_unclassified
FROM fact_disclosure AS d
JOIN dim_notice AS n USING (notice_key)
LEFT JOIN lengths USING (notice_key);
