"""Numbered fields: field labels with a list label of their own, as in (1)具体问题:…, (2)整改措施:…, (3)整改成效:….

Belongs here: telling them from items and measures that are numbered. Does not belong here: field labels without a number
(`transforms.outline.tokens`).
"""

from __future__ import annotations

import polars as pl

from transforms import labels, vocabulary

AGAIN = 2  # times that a field is numbered in a notice; one that is numbered once may be a part of it


def find(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Adds numbered_field: both labels at the head of a paragraph, null where there are none.

    A numbered field stands beside another: the number before or behind it, in the same style, is that of a field of another
    kind.
    """
    words = vocabulary.alternatives(list(labels.marker_kinds()))
    both = pl.col("text").str.extract(f"^({labels.any_label()}{words}(?::|$))", 1)
    seen = paragraphs.select("notice_key", "text", both=both).with_row_index("place").drop_nulls("both")
    if seen.is_empty():
        return paragraphs.with_columns(numbered_field=pl.lit(None, pl.String))
    word = pl.col("both").str.strip_suffix(":").str.extract(f"({words})$", 1)
    known = labels.head(
        seen.select("place", "notice_key", "both", text=pl.col("both").str.replace(f"{words}:?$", "一"))
    )
    kind = word.replace_strict(labels.marker_kinds(), return_dtype=pl.String)
    fields = known.with_columns(word=word, kind=kind).filter(pl.col("kind") != "next")
    number, style = pl.col("number"), ("notice_key", "style")
    beside = [
        (number.shift(step).over(*style) == number + way) & (pl.col("kind").shift(step).over(*style) != pl.col("kind"))
        for step, way in ((1, -1), (-1, 1))
    ]
    found = fields.filter(
        pl.any_horizontal(beside).fill_null(value=False) & (pl.len().over("notice_key", "style", "word") >= AGAIN)
    )
    whole = pl.repeat(None, paragraphs.height, dtype=pl.String, eager=True)
    return paragraphs.with_columns(
        whole.scatter(found.get_column("place"), found.get_column("both")).alias("numbered_field")
    )
