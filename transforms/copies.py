"""Copies: the same notice published again, on another site, with other furniture around it.

The rule: two notices are one where at least nine in ten clauses of what they say about the problems are the same, as their
signatures (MinHash) estimate it (all but one in fifty where two months or more lie between their days of publication: a
second disclosure may print again most of the first), they are of the same unit (one name may hold more of the place: 某市某局,
市某局), and no problem of the same title has another status: a text that tells of progress is no copy. Of the copies the
one from which most was read is kept, that is most problems, then most measures, then most facts of the header, then the
smallest hash of its file's bytes. Measured in docs/decisions/0061-copies.md.

Belongs here: which notices are copies, and which of them is kept. Does not belong here: what is then left out (`star`).
"""

from __future__ import annotations

import polars as pl

from transforms import likeness
from transforms.items import Items

SIZE = 128  # places of a signature: the likeness is estimated to within 0.03
BANDS = 16
LIKE, LIKE_LONG_AFTER = 0.9, 0.98
LONG_AFTER = 60  # days
CLAUSE_END = r"[。；;！？!?，,、：:]"
INSIDE_CLAUSE = f"[{likeness.NOT_WORD}--{CLAUSE_END}]+"  # what is no word and ends no clause
SHORTEST = 6  # characters of a clause that tells anything

COPIES = pl.Schema({"copy_key": pl.UInt64, "notice_key": pl.UInt64, "likeness": pl.Float64})


def signed(gathered: Items, lines: pl.DataFrame) -> pl.DataFrame:
    """The signature of what each notice says about its problems, of its lines where it has none: notice_key, signature."""
    said = pl.concat(
        [gathered.items.select("notice_key", text="title"), gathered.measures.select("notice_key", text="reading")]
    )
    whole = lines.join(said, on="notice_key", how="anti").group_by("notice_key", maintain_order=True)
    clauses = (
        pl.concat([said, whole.agg(pl.col("text").str.join())])
        # of whole texts: clauses are ten times as many
        .with_columns(pl.col("text").str.replace_all(INSIDE_CLAUSE, ""))
        .select("notice_key", clause=pl.col("text").str.split(CLAUSE_END, literal=False))
        .explode("clause")
        .filter(pl.col("clause").str.len_chars() >= SHORTEST)
    )
    sets = (
        clauses.group_by("notice_key")
        .agg(pl.col("clause").unique())
        .sort("notice_key")
        .with_columns(likeness.hashes(pl.col("clause")))
    )
    return sets.select("notice_key", signature=likeness.signatures(sets.get_column("clause"), SIZE))


def find(notices: pl.DataFrame, problems: pl.DataFrame) -> pl.DataFrame:
    """The copies among notices: COPIES, where notice_key is the notice that is kept.

    `notices` has notice_key, signature (Array, NULL where there is nothing to compare), unit_name, published_on, and what the
    choice goes by: problems, measures, facts (numbers) and content_sha256. `problems` has notice_key, title and status_code
    (NULL where none is printed).
    """
    ranked = notices.sort(
        "problems", "measures", "facts", "content_sha256", "notice_key", descending=[True, True, True, False, False]
    ).with_row_index("rank")
    return _kept(_unchanged(_like(ranked), problems), ranked)


def _like(ranked: pl.DataFrame) -> pl.DataFrame:
    """Pairs of notices of one unit that say the same: notice_key, other_key, likeness.

    Those whose signatures agree in a band are put in order of their units' names, read backwards, and each is compared with the
    one before it: as many comparisons as notices, whatever they have in common.
    """
    signs = ranked.select("notice_key", "unit_name", "published_on", "signature").drop_nulls("signature")
    in_order = ["bucket", pl.col("unit_name").str.reverse(), "notice_key"]
    before = pl.all().exclude("bucket").shift(1).over("bucket").name.prefix("other_")
    neighbours = [
        signs.with_columns(bucket=band)
        .sort(in_order)
        .with_columns(before)
        .drop("bucket")
        .drop_nulls("other_notice_key")
        for band in likeness.bands(pl.col("signature"), SIZE, BANDS)
    ]
    one, other = pl.col("unit_name"), pl.col("other_unit_name")
    of_one_unit = one.str.ends_with(other) | other.str.ends_with(one)
    days = (pl.col("published_on") - pl.col("other_published_on")).dt.total_days().abs()
    long_after = (days >= LONG_AFTER).fill_null(value=False)
    same = [(pl.col("signature").arr.get(n) == pl.col("other_signature").arr.get(n)) for n in range(SIZE)]
    return (
        pl.concat(neighbours)
        .filter(of_one_unit.fill_null(value=True))
        .unique(["notice_key", "other_notice_key"])
        .with_columns(likeness=pl.sum_horizontal(same) / SIZE)
        .filter(pl.col("likeness") >= pl.when(long_after).then(LIKE_LONG_AFTER).otherwise(LIKE))
        .select("notice_key", "likeness", other_key="other_notice_key")
    )


def _unchanged(pairs: pl.DataFrame, problems: pl.DataFrame) -> pl.DataFrame:
    """The pairs in which no problem of the same title has another status."""
    stated = problems.filter(pl.col("title").is_unique().over("notice_key")).drop_nulls("status_code")
    one = pairs.join(stated, on="notice_key")
    other = stated.rename({"notice_key": "other_key", "status_code": "other_status"})
    changed = one.join(other, on=["other_key", "title"]).filter(pl.col("status_code") != pl.col("other_status"))
    return pairs.join(changed, on=["notice_key", "other_key"], how="anti")


def _kept(pairs: pl.DataFrame, ranked: pl.DataFrame) -> pl.DataFrame:
    """The notice kept for each copy: the best of all that hang together by `pairs`."""
    ranks = ranked.select("notice_key", "rank")
    turned = pairs.select("likeness", notice_key="other_key", other_key="notice_key").select(pairs.columns)
    edges = pl.concat([pairs, turned])
    best = edges.select("notice_key").unique().join(ranks, on="notice_key")
    while True:
        near = edges.join(best.rename({"notice_key": "other_key", "rank": "near"}), on="other_key")
        better = (
            near.group_by("notice_key").agg(pl.col("near").min()).join(best, on="notice_key")
            .select("notice_key", rank=pl.min_horizontal("rank", "near"))
        )  # fmt: skip
        if better.sort("notice_key").equals(best.sort("notice_key")):
            break
        best = better
    kept = best.join(ranks.rename({"notice_key": "kept_key"}), on="rank").filter(
        pl.col("notice_key") != pl.col("kept_key")
    )
    likest = edges.group_by("notice_key").agg(pl.col("likeness").max())
    return (
        kept.join(likest, on="notice_key")
        .select(copy_key="notice_key", notice_key="kept_key", likeness="likeness")
        .cast(COPIES)
    )
