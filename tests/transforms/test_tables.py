"""Tables: heading rows, cells, what is no table of items."""

from __future__ import annotations

import pytest

from tests.transforms import reading

MARKDOWN = "| 序号 | 反馈问题 | 整改措施 | 责任单位 | 完成时限 | 整改状态 |\n|---|---|---|---|---|---|\n"
TABS = "序号\t存在问题\t整改措施\t责任领导\t整改时限\t进展情况\n"


def cells(text: str) -> list[tuple[str, str]]:
    found = reading.lines([text])
    return [(field, cell) for field, cell in found.select("field", "text").rows() if field is not None]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("序号", "number"),
        ("编号", "number"),
        ("类别", "aspect"),
        ("问题类别", "aspect"),
        ("方面", "aspect"),
        ("整改措施", "measures"),
        ("整改情况", "measures"),
        ("整改举措", "measures"),
        ("整改措施及落实情况", "measures"),
        ("责任单位", "responsible"),
        ("责任领导", "responsible"),
        ("牵头部门", "responsible"),
        ("责任单位及责任人", "responsible"),
        ("完成时限", "deadline"),
        ("整改时限", "deadline"),
        ("时间节点", "deadline"),
        ("计划完成时间", "deadline"),
        ("整改状态", "progress"),
        ("整改进展", "progress"),
        ("完成情况", "progress"),
        ("是否完成", "progress"),
        ("整改成效", "effect"),
        ("备注", "remark"),
        ("其他说明事项", "remark"),
    ],
)
def test_column_headings(heading: str, field: str) -> None:
    text = f"反馈问题\t{heading}\t整改措施\t责任单位\n甲\t乙\t丙\t丁"
    assert cells(text)[5] == (field, "乙")


@pytest.mark.parametrize(
    "heading",
    ["问题", "反馈问题", "存在问题", "具体问题", "问题描述", "整改事项", "巡察反馈问题", "反馈意见", "整改任务"],
)
def test_headings_of_the_problem_column(heading: str) -> None:
    assert cells(f"{heading}\t整改措施\t责任单位\n甲\t乙\t丙")[3] == ("problem", "甲")


@pytest.mark.parametrize(
    "text",
    [
        MARKDOWN + "| 1 | 学习不深入 | 完善制度 | 办公室 | 2023年5月 | 完成 |",
        MARKDOWN.replace("---", ":---:") + "| 1 | 学习不深入 | 完善制度 | 办公室 | 2023年5月 | 完成 |",
        TABS + "1\t学习不深入\t完善制度\t办公室\t2023年5月\t完成",
    ],
)
def test_a_row_is_cut_into_its_cells(text: str) -> None:
    assert cells(text)[6:] == [
        ("number", "1"),
        ("problem", "学习不深入"),
        ("measures", "完善制度"),
        ("responsible", "办公室"),
        ("deadline", "2023年5月"),
        ("progress", "完成"),
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "| 1 | 甲 |  | 办公室 | 2023年 | 完成 |",
            [
                ("number", "1"),
                ("problem", "甲"),
                ("responsible", "办公室"),
                ("deadline", "2023年"),
                ("progress", "完成"),
            ],
        ),
        (
            "| 1 | 甲 | 乙 | 办公室 | 2023年 |  |",
            [("number", "1"), ("problem", "甲"), ("measures", "乙"), ("responsible", "办公室"), ("deadline", "2023年")],
        ),
        (
            "|  | 甲 | 乙 | 办公室 | 2023年 | 完成 |",
            [
                ("problem", "甲"),
                ("measures", "乙"),
                ("responsible", "办公室"),
                ("deadline", "2023年"),
                ("progress", "完成"),
            ],
        ),
    ],
    ids=["in the middle", "at the end", "at the head"],
)
def test_missing_cells(row: str, expected: list[tuple[str, str]]) -> None:
    assert cells(MARKDOWN + row)[6:] == expected


def test_missing_cells_between_tabs() -> None:
    assert cells(TABS + "1\t甲\t\t办公室\t2023年\t完成")[8:] == [
        ("responsible", "办公室"),
        ("deadline", "2023年"),
        ("progress", "完成"),
    ]


def test_spaces_inside_a_cell() -> None:
    assert cells(TABS + "1\t学习 不 深入\t完善制度\t办公室\t2023年\t完成")[7] == ("problem", "学习不深入")


@pytest.mark.parametrize(
    "text",
    [
        "姓名\t职务\t电话\n张三\t局长\t12345",
        "| 单位 | 数量 | 金额 |\n|---|---|---|\n| 甲 | 2 | 3 |",
        "问题\t措施",
        "一、整改情况\n1.关于问题",
    ],
)
def test_other_tables_stay_as_they_are(text: str) -> None:
    assert cells(text) == []


def test_rows_have_numbers_of_their_own() -> None:
    found = reading.lines([MARKDOWN + "| 1 | 甲 | 乙 | 丙 | 丁 | 戊 |\n| 2 | 己 | 庚 | 辛 | 壬 | 癸 |"])
    assert found["row"].n_unique() == 3


def test_lines_after_a_table_are_none_of_it() -> None:
    found = reading.lines([MARKDOWN + "| 1 | 甲 | 乙 | 丙 | 丁 | 戊 |\n\n三、下一步打算"])
    assert found.row(-1, named=True)["field"] is None


def test_links_at_the_foot_of_the_page_are_no_row() -> None:
    table = TABS + "1\t台账不全\t补齐台账\t办公室\t2024年6月\t已完成\n"
    rows = cells(table + "2024年7月1日\n\n扫一扫在手机打开\t打印\t收藏\t关闭\t")
    assert rows == cells(table)
    assert len(cells(table + "第1页\n\n2\t记录不全\t补齐记录\t办公室\t2024年6月\t已完成")) == len(rows) + 6


def test_lines_are_numbered_without_gaps() -> None:
    found = reading.lines(["前文\n" + TABS + "1\t甲\t乙\t丙\t丁\t戊\n后文"])
    assert found["line"].to_list() == list(range(len(found)))


def test_two_tables_with_other_columns() -> None:
    text = TABS + "1\t甲\t乙\t丙\t丁\t戊\n\n中间的话\n\n问题\t责任人\t措施\n己\t庚\t辛"
    assert cells(text)[-3:] == [("problem", "己"), ("responsible", "庚"), ("measures", "辛")]


def test_another_notice_is_not_touched() -> None:
    found = reading.lines([TABS + "1\t甲\t乙\t丙\t丁\t戊", "甲\t乙\t丙"])
    assert found.filter(found["notice_key"] == 1)["field"].to_list() == [None]


HEADINGS = ["方面", "序号", "反馈问题", "整改措施", "责任单位", "整改时限", "整改状态"]
ROWS = [
    *(
        "政治建设",
        "1",
        "学习不深入",
        "1.制定年度学习计划，明确专题12个。",
        "2.开展学习6次。",
        "办公室",
        "2023年9月底",
        "已完成",
    ),
    *("2", "议事规则不完善", "修订党组议事规则，并对照落实。", "办公室", "2023年8月", "已完成"),
    *("组织建设", "3", "支部活动不经常", "安排专人负责支部活动。", "机关党委", "长期坚持", "持续推进"),
]


def test_one_cell_a_line() -> None:
    found = cells("\n".join(["情况见下表。", *HEADINGS, *ROWS, "三、下一步打算"]))
    assert found[: len(HEADINGS)] == [("heading", heading) for heading in HEADINGS]
    assert [cell for field, cell in found if field == "aspect"] == ["政治建设", "组织建设"]
    assert [cell for field, cell in found if field == "problem"] == ["学习不深入", "议事规则不完善", "支部活动不经常"]
    assert [cell for field, cell in found if field == "measures"][1] == "2.开展学习6次。"
    assert found[-1] == ("progress", "持续推进")


def test_items_of_one_cell_a_line_stand_below_their_aspect() -> None:
    found = reading.read([reading.problems(*HEADINGS, *ROWS)])[0]
    assert found is not None
    assert [(item.title, item.aspect, len(item.measures), item.status) for item in found.items] == [
        ("学习不深入", "政治建设", 2, "completed"),
        ("议事规则不完善", "政治建设", 1, "completed"),
        ("支部活动不经常", "组织建设", 1, "in_progress"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [*HEADINGS, *ROWS[:5], "2", *ROWS[9:]],  # a cell is missing
        [*HEADINGS[2:], *ROWS],  # rows are not numbered
        ["序号", "反馈问题", "1", "学习不深入", "2", "议事规则不完善"],  # nothing says what was done
    ],
)
def test_lines_that_make_no_table(lines: list[str]) -> None:
    assert cells("\n".join(lines)) == []


ASPECTS = ["第一方面 政治建设方面", "（二）组织建设"]
BY_LINE = ["序号", "反馈问题", "具体表现", "整改措施及成效", "责任单位", "完成时限", "整改状态"]


def by_line(*, last: str = "已完成") -> list[str]:
    return [
        *BY_LINE,
        ASPECTS[0],
        *("1", "学习计划性不强", "全年只学习5次", "1.制定学习计划。2.学习6次。", "办公室", "2024年4月30日", "已完成"),
        *("2", "巡河走过场", "记录雷同63份", "1.核定河段86个。", "2.约谈9人", "河湖科", "长期坚持", "正在整改"),
        ASPECTS[1],
        *("3", "支部活动不经常", "两年未换届", "安排专人负责支部活动。", "机关党委", "立行立改", last),
    ]


def test_a_second_column_on_problems_describes_them() -> None:
    found = reading.read([reading.problems(*by_line(), "注：时限以方案为准。")])[0]
    assert found is not None
    assert [item.description for item in found.items] == ["全年只学习5次", "记录雷同63份", "两年未换届"]
    assert found.counts == [2, 2, 1]


TABLES = {
    "one cell a line": by_line(),
    "between tabs": [
        "序号\t反馈问题\t整改措施\t责任单位",
        ASPECTS[0],
        "1\t学习计划性不强\t制定学习计划\t办公室",
        "2\t巡河走过场\t核定河段86个\t河湖科",
        ASPECTS[1],
        "3\t支部活动不经常\t安排专人\t机关党委",
    ],
    "in rows of one cell": [
        "| 序号 | 反馈问题 | 整改措施 | 责任单位 |",
        "|---|---|---|---|",
        f"| {ASPECTS[0]} | | | |",
        "| 1 | 学习计划性不强 | 制定学习计划 | 办公室 |",
        "| 2 | 巡河走过场 | 核定河段86个 | 河湖科 |",
        f"| {ASPECTS[1]} | | | |",
        "| 3 | 支部活动不经常 | 安排专人 | 机关党委 |",
    ],
    "a table below each": [
        ASPECTS[1].replace("二", "一").replace("组织", "政治") + "方面",
        "序号\t反馈问题\t整改措施\t责任单位",
        "1\t学习计划性不强\t制定学习计划\t办公室",
        "2\t巡河走过场\t核定河段86个\t河湖科",
        ASPECTS[1],
        "序号\t反馈问题\t整改措施\t责任单位",
        "3\t支部活动不经常\t安排专人\t机关党委",
    ],
}


@pytest.mark.parametrize("name", TABLES)
def test_headings_of_aspects_between_the_rows(name: str) -> None:
    found = reading.read([reading.problems(*TABLES[name])])[0]
    assert found is not None
    assert [(item.title, item.aspect) for item in found.items] == [
        ("学习计划性不强", "政治建设方面"),
        ("巡河走过场", "政治建设方面"),
        ("支部活动不经常", "组织建设"),
    ]


def test_a_table_for_some_problems_and_fields_for_the_others() -> None:
    lines = [
        "（一）已经完成整改的问题",
        "序号\t存在问题\t整改措施\t责任科室",
        "1\t学习计划性不强\t①制定学习计划；②学习6次\t办公室",
        "2\t巡河走过场\t核定河段86个\t河湖科",
        "（二）尚未完成整改的问题",
        "3.闸门年久失修",
        "问题表现：四座闸门漏水。",
        "整改措施：更换闸门2座，其余正在招标。",
        "完成时限：2025年12月31日",
        "4.确权划界进度滞后",
        "问题表现：两条河流没有划界。",
        "整改措施：委托测绘单位编制方案。",
        "完成时限：2026年6月",
    ]
    found = reading.read([reading.problems(*lines)])[0]
    assert found is not None
    assert found.titles == ["学习计划性不强", "巡河走过场", "闸门年久失修", "确权划界进度滞后"]
    assert [item.status for item in found.items] == ["completed", "completed", "in_progress", "in_progress"]
    assert [item.aspect for item in found.items] == [None] * 4
    assert found.items[2].deadline == "2025-12-31"


@pytest.mark.parametrize("printed_again", [False, True], ids=["printed once", "printed again"])
def test_rows_of_one_measure_each(printed_again: bool) -> None:
    first, second = ("1 | 学习计划性不强", "2 | 巡河走过场") if printed_again else (" | ", " | ")
    rows = [
        "| 序号 | 反馈问题 | 整改措施 | 责任单位 |",
        "|---|---|---|---|",
        "| 1 | 学习计划性不强 | 制定学习计划 | 办公室 |",
        f"| {first} | 学习6次 | 办公室 |",
        "| 2 | 巡河走过场 | 核定河段86个 | 河湖科 |",
        f"| {second} | 约谈9人 | 河湖科 |",
    ]
    found = reading.read([reading.problems(*rows)])[0]
    assert found is not None
    assert [(item.title, item.measures) for item in found.items] == [
        ("学习计划性不强", ["制定学习计划", "学习6次"]),
        ("巡河走过场", ["核定河段86个", "约谈9人"]),
    ]


FIELDS = [
    ("学习计划性不强", "1.制定学习计划。2.学习6次。", "办公室", "已完成"),
    ("巡河走过场", "核定河段86个。", "河湖科", "正在整改"),
]
LEFT = ("反馈问题", "整改措施", "责任单位", "整改状态")


@pytest.mark.parametrize("row", ["{}\t{}", "| {} | {} |"])
def test_a_table_of_two_columns_for_each_problem(row: str) -> None:
    lines = [row.format(left, right) for values in FIELDS for left, right in zip(LEFT, values, strict=True)]
    found = reading.read([reading.problems("（一）管水方面", *lines[:4], "（二）作风方面", *lines[4:])])[0]
    assert found is not None
    assert [(item.title, item.aspect, len(item.measures), item.responsible, item.status) for item in found.items] == [
        ("学习计划性不强", "管水方面", 2, "办公室", "completed"),
        ("巡河走过场", "作风方面", 1, "河湖科", "in_progress"),
    ]


def test_two_columns_that_name_no_problem_are_no_such_table() -> None:
    assert cells("责任单位\t办公室\n整改措施\t完善制度\n责任单位\t人事科\n整改措施\t补学文件") == []
