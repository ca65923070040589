"""The same problem in later notices of its unit: the rule on hand-made rows, and its rate on made-up notices."""

from __future__ import annotations

import random
from datetime import date

import polars as pl
import pytest

from tests.transforms.later_notices import world
from transforms import threads

Row = tuple[int, int, str]  # key of the problem, key of its notice, title
SCHEMA = {"problem_key": pl.UInt64, "notice_key": pl.UInt64, "title": pl.String}


def linked(rows: list[Row], inspections: dict[int, int] | None = None, unit: int = 1) -> dict[int, int]:
    """Key of each problem → its thread; notices come in the order of their keys, each in an inspection of its own."""
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row").with_columns(
        unit_key=pl.lit(unit, pl.UInt64),
        inspection_key=pl.col("notice_key").replace(inspections or {}),
        day=pl.lit(date(2024, 1, 1)) + pl.duration(days=pl.col("notice_key")),
        sequence=pl.int_range(pl.len(), dtype=pl.Int32).over("notice_key"),
    )
    return dict(threads.link(frame).select("problem_key", "thread_key").iter_rows())


def test_same_words_in_a_later_notice_are_the_same_problem() -> None:
    assert linked([(1, 1, "会议记录不规范"), (2, 2, "会议记录不规范。"), (3, 3, "会议记录不规范")]) == {
        1: 1,
        2: 1,
        3: 1,
    }


def test_between_inspections_the_words_must_be_liker_than_within_one() -> None:
    rows = [(1, 1, "议事规则不健全、执行不力"), (2, 2, "议事规则不健全")]
    assert linked(rows, {2: 1}) == {1: 1, 2: 1}
    rows = [(1, 1, "议事规则不健全、党委会议题把关不严"), (2, 2, "议事规则不够健全")]
    assert linked(rows) == {1: 1, 2: 2}


def test_a_thread_has_one_problem_of_a_notice() -> None:
    rows = [(1, 1, "公务接待管理不严"), (2, 2, "公务接待管理不严格"), (3, 2, "公务接待管理不严")]
    assert linked(rows) == {1: 1, 2: 2, 3: 1}


def test_problems_of_one_title_are_paired_in_order() -> None:
    rows = [(1, 1, "会风不正"), (2, 1, "会风不正"), (3, 2, "会风不正"), (4, 2, "会风不正")]
    assert linked(rows) == {1: 1, 2: 2, 3: 1, 4: 2}


def test_nothing_is_linked_within_one_notice_or_for_the_unknown_unit() -> None:
    assert linked([(1, 1, "会议记录不规范"), (2, 1, "会议记录不规范")]) == {1: 1, 2: 2}
    assert linked([(1, 1, "会议记录不规范"), (2, 2, "会议记录不规范")], unit=0) == {1: 1, 2: 2}


def test_titles_without_words_are_linked_to_nothing() -> None:
    assert linked([(1, 1, "——"), (2, 2, "——"), (3, 3, "")]) == {1: 1, 2: 2, 3: 3}


def test_no_problems() -> None:
    assert linked([]) == {}


def test_the_order_of_the_rows_does_not_matter() -> None:
    problems = world().problems()
    found = threads.link(problems).sort("problem_key")
    for seed in range(3):
        order = random.Random(seed).sample(range(problems.height), problems.height)
        assert threads.link(problems[order]).sort("problem_key").equals(found)


def test_a_thread_is_named_by_its_earliest_problem_and_has_one_of_each_notice() -> None:
    problems = world().problems().join(threads.link(world().problems()), on="problem_key")
    assert problems.group_by("thread_key", "notice_key").len()["len"].max() == 1
    earliest = problems.sort("day", "notice_key").unique("thread_key", keep="first", maintain_order=True)
    assert (earliest["thread_key"] == earliest["problem_key"]).all()
    assert (earliest["thread_score"] == 1).all()
    assert problems["thread_score"].is_between(0, 1).all()


@pytest.mark.parametrize(
    ("kind", "precision", "recall"),
    [("second_disclosure", 0.98, 0.88), ("look_back", 0.98, 0.82), ("next_round", 0.97, 0.80)],
)
def test_made_up_later_notices_are_linked(kind: str, precision: float, recall: float) -> None:
    right, found, true = world().judged(kind)
    assert true > 150
    assert right / found >= precision, f"{right} of {found} links are right"
    assert right / true >= recall, f"{right} of {true} links are found"
