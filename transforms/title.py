"""Titles: a problem's heading without the words it is wrapped in.

Belongs here: taking 针对…问题的整改 and the like off a heading. Does not belong here: finding headings.
"""

from __future__ import annotations

import polars as pl

from transforms import vocabulary


def unwrapped(heading: pl.Expr) -> pl.Expr:
    """The problem itself; a heading that is nothing but wrapper stays as it is."""
    words = vocabulary.toml("title")
    clean = heading.str.replace(words["end"], "")
    done = clean.str.contains(words["done"])
    without = pl.when(done).then(clean.str.replace(words["behind"], "")).otherwise(clean)
    without = pl.when(done).then(without.str.replace(words["before_done"], "")).otherwise(without)
    without = without.str.replace(words["before"], "")
    without = (
        pl.when(without.str.contains(words["object"]))
        .then(without)
        .otherwise(without.str.replace(words["problem"], "").str.replace(words["end"], ""))
    )
    without = without.str.replace(words["quoted"], "$1")
    return pl.when(without.str.len_chars() >= 2).then(without).otherwise(clean)
