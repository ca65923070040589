"""Every figure of every v_progress_* view against the same figure worked out in Polars, on random small warehouses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.warehouse import cases
from tests.warehouse.cases import TODAY, Problem
from warehouse import build
from warehouse.tables import BY_NAME

CLOSED = ["completed_sustained", "immediate_sustained", "completed"]
SILENT = ["not_stated", "unknown"]
STATUSES = [*CLOSED, *SILENT, "basically_completed", "staged", "in_progress", "not_started", "unmapped"]
UNITS, CATEGORIES = range(4), range(4)
PLACES = {0: None, 1: "甲市", 2: "乙市", 3: "甲市"}
PARTS = ["problems", "closed", "sustained", "basically_completed", "open", "not_stated", "unmapped", "shown_done"]
ADDED_UP = [*PARTS, "open_items", "overdue", "overdue_possibly", "measures", "measures_done", "closed_evidenced"]
BY = {
    "v_progress_by_unit": ["unit_key"],
    "v_progress_by_category": ["category_key"],
    "v_progress_by_region": ["province", "city", "county"],
    "v_progress_by_month": ["published_month"],
}

DAYS = st.one_of(st.none(), st.dates(date(2025, 1, 1), date(2026, 6, 30)))
DEADLINES = st.one_of(
    st.none(), st.tuples(st.sampled_from([date(2026, 1, 1), date(2026, 3, 1), date(2025, 1, 1)]), st.just("year")),
    st.tuples(st.sampled_from([date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)]), st.just("month")),
    st.tuples(st.dates(date(2026, 2, 20), date(2026, 4, 10)), st.just("day")),
)  # fmt: skip


@st.composite
def warehouses(draw: st.DrawFn) -> tuple[list[Problem], list[Decimal | None]]:
    """Problems of some notices, and a sum of money or none for each: units, inspections and threads meet by chance."""
    problems = []
    for notice in range(1, draw(st.integers(1, 5)) + 1):
        unit, inspection, published = draw(st.sampled_from(UNITS)), draw(st.integers(0, 2)), draw(DAYS)
        for _ in range(draw(st.integers(1, 6))):
            problem = Problem(
                notice=notice,
                unit=unit,
                inspection=inspection,
                published=published,
                thread=draw(st.one_of(st.none(), st.integers(1001, 1004))),
                status=draw(st.sampled_from(STATUSES)),
                progress=draw(st.sampled_from(["done", "ongoing", "planned", None])),
                deadline=draw(DEADLINES),
                evidenced=draw(st.booleans()),
                category=draw(st.sampled_from(CATEGORIES)),
                measures=("措施。",) * draw(st.integers(0, 3)),
                measure_progress=draw(st.sampled_from(["done", "planned"])),
            )
            problems.append(problem)
    amounts = draw(
        st.lists(st.one_of(st.none(), st.decimals(0, 10**9, places=2)), min_size=len(problems), max_size=len(problems))
    )
    return problems, amounts


def star(problems: list[Problem], amounts: list[Decimal | None]) -> dict[str, pl.DataFrame]:
    """The star of `problems`, with units that lie in PLACES."""
    frames = cases.star(problems).frames()
    city = pl.col("unit_key").replace_strict(PLACES, default=None, return_dtype=pl.String)
    frames["dim_unit"] = frames["dim_unit"].with_columns(province=city + "省", city=city)
    money = pl.DataFrame(
        {"problem_key": range(1, len(problems) + 1), "amount_yuan": amounts},
        schema={"problem_key": pl.UInt64, "amount_yuan": pl.Decimal(18, 2)},
    )
    facts = frames["fact_rectification"].drop("amount_yuan").join(money, on="problem_key")
    frames["fact_rectification"] = BY_NAME["fact_rectification"].conform(facts)
    return frames


def counted(problems: list[Problem], amounts: list[Decimal | None]) -> pl.DataFrame:
    """One row a problem that counts, with what each adds to a figure."""
    schema = {
        "key": pl.Int64, "notice": pl.Int64, "unit_key": pl.UInt64, "inspection": pl.Int64, "thread": pl.Int64,
        "published": pl.Date, "status": pl.String, "progress": pl.String, "deadline": pl.Date, "precision": pl.String,
        "evidenced": pl.Boolean, "category_key": pl.UInt64, "measures": pl.Int64, "measures_done": pl.Int64,
        "amount": pl.Decimal(38, 2),
    }  # fmt: skip
    rows = [
        (
            number, p.notice, p.unit, p.inspection, p.thread or number, p.published, p.status, p.progress,
            p.deadline and p.deadline[0], p.deadline and p.deadline[1], p.evidenced, p.category,
            len(p.measures), len(p.measures) * (p.measure_progress == "done"), amount,
        )
        for number, (p, amount) in enumerate(zip(problems, amounts, strict=True), 1)
    ]  # fmt: skip
    every = pl.DataFrame(rows, schema=schema, orient="row")
    newest = every.sort("published", "notice", descending=[True, False], nulls_last=True)
    newest = newest.unique(["thread", "inspection"], keep="first", maintain_order=True)
    latest = every.join(newest, on=["thread", "inspection", "notice"], how="semi")
    last_day = (
        pl.when(precision="year").then(pl.date(pl.col("deadline").dt.year(), 12, 31))
        .when(precision="month").then(pl.col("deadline").dt.month_end())
        .otherwise("deadline")
    )  # fmt: skip
    closed, silent = pl.col("status").is_in(CLOSED), pl.col("status").is_in(SILENT)
    is_open = ~closed & ~(silent & (pl.col("progress") == "done").fill_null(value=False))
    past = (pl.lit(TODAY) > last_day).fill_null(value=False)
    city = pl.col("unit_key").replace_strict(PLACES, default=None, return_dtype=pl.String)
    return latest.with_columns(
        province=city + "省",
        city=city,
        county=pl.lit(None, pl.String),
        published_month=pl.col("published").dt.month_start(),
        problems=pl.lit(1),
        closed=closed,
        sustained=pl.col("status").is_in(CLOSED[:2]),
        basically_completed=pl.col("status") == "basically_completed",
        open=~closed & ~silent,
        not_stated=silent,
        unmapped=pl.col("status") == "unmapped",
        shown_done=(pl.col("progress") == "done").fill_null(value=False),
        open_items=is_open,
        overdue=is_open & past,
        overdue_possibly=is_open & ~past & (pl.lit(TODAY) > pl.col("deadline")).fill_null(value=False),
        closed_evidenced=closed & pl.col("evidenced"),
    )


def expected(rows: pl.DataFrame, keys: list[str]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Key of a group → its figures."""
    money = pl.when(pl.col("amount").count() > 0).then(pl.col("amount").sum()).alias("amount")
    sums = rows.group_by(keys).agg(pl.col(ADDED_UP).cast(pl.Int64).sum(), money, units=pl.col("unit_key").n_unique())
    return {tuple(row[key] for key in keys): row for row in sums.to_dicts()}


@pytest.fixture(scope="module")
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        build.create_empty(connection, stored=False)
        yield connection


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=warehouses())
def test_every_figure_of_progress(warehouse: duckdb.DuckDBPyConnection, made: tuple[list[Any], list[Any]]) -> None:
    rows = counted(*made)
    with cases.filled(warehouse, star(*made)):
        for view, keys in BY.items():
            figures = expected(rows, keys)
            shown = warehouse.sql(f"FROM {view}").pl().to_dicts()
            found = {tuple(row[key] for key in keys): row for row in shown}
            assert len(found) == len(shown), f"{view} has a group twice"
            assert figures.keys() <= found.keys(), f"{view} drops a group"
            nothing = dict.fromkeys(ADDED_UP, 0) | {"amount": None, "units": 0}
            for key, row in found.items():
                figure = figures.get(key, nothing)
                both = [name for name in (*ADDED_UP, "amount", "units") if name in row]
                assert {name: row[name] for name in both} == {name: figure[name] for name in both}, (view, key)
                assert row["closed"] + row["open"] + row["not_stated"] == row["problems"]
                assert row["closed_evidenced"] <= row["closed"] >= row["sustained"]
                shares = {
                    "claimed_completion_rate": figure["closed"],
                    "evidenced_completion_rate": figure["closed_evidenced"],
                    "stated_share": figure["problems"] - figure["not_stated"],
                }
                for name, part in shares.items():
                    whole = figure["problems"]
                    assert row[name] == (pytest.approx(part / whole) if whole else None), (view, key, name)
                    assert row[name] is None or 0 <= row[name] <= 1
            for name in ADDED_UP:
                assert sum(row[name] for row in shown) == rows[name].cast(pl.Int64).sum(), f"{view}.{name}"


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=warehouses())
def test_no_list_drops_or_doubles_a_fact(
    warehouse: duckdb.DuckDBPyConnection, made: tuple[list[Any], list[Any]]
) -> None:
    problems, rows = made[0], counted(*made)
    with cases.filled(warehouse, star(*made)):
        ask = lambda sql: sorted(row[0] for row in warehouse.execute(sql).fetchall())  # noqa: E731
        every = list(range(1, len(problems) + 1))
        assert ask("SELECT problem_key FROM v_problem_list") == every
        assert ask("SELECT problem_key FROM v_status_history") == every
        assert ask("SELECT problem_key FROM v_problem_list WHERE is_latest") == sorted(rows["key"])
        assert ask("SELECT problem_key FROM v_ledger") == sorted(rows["key"])
        assert ask("SELECT problem_key FROM v_open_items") == sorted(rows.filter("open_items")["key"])
        assert ask("SELECT measure_key FROM v_task_list") == [
            100 * n + k for n, p in enumerate(problems, 1) for k in range(1, len(p.measures) + 1)
        ]
        assert sum(ask("SELECT problems FROM v_responsibility_list")) == rows.height
