"""Tables by field: small tables of two columns, each for one item, with the names of its fields on the left.

Belongs here: finding them among lines of two cells. Does not belong here: tables whose columns are fields
(`transforms.tables`).
"""

from __future__ import annotations

import polars as pl

from transforms import columns

SEVERAL = 2  # items of a notice that stand in such tables


def find(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells of such tables, with field and row.

    `cells` are those of lines of two cells: notice_key, line, column, start, text, printed. The left cells get the field
    `heading`, the right ones what the left says; a row is an item, told by the line of its first field.
    """
    line = ("notice_key", "line")
    named = cells.with_columns(kind=columns.kind()).with_columns(
        kind=pl.when(pl.len().over(*line) == 2).then(pl.col("kind").first().over(*line))
    )
    fields = named.drop_nulls("kind")
    begins = (pl.col("kind") == pl.col("kind").first().over("notice_key")) & (pl.col("line") != pl.col("line").shift(1))
    rows = fields.with_columns(row=pl.when(begins.fill_null(value=True)).then("line").forward_fill().over("notice_key"))
    has = [(pl.col("kind") == kind).any().over("notice_key") for kind in ("problem", "measures")]
    first = pl.col("start") == pl.col("start").first().over(*line)
    return rows.filter(*has, pl.col("row").n_unique().over("notice_key") >= SEVERAL).select(
        *line,
        "start",
        "text",
        "printed",
        field=pl.when(first).then(pl.lit("heading")).otherwise("kind"),
        row="row",
    )
