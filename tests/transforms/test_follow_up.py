"""Follow-up passages: joined to the item they take up, or to none."""

from __future__ import annotations

import polars as pl
import pytest

from transforms import follow_up

EARLIER = ["理论学习不深入", "党组议事规则不完善", "工程变更审批把关不严", "水费收缴管理不规范"]


def frame(rows: list[tuple[int, int, str, str, str | None]]) -> pl.DataFrame:
    """Rows of notice_key, item, part, title and text, the items numbered through in one aspect."""
    schema = {"notice_key": pl.UInt64, "item": pl.Int32, "part": pl.String, "title": pl.String, "text": pl.String}
    return pl.DataFrame(rows, schema, orient="row").with_columns(
        pl.col("text").fill_null(""),
        number="item",
        above=pl.lit(0, pl.Int32),
        aspect=pl.lit(1, pl.Int32),
        states_problem=pl.lit(value=True),
    )


def link(later: list[str], earlier: list[str] | None = None) -> list[int | None]:
    first = earlier if earlier is not None else EARLIER
    rows = [(1, i + 1, "problems", one, None) for i, one in enumerate(first)]
    rows += [(1, 100 + i, "follow_up", one, None) for i, one in enumerate(later)]
    found = follow_up.link(frame(rows)).sort("item")
    assert found["item"].to_list() == [100 + i for i in range(len(later))]
    return found["to_item"].to_list()


@pytest.mark.parametrize(
    ("later", "item"),
    [
        ("理论学习不深入", 1),
        ("理论学习不够深入", 1),
        ("党组议事规则不完善", 2),
        ("工程变更审批把关不严格", 3),
        ("水费收缴管理不够规范", 4),
        ("水费收缴,管理不规范。", 4),
        ("干部队伍老化", None),
        ("不严", None),
        ("深入学习理论不", None),
        ("", None),
    ],
)
def test_the_item_taken_up(later: str, item: int | None) -> None:
    assert link([later]) == [item]


@pytest.mark.parametrize(
    ("earlier", "later", "alike"),
    [
        ("甲乙丙丁戊己", "甲乙丙丁子丑", True),  # three of five pairs on either side: 0.6
        ("甲乙丙丁戊己庚", "甲乙丙丁子丑", False),
        ("甲乙丙丁戊己庚辛", "甲乙丙丁", True),  # 2 · 3 of 7 and 3
        ("甲乙丙丁戊己庚辛壬", "甲乙丙丁", False),
        ("甲乙丙丁戊己", "己戊丁丙乙甲", False),
        ("甲乙甲乙甲乙", "甲乙丙", False),  # a pair counts as often as both have it
    ],
)
def test_titles_are_alike_from_three_fifths_of_their_pairs_on(earlier: str, later: str, alike: bool) -> None:
    assert link([later], [earlier]) == [1 if alike else None]


def test_several_passages() -> None:
    assert link(["水费收缴管理不规范", "食堂管理混乱", "理论学习不深入"]) == [4, None, 1]


def test_the_most_alike_wins() -> None:
    assert link(["水费收缴管理不规范"], ["水费收缴管理不规范现象", "水费收缴管理不规范"]) == [2]


def test_of_equals_the_first_wins() -> None:
    assert link(["水费收缴管理不规范"], ["水费收缴管理不规范", "水费收缴管理不规范"]) == [1]


def test_other_notices_are_not_looked_at() -> None:
    rows = frame([(1, 1, "problems", "理论学习不深入", None), (2, 1, "follow_up", "理论学习不深入", None)])
    assert follow_up.link(rows)["to_item"].to_list() == [None]


def test_nothing_to_link() -> None:
    assert link([]) == []


TEXTS = ["制定年度学习计划,开展集中学习6次", "修订党组议事规则,召开党组会议4次", "核减工程款35万元,约谈责任人2名"]


@pytest.mark.parametrize(
    ("text", "item"),
    [("修订党组议事规则,召开党组会议", 2), ("核减工程款35万元", 3), ("建设文化广场一处", None), (None, None)],
)
def test_the_text_decides_where_titles_are_not_alike(text: str | None, item: int | None) -> None:
    rows = [(1, i + 1, "problems", EARLIER[i], said) for i, said in enumerate(TEXTS)]
    found = follow_up.link(frame([*rows, (1, 100, "follow_up", "其他", text)]))
    assert found["to_item"].to_list() == [item]


@pytest.mark.parametrize(("later", "item"), [("甲乙丙丁子丑", 1), ("甲乙丙丁子丑寅", None)])
def test_a_text_is_taken_up_from_three_fifths_of_the_pairs_of_the_follow_up_on(later: str, item: int | None) -> None:
    rows = [(1, 1, "problems", "制度", "甲乙丙丁戊己庚辛壬癸"), (1, 100, "follow_up", "其他", later)]
    assert follow_up.link(frame(rows))["to_item"].to_list() == [item]


def test_titles_come_before_texts() -> None:
    rows = [(1, i + 1, "problems", EARLIER[i], said) for i, said in enumerate(TEXTS)]
    found = follow_up.link(frame([*rows, (1, 100, "follow_up", EARLIER[0], TEXTS[2])]))
    assert found["to_item"].to_list() == [1]
