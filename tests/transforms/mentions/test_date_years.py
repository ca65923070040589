"""Years of dates printed without one: one test for each rule, on rows as the dates of one notice."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from transforms.mentions.date_years import calendar, supply_years

SCHEMA = {
    "notice_key": pl.UInt64,
    "row": pl.Int32,
    "sentence": pl.Int32,
    "part": pl.String,
    "role": pl.String,
    "coming": pl.Boolean,
    "relation": pl.String,
    "year": pl.Int32,
    "month": pl.Int32,
    "day": pl.Int32,
    "end_year": pl.Int32,
    "end_month": pl.Int32,
    "anchor_start": pl.Date,
    "anchor_end": pl.Date,
    "confidence": pl.Float64,
}
BEGUN, PUBLISHED = date(2023, 3, 1), date(2023, 11, 20)
OLD = {"year": 2021, "month": 3}  # a date with its year, in a passage of its own
LEAP = {"anchor_start": date(2023, 3, 1), "anchor_end": date(2024, 11, 20)}
YEARS = {"anchor_start": date(2020, 6, 1), "anchor_end": date(2023, 6, 1)}
LONG = {"anchor_start": date(2023, 1, 1), "anchor_end": date(2024, 12, 31)}
WINTER = {"anchor_start": date(2023, 10, 1), "anchor_end": date(2024, 6, 1)}
NO_ANCHORS = {"anchor_start": None, "anchor_end": None}


def last(*dates: dict[str, Any]) -> tuple[int | None, float]:
    """Year and confidence of the last of the dates of a notice, each in a measure of its own unless told."""
    known = {"notice_key": 1, "part": "measure", "anchor_start": BEGUN, "anchor_end": PUBLISHED, "confidence": 1.0}
    rows = [dict.fromkeys(SCHEMA) | known | {"row": place, "sentence": 0} | told for place, told in enumerate(dates)]
    found = supply_years(pl.DataFrame(rows, SCHEMA))
    assert found.columns == list(SCHEMA)
    assert found["row"].to_list() == [row["row"] for row in rows]
    year, confidence = found.select("year", "confidence").row(-1)
    return year, confidence


@pytest.mark.parametrize(
    ("year", "month", "day", "on"),
    [
        (2024, 5, 6, date(2024, 5, 6)),
        (2024, 5, None, date(2024, 5, 1)),
        (2024, None, None, date(2024, 1, 1)),
        (2024, 2, 29, date(2024, 2, 29)),
        (2023, 2, 29, None),
        (2024, 4, 31, None),
    ],
)
def test_days_of_years(year: int, month: int | None, day: int | None, on: date | None) -> None:
    frame = pl.DataFrame({"month": [month], "day": [day]}, {"month": pl.Int32, "day": pl.Int32})
    assert frame.select(calendar(pl.lit(year), "month", "day")).item() == on


@pytest.mark.parametrize(
    ("dates", "year", "confidence"),
    [
        # 今年, 去年, 明年, 同年, 次年
        ([{"relation": "this"}], 2023, 1.0),
        ([{"relation": "this", "anchor_end": None}], 2023, 0.7),
        ([OLD, {"relation": "this", "anchor_end": None}], 2021, 0.7),
        ([{"relation": "last"}], 2022, 0.8),
        ([{"relation": "after"}], 2024, 0.8),
        ([OLD, {"relation": "same"}], 2021, 1.0),
        ([OLD, {"relation": "next"}], 2022, 1.0),
        # in the sentence
        ([OLD, {"row": 0, "month": 5}], 2021, 1.0),
        ([OLD | {"end_year": 2022}, {"row": 0, "month": 5}], 2022, 1.0),
        ([{"year": 2023, "month": 11}, {"row": 0, "month": 2}], 2023, 1.0),
        ([{"year": 2023, "month": 11} | WINTER, {"row": 0, "month": 2} | WINTER], 2024, 0.8),
        ([{"year": 2023, "month": 11} | WINTER, {"row": 0, "month": 12} | WINTER], 2023, 1.0),
        ([{"year": 2023, "month": 11} | WINTER, {"row": 0, "month": 11} | WINTER], 2023, 1.0),
        ([{"year": 2023, "month": 1, "end_month": 11} | WINTER, {"row": 0, "month": 2} | WINTER], 2024, 0.8),
        ([{"year": 2024, "month": 3} | WINTER, {"row": 0, "month": 2} | WINTER], 2024, 1.0),
        ([{"year": 2022, "month": 3} | WINTER, {"row": 0, "month": 2} | WINTER], 2022, 1.0),
        ([{"year": 2022}, {"row": 0, "month": 5}], 2022, 1.0),
        ([{"year": 2023, "month": 11} | LONG, {"row": 0, "month": 2} | LONG], 2023, 1.0),
        # in the passage, outside measures
        ([OLD, {"row": 0, "sentence": 1, "month": 5, "part": "heading"}], 2021, 0.8),
        ([OLD, {"row": 0, "sentence": 1, "month": 5}], 2023, 1.0),
        # between the anchors, once
        ([{"month": 5}], 2023, 1.0),
        ([{"month": 3, "day": 1}], 2023, 1.0),
        ([{"month": 11, "day": 20}], 2023, 1.0),
        ([{"month": 11}], 2023, 1.0),
        ([{"month": 11, "anchor_end": date(2023, 11, 1)}], 2023, 1.0),
        ([{"month": 2, "day": 29} | LEAP], 2024, 1.0),
        ([{"month": 12, "anchor_end": None}], 2023, 1.0),
        ([{"month": 12, "anchor_start": None}], 2022, 1.0),
        # several times
        ([{"month": 7} | YEARS], 2020, 0.6),
        ([{"month": 5} | YEARS], 2021, 0.6),
        ([{"month": 6, "year": 2023} | YEARS, {"month": 5} | YEARS], 2023, 0.6),
        ([{"month": 6, "year": 2022} | YEARS, {"month": 5} | YEARS], 2022, 0.6),
        ([{"month": 6, "year": 2020} | YEARS, {"month": 5} | YEARS], 2021, 0.6),
        ([{"month": 5, "anchor_start": date(2021, 6, 1), "anchor_end": date(2023, 6, 1)}], 2022, 0.6),
        ([OLD | {"year": 2024}, {"month": 5} | LONG], 2024, 0.6),
        # never
        ([{"month": 1, "role": "deadline"}], 2024, 0.8),
        ([{"month": 12, "role": "deadline"}], 2023, 0.8),
        ([{"month": 1}], 2023, 0.6),
        ([{"month": 12}], 2023, 0.6),
        ([{"month": 12, "day": 31, "anchor_start": date(2023, 1, 10), "anchor_end": date(2023, 6, 1)}], 2022, 0.6),
        ([{"month": 1, "day": 15, "anchor_end": date(2023, 12, 1)}], 2023, 0.6),
        ([{"month": 1, "day": 15, "anchor_end": date(2023, 12, 2)}], 2024, 0.6),
        ([{"month": 2, "day": 28, "anchor_end": date(2024, 2, 27)}], 2023, 0.6),
        # without anchors
        ([OLD, {"month": 5} | NO_ANCHORS], 2021, 0.6),
        ([OLD | {"notice_key": 0}, {"month": 5} | NO_ANCHORS], None, 0.6),
        ([{"month": 5, "confidence": 0.5}], 2023, 0.5),
        ([{"month": 12, "confidence": 0.7}], 2023, 0.42),
        ([OLD], 2021, 1.0),
    ],
)
def test_the_year_of_a_date_and_how_sure_it_is(
    dates: list[dict[str, Any]], year: int | None, confidence: float
) -> None:
    assert last(*dates) == (year, confidence)


def test_a_deadline_still_to_come_lies_after_the_publication_although_it_fits_before() -> None:
    assert last({"role": "deadline", "coming": False, "month": 9}) == (2023, 1.0)
    assert last({"role": "deadline", "coming": True, "month": 9}) == (2024, 0.8)
    assert last({"role": "deadline", "coming": True, "month": 12}) == (2023, 0.8)
    assert last({"role": "deadline", "coming": True, "month": 9, "anchor_end": None}) == (2023, 1.0)
