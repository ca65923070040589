"""Findings: sentences that say what was found wrong, told from reports of what was done about it.

Belongs here: judging sentences of an item that no label and no field label tells apart. Does not belong here: where an item's
description ends (`transforms.outline.item`).
"""

from __future__ import annotations

import polars as pl

from transforms import labels, vocabulary

LOOKED_AT = 200  # characters of a passage that are looked at


def judged(passages: pl.Series) -> pl.DataFrame:
    """What each passage (null where there is none) tells: `finds` and `told`, as the functions of these names say.

    Passages that begin with a label of a measure or a field are reports.
    """
    words = vocabulary.toml("outline")["finding"]
    report = rf"^(?:[一二三四五六七八九十]是|\(|[①-⑳]|{labels.marker_pattern()})"
    passage = pl.col("passage")
    rows = passages.alias("passage").to_frame().with_row_index("place")
    others = rows.filter(~passage.str.contains(report))
    few = others.filter(passage.str.contains(f"{words['clause']}|{_describes()}"))  # closer looks take their time
    seen = few.with_columns(finds=finds(passage), told=told(passage))
    nothing = rows.select(finds=pl.repeat(value=False, n=pl.len()), told=pl.repeat(0, pl.len(), dtype=pl.Int32))
    places = seen.get_column("place")
    return nothing.with_columns(column.scatter(places, seen.get_column(column.name)) for column in nothing)


def _describes() -> str:
    known: str = vocabulary.toml("outline")["heading"]["description_start"]
    return known


def finds(passage: pl.Expr) -> pl.Expr:
    """Whether a passage states faults: no action outside the clauses that state them, or its last clause states one."""
    words = vocabulary.toml("outline")
    found, action = words["finding"], words["sentence"]["action"]
    begun = passage.str.head(LOOKED_AT)
    nothing_done = ~begun.str.replace_all(found["clause"], "").str.contains(action)
    ends = begun.str.contains(f"(?:{found['clause']})。?$") & ~begun.str.contains(found["goes_on"])
    states = begun.str.contains(found["clause"]) & ~begun.str.contains(found["report_begins"])
    return states & (nothing_done | ends)


def told(passage: pl.Expr) -> pl.Expr:
    """Characters of the first sentence of a passage where it tells what was found and the others report; 0 elsewhere."""
    words = vocabulary.toml("outline")
    sentences = passage.str.splitn("。", 2).struct
    first, others = sentences[0], sentences[1].str.head(LOOKED_AT)
    tells = first.str.contains(_describes()) | finds(first)
    reports = others.str.contains(words["sentence"]["action"]) & ~others.str.contains(r"^[(\[【]") & ~finds(others)
    return pl.when(tells & reports).then(first.str.len_chars().cast(pl.Int32) + 1).otherwise(0)
