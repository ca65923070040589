"""Deadlines: of the dates that passages of an item name, the one by which its rectification is to be completed.

Belongs here: choosing among an item's dates. Does not belong here: finding dates and their roles (`transforms.mentions`),
telling which later passage takes up which item (`transforms.follow_up`).
"""

from __future__ import annotations

import polars as pl

from transforms import vocabulary
from transforms.progress import DONE

ORDER = {"deadline": 0, "follow_up": 1, "measure": 2}  # parts whose dates may be deadlines; the first one counts


def of_problems(
    mentions: pl.DataFrame, measures: pl.DataFrame, published: pl.DataFrame, shared: pl.DataFrame
) -> pl.DataFrame:
    """The completion deadline of each problem: problem_key, deadline_on, deadline_precision.

    A time to which the deadline was put off counts before all others, a deadline field before a deadline named in the
    follow-up, and that before one named in a measure that is not yet done, looks ahead or names a time after the publication;
    of several of one kind the last one holds.

    `mentions`: rows of fact_mention, with start (reading offset). `measures`: measure_key, progress_code, reading.
    `published`: notice_key, published_on. `shared`: passages of other items, too (see `transforms.items.Items`).
    """
    ahead = pl.col("reading").str.contains(vocabulary.toml("dates")["ahead"])
    done = measures.filter((pl.col("progress_code") == DONE) & ~ahead).select("measure_key")
    named = mentions.filter((pl.col("kind") == "date") & pl.col("problem_key").is_not_null())
    dates = pl.concat([named, _of_others(named, shared)]).join(published, on="notice_key", how="left")
    coming = (pl.col("date_start") > pl.col("published_on")).fill_null(value=False)
    past = dates.filter(~coming).join(done, on="measure_key", how="anti")
    put_off = pl.col("role") == "extension"
    is_deadline = (pl.col("part") == "deadline") | (
        (put_off | (pl.col("role") == "deadline")) & pl.col("part").is_in(list(ORDER))
    )
    return (
        pl.concat([past, dates.filter(coming)])
        .filter(is_deadline)
        .with_columns(
            order=pl.when(put_off).then(-1).otherwise(pl.col("part").replace_strict(ORDER, return_dtype=pl.Int32)),
            until=pl.coalesce("date_end", "date_start"),
        )
        .sort("problem_key", "order", "until", "mention_key", descending=[False, False, True, False])
        .unique("problem_key", keep="first", maintain_order=True)
        .select("problem_key", deadline_on="until", deadline_precision="precision")
    )


def _of_others(named: pl.DataFrame, shared: pl.DataFrame) -> pl.DataFrame:
    """The dates of passages that take up several items, once more for each of the further ones."""
    passages = shared.rename({"start": "begin", "problem_key": "further"})
    within = (pl.col("start") >= pl.col("begin")) & (pl.col("start") < pl.col("stop"))
    return (
        named.join(passages, on="notice_key")
        .filter(within & pl.col("part").is_in(["deadline", "follow_up"]))
        .with_columns(problem_key="further")
        .select(named.columns)
    )
