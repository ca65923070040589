"""The star: what `combine` makes of the rows of many readings."""

from __future__ import annotations

from functools import cache

import polars as pl
import pytest

import transforms
from tests.transforms import reading
from transforms import star
from warehouse.tables import STAR

ITEM = "1.关于理论学习不深入的问题。一是制定学习计划。二是追回资金3.5万元。"
TEXTS = [reading.problems(ITEM), reading.problems(ITEM, "2.关于议事规则不完善的问题。一是修订规则。"), "今天天气晴朗。"]


@cache
def read() -> dict[str, pl.DataFrame]:
    return transforms.read(reading.frame(TEXTS))


def sources(*names: str | None) -> pl.DataFrame:
    """One source a text, in order; None leaves its text out of the landing folder."""
    contents = (
        reading.frame(TEXTS)
        .select("content_sha256")
        .join(read()["contents"], on="content_sha256", how="left", maintain_order="left")
    )
    named = contents.with_columns(
        source_name=pl.Series(names, dtype=pl.String), byte_count=pl.lit(1), first_seen_at=pl.lit(None, pl.Datetime)
    )
    return named.drop_nulls("source_name")


@cache
def tables() -> dict[str, pl.DataFrame]:
    return transforms.combine(lambda name: read()[name].lazy(), sources("a.txt", "b.txt", "c.txt"))


@pytest.mark.parametrize("table", STAR, ids=lambda table: table.full_name)
def test_every_table_conforms_to_its_declaration(table: object) -> None:
    name = table.full_name  # type: ignore[attr-defined]
    assert len(table.conform(tables()[name])) == len(tables()[name])  # type: ignore[attr-defined]


def test_notices_take_their_source() -> None:
    assert sorted(tables()["dim_notice"]["source_name"]) == ["a.txt", "b.txt"]


def test_what_left_the_landing_folder_leaves_the_warehouse() -> None:
    less = transforms.combine(lambda name: read()[name].lazy(), sources(None, "b.txt", "c.txt"))
    assert less["dim_notice"]["source_name"].to_list() == ["b.txt"]
    assert len(less["dim_problem"]) == 2
    assert less["evidence.notice_text"]["text"].to_list() == [TEXTS[1]]


@pytest.mark.parametrize(("table", "column"), [("dim_unit", "party_org"), ("dim_inspection", "inspection_team")])
def test_what_left_the_landing_folder_says_nothing_of_what_stays(table: str, column: str) -> None:
    gone = read()[table].with_columns(pl.lit("一").alias(column), notice_key=pl.lit(7, pl.UInt64))  # sorts first
    readings = read() | {table: pl.concat([read()[table], gone])}
    again = transforms.combine(lambda name: readings[name].lazy(), sources("a.txt", "b.txt", "c.txt"))
    assert again[table].sort(again[table].columns[0]).equals(tables()[table].sort(tables()[table].columns[0]))


def test_an_empty_landing_folder() -> None:
    none = transforms.combine(lambda name: read()[name].lazy(), sources(None, None, None))
    assert none["dim_notice"].is_empty()
    assert len(none["dim_unit"]) == 1
    assert len(none["dim_status"]) > 1


def test_of_two_files_with_one_text_the_first_name_counts() -> None:
    twice = pl.concat([sources("b.txt", None, None), sources("a.txt", None, None)])
    both = transforms.combine(lambda name: read()[name].lazy(), twice)
    assert both["dim_notice"]["source_name"].to_list() == ["a.txt"]


def test_a_reading_kept_twice_counts_once() -> None:
    twice = transforms.combine(
        lambda name: pl.concat([read()[name], read()[name]]).lazy(), sources("a.txt", "b.txt", "c.txt")
    )
    for name, frame in tables().items():
        assert len(twice[name]) == len(frame), name


@pytest.mark.parametrize(("table", "column"), [("dim_unit", "unit_key"), ("dim_inspection", "inspection_key")])
def test_dimensions_have_an_unknown_member(table: str, column: str) -> None:
    assert (tables()[table][column] == 0).sum() == 1


@pytest.mark.parametrize(
    ("fact", "dimension", "column"),
    [
        ("fact_disclosure", "dim_unit", "unit_key"),
        ("fact_disclosure", "dim_inspection", "inspection_key"),
        ("fact_rectification", "dim_status", "status_key"),
        ("fact_rectification", "dim_category", "category_key"),
        ("fact_measure", "dim_status", "status_key"),
        ("bridge_disclosure_unit", "dim_unit", "unit_key"),
    ],
)
def test_facts_find_their_dimension(fact: str, dimension: str, column: str) -> None:
    assert set(tables()[fact][column]) <= set(tables()[dimension][column])


def test_every_day_of_a_fact_is_a_day() -> None:
    days = set(tables()["dim_date"]["date_key"])
    for name, frame in tables().items():
        for column in frame.columns:
            if column.endswith("date_key") and name.startswith("fact_"):
                assert set(frame[column]) <= days, (name, column)


@pytest.mark.parametrize(("day", "expected"), [("2023-03-05", 20230305), ("1999-12-31", 19991231), (None, 0)])
def test_date_keys(day: str | None, expected: int) -> None:
    frame = pl.DataFrame({"day": [day]}, schema={"day": pl.String}).with_columns(pl.col("day").str.to_date())
    assert frame.select(star.date_key(pl.col("day"))).item() == expected
