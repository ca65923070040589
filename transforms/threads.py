"""Threads: the same problem of the same unit in later notices and later inspections, recognised by its words.

The rule: a problem is compared with the threads that reach into one of the five notices of its unit before its own. Likeness is
Dice's: twice the character bigrams that two titles share, divided by the bigrams of both. A problem joins the thread that is
likest to it, if it is also the likest of its notice to that thread, and the likeness reaches a threshold: a low one within
one inspection, whose findings are the same by definition, a high one between inspections. So no thread has two problems of
one notice. Measured in docs/decisions/0060-threads.md.

Belongs here: which problems are one. Does not belong here: which notices are copies of one another (`copies`), and like
problems of other units (`recurring`).
"""

from __future__ import annotations

import polars as pl

from transforms import likeness

SAME_INSPECTION = 0.4
OTHER_INSPECTION = 0.55
NOTICES_BACK = 5
SHARE = 20_000  # pairs of notices that are compared at a time, for the memory's sake

LINKS = pl.Schema({"problem_key": pl.UInt64, "thread_key": pl.UInt64, "thread_score": pl.Float64})


def link(problems: pl.DataFrame) -> pl.DataFrame:
    """The thread of every problem: LINKS, in any order.

    `problems` has problem_key, notice_key, unit_key, inspection_key, day (a Date by which the notices of a unit are put in
    order, NULL first, then by notice_key), sequence and title. `thread_key` is the key of the thread's earliest problem,
    `thread_score` the likeness to the thread's problem that it was linked to, 1 for the earliest. Problems of the unknown
    unit (0) stay alone.
    """
    alone = problems.select("problem_key", thread_key="problem_key", thread_score=pl.lit(1.0)).cast(LINKS)
    pairs = _pairs(_ordered(problems))
    if pairs.is_empty():
        return alone
    linked = pl.DataFrame(schema=LINKS)
    for _, step in sorted(pairs.partition_by("position", as_dict=True).items()):
        linked = pl.concat([linked, _joined(step, linked)])
    return pl.concat([alone.join(linked, on="problem_key", how="anti"), linked])


def _ordered(problems: pl.DataFrame) -> pl.DataFrame:
    """The problems of units with several notices, with position (of the notice among those of its unit) and grams."""
    notices = (
        problems.filter(pl.col("unit_key") != 0)
        .select("unit_key", "notice_key", "day")
        .unique()
        .sort("unit_key", "day", "notice_key", nulls_last=False)
        .with_columns(position=pl.int_range(pl.len(), dtype=pl.Int32).over("unit_key"))
        .filter(pl.len().over("unit_key") > 1)
    )
    return problems.join(notices.select("notice_key", "position"), on="notice_key").with_columns(
        grams=likeness.bigrams(pl.col("title"))
    )


def _pairs(problems: pl.DataFrame) -> pl.DataFrame:
    """Pairs of problems that may be one.

    Of the later one problem_key, notice_key and position, of the other its key (earlier) and position (since); how far their
    places in their notices are apart; their likeness (score).
    """
    notices = problems.select("unit_key", "inspection_key", "notice_key", "position").unique()
    earlier = notices.select("unit_key", before="notice_key", since="position", inspection_before="inspection_key")
    near = notices.join(earlier, on="unit_key").filter(pl.col("position") - pl.col("since") > 0)
    near = near.filter(pl.col("position") - pl.col("since") <= NOTICES_BACK).sort("notice_key", "before")
    words = problems.select("notice_key", "problem_key", "sequence", "grams", size=pl.col("grams").list.len())
    words = words.explode("grams").drop_nulls("grams")
    words_before = words.select(
        "grams", before="notice_key", earlier="problem_key", place="sequence", size_before="size"
    )
    same = pl.col("inspection_key") == pl.col("inspection_before")
    threshold = pl.when(same).then(SAME_INSPECTION).otherwise(OTHER_INSPECTION)
    found = [
        share.join(words, on="notice_key")
        .join(words_before, on=["before", "grams"])
        .group_by("problem_key", "earlier")
        .agg(
            pl.col("notice_key", "position", "since").first(),
            apart=(pl.col("sequence") - pl.col("place")).abs().first(),
            score=2 * pl.len() / (pl.col("size") + pl.col("size_before")).first(),
            threshold=threshold.first(),
        )
        .filter(pl.col("score") >= pl.col("threshold"))
        .drop("threshold")
        for share in near.iter_slices(SHARE)
    ]
    return pl.concat(found) if found else pl.DataFrame()


def _joined(step: pl.DataFrame, linked: pl.DataFrame) -> pl.DataFrame:
    """What the problems of one position of all units join, given the problems `linked` before: LINKS."""
    threads = step.join(linked.select(earlier="problem_key", thread_key="thread_key"), on="earlier", how="left")
    threads = threads.with_columns(pl.col("thread_key").fill_null(pl.col("earlier"))).sort(
        "score", "since", "apart", "problem_key", "earlier", descending=[True, True, False, False, False]
    )
    likest = threads.unique(["notice_key", "thread_key"], keep="first", maintain_order=True)
    both = likest.join(
        threads.unique("problem_key", keep="first").select("problem_key", "earlier"), on=["problem_key", "earlier"]
    )
    return both.select("problem_key", "thread_key", thread_score="score").cast(LINKS)
