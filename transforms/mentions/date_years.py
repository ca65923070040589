"""The year of a date that is printed without one, from the dates before it and from the notice's own time.

Belongs here: supplying years, and how sure that is. Does not belong here: reading what is printed (see `date_reading`).
"""

from __future__ import annotations

import polars as pl

_RUNNING = ["heading", "description", "other"]
_TRIES = range(4)


def calendar(year: pl.Expr, month: str, day: str) -> pl.Expr:
    """The day, or null where the month has no such day (29 February of another year); missing parts are the first."""
    first = pl.date(year, pl.col(month).fill_null(1), 1)
    on = first + pl.duration(days=pl.col(day).fill_null(1) - 1)
    return pl.when(on.dt.month() == first.dt.month()).then(on)


def _last_day(first: pl.Expr) -> pl.Expr:
    """The last day of a date's interval: itself, or the end of its month."""
    return pl.when(pl.col("day").is_not_null()).then(first).otherwise(first.dt.month_end())


def _with_years_before(found: pl.DataFrame) -> pl.DataFrame:
    """Adds the last year told in the sentence, the passage and the notice, the last month told, and the latest year."""
    told = pl.coalesce("end_year", "year")
    month = pl.when(told.is_not_null()).then(pl.coalesce("end_month", "month"))
    return found.with_columns(
        told.forward_fill().over("row", "sentence").alias("in_sentence"),
        month.forward_fill().over("row", "sentence").alias("month_before"),
        told.forward_fill().over("row").alias("in_passage"),
        told.forward_fill().over("notice_key").alias("in_notice"),
        told.max().over("notice_key").alias("latest"),
    )


def _with_fits(bare: pl.DataFrame) -> pl.DataFrame:
    """Adds how often and when first the date lies between the anchors, and the times nearest to them outside.

    One anchor alone opens a window of a year.
    """
    low, high = pl.col("anchor_start"), pl.col("anchor_end")
    bare = bare.with_columns(
        pl.coalesce(low, high.dt.offset_by("-1y")).alias("floor"),
        pl.coalesce(high, low.dt.offset_by("1y")).alias("ceiling"),
    ).with_columns(pl.col("floor").dt.year().alias("base"))
    # One year before the window's first, up to two after: enough to find the nearest time on either side.
    bare = bare.with_columns(
        calendar(pl.col("base") + k, "month", "day").alias(f"first_{k}") for k in range(-1, len(_TRIES))
    ).with_columns(_last_day(pl.col(f"first_{k}")).alias(f"last_{k}") for k in range(-1, len(_TRIES)))
    bare = bare.with_columns(
        ((pl.col(f"last_{k}") >= pl.col("floor")) & (pl.col(f"first_{k}") <= pl.col("ceiling")))
        .fill_null(False)
        .alias(f"fits_{k}")
        for k in range(-1, len(_TRIES))
    )
    steps = list(range(-1, len(_TRIES)))
    past = list(reversed(steps))
    return bare.with_columns(
        pl.sum_horizontal(pl.col(f"fits_{k}").cast(pl.Int32) for k in steps).alias("fits"),
        pl.coalesce(pl.when(pl.col(f"fits_{k}")).then(pl.col("base") + k) for k in steps).alias("first_fit"),
        pl.coalesce(
            pl.when(pl.col(f"first_{k}") > pl.col("ceiling")).then(
                pl.struct(y=pl.col("base") + k, d=pl.col(f"first_{k}"))
            )
            for k in steps
        ).alias("later"),
        pl.coalesce(
            pl.when(pl.col(f"last_{k}") < pl.col("floor")).then(pl.struct(y=pl.col("base") + k, d=pl.col(f"last_{k}")))
            for k in past
        ).alias("earlier"),
    )


def _fits(year: pl.Expr) -> pl.Expr:
    """Whether the date of that year was found to lie between the anchors."""
    hit = pl.lit(False)
    for k in range(-1, len(_TRIES)):
        hit = hit | ((year == pl.col("base") + k) & pl.col(f"fits_{k}"))
    return hit.fill_null(False)


def _choose(bare: pl.DataFrame) -> pl.DataFrame:
    """`year` and the sureness `sure` (1 where no other year is as likely) of rows prepared by the two steps above."""
    relation, before, sentence = pl.col("relation"), pl.col("in_notice"), pl.col("in_sentence")
    this = pl.coalesce(pl.col("anchor_end").dt.year(), "latest", pl.col("anchor_start").dt.year())
    gap_before = pl.col("floor") - pl.col("earlier").struct.field("d")
    gap_after = pl.col("later").struct.field("d") - pl.col("ceiling")
    earlier, later = pl.col("earlier").struct.field("y"), pl.col("later").struct.field("y")
    nearest = pl.when(gap_before <= gap_after).then(earlier).otherwise(later)
    rolls = ((pl.col("month") < pl.col("month_before")) & ~_fits(sentence) & _fits(sentence + 1)).fill_null(False)
    rules: list[tuple[pl.Expr, pl.Expr, pl.Expr]] = [
        (relation == "this", this, pl.when(pl.col("anchor_end").is_not_null()).then(1.0).otherwise(0.7)),
        (relation == "last", this - 1, pl.lit(0.8)),
        (relation == "after", this + 1, pl.lit(0.8)),
        (relation == "same", before, pl.lit(1.0)),
        (relation == "next", before + 1, pl.lit(1.0)),
        (rolls, sentence + 1, pl.lit(0.8)),
        (sentence.is_not_null(), sentence, pl.lit(1.0)),
        (pl.col("in_passage").is_not_null() & pl.col("part").is_in(_RUNNING), pl.col("in_passage"), pl.lit(0.8)),
        (pl.col("coming") & pl.col("anchor_end").is_not_null() & later.is_not_null(), later, pl.lit(0.8)),
        (pl.col("fits") == 1, pl.col("first_fit"), pl.lit(1.0)),
        ((pl.col("fits") > 1) & _fits(before), before, pl.lit(0.6)),
        (pl.col("fits") > 1, pl.col("first_fit"), pl.lit(0.6)),
        ((pl.col("role") == "deadline") & later.is_not_null(), later, pl.lit(0.8)),
        (nearest.is_not_null(), nearest, pl.lit(0.6)),
    ]
    chosen = pl.coalesce(
        *(pl.when(fits).then(pl.struct(y=year.cast(pl.Int32), sure=sure)) for fits, year, sure in rules),
        pl.struct(y=before.cast(pl.Int32), sure=pl.lit(0.6)),
    )
    return bare.with_columns(chosen.alias("chosen")).with_columns(
        pl.col("chosen").struct.field("y").alias("year"),
        (pl.col("confidence") * pl.col("chosen").struct.field("sure")).round(2).alias("confidence"),
    )


def supply_years(found: pl.DataFrame) -> pl.DataFrame:
    """Fills `year` where the print tells none, and lowers `confidence` where another year is as possible.

    In the sentence a bare month continues the date before it, outside measures also from sentence to
    sentence. A deadline that the text says is still to come lies after the publication. Else a date lies where it fits
    between the anchors: once → that year; several times → the year of the date before in the notice where that fits, else
    the first; never → a deadline the first time after the anchors, anything else the time nearest to them. Without
    anchors: the year of the date before in the notice, else none (`year` stays null).

    `found`: one row a date in text order, with notice_key, row, sentence, part, role, coming (a deadline, still to come),
    relation, year, month, day, end_year, end_month, anchor_start, anchor_end, confidence. Same columns and order back.
    """
    columns = found.columns
    full = _with_years_before(found).with_row_index("order")
    bare = _choose(_with_fits(full.filter(pl.col("year").is_null())))
    return (
        pl.concat([full.filter(pl.col("year").is_not_null()).select("order", *columns), bare.select("order", *columns)])
        .sort("order")
        .drop("order")
    )
