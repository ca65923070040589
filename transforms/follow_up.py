"""Follow-up: passages of a later section that take an earlier item up again, joined to it.

Belongs here: finding the item a follow-up passage speaks of, by the likeness of their titles. Does not belong here: finding
the section (`transforms.outline.parts`).
"""

from __future__ import annotations

import polars as pl

ALIKE = 0.6  # Dice coefficient over character pairs from which two titles name the same problem
CONTAINED = 0.6  # share of a follow-up's character pairs that an item's text holds, where their titles differ


def link(items: pl.DataFrame) -> pl.DataFrame:
    """The earlier item each follow-up item takes up.

    `items` has notice_key, item, part (problems, follow_up), title and text (of its measures). Titles decide; where none is
    alike enough (a misread heading), the item whose text holds most of the follow-up's does. Returns notice_key, item (of
    the follow-up), to_item (null where nothing is alike enough).
    """
    later = items.filter(pl.col("part") == "follow_up")
    earlier = items.filter(pl.col("part") == "problems").join(later, on="notice_key", how="semi")
    total, total_earlier = pl.col("total"), pl.col("total_earlier")
    by_title = _best(later, earlier, "title", 2 * pl.col("shared") / (total + total_earlier), ALIKE)
    rest = later.join(by_title, on=["notice_key", "item"], how="anti")
    by_text = _best(rest, earlier.join(rest, on="notice_key", how="semi"), "text", pl.col("shared") / total, CONTAINED)
    links = pl.concat([by_title, by_text])
    return later.select("notice_key", "item").join(links, on=["notice_key", "item"], how="left")


def _best(later: pl.DataFrame, earlier: pl.DataFrame, column: str, likeness: pl.Expr, least: float) -> pl.DataFrame:
    """Per later item the earlier one most like it, if it is like enough: notice_key, item, to_item."""
    return (
        _pairs(later, column)
        .join(_pairs(earlier, column), on=["notice_key", "pair"], suffix="_earlier")
        .group_by("notice_key", "item", "item_earlier", "total", "total_earlier")
        .agg(shared=pl.min_horizontal("count", "count_earlier").sum())
        .with_columns(likeness=likeness)
        .filter(pl.col("likeness") >= least)
        .sort("likeness", "item_earlier", descending=[True, False])
        .unique(["notice_key", "item"], keep="first")
        .select("notice_key", "item", to_item="item_earlier")
    )


def _pairs(items: pl.DataFrame, column: str) -> pl.DataFrame:
    """Pairs of neighbouring characters of a column, with their count and the number of all."""
    characters = items.select("notice_key", "item", first=pl.col(column).str.extract_all(r"[\p{Han}\w]"))
    pairs = (
        characters.with_columns(second=pl.col("first").list.shift(-1))
        .explode("first", "second")
        .drop_nulls()
        .with_columns(pair=pl.col("first") + pl.col("second"))
        .group_by("notice_key", "item", "pair")
        .agg(count=pl.len())
    )
    return pairs.with_columns(total=pl.col("count").sum().over("notice_key", "item"))
