"""Keys: 64-bit hashes of business keys, the same on any machine and in any order.

XXH3 over the parts of the business key, joined by a character that no part holds; 0 is the unknown member.
"""

from __future__ import annotations

import polars as pl
import polars_hash  # noqa: F401  registers the `nchash` namespace

SEPARATOR = "\x1f"


def key(kind: str, *parts: pl.Expr | str) -> pl.Expr:
    """The key of a `kind` of thing named by `parts` (columns or their names); null parts count as empty."""
    columns = [pl.col(part) if isinstance(part, str) else part for part in parts]
    words = [column.cast(pl.String).fill_null("") for column in columns]
    hashed: pl.Expr = pl.concat_str([pl.lit(kind), *words], separator=SEPARATOR).nchash.xxh3_64()  # type: ignore[attr-defined]
    return hashed
