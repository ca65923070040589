"""Titles: a problem's heading without the words it is wrapped in.

Belongs here: taking 针对…问题的整改 and the like off a heading. Does not belong here: finding headings.
"""

from __future__ import annotations

import polars as pl

from transforms import vocabulary


def unwrapped(headings: pl.Series) -> pl.Series:
    """The problems themselves; a heading that is nothing but wrapper stays as it is."""
    words = vocabulary.toml("title")
    title = pl.col("title")
    rows = headings.alias("heading").to_frame()
    # step by step: one expression would do every step anew for each place it is used in
    distinct = (
        rows.unique()
        .with_columns(clean=pl.col("heading").str.replace(words["end"], ""))
        .with_columns(title="clean", done=pl.col("clean").str.contains(words["done"]))
        .with_columns(title=pl.when("done").then(title.str.replace(words["behind"], "")).otherwise(title))
        .with_columns(title=pl.when("done").then(title.str.replace(words["before_done"], "")).otherwise(title))
        .with_columns(title=title.str.replace(words["before"], ""))
        .with_columns(
            title=pl.when(title.str.contains(words["object"]))
            .then(title)
            .otherwise(title.str.replace(words["problem"], "").str.replace(words["end"], ""))
        )
        .with_columns(title=title.str.replace(words["quoted"], "$1"))
        .select("heading", title=pl.when(title.str.len_chars() >= 2).then(title).otherwise("clean"))
    )
    return rows.join(distinct, on="heading", how="left", nulls_equal=True, maintain_order="left").get_column("title")
