"""The facts: what was disclosed, put right, done and named. One class a table; rows come from `transforms.star`."""

from __future__ import annotations

import dataframely as dy

from warehouse.tables import declare as c
from warehouse.tables.declare import Table
from warehouse.tables.dimensions import PRECISIONS

PROGRESS = ["done", "ongoing", "planned"]
MENTION_KINDS = ["date", "amount", "document", "outcome"]
TITLE = """CASE WHEN kind = 'document' AND "text" LIKE '《%》' THEN substring("text", 2, length("text") - 2) END"""
PARTS = ["heading", "description", "measure", "effect", "status", "deadline", "follow_up", "other"]


class FactDisclosure(dy.Schema):
    """One notice: what it declares beside what was extracted."""

    notice_key = c.key("通报键", "notice", refers="dim_notice", primary=True)
    unit_key = c.key("主要被巡察单位键", "main inspected unit", refers="dim_unit")
    inspection_key = c.key("巡察键", "inspection", refers="dim_inspection")
    published_date_key = c.date_key("发布日期键", "day of publication")
    feedback_date_key = c.date_key("反馈日期键", "day of feedback")
    declared_aspects = c.count("通报自述的方面数", "aspects the notice declares", unit="个")
    declared_problems = c.count("通报自述的问题数", "problems the notice declares", unit="个")
    declared_measures = c.count("通报自述的措施数", "measures the notice declares", unit="条")
    declared_completed = c.count("通报自述已完成数", "items the notice declares completed", unit="个")
    declared_in_progress = c.count("通报自述正在整改数", "items the notice declares in progress", unit="个")
    extracted_aspects = c.count("读出的方面数", "aspects read", unit="个", nullable=False)
    extracted_themes = c.count("读出的类别数", "themes read", unit="个", nullable=False)
    extracted_problems = c.count("读出的问题数", "problems read", unit="个", nullable=False)
    extracted_measures = c.count("读出的措施数", "measures read", unit="条", nullable=False)
    days_feedback_to_publication = dy.Int32(
        nullable=True, metadata=c.means("反馈至公布的天数", "days from feedback to publication", unit="天 days")
    )
    char_count = c.count("正文字符数", "characters of the text", unit="字符 characters", nullable=False)
    char_unclassified = c.count(
        "未能归类的字符数", "characters whose role is not known", unit="字符 characters", nullable=False
    )


class FactRectification(dy.Schema):
    """One problem in one notice."""

    problem_key = c.key("问题键", "problem", refers="dim_problem", primary=True)
    notice_key = c.key("通报键", "notice", refers="dim_notice")
    unit_key = c.key("被巡察单位键", "unit", refers="dim_unit")
    inspection_key = c.key("巡察键", "inspection", refers="dim_inspection")
    status_key = c.key("整改状态键", "status", refers="dim_status")
    category_key = c.key("问题类别键", "category", refers="dim_category")
    status_text = c.text("状态原文", "status as printed")
    status_basis = c.text(
        "状态依据：原文有写或无", "whether a status is printed", nullable=False, codes=["stated", "none"]
    )
    status_speaker = c.text("谁作出的表述", "who makes the claim", codes=["unit", "inspector", "recheck"])
    progress_code = c.text("由措施读出的进展", "progress read from the measures", codes=PROGRESS)
    category_margin = c.ratio("类别判定的领先幅度", "margin of the category over the runner-up")
    feedback_date_key = c.date_key("反馈日期键", "day of feedback")
    published_date_key = c.date_key("发布日期键", "day of publication")
    deadline_on = c.day("完成时限（时段首日）", "deadline: first day of its period")
    deadline_precision = c.text("完成时限的精度", "precision of the deadline", codes=PRECISIONS)
    deadline_date_key = c.date_key("完成时限日期键", "day of the deadline")
    first_action_date_key = c.date_key("最早行动日期键", "day of the first action named")
    last_action_date_key = c.date_key("最近行动日期键", "day of the last action named")
    measure_count = c.count("措施数", "measures", unit="条", nullable=False)
    measures_done = c.count("已落实措施数", "measures done", unit="条", nullable=False)
    measures_ongoing = c.count("推进中措施数", "measures ongoing", unit="条", nullable=False)
    measures_planned = c.count("计划中措施数", "measures planned", unit="条", nullable=False)
    is_evidenced = c.flag(
        "是否有佐证：至少一条已落实措施写明日期、数量、文件或金额",
        "at least one done measure names a date, a number, a document or a sum",
    )
    amount_yuan = c.yuan("该问题措施中所述金额合计", "sums of money named in its measures, added up")


class FactMeasure(dy.Schema):
    """One measure."""

    measure_key = c.key("措施键", "measure", refers="dim_measure", primary=True)
    problem_key = c.key("问题键", "problem", refers="dim_problem")
    notice_key = c.key("通报键", "notice", refers="dim_notice")
    unit_key = c.key("被巡察单位键", "unit", refers="dim_unit")
    status_key = c.key("所属问题的状态键", "status of its problem", refers="dim_status")
    progress_code = c.text("进展", "progress", nullable=False, codes=PROGRESS)
    first_date_key = c.date_key("最早日期键", "first day named")
    last_date_key = c.date_key("最近日期键", "last day named")
    amount_yuan = c.yuan("措施中所述金额合计", "sums of money named, added up")
    document_count = c.count("引用文件数", "documents cited", unit="份", nullable=False)


class FactMention(dy.Schema):
    """One date, sum of money, cited document or outcome found in the text."""

    mention_key = c.key("提及键", "key of the mention", primary=True)
    notice_key = c.key("通报键", "notice", refers="dim_notice")
    problem_key = c.key("问题键，问题之外为空", "problem; NULL outside the items", refers="dim_problem", nullable=True)
    measure_key = c.key(
        "措施键，标题与描述中为空", "measure; NULL in headings and descriptions", refers="dim_measure", nullable=True
    )
    unit_key = c.key("被巡察单位键", "unit", refers="dim_unit")
    kind = c.text("种类", "kind", nullable=False, codes=MENTION_KINDS)
    part = c.text("所在部分", "where it stands", nullable=False, codes=PARTS)
    text = c.text("原文", "text as printed", nullable=False)
    date_start = c.day("日期或时段首日", "day, or first day of the period")
    date_end = c.day("时段末段首日，仅时段有", "end of a period, NULL otherwise")
    precision = c.text("日期精度", "precision of the ends", codes=PRECISIONS)
    role = c.text("日期的作用", "role of the date")
    confidence = c.ratio(
        "把握，1 为原文明确，小于 1 为经修补", "1 as printed, below 1 where a damaged text was repaired"
    )
    alternative = c.text("另一种可能的读法", "second possible reading, ISO notation")
    amount_yuan = c.yuan("金额", "sum of money")
    document_title = c.text("文件标题，不含书名号", "title of the document without 《》")
    document_number = c.text("发文字号", "number of the document")
    outcome_code = c.text("成效代码", "code of the outcome")
    quantity = dy.Decimal(18, 2, nullable=True, metadata=c.means("数量", "quantity of the outcome"))
    unit = c.text("数量单位", "unit of the quantity")
    spans = c.spans("在正文中的位置", "where it stands in the text")
    printed = c.printed()


class BridgeDisclosureUnit(dy.Schema):
    """A unit named in a notice as inspected."""

    notice_key = c.key("通报键", "notice", refers="dim_notice", primary=True)
    unit_key = c.key("单位键", "unit", refers="dim_unit", primary=True)
    is_primary = c.flag("是否主要单位", "main unit of the notice")


class BridgeNoticeCopy(dy.Schema):
    """A text that was published again: nothing of it is in the facts."""

    copy_key = c.key("副本键：副本正文的散列", "key of the copy: hash of its text", primary=True)
    notice_key = c.key("采用的通报键", "notice whose text is used", refers="dim_notice")
    likeness = c.ratio(
        "相似度：所述问题与措施相同的部分", "share of what both say about the problems that is the same, estimated"
    )
    source_name = c.text("来源文件名", "name of the source file", nullable=False)
    source_format = c.text("来源格式", "format of the source file", nullable=False)
    content_sha256 = c.text("来源文件字节的 SHA-256", "SHA-256 of the bytes of the source file", nullable=False)
    char_count = c.count("正文字符数", "characters of the text", unit="字符 characters", nullable=False)
    title = c.text("标题，原文所印", "title as printed")
    publisher = c.text("发布机构，原文所印", "publisher as printed")
    published_on = c.day("发布或落款日期", "day of publication or signature")
    first_seen_at = c.moment("首次见到该来源文件的时间", "when the source file was first seen", nullable=False)


class BridgeRecurringProblem(dy.Schema):
    """A problem with words like those of problems of other inspections."""

    recurrence_key = c.key("相近问题组键", "key of the group of like problems")
    problem_key = c.key("问题键", "problem", refers="dim_problem", primary=True)
    likeness = c.ratio(
        "相似度：与该组最常见表述相比", "likeness of its title to the group's most frequent title, 1 for the same"
    )


TABLES = [
    Table("fact_disclosure", FactDisclosure, "公布事实", "Disclosures", "一篇通报 one notice"),
    Table(
        "fact_rectification",
        FactRectification,
        "整改事实",
        "Rectification of problems",
        "一篇通报中的一个问题 one problem in one notice",
        sorted_by=("notice_key",),
    ),
    Table(
        "fact_measure",
        FactMeasure,
        "措施事实",
        "Measures",
        "一条措施 one measure",
        sorted_by=("notice_key", "problem_key"),
        derived={"last_date_key": "first_date_key"},
    ),
    Table(
        "fact_mention",
        FactMention,
        "提及事实",
        "Dates, sums, documents and outcomes named",
        "正文中的一处提及 one mention in the text",
        sorted_by=("notice_key", "problem_key", "measure_key"),
        helping=c.BEGINS,
        derived={"spans": c.SPANS, "printed": '"text"', "document_title": TITLE},
    ),
    Table(
        "bridge_disclosure_unit",
        BridgeDisclosureUnit,
        "通报与单位",
        "Units of a notice",
        "通报中一个被巡察单位 one inspected unit of one notice",
    ),
    Table(
        "bridge_notice_copy",
        BridgeNoticeCopy,
        "重复公布的通报",
        "Copies of notices: the same text published again",
        "一篇重复公布的正文 one text that is a copy of a notice",
    ),
    Table(
        "bridge_recurring_problem",
        BridgeRecurringProblem,
        "表述相近的问题",
        "Problems with like words in several inspections",
        "一组相近问题中的一个问题 one problem of one group of like problems",
        sorted_by=("recurrence_key",),
    ),
]
