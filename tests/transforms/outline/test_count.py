"""Counting 一是, 二是 …: nested counts, jumps, lost and damaged labels, chance matches."""

from __future__ import annotations

import re

import polars as pl
import pytest

from transforms.labels import ordinals
from transforms.outline.count import listed, lost, run_on, top_level
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
    "behind words, at a comma": (["有关部门,一是甲,二是乙。"], [1, 2]),
    "a chance match before a comma": (["一是辨明有一是非,二是乙。"], [1, 2]),
    "in mid-sentence": (["一是甲二是乙"], [1, 2]),
    "one lost, in mid-sentence": (["一是甲三是丙"], [1, 3]),
    "two lost, in mid-sentence": (["一是甲四是丁"], [1]),
    "three lost": (["一是甲。五是戊。"], [1]),
    "a number twice": (["一是甲。二是乙。二是丙。三是丁。"], [1, 2, 3]),
    "one lost behind a new count": (["一是甲。", "一是丙三是丁。"], [1, 1, 3]),
    "one printed for two": (["一是甲;一是乙;三是丙;四是丁。"], [1, 2, 3, 4]),
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


def count(*found: tuple[int, str, int]) -> list[int | None]:
    """The numbers chosen of marks inside a paragraph: number (0 where it is damaged), character before, size."""
    made = [
        Mark(0, 10 * i + 5, size, "measure", number, before, 0, 50) for i, (number, before, size) in enumerate(found)
    ]
    return [mark.number for mark in top_level(made)]


@pytest.mark.parametrize(
    ("found", "numbers"),
    [
        ([(0, "。", 2)], [1]),
        ([(0, "。", 1)], []),
        ([(0, ",", 2)], []),
        ([(1, "。", 2), (0, "。", 1), (0, "。", 1)], [1, 2, 3]),
        ([(1, "。", 2), (0, ",", 2)], [1]),
    ],
)
def test_damaged_labels_inside_a_paragraph(found: list[tuple[int, str, int]], numbers: list[int]) -> None:
    assert count(*found) == numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("做好两项,一是子,二是丑。", []),
        ("做好两项。一是子,二是丑。", [1, 2]),
        ("一是子,二是丑。", [1, 2]),
        ("一是甲。二是抓好:一是子,二是丑。", [1, 2]),
    ],
)
def test_a_count_in_mid_sentence_below_measures_of_another_make(text: str, expected: list[int]) -> None:
    assert [mark.number for mark in top_level(marks(text), nested_first=True)] == expected


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


@pytest.mark.parametrize(
    ("labels", "numbers"),
    [
        ([("digit", 4), ("digit", 5)], [4, 5]),
        ([("digit", 5)], []),
        ([("digit", 3), ("digit", 4), ("digit", 6)], [4]),
        ([("circled", 4), ("digit", 4)], [4]),
        ([], []),
    ],
)
def test_a_list_that_goes_on_inside_the_paragraph(labels: list[tuple[str, int]], numbers: list[int]) -> None:
    found = run_on(listing(*labels), "digit", 3)
    assert [(mark.mark, mark.number) for mark in found] == [("list:digit", number) for number in numbers]


def notice(*rows: str) -> Notice:
    """A notice of paragraphs of which nothing but the text is known."""
    known = dict.fromkeys(Head._fields)
    heads = [Head(**{**known, "size": len(text), "stop": len(text)}) for text in rows]
    marked = [[mark for mark in marks(*rows) if mark.row == row] for row in range(len(rows))]
    return Notice(1, 0, heads, marked, pl.Series(rows, dtype=pl.String), pl.Series(rows, dtype=pl.String))


def restored(*rows: str, begin: tuple[int, int] = (0, 0)) -> list[str]:
    """The passages that begin at restored marks."""
    found = lost(top_level(marks(*rows)), begin, notice(*rows))
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
    "the first, of many": ("制定年度学习计划并印发执行。二是甲。三是乙。四是丙。五是丁。", ["制定年度"]),
    "the first two, semicolons later": (
        "制定年度学习计划并印发执行。补充完善学习记录十余份。三是召开会议研究;四是开展检查。",
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
    "a sentence that goes on is one where the count asks for it": (
        "一是制定年度学习计划。共计补充学习记录十余份。三是召开会议研究。",
        ["共计补充"],
    ),
    "the count stops at one, a sentence goes on": (
        "一是制定年度学习计划。共计补充学习记录十余份。约谈相关负责人共三名。",
        ["约谈相关"],
    ),
    "a damaged label alone": ("是制定年度学习计划。补充完善学习记录十余份。", []),
    "no sentence ends": ("一是制定年度学习计划,补充完善学习记录十余份", []),
    "as short as a measure can be": ("一是制定年度学习计划。补充完善学习记录份。三是召开会议研究。", ["补充完善"]),
    "too short for a measure": ("一是制定年度学习计划。补充完善学习记录。三是召开会议研究。", []),
    "none": ("制定年度学习计划。补充完善学习记录十余份。", []),
    "最后 behind 七是 is no jump": (
        "一是甲。二是乙。三是丙。四是丁。五是戊。六是己。七是制定年度学习计划。补充完善学习记录十余份。最后召开会议。",
        [],
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


@pytest.mark.parametrize(
    ("case", "numbers"), [("the first two", [1, 2]), ("two between", [2, 3]), ("the count stops at one", [2, 3])]
)
def test_restored_marks_have_their_number_and_no_size(case: str, numbers: list[int]) -> None:
    text, starts = RESTORED[case]
    made = [
        Mark(0, text.index(start), 0, "measure", number, "", 0, 0)
        for start, number in zip(starts, numbers, strict=True)
    ]
    assert lost(top_level(marks(text)), (0, 0), notice(text)) == made


def test_the_first_measure_begins_where_the_measures_do() -> None:
    assert restored("整改措施:制定年度学习计划并印发执行。二是召开会议研究部署。", begin=(0, 5)) == ["制定年度"]


def test_a_lost_label_between_paragraphs() -> None:
    assert restored("一是制定年度学习计划并印发。", "补充完善学习记录十余份。", "三是召开会议研究部署。") == [
        "补充完善"
    ]


def test_a_lost_label_at_the_head_of_the_paragraph_of_the_next_one() -> None:
    assert restored("一是制定年度学习计划并印发。", "补充完善学习记录十余份。三是召开会议研究部署。") == ["补充完善"]


def test_the_first_lost_and_the_next_in_a_paragraph_of_its_own() -> None:
    assert restored("制定年度学习计划并印发执行。二是召开会议研究部署。", "三是开展检查。") == ["制定年度"]


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
    assert chosen(text) == [(0, 0), (0, text.rindex("一是")), (0, text.index("三是"))]
    assert numbers("一是制定整改方案,一是召开会议三次;三是完善制度两项。") == [1, 3]


def test_a_nested_count_is_no_misprint() -> None:
    text = "一是制定方案;一是明确责任;二是明确时限。二是召开会议。"
    assert len(chosen(text)) == 2
