"""The walk: cuts and items of whole notices as frames."""

from __future__ import annotations

import polars as pl
import pytest

from tests.transforms import reading
from transforms import outline

SIMPLE = "\n".join(
    [
        "一、组织领导",
        "召开会议。",
        "二、反馈问题整改情况",
        "(一)政治建设方面",
        "1.关于学习不深入的问题",
        "一是制定计划。二是补学文件。",
        "三、下一步打算",
        "持续整改。",
    ]
)


def outlined(*texts: str) -> outline.Outline:
    return reading.outlined(list(texts))


def test_every_paragraph_is_cut_at_its_head_once() -> None:
    cuts = outlined(SIMPLE).cuts
    heads = cuts.filter(pl.col("offset") == 0)
    assert heads["place"].to_list() == list(range(8))


def test_cuts_are_unique_and_sorted() -> None:
    cuts = outlined(SIMPLE, SIMPLE + "\n四、其他").cuts
    keys = cuts.select("notice_key", "place", "offset")
    assert keys.is_unique().all()
    assert keys.equals(keys.sort("notice_key", "place", "offset"))


TABLE = "\n".join(
    [
        "序号\t反馈问题\t整改措施\t责任单位",
        "1\t学习不深入\t一是制定计划。二是补学文件。\t办公室",
        "2\t规则不完善\t一是修订规则。二是召开会议。\t人事科",
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        SIMPLE,
        TABLE,
        "二、整改情况\n" + TABLE,
        "前言。\n" + TABLE + "\n后话。",
        "无标号的一段。\n又一段。",
        "1.甲\n2.乙",
        "一、甲\n二、乙",
    ],
)
def test_cuts_are_unique(text: str) -> None:
    assert outlined(text).cuts.select("notice_key", "place", "offset").is_unique().all()


@pytest.mark.parametrize("text", [SIMPLE, TABLE, "前言。\n" + TABLE + "\n后话。", "1.甲\n2.乙", "。", "一、"])
def test_the_outline_of_a_notice_does_not_depend_on_the_others(text: str) -> None:
    alone, among = outlined(text), outlined(text, SIMPLE, TABLE)
    assert alone.cuts.equals(among.cuts.filter(pl.col("notice_key") == 0))
    assert alone.items.equals(among.items.filter(pl.col("notice_key") == 0))


def test_items_name_their_headings() -> None:
    item = outlined(SIMPLE).items.row(0, named=True)
    assert (item["place"], item["aspect_place"], item["theme_place"], item["number"]) == (4, 3, None, 1)
    assert item["part"] == "problems"


def test_edges_keep_their_role() -> None:
    rows = reading.body([SIMPLE]).with_columns(
        edge=pl.when(pl.col("paragraph") == 7).then(pl.lit("closing")).otherwise("edge")
    )
    cuts = outline.outline(rows).cuts
    assert cuts.filter(pl.col("place") == 7)["role"].to_list() == ["closing"]


def test_nothing_to_outline() -> None:
    found = outline.outline(reading.body([SIMPLE]).clear())
    assert found.cuts.is_empty()
    assert found.items.is_empty()


ABOVE = {
    "1. under (一)": (["(一)政治建设方面", "1.关于学习不深入的问题", "一是甲。二是乙。"], ["政治建设方面", None]),
    "(1) under 1. under (一)": (
        [
            "(一)政治建设方面",
            "1.学习贯彻不到位",
            "(1)关于学习不深入的问题",
            "一是甲。二是乙。",
            "(2)关于研讨不充分的问题",
            "一是甲。二是乙。",
        ],
        ["政治建设方面", "学习贯彻不到位"],
    ),
    "(1) under 1.": (
        [
            "1.学习贯彻不到位",
            "(1)关于学习不深入的问题",
            "一是甲。二是乙。",
            "(2)关于研讨不充分的问题",
            "一是甲。二是乙。",
        ],
        [None, "学习贯彻不到位"],
    ),
    "1. under 存在问题一 under (一)": (
        ["(一)政治建设方面", "存在问题一:学习贯彻不到位", "1.关于学习不深入的问题", "一是甲。二是乙。"],
        ["政治建设方面", "学习贯彻不到位"],
    ),
    "1. alone": (
        ["1.关于学习不深入的问题", "一是甲。二是乙。", "2.关于规则不完善的问题", "一是甲。二是乙。"],
        [None, None],
    ),
}


@pytest.mark.parametrize("name", list(ABOVE))
def test_aspect_and_theme(name: str) -> None:
    lines, expected = ABOVE[name]
    whole = ["一、组织领导", "召开会议。", "二、反馈问题整改情况", *lines, "三、下一步打算", "持续整改。"]
    item = outlined("\n".join(whole)).items.row(0, named=True)
    named = [None if item[column] is None else whole[item[column]] for column in ("aspect_place", "theme_place")]
    assert [line and line.split(")")[-1].split(".")[-1].split(":")[-1] for line in named] == expected
