"""Columns: what the columns of a table of rectification items hold, told from their headings.

Belongs here: headings of columns, and of the aspects that stand between rows. Does not belong here: finding tables
(`transforms.tables`, `transforms.tables_by_line`).
"""

from __future__ import annotations

import polars as pl

from transforms import labels, vocabulary

HEADING = 16  # characters of a column heading at most


def kind() -> pl.Expr:
    """What a column holds whose heading is `text`, null where it says nothing known."""
    known = pl.lit(None, pl.String)
    for name, pattern in vocabulary.toml("table")["field"].items():
        known = (
            pl.when(pl.col("text").str.contains(pattern) & (pl.col("text").str.len_chars() <= HEADING))
            .then(pl.lit(name))
            .otherwise(known)
        )
    return known


def told_apart(*row: str) -> pl.Expr:
    """`kind` of the headings of one row (`row` are its keys): a second column on problems describes them."""
    problem = pl.col("kind") == "problem"
    second = problem & (problem.cast(pl.Int32).cum_sum().over(*row) > 1)
    return pl.when(second).then(pl.lit("description")).otherwise("kind").alias("kind")


def head_aspects(lines: pl.DataFrame) -> pl.Series:
    """Whether each line (`text`) reads like the heading of an aspect: numbered like one or called one, and no sentence."""
    text = pl.col("text")
    numbered = pl.col("style").is_in(["aspect", "formal", "stem", "chinese", "chinese_paren"])
    called = text.str.contains(vocabulary.toml("outline")["heading"]["aspect"])
    heads = (numbered | called) & ~text.str.contains("[。;]$")
    return labels.head(lines.select("text")).select(heads.fill_null(value=False)).to_series()
