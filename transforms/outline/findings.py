"""Findings: sentences that say what was found wrong, told from reports of what was done about it.

Belongs here: judging sentences of an item that no label and no field label tells apart. Does not belong here: where an item's
description ends (`transforms.outline.item`).
"""

from __future__ import annotations

import polars as pl

from transforms import vocabulary

LOOKED_AT = 200  # characters of a passage that are looked at


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
    tells = first.str.contains(words["heading"]["description_start"]) | finds(first)
    reports = others.str.contains(words["sentence"]["action"]) & ~others.str.contains(r"^[(\[【]") & ~finds(others)
    return pl.when(tells & reports).then(first.str.len_chars().cast(pl.Int32) + 1).otherwise(0)
