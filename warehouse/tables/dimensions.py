"""The dimensions: who, what, when, in which state. One class a table; rows come from `transforms.star`."""

from __future__ import annotations

import dataframely as dy

from warehouse.tables import declare as c
from warehouse.tables.declare import Table

PRECISIONS = ["day", "month", "year"]
LEVELS = ["province", "city", "county", "township", "institution"]

WORDS = "replace(replace(replace(printed, ' ', ''), chr(10), ''), '\u3000', '')"
"""SQL: a passage without blanks and line breaks."""

FULL_WIDTH = "，；：（）！？％"
"""Signs that nearly every notice prints in full width."""


def _half_width(column: str) -> str:
    """SQL: full-width ASCII as ASCII. DuckDB replaces a few signs one by one far quicker than it translates all of them."""
    usual = f'"{column}"'
    for sign in FULL_WIDTH:
        usual = f"replace({usual}, '{sign}', '{chr(ord(sign) - 0xFEE0)}')"
    every = "".join(map(chr, range(0xFF01, 0xFF5F)))
    ascii_signs = "".join(chr(ord(sign) - 0xFEE0) for sign in every).replace("'", "''")
    whole = f"translate(\"{column}\", '{every}', '{ascii_signs}')"
    return f"CASE WHEN regexp_matches({usual}, '[！-～]') THEN {whole} ELSE {usual} END"


class DimUnit(dy.Schema):
    """An inspected unit."""

    unit_key = c.key("被巡察单位键", "key of the unit", primary=True)
    unit_name = c.text("单位名称，不含“中共…党组/党委”", "name of the unit without the party organisation")
    party_org = c.text(
        "被巡察党组织全称，原文所印或由原文组成", "inspected party organisation, as printed or composed from the text"
    )
    unit_type = c.text("单位类别，由名称判断", "kind of unit, told from its name")
    org_level = c.text("单位层级", "level of the unit", codes=LEVELS)
    province = c.text("省级行政区", "province")
    city = c.text("地级行政区", "prefecture")
    county = c.text("县级行政区", "county or district")
    region_code = c.text("GB/T 2260 行政区划代码，6 位", "GB/T 2260 region code, 6 digits")


class DimInspection(dy.Schema):
    """One inspection of one unit."""

    inspection_key = c.key("巡察键", "key of the inspection", primary=True)
    unit_key = c.key("被巡察单位键", "inspected unit", refers="dim_unit")
    inspection_team = c.text("巡察组，原文所印", "inspection team as printed")
    inspection_level = c.text(
        "派出巡察组的党委层级",
        "level of the committee that sent the team",
        codes=["central", "province", "city", "county"],
    )
    inspection_kind = c.text(
        "巡察类型：巡视、巡察、回头看、专项、提级、交叉、联动", "kind of inspection, in Chinese as printed"
    )
    inspection_round = c.text("轮次，原文所印", "round as printed")
    inspection_start = c.day("巡察开始日", "first day of the inspection")
    inspection_end = c.day("巡察结束日", "last day of the inspection")
    inspection_precision = c.text("起止日的精度", "precision of start and end", codes=PRECISIONS)
    feedback_on = c.day("反馈意见日", "day of the feedback")


class DimNotice(dy.Schema):
    """One published text."""

    notice_key = c.key("通报键（正文内容的散列）", "key of the notice: hash of its text", primary=True)
    source_name = c.text("来源文件名", "name of the source file", nullable=False)
    source_format = c.text("来源格式", "format of the source file", nullable=False)
    content_sha256 = c.text("来源文件字节的 SHA-256", "SHA-256 of the bytes of the source file", nullable=False)
    encoding = c.text("字符编码", "character encoding the bytes were read in", nullable=False)
    char_count = c.count("正文字符数", "characters of the stored text", unit="字符 characters", nullable=False)
    title = c.text("标题，原文所印", "title as printed")
    publisher = c.text("发布机构，原文所印", "publisher as printed")
    published_on = c.day("发布或落款日期", "day of publication or signature")
    comment_start = c.day("公开期限起", "first day of the comment period")
    comment_end = c.day("公开期限止", "last day of the comment period")
    contact_phone = c.text("联系电话", "telephone for comments")
    contact_address = c.text("邮政地址", "postal address for comments")
    contact_email = c.text("电子邮箱", "e-mail for comments")
    layout = c.text(
        "版式", "layout of the text", nullable=False, codes=["plain", "markdown", "web", "newspaper", "table"]
    )
    parser_version = c.text("解析程序版本", "version of the reading that made this row", nullable=False)
    first_seen_at = c.moment("首次见到该来源文件的时间", "when the source file was first seen", nullable=False)


class DimProblem(dy.Schema):
    """One rectification item: the smallest numbered item with its own measures or status."""

    problem_key = c.key("问题键", "key of the problem", primary=True)
    notice_key = c.key("通报键", "notice", refers="dim_notice")
    unit_key = c.key("被巡察单位键", "unit", refers="dim_unit")
    thread_key = c.key("问题线索键：同一问题在不同通报中相同", "shared by the same problem in later notices")
    thread_score = c.ratio(
        "问题线索相似度：与线索中所连接的先前问题的文本相似度，首个问题为 1",
        "text likeness to the thread's earlier problem that it was linked to, 1 for the first",
    )
    sequence = c.count("通报内顺序，从 1 起", "order within the notice, from 1", nullable=False)
    number_label = c.text("原文编号", "printed label")
    aspect = c.text("所属方面，原文所印，去编号", "aspect heading above it, label off")
    theme = c.text("所属类别，原文所印，去编号", "middle heading above it, label off")
    heading = c.text("问题标题，原文所印，去编号", "heading as printed, label off", nullable=False)
    title = c.text("问题本身：去“针对…的整改”等套语，规范字形", "heading without wrappers, normalised", nullable=False)
    description = c.text("问题描述，原文所印", "description of the problem as printed")
    responsible = c.text("责任领导、责任部门，原文所印", "responsible persons and departments as printed")
    follow_up = c.text("后文再次提到该问题的文字", "text of a later section that takes the item up again")
    spans = c.spans("标题在正文中的位置", "where the heading stands in the text")
    printed = c.printed()


class DimMeasure(dy.Schema):
    """One rectification measure."""

    measure_key = c.key("措施键", "key of the measure", primary=True)
    notice_key = c.key("通报键", "notice", refers="dim_notice")
    problem_key = c.key("问题键", "problem", refers="dim_problem")
    unit_key = c.key("被巡察单位键", "unit", refers="dim_unit")
    ordinal = c.count("问题内顺序，从 1 起", "order within the problem, from 1", nullable=False)
    label = c.text("原文编号，如“一是”", "printed label")
    text = c.text("措施原文，去编号", "text as printed, label off", nullable=False)
    reading = c.text(
        "措施原文的规范字形（简体、半角），未作修补",
        "text in simplified characters and standard widths, nothing repaired",
        nullable=False,
    )
    spans = c.spans("措施在正文中的位置", "where the measure stands in the text")
    printed = c.printed()


class DimStatus(dy.Schema):
    """One status."""

    status_key = c.key("整改状态键", "key of the status", primary=True)
    status_code = c.text("状态代码", "code of the status", nullable=False)
    label_zh = c.text("中文名称", "Chinese label", nullable=False)
    label_en = c.text("英文名称", "English label", nullable=False)
    is_closed = c.flag("是否已完成（基本完成不算）", "closed; basically completed is not")
    is_sustained = c.flag("是否承诺长期坚持", "said to be sustained")
    rank = c.count("由轻到重的完成程度，未知为 0", "how far done, 0 where unknown", nullable=False)


class DimCategory(dy.Schema):
    """One kind of problem."""

    category_key = c.key("问题类别键", "key of the category", primary=True)
    category_code = c.text("类别代码", "code of the category", nullable=False)
    label_zh = c.text("中文名称", "Chinese label", nullable=False)
    label_en = c.text("英文名称", "English label", nullable=False)


class DimRule(dy.Schema):
    """One rule of time."""

    rule_key = c.key("期限规则键", "key of the rule", primary=True)
    rule_code = c.text("规则代码", "code of the rule", nullable=False)
    base_event = c.text("起算事件", "event from which it runs", nullable=False)
    offset_months = dy.Int32(
        nullable=False, metadata=c.means("起算后的日历月数", "calendar months after the event", unit="月 months")
    )
    offset_days = dy.Int32(
        nullable=False,
        metadata=c.means("起算后的天数，负数为提前", "days after the event, negative before it", unit="天 days"),
    )
    applies_to = c.text("适用事项", "what it applies to", nullable=False)
    valid_from = c.day("生效日", "in force from")
    valid_to = c.day("失效日", "in force until")
    source = c.text("依据", "source of the rule", nullable=False)


class DimDate(dy.Schema):
    """One day; `date_key` 0 is the unknown day."""

    date_key = dy.Int32(
        primary_key=True, nullable=False, metadata=c.means("日期键 yyyymmdd，0 为未知", "day as yyyymmdd, 0 unknown")
    )
    date = c.day("日期", "calendar day")
    year = c.count("年", "year")
    quarter = c.count("季度", "quarter")
    month = c.count("月", "month")
    week = c.count("ISO 周", "ISO week")
    day_of_week = c.count("星期，1 为周一", "day of the week, 1 is Monday")
    is_workday = c.flag("是否工作日（含调休）", "working day in mainland China, make-up days included", nullable=True)


TABLES = [
    Table("dim_unit", DimUnit, "被巡察单位", "Inspected units", "一个被巡察单位 one inspected unit"),
    Table("dim_inspection", DimInspection, "巡察", "Inspections", "一次巡察中的一个单位 one inspection of one unit"),
    Table(
        "dim_notice", DimNotice, "整改通报", "Published rectification notices", "一篇已公布的通报 one published text"
    ),
    Table(
        "dim_problem",
        DimProblem,
        "巡察反馈问题",
        "Rectification items",
        "一个整改事项 the smallest numbered item with its own measures or status",
        sorted_by=("notice_key", "sequence"),
        helping=c.BEGINS,
        derived={
            "spans": c.SPANS,
            "thread_key": "problem_key",
            "heading": f"rtrim({WORDS}, '。.:：;；，,')",
            "title": '"heading"',
        },
    ),
    Table(
        "dim_measure",
        DimMeasure,
        "整改措施",
        "Rectification measures",
        "一条措施 one measure",
        sorted_by=("notice_key", "problem_key", "ordinal"),
        helping=c.BEGINS,
        derived={"spans": c.SPANS, "text": WORDS, "reading": _half_width("text")},
    ),
    Table("dim_status", DimStatus, "整改状态", "Statuses", "一种状态 one status"),
    Table("dim_category", DimCategory, "问题类别", "Kinds of problem", "一种类别 one kind of problem"),
    Table("dim_rule", DimRule, "期限规则", "Rules of time", "一条规则 one rule of time"),
    Table("dim_date", DimDate, "日期", "Days", "一天 one day"),
]
