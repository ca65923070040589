"""Levels: which labelled passages are items, which headings above them, which measures below."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.transforms import reading
from transforms.outline import tokens
from transforms.outline.levels import items
from transforms.outline.notice import notices
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
