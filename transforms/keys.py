"""Keys: 64-bit hashes of business keys, the same on any machine and in any order.

XXH3 over the parts of the business key, joined by a character that no part holds; 0 is the unknown member. The key of a
part of a notice begins with the first bits of the notice's: sorted by either, what belongs to one notice lies together.
"""

from __future__ import annotations

import polars as pl
import polars_hash  # noqa: F401  registers the `nchash` namespace

SEPARATOR = "\x1f"
OWN = 2**40
"""Own bits of the key of a part of a notice: two of the parts of 100,000 notices have one key in one case of 1,000."""


def key(kind: str, *parts: pl.Expr | str) -> pl.Expr:
    """The key of a `kind` of thing named by `parts` (columns or their names); null parts count as empty."""
    columns = [pl.col(part) if isinstance(part, str) else part for part in parts]
    words = [column.cast(pl.String).fill_null("") for column in columns]
    hashed: pl.Expr = pl.concat_str([pl.lit(kind), *words], separator=SEPARATOR).nchash.xxh3_64()  # type: ignore[attr-defined]
    return hashed


def part_key(kind: str, *parts: pl.Expr | str) -> pl.Expr:
    """The key of a part of the notice whose `notice_key` stands in the frame: 24 bits of that key, 40 of a hash."""
    notice = pl.col("notice_key")
    return notice - notice % OWN + key(kind, "notice_key", *parts) % OWN
