"""Levels: which labelled passages are items, which headings above them, which measures below."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.transforms import reading
from tests.transforms.outline import made
from transforms.outline import tokens
from transforms.outline.levels import items, measure_score, state_problems
from transforms.outline.notice import Mark, notices
from transforms.outline.tree import grow

RUN = "一是制定计划，开展学习6次。二是补学文件12份。"
# lines of one section, and which of them are items
CASES: dict[str, tuple[list[str], list[int]]] = {
    "bare items": (["1.关于学习不深入的问题", RUN, "2.关于规则不完善的问题", RUN], [0, 2]),
    "aspects above items": (
        ["(一)政治建设方面", "1.学习不深入的问题", RUN, "(二)组织建设方面", "1.规则不完善的问题", RUN],
        [1, 4],
    ),
    "a status behind the last measure": (
        [
            line
            for n, fault in ((1, "学习不深入"), (2, "规则不完善"), (3, "设备闲置"))
            for line in (
                f"({'一二三'[n - 1]}){fault}",
                "1.召开会议3次。",
                "2.对存在的问题逐项整改。",
                "整改状态:已完成",
            )
        ],
        [0, 4, 8],
    ),
    "(1) measures": (
        [
            "1.关于学习不深入的问题",
            "(1)制定学习计划并印发,开展集中学习。",
            "(2)补学重要文件12份。",
            "2.关于规则不完善的问题",
            "(1)修订规则,召开会议。",
            "(2)约谈责任人2名。",
        ],
        [0, 3],
    ),
    "(1) items": (
        [
            "1.学习贯彻不到位",
            "(1)学习不深入的问题。",
            RUN,
            "(2)研讨流于形式的问题。",
            RUN,
            "2.决策不规范",
            "(1)规则不完善的问题。",
            RUN,
        ],
        [1, 3, 6],
    ),
    "circled measures": (
        [
            "1.关于学习不深入的问题",
            "①制定计划,开展学习。",
            "②补学文件12份。",
            "2.关于规则不完善的问题",
            "①修订规则。",
            "②召开会议。",
        ],
        [0, 3],
    ),
    "1. measures": (
        [
            "(一)关于学习不深入的问题",
            "1.制定学习计划并印发,开展集中学习。",
            "2.补学重要文件12份。",
            "(二)关于规则不完善的问题",
            "1.修订规则,召开会议。",
            "2.约谈责任人2名。",
        ],
        [0, 3],
    ),
    "measures behind a field label": (
        [
            "1.学习不深入",
            "整改措施:",
            "(1)制定学习计划",
            "(2)补学重要文件",
            "2.规则不完善",
            "整改措施:",
            "(1)修订规则",
            "(2)召开会议",
        ],
        [0, 4],
    ),
    "circled items with fields": (
        ["(一)政治建设方面", "①学习不深入", "整改措施:" + RUN, "②规则不完善", "整改措施:" + RUN],
        [1, 3],
    ),
    "three levels": (
        [
            "(一)政治建设方面",
            "1.学习贯彻不到位",
            "(1)学习不深入的问题",
            RUN,
            "2.决策不规范",
            "(1)规则不完善的问题",
            RUN,
        ],
        [2, 5],
    ),
    "an aspect with no items below is one": (["(一)学习不深入的问题", RUN, "(二)决策不规范的问题", RUN], [0, 2]),
}


@cache
def found() -> dict[str, list[int]]:
    every = reading.body(["\n".join(lines) for lines, _ in CASES.values()])
    out = {}
    names = list(CASES)
    for notice in notices(tokens.heads(every), tokens.marks(every)):
        root = grow(
            [head.style for head in notice.heads], [head.number for head in notice.heads], [False] * len(notice.heads)
        )
        out[names[notice.key]] = [node.row for node in items(notice, root)]
    return out


@pytest.mark.parametrize("name", list(CASES))
def test_items(name: str) -> None:
    assert found()[name] == CASES[name][1]


# what the passage's own head tells, what stands in it, what the head above tells; and how much it reads like a measure
SCORES: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any], float]] = {
    "a heading alone": ({}, {}, {}, 0.5),
    "a heading and a text": ({}, {"body": (2,)}, {}, -1.5),
    "a heading of 60 and a text": ({"size": 60}, {"body": (2,)}, {}, -1.5),
    "a heading of 61 and a text": ({"size": 61}, {"body": (2,)}, {}, 0),
    "a sentence behind its first": ({"stop": 8}, {}, {}, 1.5),
    "a character behind its first sentence": ({"stop": 9}, {}, {}, 1.5),
    "a sentence behind its first, and a text": ({"stop": 8}, {"body": (2,)}, {}, 0),
    "60 characters": ({"size": 60}, {}, {}, 0.5),
    "61 characters": ({"size": 61}, {}, {}, 1.5),
    "wrapped": ({"wrapped": True}, {}, {}, -1),
    "a fault": ({"fault": True}, {}, {}, -0.5),
    "a report on a fault, below a problem": ({"fault": True, "reports": True, "stop": 8}, {}, {"named": True}, 2.5),
    "a report on a situation, below a problem": ({"wrapped": True, "reports": True}, {}, {"named": True}, 2),
    "a fault of 30 and a report": ({"fault": True, "stop": 8, "lead_size": 30}, {}, {}, -0.5),
    "a fault of 31 and a report": ({"fault": True, "stop": 8, "lead_size": 31}, {}, {}, 0.5),
    "a fault and a character": ({"fault": True, "stop": 9}, {}, {}, -0.5),
    "a field label": ({}, {"marks": ((1, "measures"),)}, {}, -3),
    "a field label in its text": ({}, {"marks": ((2, "deadline"),), "body": (2,)}, {}, -4.5),
    "a closing status": ({}, {"marks": ((1, "closing_status"),)}, {}, -3),
    "another mark": ({}, {"marks": ((1, "quote"),)}, {}, 0.5),
    "counted measures": ({}, {"marks": ((1, "measure"),)}, {}, -1.5),
    "a list inside": ({}, {"list": 2}, {}, -1.5),
    "one list label inside": ({}, {"list": 1}, {}, 0.5),
    "labelled passages below": ({}, {"children": True}, {}, -1),
    "circled": ({}, {"style": "circled"}, {}, 1.5),
    "dotted": ({}, {"style": "dotted"}, {}, 1.5),
    "named, below what names nothing": ({"named": True}, {}, {}, 0.5),
    "below a named problem": ({}, {}, {"named": True}, 3.5),
    "named, below a named problem": ({"named": True}, {}, {"named": True}, 0.5),
    "wrapped, below a named problem": ({"wrapped": True}, {}, {"named": True}, -1),
    "a fault and a report, below a named problem": ({"fault": True, "stop": 8}, {}, {"named": True}, -0.5),
    "a fault alone, below a named problem": ({"fault": True}, {}, {"named": True}, 2.5),
    "a fault and one character, below a named problem": ({"fault": True, "stop": 9}, {}, {"named": True}, -0.5),
    "a long fault and a report, below a named problem": (
        {"fault": True, "stop": 8, "lead_size": 31},
        {},
        {"named": True},
        3.5,
    ),
    "a fault of 30 and a report, below a named problem": (
        {"fault": True, "stop": 8, "lead_size": 30},
        {},
        {"named": True},
        -0.5,
    ),
    "a report, below a named problem": ({"stop": 8}, {}, {"named": True}, 4.5),
    "a field label, below a named problem": ({}, {"marks": ((1, "status"),)}, {"named": True}, -3),
    "counted measures, below a named problem": ({}, {"marks": ((1, "measure"),)}, {"named": True}, -1.5),
    "below what is wrapped": ({}, {}, {"wrapped": True}, 1.5),
    "below a fault": ({}, {}, {"fault": True}, 1.5),
    "wrapped, below a fault": ({"wrapped": True}, {}, {"fault": True}, -1),
    "a fault, below a fault": ({"fault": True}, {}, {"fault": True}, -0.5),
    "behind a field label above": ({}, {"marks": ((0, "measures"),)}, {}, 4.5),
    "behind another field label above": ({}, {"marks": ((0, "status"),)}, {}, 0.5),
    "a field label behind it": ({}, {"marks": ((3, "effect"),), "above": (3,)}, {}, 0.5),
    "a field label in it, that stands above, too": ({}, {"marks": ((1, "effect"),), "above": (1,)}, {}, -3),
}


@pytest.mark.parametrize("name", list(SCORES))
def test_how_much_a_passage_reads_like_a_measure(name: str) -> None:
    own, inside, above, score = SCORES[name]
    marks = inside.get("marks", ())
    seen = made.notice(made.head(**above), made.head(**own), made.head(), made.head(), marks=marks)
    seen.marks[1] += [
        Mark(1, 10 * number, 2, "list:circled", number, "", 0, 0) for number in range(1, inside.get("list", 0) + 1)
    ]
    below = [made.node(3)] if inside.get("children") else []
    passage = made.node(1, *below, body=inside.get("body", ()), style=inside.get("style", "digit"))
    made.node(0, passage, body=inside.get("above", ()))
    assert measure_score(seen, passage) == score


# entries of a list, each over a paragraph; which have a field label in that paragraph, or at their own head; whose score
@pytest.mark.parametrize(
    ("entries", "behind", "own", "place", "score"),
    [
        (3, (2,), (), 2, 0.5),
        (2, (1,), (), 1, 0.5),
        (1, (0,), (), 0, -4.5),
        (3, (1,), (), 1, -4.5),
        (3, (0, 2), (), 2, -4.5),
        (3, (1, 2), (), 2, -4.5),
        (3, (2,), (2,), 2, -4.5),
        (3, (), (), 2, -1.5),
    ],
)
def test_field_labels_behind_the_last_entry_of_a_list_are_those_of_the_item(
    entries: int, behind: tuple[int, ...], own: tuple[int, ...], place: int, score: float
) -> None:
    marks = [(2 * entry + 2, "deadline") for entry in behind] + [(2 * entry + 1, "deadline") for entry in own]
    seen = made.notice(*[made.head()] * (2 * entries + 1), marks=tuple(marks))
    listed = [made.node(2 * entry + 1, body=(2 * entry + 2,)) for entry in range(entries)]
    made.node(0, *listed)
    assert measure_score(seen, listed[place]) == score


def test_a_passage_right_below_the_notice_has_no_head_above() -> None:
    seen = made.notice(made.head(), made.head(named=True))
    passage = made.node(0)
    made.node(-1, passage)
    assert measure_score(seen, passage) == measure_score(seen, made.node(0)) == 0.5


@pytest.mark.parametrize(("size", "body", "found"), [(10, (), []), (61, (2,), [0]), (60, (2,), [0])])
def test_a_level_is_one_of_measures_where_it_reads_like_measures_on_the_whole(
    size: int, body: tuple[int, ...], found: list[int]
) -> None:
    """Two headings that read a little like measures; one that reads like neither; one that reads like a problem's."""
    seen = made.notice(made.head(size=size), made.head(size=size), made.head())
    below = [made.node(0, body=body)] if body else [made.node(0), made.node(1)]
    assert [node.row for node in items(seen, made.node(-1, *below))] == found


def test_what_stands_below_a_measure_is_none_of_the_items() -> None:
    """A problem's heading over a measure, over what reads like a problem's heading."""
    seen = made.notice(made.head(named=True), made.head(stop=8), made.head(wrapped=True))
    root = made.node(-1, made.node(0, made.node(1, made.node(2))))
    assert [node.row for node in items(seen, root)] == [0]


@pytest.mark.parametrize(
    ("section", "below", "marks", "found"),
    [
        ({"kind": "organisation"}, {"wrapped": True}, (), []),
        ({"kind": "problems"}, {"wrapped": True}, (), [1, 2, 3]),
        ({"kind": "organisation"}, {"named": True, "wrapped": True}, (), [1, 2, 3]),
        ({"kind": "organisation"}, {"wrapped": True}, ((1, "status"),), [1, 2, 3]),
        ({"kind": "organisation"}, {"fault": True, "wrapped": True}, (), [1, 2, 3]),
    ],
)
def test_a_section_on_the_organisation_holds_items_where_they_name_faults(
    section: dict[str, Any], below: dict[str, Any], marks: tuple[tuple[int, str], ...], found: list[int]
) -> None:
    seen = made.notice(made.head(**section), *[made.head(**below)] * 3, made.head(kind="organisation"), marks=marks)
    nodes = [made.node(1), made.node(2), made.node(3)]
    top = made.node(-1, made.node(0, *nodes))
    assert [node.row for node in items(seen, top.children[0])] == found


def test_a_notice_without_sections_is_not_on_the_organisation() -> None:
    seen = made.notice(made.head(wrapped=True), made.head(kind="organisation"))
    assert [node.row for node in items(seen, made.node(-1, made.node(0)))] == [0]


@pytest.mark.parametrize(("named", "found"), [(True, [0]), (False, [])])
def test_a_section_without_labels_below_is_an_item_where_its_heading_names_one(named: bool, found: list[int]) -> None:
    seen = made.notice(made.head(named=named))
    assert [node.row for node in items(seen, made.node(-1, made.node(0)).children[0])] == found


# how many themes stand beside, over items of their own or over none; and what is unlike the item without a label
@pytest.mark.parametrize(
    ("over_items", "over_none", "unlike", "lost"),
    [
        (1, 0, {}, True),
        (2, 0, {}, True),
        (1, 1, {}, False),
        (1, 0, {"body": (1,)}, False),
        (1, 0, {"body": (1, 2, 3)}, True),
        (1, 0, {"head": {"stop": 8}}, False),
        (1, 0, {"first": {"fault": False}}, False),
        (1, 0, {"marks": ((1, "quote"), (2, "measures"))}, False),
        (1, 0, {"marks": ((2, "quote"),)}, False),
        (1, 0, {"marks": ()}, False),
        (1, 0, {"at": 3}, False),
        (1, 0, {"marks": ((3, "measures"),), "body": (1, 2, 3)}, False),
    ],
)
def test_an_item_whose_label_is_lost_below_a_theme(
    over_items: int, over_none: int, unlike: dict[str, Any], lost: bool
) -> None:
    heads = [made.head(**unlike.get("head", {})), made.head(**{"fault": True, **unlike.get("first", {})})]
    seen = made.notice(
        *heads, *[made.head(wrapped=True)] * 10, marks=unlike.get("marks", ((2, "measures"),)), at=unlike.get("at", 0)
    )
    beside = [made.node(4 + 2 * place, made.node(5 + 2 * place)) for place in range(over_items)]
    beside += [made.node(10 + place) for place in range(over_none)]
    body = list(unlike.get("body", (1, 2)))
    theme = made.node(0, body=tuple(body))
    found = items(seen, made.node(-1, theme, *beside))[0]
    expected = ("", 0, 1, body[1:]) if lost else ("digit", 1, 0, body)
    assert (found.style, found.number, found.row, found.body) == expected


STATES = {"fault": True, "stop": 8}


@pytest.mark.parametrize(
    ("heads", "above", "state"),
    [
        ([STATES, STATES], {}, True),
        ([STATES, {}], {}, True),
        ([STATES, {}, {}], {}, False),
        ([STATES, STATES, {}, {}, {}], {}, False),
        ([{}, {}], {}, False),
        ([STATES | {"lead_size": 30}], {}, True),
        ([STATES | {"lead_size": 31}], {}, False),
        ([{"fault": True}], {}, False),
        ([{"stop": 8}], {}, False),
        ([STATES, STATES], {"named": True}, False),
    ],
)
def test_short_faults_with_a_report_behind_are_problems(
    heads: list[dict[str, Any]], above: dict[str, Any], state: bool
) -> None:
    seen = made.notice(made.head(**above), *(made.head(**told) for told in heads))
    below = [made.node(row) for row in range(1, len(heads) + 1)]
    assert state_problems(seen, made.node(0, *below), below) == state


def test_passages_further_below_state_no_problems_of_the_section() -> None:
    seen = made.notice(made.head(), made.head(), made.head(**STATES))
    deep = made.node(2)
    assert not state_problems(seen, made.node(0, made.node(1, deep)), [deep])


def heads(*lines: str) -> list[dict[str, Any]]:
    return tokens.heads(reading.body(["\n".join(lines)])).to_dicts()


@pytest.mark.parametrize(
    ("line", "what", "value"),
    [
        ("1.关于学习不深入的问题", "named", True),
        ("1.针对“学习不深入”问题", "named", True),
        ("二、关于巡察反馈问题的整改情况", "named", False),
        ("二、针对反馈的问题整改落实情况", "named", False),
        ("1.学习不深入", "fault", True),
        ("1.强化理论武装", "fault", False),
        ("1.学习不深入。如,全年仅2次。", "described", True),
        ("1.学习不深入。制定计划。", "described", False),
        ("采取措施如下:", "introduces", True),
        ("制定计划。", "introduces", False),
        ("制定计划,开展学习。", "action", True),
        ("1.学习不深入。制定计划。", "stop", 8),
        ("1.学习不深入", "stop", 7),
        ("(一)甲乙。丙", "label_size", 3),
        ("甲乙丙", "label_size", 0),
        ("一、提高政治站位", "kind", "organisation"),
        ("一、加强组织领导,压实整改责任", "kind", "organisation"),
        ("二、巡察反馈问题整改落实情况", "kind", "problems"),
        ("二、具体问题整改情况", "kind", "problems"),
        ("三、问题线索办理情况", "kind", "leads"),
        ("三、移交信访件办理情况", "kind", "leads"),
        ("三、需要进一步整改的事项", "kind", "follow_up"),
        ("三、尚未完成的整改任务", "kind", "follow_up"),
        ("四、下一步工作打算", "kind", "next_steps"),
        ("四、下步整改工作安排", "kind", "next_steps"),
        ("四、巩固深化整改成果", "kind", "next_steps"),
        ("四、努力方向", "kind", "next_steps"),
    ],
)
def test_what_the_head_of_a_paragraph_tells(line: str, what: str, value: Any) -> None:
    assert heads(line)[0][what] == value


def marks(line: str) -> list[tuple[int, str, int | None]]:
    found = tokens.marks(reading.body([line])).sort("offset")
    return [row for row in found.select("offset", "mark", "number").rows() if not row[1].startswith("list:")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("一是甲。二是乙。", [(0, "measure", 1), (4, "measure", 2)]),
        ("首先,甲。其次,乙。", [(0, "measure", 1), (5, "measure", 2)]),
        ("·是甲。二是乙。", [(0, "measure", 0), (4, "measure", 2)]),
        ("统一是前提", []),
        ("第一是前提", []),
        ("其一是前提", []),
        ("整改措施:一是甲。", [(0, "measures", None), (5, "measure", 1)]),
        ("甲。责任单位:办公室。完成时限:年底。", [(2, "responsible", None), (11, "deadline", None)]),
        ("(责任科室:办公室)", [(0, "responsible", None)]),
        ("整改状态:完成", [(0, "status", None)]),
        ("落实整改措施38项", []),
    ],
)
def test_marks(line: str, expected: list[tuple[int, str, int | None]]) -> None:
    assert marks(line) == expected
