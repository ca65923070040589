"""Counting 一是, 二是 …: nested counts, jumps, lost and damaged labels, chance matches."""

from __future__ import annotations

import re

import polars as pl
import pytest

from transforms.labels import ordinals
from transforms.outline.count import listed, lost, top_level
from transforms.outline.notice import Head, Mark, Notice

LABEL = re.compile(r"(?<![第其统])([一二三四五六七八九十]{1,2})是|(?<![\u4e00-\u9fff])是|首先|其次|再次|最后")
WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": 9}


def marks(*rows: str) -> list[Mark]:
    """The measure labels of paragraphs, as `transforms.outline.tokens.marks` gives them."""
    found = []
    for row, text in enumerate(rows):
        for match in LABEL.finditer(text):
            number = WORDS.get(match[0]) or (ordinals()[match[1]] if match[1] else 0)
            before = text[match.start() - 1] if match.start() else ""
            found.append(Mark(row, match.start(), len(match[0]), "measure", number, before, 0, len(text)))
    return found


def chosen(*rows: str) -> list[tuple[int, int]]:
    return [(mark.row, mark.offset) for mark in top_level(marks(*rows))]


def numbers(*rows: str) -> list[int | None]:
    return [mark.number for mark in top_level(marks(*rows))]


NUMBERS = {
    "run in": (["一是甲。二是乙。三是丙。"], [1, 2, 3]),
    "semicolons": (["一是甲;二是乙;三是丙。"], [1, 2, 3]),
    "commas": (["一是甲,二是乙,三是丙。"], [1, 2, 3]),
    "paragraphs": (["一是甲。", "二是乙。", "三是丙。"], [1, 2, 3]),
    "one alone": (["一是甲。"], [1]),
    "words": (["首先甲。其次乙。最后丙。"], [1, 2, 9]),
    "nested at the end": (["一是甲。二是抓好两项,一是子,二是丑。"], [1, 2]),
    "nested in the middle": (["一是抓好两项,一是子,二是丑。二是乙。三是丙。"], [1, 2, 3]),
    "nested three deep counts": (["一是甲。二是做到三点:一是子,二是丑,三是寅。三是丙。"], [1, 2, 3]),
    "nested behind a sentence end goes on outside": (
        ["一是甲。二是抓好:一是子;二是丑。三是丙。四是丁。"],
        [1, 2, 3, 4],
    ),
    "one label lost": (["一是甲。三是丙。四是丁。"], [1, 3, 4]),
    "the first lost": (["甲。二是乙。三是丙。"], [2, 3]),
    "two lost": (["一是甲。四是丁。"], [1, 4]),
    "chance match inside": (["一是统一是非标准。二是乙。"], [1, 2]),
    "backward": (["一是甲。二是乙。一是丙"], [1, 2]),
    "a new count at the head of a paragraph": (["一是甲。二是乙。", "一是丙。二是丁。"], [1, 2, 1, 2]),
    "none": (["甲。乙。"], []),
    "damaged first": (["是甲。二是乙。三是丙。"], [1, 2, 3]),
    "damaged later": (["一是甲。", "是乙。", "三是丙。"], [1, 2, 3]),
    "ten and more": (
        ["".join(f"{o}是甲。" for o in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"])],
        list(range(1, 13)),
    ),
}


@pytest.mark.parametrize(("rows", "expected"), NUMBERS.values(), ids=NUMBERS.keys())
def test_top_level(rows: list[str], expected: list[int]) -> None:
    assert numbers(*rows) == expected


def test_the_nested_ones_are_left_out_not_the_outer_ones() -> None:
    text = "一是抓好两项,一是子,二是丑。二是乙。"
    assert chosen(text) == [(0, 0), (0, text.rindex("二是"))]


def listing(*labels: tuple[str, int]) -> list[Mark]:
    return [Mark(0, 10 * i, 2, f"list:{style}", number, "。", 0, 50) for i, (style, number) in enumerate(labels)]


@pytest.mark.parametrize(
    ("labels", "count"),
    [
        ([("digit_paren", 1), ("digit_paren", 2), ("digit_paren", 3)], 3),
        ([("circled", 1), ("circled", 2)], 2),
        ([("digit", 1)], 0),
        ([("digit", 2), ("digit", 3)], 0),
        ([("digit", 1), ("digit", 3)], 0),
        ([("digit", 1), ("circled", 1), ("circled", 2), ("digit", 2)], 2),
        ([("digit", 5), ("digit_paren", 1), ("digit_paren", 2)], 2),
        ([], 0),
    ],
)
def test_listed(labels: list[tuple[str, int]], count: int) -> None:
    assert len(listed(listing(*labels))) == count


def notice(*rows: str) -> Notice:
    """A notice of paragraphs of which nothing but the text is known."""
    known = dict.fromkeys(Head._fields)
    heads = [Head(**{**known, "size": len(text), "stop": len(text)}) for text in rows]
    marked = [[mark for mark in marks(*rows) if mark.row == row] for row in range(len(rows))]
    return Notice(1, 0, heads, marked, pl.DataFrame({"text": rows}))


def restored(*rows: str) -> list[str]:
    """The passages that begin at restored marks."""
    found = lost(top_level(marks(*rows)), (0, 0), notice(*rows))
    return [
        rows[mark.row][mark.offset : mark.offset + 4]
        for mark in sorted(found, key=lambda mark: (mark.row, mark.offset))
    ]


RESTORED = {
    "the first": ("制定年度学习计划并印发执行。二是召开会议研究部署。三是开展检查。", ["制定年度"]),
    "the first two": (
        "制定年度学习计划并印发执行。补充完善学习记录十余份。三是召开会议研究。",
        ["制定年度", "补充完善"],
    ),
    "one between": ("一是制定年度学习计划。补充完善学习记录十余份。三是召开会议研究部署。", ["补充完善"]),
    "two between": (
        "一是制定年度学习计划。补充完善学习记录十余份。约谈相关负责人共三名。四是召开会议。",
        ["补充完善", "约谈相关"],
    ),
    "nothing lost": ("一是制定年度学习计划。补充完善学习记录。二是召开会议研究部署。", []),
    "a sentence that goes on is no measure": (
        "一是制定年度学习计划。共计补充学习记录十余份。约谈相关负责人共三名。三是召开会议研究。",
        ["约谈相关"],
    ),
    "the count stops at one": (
        "一是制定年度学习计划。补充完善学习记录十余份。约谈相关负责人共三名。",
        ["补充完善", "约谈相关"],
    ),
    "too few sentences": ("一是制定年度学习计划。四是召开会议研究部署。", []),
    "semicolons": ("一是制定年度学习计划;补充完善学习记录十余份;三是召开会议研究部署。", ["补充完善"]),
    "最后 is no jump": ("首先制定年度学习计划。补充完善学习记录十余份。最后召开会议研究部署。", []),
}


@pytest.mark.parametrize(("text", "starts"), RESTORED.values(), ids=RESTORED.keys())
def test_lost(text: str, starts: list[str]) -> None:
    assert restored(text) == starts


def test_restored_marks_have_no_size() -> None:
    text = RESTORED["one between"][0]
    assert [mark.size for mark in lost(top_level(marks(text)), (0, 0), notice(text))] == [0]


def test_a_lost_label_between_paragraphs() -> None:
    assert restored("一是制定年度学习计划并印发。", "补充完善学习记录十余份。", "三是召开会议研究部署。") == [
        "补充完善"
    ]


def test_too_many_paragraphs_between() -> None:
    rows = [
        "一是制定年度学习计划并印发。",
        "补充完善学习记录十余份。",
        "约谈相关负责人共三名。",
        "三是召开会议研究部署。",
    ]
    assert restored(*rows) == []


def test_one_printed_for_two() -> None:
    text = "一是制定整改方案;一是召开会议三次;三是完善制度两项。"
    assert [text[at] + text[at + 1] for _, at in chosen(text)] == ["一是", "一是", "三是"]


def test_a_nested_count_is_no_misprint() -> None:
    text = "一是制定方案;一是明确责任;二是明确时限。二是召开会议。"
    assert len(chosen(text)) == 2
