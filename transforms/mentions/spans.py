"""Where a pattern occurs in passages: matches with exact offsets, as whole-column operations.

Belongs here: finding candidates, cutting their printed form, and the one shape all mentions have. Does not belong here:
what a candidate means.
"""

from __future__ import annotations

import polars as pl

from transforms import matches

SCHEMA: dict[str, pl.DataType] = {
    "notice_key": pl.UInt64(),
    "problem_key": pl.UInt64(),
    "measure_key": pl.UInt64(),
    "kind": pl.String(),
    "part": pl.String(),
    "start": pl.Int32(),
    "stop": pl.Int32(),
    "text": pl.String(),
    "date_start": pl.Date(),
    "date_end": pl.Date(),
    "precision": pl.String(),
    "role": pl.String(),
    "confidence": pl.Float64(),
    "alternative": pl.String(),
    "amount_yuan": pl.Decimal(18, 2),
    "document_title": pl.String(),
    "document_number": pl.String(),
    "outcome_code": pl.String(),
    "quantity": pl.Float64(),
    "unit": pl.String(),
}


def locate(passages: pl.DataFrame, pattern: str, where: pl.Expr | None = None) -> pl.DataFrame:
    """All matches of `pattern` (Rust syntax) in `text`, in order.

    `where` names the passages worth looking at (a cheap test that spares the dear one); by default all.

    Returns columns `row` (UInt32, position of the passage in `passages`), `at` (Int32, characters from the passage's
    start) and `match` (String). Empty matches are left out.
    """
    worth = passages.with_row_index("row").filter(True if where is None else where).select("row", "text")
    found = matches.located(worth, pattern)
    return found.filter(pl.col("match").str.len_bytes() > 0).select("row", "at", "match")


def around(found: pl.DataFrame, passages: pl.DataFrame, before: int, after: int) -> pl.DataFrame:
    """Adds `before` and `after` (String): up to so many characters on either side of [`at`, `at` + `length`)."""
    text = passages.get_column("text").gather(found.get_column("row"))
    first = pl.max_horizontal(pl.col("at") - before, 0)
    return (
        found.with_columns(text.alias("text"))
        .with_columns(
            pl.col("text").str.slice(first, pl.col("at") - first).alias("before"),
            pl.col("text").str.slice(pl.col("at") + pl.col("length"), after).alias("after"),
        )
        .drop("text")
    )


def mentions(found: pl.DataFrame, passages: pl.DataFrame, kind: str) -> pl.DataFrame:
    """`found` (row, at, length, and any value columns of SCHEMA) as rows of SCHEMA, text cut from `printed`."""
    owner = passages.select(
        "notice_key", "problem_key", "measure_key", "part", pl.col("start").alias("base"), "printed"
    )
    joined = pl.concat([found.drop("part", strict=False), owner[found.get_column("row")]], how="horizontal")
    full = joined.with_columns(
        pl.lit(kind).alias("kind"),
        (pl.col("base") + pl.col("at")).alias("start"),
        (pl.col("base") + pl.col("at") + pl.col("length")).alias("stop"),
        pl.col("printed").str.slice(pl.col("at"), pl.col("length")).alias("text"),
    )
    return full.select(
        (pl.col(name) if name in full.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in SCHEMA.items()
    )
