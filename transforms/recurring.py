"""Recurring problems: like problems of other units, inspections and years, recognised by their words.

The rule: titles are compared by their character bigrams. Those whose signatures (MinHash) agree in a band are compared with
the most frequent title of that band, and of the titles that are like it by Jaccard's measure (bigrams shared by both,
divided by the bigrams of either) a group is made around it. So every member is like the title that its group is named by,
no chain of likenesses joins what is not alike, and the work grows with the number of titles, not of pairs. Measured in
docs/decisions/0062-recurring.md.

Belongs here: which problems are like. Does not belong here: which are the same (`threads`), and how often (the view).
"""

from __future__ import annotations

import polars as pl

from transforms import likeness
from transforms.keys import key

SIZE = 64  # places of a signature
BANDS = 16  # titles with a likeness of 0.55 agree in one of them four times out of five
LIKE = 0.55

MEMBERS = pl.Schema({"recurrence_key": pl.UInt64, "problem_key": pl.UInt64, "likeness": pl.Float64})


def group(problems: pl.DataFrame) -> pl.DataFrame:
    """The groups of like problems that are found in more than one inspection: MEMBERS.

    `problems` has problem_key, inspection_key and title. `likeness` is that to the title the group is named by.
    """
    worded = problems.with_columns(words=likeness.words(pl.col("title"))).filter(pl.col("words").str.len_chars() > 1)
    titles = (
        worded.group_by("words")
        .agg(count=pl.len())
        .sort("count", "words", descending=[True, False])
        .with_row_index("rank")
        .with_columns(grams=likeness.bigrams(pl.col("words")))
    )
    grouped = _grouped(titles, _like(titles))
    members = worded.join(grouped, on="words").select(
        "problem_key", "inspection_key", "likeness", recurrence_key=key("recurrence", "named_by")
    )
    several = pl.col("inspection_key").n_unique().over("recurrence_key") > 1
    return members.filter(several).select(MEMBERS.names()).cast(MEMBERS)


def _like(titles: pl.DataFrame) -> pl.DataFrame:
    """Each title with the most frequent titles of its bands that it is like: rank, first (rank of the other), likeness."""
    signed = titles.select("rank", signature=likeness.signatures(titles.get_column("grams"), SIZE))
    grams = titles.select("rank", "grams")
    firsts = titles.select(first="rank", first_grams="grams")
    shared = pl.col("grams").list.set_intersection("first_grams").list.len()
    either = pl.col("grams").list.len() + pl.col("first_grams").list.len() - shared
    found = [
        signed.select("rank", first=pl.col("rank").min().over(band))
        .filter(pl.col("rank") != pl.col("first"))
        .join(grams, on="rank")
        .join(firsts, on="first")
        .select("rank", "first", likeness=shared / either)
        .filter(pl.col("likeness") >= LIKE)
        for band in likeness.bands(pl.col("signature"), SIZE, BANDS)
    ]
    return pl.concat(found).unique()


def _grouped(titles: pl.DataFrame, like: pl.DataFrame) -> pl.DataFrame:
    """The group of each title: words, named_by (the words of the group's most frequent title), likeness to it.

    A title that is like no more frequent one names a group; the others join the likest that does, and those that are like none
    which does name the next groups among themselves.
    """
    left, joined = titles.select("rank"), []
    while not left.is_empty():
        open_pairs = like.join(left, on="rank", how="semi").join(left.rename({"rank": "first"}), on="first", how="semi")
        names = left.join(open_pairs, on="rank", how="anti")
        members = (
            open_pairs.join(names.rename({"rank": "first"}), on="first", how="semi")
            .sort("likeness", "first", descending=[True, False])
            .unique("rank", keep="first", maintain_order=True)
        )
        joined += [
            names.select("rank", first="rank", likeness=pl.lit(1.0)),
            members.select("rank", "first", "likeness"),
        ]
        left = left.join(pl.concat([names, members.select("rank")]), on="rank", how="anti")
    words = titles.select("rank", "words")
    return (
        pl.concat(joined or [like])
        .join(words, on="rank")
        .join(words.select(first="rank", named_by="words"), on="first")
        .select("words", "named_by", "likeness")
    )
