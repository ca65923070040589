"""Told statuses: one sentence about several items."""

from __future__ import annotations

import pytest

from tests.transforms import reading
from transforms import told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第(2)(4)项正在整改,其余均已整改完成。", [("正在整改", [2, 4], []), ("已整改完成", [], [])]),
        ("第1至4项中,除第3项正在推进外,其余各项均已完成整改。", [("正在推进", [3], []), ("已完成整改", [], [])]),
        ("除第3项外,其余均已完成整改。", [("已完成整改", [], [3])]),
        ("本方面1至3项问题均已整改完成,并长期坚持。", [("已整改完成,并长期坚持", [1, 2, 3], [])]),
        ("本方面问题均已整改到位。", [("已整改到位", [], [])]),
        ("4个问题已完成整改3个,正在整改1个。", []),
        ("4个问题均已整改完成。", []),
        ("第3项制度正在修订。", []),
        ("召开会议推进第3项问题整改完成情况核查。", []),
    ],
)
def test_statements(text: str, found: list[tuple[str, list[int], list[int]]]) -> None:
    seen = [
        (text[one.start : one.stop], [named.number for named in one.named], [named.number for named in one.besides])
        for one in told.statements(text)
    ]
    assert seen == found


ITEMS = (
    "1.关于渠道管护不到位的问题",
    "清淤渠道12公里。",
    "2.关于水费收缴不及时的问题（取得阶段性成效）",
    "追缴旧欠水费30万元。",
    "（二）队伍建设方面",
    "3.关于技术人员断档的问题",
    "公开招聘6人。",
    "4.关于党费收缴不规范的问题",
    "补缴党费1200元。",
)


def statuses(*, section: str = "", aspect: str = "", before: str = "") -> list[str]:
    """Statuses of four items in two aspects, with a sentence below the section, the first aspect, or in the part before."""
    lines = ("二、巡察反馈问题整改落实情况", section, "（一）履行职责方面", aspect, *ITEMS)
    texts = ("一、提高站位，压实责任", f"局党组成立领导小组，召开会议5次。{before}", *lines)
    (seen,) = reading.read([reading.notice(*(line for line in texts if line))])
    assert seen is not None
    return [item.status for item in seen.items]


STAGED = "staged"  # is printed with the second item, and holds


@pytest.mark.parametrize(
    ("place", "sentence", "expected"),
    [
        ("section", "第3项正在整改，其余均已整改完成。", ["completed", STAGED, "in_progress", "completed"]),
        ("section", "除第3、4项外，其余均已完成整改。", ["completed", STAGED, "not_stated", "not_stated"]),
        ("aspect", "本方面问题均已整改完成，并长期坚持。", ["completed_sustained", STAGED, "not_stated", "not_stated"]),
        (
            "before",
            "截至目前，第3、4项正在推进，其余均已完成整改。",
            ["completed", STAGED, "in_progress", "in_progress"],
        ),
        ("before", "46条措施已完成40条，其余6条均取得阶段性成效。", ["not_stated", STAGED, "not_stated", "not_stated"]),
        ("before", "截至目前，各项问题均已完成整改。", ["not_stated", STAGED, "not_stated", "not_stated"]),
    ],
)
def test_whose_status_is_told(place: str, sentence: str, expected: list[str]) -> None:
    assert statuses(**{place: sentence}) == expected
