"""How like two texts are: character bigrams, and signatures (MinHash) that find like texts without comparing all pairs.

Belongs here: what a text is compared by. Does not belong here: which texts are compared, and how like is like enough
(`threads`, `recurring`, `copies`).
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
from rensa import RMinHash

NOT_WORD = r"[\s\p{P}\p{S}]"
CHUNK = 100_000  # sets whose signatures are taken together: rensa hands them over as Python lists
SEED = 1


def words(text: pl.Expr) -> pl.Expr:
    """Letters, digits and Chinese characters of a text, without blanks, punctuation and signs."""
    return text.str.replace_all(f"{NOT_WORD}+", "")


def bigrams(text: pl.Expr) -> pl.Expr:
    """The different pairs of neighbouring characters of `words(text)`, as hashes: List(UInt64), NULL where it is NULL."""
    whole = words(text)
    pairs = pl.concat_list(whole.str.extract_all(".."), whole.str.slice(1).str.extract_all(".."))
    return hashes(pairs).list.unique()


def hashes(strings: pl.Expr) -> pl.Expr:
    """A list of strings as a list of their XXH3 hashes, which are the same on any machine."""
    return strings.list.eval(pl.element().nchash.xxh3_64())  # type: ignore[attr-defined]


def signatures(sets: pl.Series, size: int) -> pl.Series:
    """The MinHash signatures of sets of hashes (List(UInt64), none empty): Array(UInt32, size).

    The share of places at which two signatures agree estimates the sets' Jaccard likeness.
    """
    parts = [pl.Series([], dtype=pl.Array(pl.UInt32, size))]
    for start in range(0, len(sets), CHUNK):
        chunk = sets.slice(start, CHUNK)
        offsets = [0, *chunk.list.len().cast(pl.Int64).cum_sum()]
        found = RMinHash.digest_matrix_from_flat_token_hashes(chunk.explode().to_list(), offsets, size, SEED)
        parts.append(pl.Series(found.to_rows(), dtype=pl.Array(pl.UInt32, size)))
    return pl.concat(parts)


def bands(signature: pl.Expr, size: int, count: int) -> Iterator[pl.Expr]:
    """`count` hashes of a signature of `size`, each of an equal share of its places: like sets agree in one of them."""
    width = size // count
    for number in range(count):
        places = [signature.arr.get(number * width + place) for place in range(width)]
        yield pl.struct(pl.lit(number).alias("band"), *(p.alias(str(n)) for n, p in enumerate(places))).hash()
