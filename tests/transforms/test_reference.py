"""Reference members: statuses, categories, rules of time, days."""

from __future__ import annotations

import datetime as dt
from functools import cache

import polars as pl
import pytest

from transforms import reference
from warehouse.tables import BY_NAME


@cache
def tables() -> dict[str, pl.DataFrame]:
    return reference.tables(pl.Series([0, 20230115, 20240630], dtype=pl.Int32))


@pytest.mark.parametrize("name", ["dim_status", "dim_category", "dim_rule", "dim_date"])
def test_conforms_to_its_declaration(name: str) -> None:
    table = next(table for full, table in BY_NAME.items() if full.endswith(name))
    assert len(table.conform(tables()[name])) == len(tables()[name])


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("dim_status", "status_key"),
        ("dim_category", "category_key"),
        ("dim_rule", "rule_key"),
        ("dim_date", "date_key"),
    ],
)
def test_keys_are_unique(name: str, column: str) -> None:
    assert tables()[name][column].is_unique().all()


@pytest.mark.parametrize(
    ("name", "column"), [("dim_status", "status_key"), ("dim_category", "category_key"), ("dim_date", "date_key")]
)
def test_there_is_an_unknown_member(name: str, column: str) -> None:
    assert (tables()[name][column] == 0).sum() == 1


@pytest.mark.parametrize(
    ("code", "closed", "sustained"),
    [
        ("completed", True, False),
        ("completed_sustained", True, True),
        ("immediate_sustained", True, True),
        ("basically_completed", False, False),
        ("staged", False, False),
        ("in_progress", False, False),
        ("not_started", False, False),
        ("not_stated", False, False),
        ("unmapped", False, False),
    ],
)
def test_which_statuses_are_closed(code: str, closed: bool, sustained: bool) -> None:
    row = tables()["dim_status"].filter(pl.col("status_code") == code).row(0, named=True)
    assert (row["is_closed"], row["is_sustained"]) == (closed, sustained)


def test_days_span_the_years_with_margin() -> None:
    days = tables()["dim_date"].filter(pl.col("date_key") > 0)["date"]
    assert (days.min(), days.max()) == (dt.date(2021, 1, 1), dt.date(2026, 12, 31))
    assert len(days) == (dt.date(2027, 1, 1) - dt.date(2021, 1, 1)).days


@pytest.mark.parametrize(
    ("day", "workday"),
    [
        ("2023-01-21", False),  # eve of the Spring Festival
        ("2023-01-28", True),  # Saturday, made up
        ("2023-01-29", True),  # Sunday, made up
        ("2023-10-02", False),  # National Day week
        ("2023-10-07", True),  # Saturday, made up
        ("2023-06-22", False),  # Dragon Boat Festival, a Thursday
        ("2023-06-24", False),  # a Saturday of the holiday
        ("2023-06-25", True),  # Sunday, made up
        ("2024-02-04", True),  # Sunday, made up
        ("2024-05-01", False),
        ("2023-03-15", True),
        ("2023-03-18", False),
    ],
)
def test_workdays(day: str, workday: bool) -> None:
    rows = tables()["dim_date"].filter(pl.col("date") == dt.date.fromisoformat(day))
    assert rows["is_workday"].item() is workday


def test_years_the_calendar_does_not_know_have_no_workdays() -> None:
    days = reference.days(pl.Series([19990101], dtype=pl.Int32))
    assert days["is_workday"].null_count() == len(days)


def test_days_without_any_date() -> None:
    days = reference.days(pl.Series([0], dtype=pl.Int32))
    assert (days["date_key"] == 0).sum() == 1


@pytest.mark.parametrize(
    ("key", "quarter", "month", "week", "day"),
    [(20230101, 1, 1, 52, 7), (20240229, 1, 2, 9, 4), (20231231, 4, 12, 52, 7)],
)
def test_parts_of_a_day(key: int, quarter: int, month: int, week: int, day: int) -> None:
    row = tables()["dim_date"].filter(pl.col("date_key") == key).row(0, named=True)
    assert (row["quarter"], row["month"], row["week"], row["day_of_week"]) == (quarter, month, week, day)


def test_the_key_of_a_code_is_its_row() -> None:
    rows = tables()["dim_status"].with_columns(again=reference.status_key(pl.col("status_code")))
    assert (rows["again"] == rows["status_key"]).all()
