"""Passages made by hand, for the tests of the mentions."""

from __future__ import annotations

from datetime import date

import polars as pl

BEGUN, PUBLISHED = date(2023, 3, 1), date(2023, 11, 20)


def passages(
    *texts: str, part: str = "measure", start: date | None = BEGUN, end: date | None = PUBLISHED, offset: int = 0
) -> pl.DataFrame:
    """One notice with the texts as its passages, one after the other."""
    begins, at = [], offset
    for text in texts:
        begins.append(at)
        at += len(text)
    count = len(texts)
    return pl.DataFrame(
        {
            "notice_key": [7] * count,
            "problem_key": [3] * count,
            "measure_key": [None] * count,
            "part": [part] * count,
            "start": begins,
            "text": list(texts),
            "printed": list(texts),
            "anchor_start": [start] * count,
            "anchor_end": [end] * count,
        },
        schema={
            "notice_key": pl.UInt64,
            "problem_key": pl.UInt64,
            "measure_key": pl.UInt64,
            "part": pl.String,
            "start": pl.Int32,
            "text": pl.String,
            "printed": pl.String,
            "anchor_start": pl.Date,
            "anchor_end": pl.Date,
        },
    )
