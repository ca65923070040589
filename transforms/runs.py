"""Runs: rows of one thing that stand together in a frame, numbered and added up.

Belongs here: what a window over a column would say, for frames in which the rows of each thing follow one another. Polars
groups by hashing, which is slow where groups are many and small; here each row is compared with the one before.
"""

from __future__ import annotations

import polars as pl


def begins(*columns: str) -> pl.Expr:
    """Whether a row is the first of its run: the first of all, or another in any of the columns than the row before."""
    other = (pl.col(name).ne_missing(pl.col(name).shift(1)) for name in columns)
    return pl.any_horizontal(pl.int_range(pl.len()) == 0, *other)


def before(value: pl.Expr, *columns: str) -> pl.Expr:
    """The value of the row before in the same run, null in the first row."""
    return pl.when(~begins(*columns)).then(value.shift(1))


def behind(value: pl.Expr, *columns: str) -> pl.Expr:
    """The value of the row behind in the same run, null in the last row."""
    return pl.when(~begins(*columns).shift(-1)).then(value.shift(-1))


def total(value: pl.Expr, *columns: str) -> pl.Expr:
    """The sum of the values of the run up to and with the row; `value` is never null."""
    running = value.cum_sum()
    return running - pl.when(begins(*columns)).then(running - value).forward_fill()


def whole(value: pl.Expr, begins: pl.Expr) -> pl.Expr:
    """The sum of the values of the whole run; `begins` says where one begins (the first row does), `value` is never null."""
    running = value.cum_sum()
    before = pl.when(begins).then(running - value).forward_fill()
    return pl.when(begins.shift(-1, fill_value=True)).then(running).backward_fill() - before


def joined(rows: pl.DataFrame, begins: pl.Expr, **put_together: pl.Expr) -> pl.DataFrame:
    """One row a run, in order; `begins` says where one begins.

    A row that stands alone stays as it is. Of the others `put_together` gives columns from all rows of the run; every other
    column is that of the first row.
    """
    first = rows.select(begins).to_series()
    if first.all():
        return rows
    alone = first & first.shift(-1, fill_value=True)
    several = rows.with_columns(run=first.cum_sum()).filter(~alone).group_by("run").agg(**put_together)
    heads, places = rows.filter(first), several.get_column("run") - 1
    return heads.with_columns(heads.get_column(name).scatter(places, several.get_column(name)) for name in put_together)
