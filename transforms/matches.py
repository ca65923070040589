"""Matches: where a pattern occurs in texts, as a whole-column operation.

Belongs here: finding all matches with their offsets. Does not belong here: what a match means.
"""

from __future__ import annotations

import polars as pl

from transforms import runs


def located(texts: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """All matches of `pattern` (Rust syntax) in the texts, in order.

    `texts` has row and text. Returns row, at (Int32, characters from the text's start), match, and gap (the text between the
    match before, or the text's start, and this one).
    """
    text = pl.col("text")
    holding = texts
    if not texts.is_empty():
        holding = texts.with_columns(match=text.str.extract_all(pattern)).filter(pl.col("match").list.len() > 0)
    if holding.is_empty():
        return holding.select("row", match="text", gap="text", at=pl.lit(None, pl.Int32))
    gaps = holding.select("row", gap=text.str.split(pattern, literal=False)).explode("gap")
    behind_all = pl.col("row").ne_missing(pl.col("row").shift(-1))
    return (
        gaps.filter(~behind_all)
        .with_columns(holding.get_column("match").explode())
        .with_columns(length=pl.col("match").str.len_chars(), before=pl.col("gap").str.len_chars())
        .select(
            "row",
            "match",
            "gap",
            at=(runs.total(pl.col("before") + pl.col("length"), "row") - pl.col("length")).cast(pl.Int32),
        )
    )
