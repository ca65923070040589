"""When: the days of the inspection, of the feedback, of the comment period.

Belongs here: choosing among the dates of opener and closing. Does not belong here: reading a printed date
(`transforms.mentions.dates`) or the day of publication (`transforms.header.publication`).
"""

from __future__ import annotations

import polars as pl

from transforms import vocabulary
from transforms.mentions import dates

NOTICE = "notice_key"
APART = 180  # days between two inspections; the stays of one are nearer


def telling(rows: pl.DataFrame) -> pl.DataFrame:
    """The paragraphs of head and tail whose dates may count; an address and its house number do not."""
    edge = pl.col("edge")
    words = vocabulary.toml("periods")
    told = f"{words['comment']}|日{words['comment_until'].removeprefix('^')}"
    comment = edge.is_in(["closing", "contact"]) & pl.col("text").str.contains(told)
    return rows.filter(
        (edge.is_in(["intro", "signature", "furniture"]) | comment) & pl.col("text").str.contains("[0-9〇○]|[二十]")
    )


def mentioned(rows: pl.DataFrame) -> pl.DataFrame:
    """The dates in paragraphs of head and tail: the columns of `transforms.mentions.dates.find` and some more.

    More: edge, paragraph, before and after (24 and 60 characters), sentence (its number in the paragraph).

    `rows`: notice_key, paragraph, start, text, printed, edge.
    """
    passages = rows.select(
        NOTICE,
        pl.lit(None, pl.UInt64).alias("problem_key"),
        pl.lit(None, pl.UInt64).alias("measure_key"),
        pl.lit("other").alias("part"),
        "start",
        "text",
        "printed",
        pl.lit(None, pl.Date).alias("anchor_start"),
        pl.lit(None, pl.Date).alias("anchor_end"),
    )
    found = dates.find(passages).sort(NOTICE, "start")
    owners = rows.select(NOTICE, "paragraph", "edge", begin="start", whole="text").sort(NOTICE, "begin")
    placed = found.join_asof(
        owners, left_on="start", right_on="begin", by=NOTICE, strategy="backward", check_sortedness=False
    )
    first = pl.col("start") - pl.col("begin")
    return placed.with_columns(
        before=pl.col("whole").str.slice(pl.max_horizontal(first - 24, 0), pl.min_horizontal(first, 24)),
        after=pl.col("whole").str.slice(pl.col("stop") - pl.col("begin"), 60),
        sentence=pl.col("whole").str.head(first).str.count_matches("。", literal=True),
    ).drop("whole")


NOWHERE = 1000  # behind every place in a clause


def _place(pattern: str) -> pl.Expr:
    return pl.col("clause").str.find(pattern).fill_null(NOWHERE)


def _first(name: str) -> pl.Expr:
    return pl.col(name).drop_nulls().first()


def _told(opener: pl.DataFrame) -> pl.DataFrame:
    """The opener's dates with `told`: inspection, feedback or null, by what is said between a date and the next one."""
    words = vocabulary.toml("periods")
    following = pl.col("start").shift(-1).over(NOTICE, "paragraph") - pl.col("stop")
    clause = pl.col("after").str.head(following.fill_null(60)).str.extract("^([^。;]*)", 1)
    known = (
        opener.drop_nulls("date_start")
        .with_columns(clause=clause)
        .with_columns(
            feedback_at=_place(words["feedback"]),
            inspection_at=_place(words["inspection"]),
            excluded=pl.col("before").str.contains(words["not_inspection_before"]),
        )
    )
    fed_back, inspected, clause = pl.col("feedback_at"), pl.col("inspection_at"), pl.col("clause")
    period = pl.col("date_end").is_not_null()
    by_itself = (period & (fed_back == NOWHERE)) | clause.str.contains(words["end_after"])
    own = clause.str.contains(words["not_feedback"]) & ~clause.str.contains(words["feedback_meeting"])
    told = (
        pl.when("excluded")
        .then(None)
        .when(pl.col("before").str.contains(words["inspection_before"]))
        .then(pl.lit("inspection"))
        .when(clause.str.contains(words["not_inspection"]))
        .then(None)
        .when((inspected < fed_back) | by_itself)
        .then(pl.lit("inspection"))
        .when((fed_back < NOWHERE) & ~own)
        .then(pl.lit("feedback"))
    )
    first_day = clause.str.contains(words["first_day"])  # what it is the day of is said of the last day
    return known.with_columns(told=told).with_columns(
        told=pl.when(first_day & pl.col("told").is_null())
        .then(pl.col("told").shift(-1).over(NOTICE, "paragraph"))
        .otherwise("told")
    )


def without_earlier(rows: pl.DataFrame, found: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`rows` (see `mentioned`) and their dates `found` without sentences of the opener about an inspection before this one.

    Such a sentence says so (当时…), or the later one does (“回头看”), and the two lie far apart.
    """
    words, sentence = vocabulary.toml("periods"), [NOTICE, "paragraph", "sentence"]
    stays = _told(found.filter(pl.col("edge") == "intro").sort(NOTICE, "start")).filter(pl.col("told") == "inspection")
    several = (
        stays.group_by(sentence, maintain_order=True)
        .agg(first=pl.col("date_start").min(), last=pl.coalesce("date_end", "date_start").max())
        .filter(pl.len().over(NOTICE) > 1)
        .join(rows.select(NOTICE, "paragraph", "text"), on=[NOTICE, "paragraph"], maintain_order="left")
        .with_columns(
            said=pl.col("text").str.split("。").list.get(pl.col("sentence")), latest=pl.col("first").max().over(NOTICE)
        )
    )
    is_latest = pl.col("first") == pl.col("latest")
    again = (is_latest & pl.col("said").str.contains(words["again"])).any().over(NOTICE)
    apart = pl.col("latest") - pl.col("last") > pl.duration(days=APART)
    earlier = several.filter(apart & (again | pl.col("said").str.contains(words["earlier"])))
    if earlier.is_empty():
        return rows, found
    shorter = [
        (notice, paragraph, "。".join(said for place, said in enumerate(text.split("。")) if place not in gone))
        for notice, paragraph, text, gone in earlier.group_by(NOTICE, "paragraph")
        .agg(pl.col("text").first(), "sentence")
        .iter_rows()
    ]
    texts = pl.DataFrame(shorter, rows.select(NOTICE, "paragraph", "text").schema, orient="row")
    return (
        rows.update(texts, on=[NOTICE, "paragraph"], how="left"),
        found.join(earlier, on=sentence, how="anti", maintain_order="left"),
    )


def read(found: pl.DataFrame) -> pl.DataFrame:
    """notice_key, inspection_start, inspection_end, inspection_precision, feedback_on, comment_start, comment_end.

    `found`: see `mentioned`. Null where no date is printed.
    """
    words = vocabulary.toml("periods")
    opener = _told(found.filter(pl.col("edge") == "intro").sort(NOTICE, "start"))
    feedback = opener.filter(
        (pl.col("told") == "feedback") & (pl.col("precision") == "day") & pl.col("date_end").is_null()
    )
    first_feedback = feedback.unique(NOTICE, keep="first", maintain_order=True).select(
        NOTICE,
        feedback_on="date_start",
        printed="text",
        otherwise=pl.col("alternative").str.to_date("%Y-%m-%d", strict=False),
    )
    stays = opener.filter(pl.col("told") == "inspection")
    period = pl.col("date_end").is_not_null()
    kept = pl.concat([stays.filter(period), stays.filter(~period).join(stays.filter(period), on=NOTICE, how="anti")])
    in_one = pl.struct("paragraph", "sentence")
    same = kept.sort(NOTICE, "start").filter(in_one == in_one.first().over(NOTICE))
    ends = pl.col("before").str.contains(words["end_before"]) | pl.col("clause").str.contains(words["end_after"])
    last_day = ~period & ends
    inspection = same.group_by(NOTICE, maintain_order=True).agg(
        inspection_start=pl.when(~last_day).then(pl.col("date_start")).min(),
        inspection_end=pl.when(last_day).then(pl.col("date_start")).otherwise(pl.col("date_end")).max(),
        inspection_precision=pl.col("precision").first(),
    )
    notices = found.select(NOTICE).unique()
    both = (
        notices.join(inspection, on=NOTICE, how="left")
        .join(first_feedback, on=NOTICE, how="left")
        .join(_comment(found), on=NOTICE, how="left")
    )
    # a feedback that would lie before the inspection's end: digits cut the other way, or without a printed year
    yearless = ~pl.col("printed").str.contains(r"(?:19|20)\d\d")
    inspected = pl.coalesce("inspection_end", "inspection_start")
    earlier = pl.col("feedback_on") < inspected
    return both.with_columns(
        feedback_on=pl.when(earlier & (pl.col("otherwise") >= inspected))
        .then("otherwise")
        .when(yearless & earlier)
        .then(pl.col("feedback_on").dt.offset_by("1y"))
        .otherwise("feedback_on")
    ).drop("printed", "otherwise")


def with_body(told: pl.DataFrame, body: pl.DataFrame) -> pl.DataFrame:
    """`told` with the day of the feedback from the body's first paragraphs, where the opener gives none.

    `told`: see `read`; `body`: notice_key, paragraph, start, text, printed.
    """
    words = vocabulary.toml("periods")
    missing = told.filter(pl.col("feedback_on").is_null()).select(NOTICE, "inspection_end")
    near = pl.col("text").str.contains(words["feedback_near"])
    rows = body.join(missing.select(NOTICE), on=NOTICE, how="semi", maintain_order="left").filter(near)
    if rows.is_empty():
        return told
    after = pl.col("after")
    days = (
        mentioned(rows.with_columns(edge=pl.lit("body")))
        .filter((pl.col("precision") == "day") & pl.col("date_start").is_not_null() & pl.col("date_end").is_null())
        .filter(after.str.contains(words["feedback_in_body"]) & ~after.str.contains(words["no_feedback_in_body"]))
        .join(missing, on=NOTICE)
        .filter((pl.col("date_start") >= pl.col("inspection_end")).fill_null(value=True))
        .sort(NOTICE, "start")
        .unique(NOTICE, keep="first", maintain_order=True)
        .select(NOTICE, feedback_on="date_start")
    )
    return told.update(days, on=NOTICE, how="left")


def _comment(found: pl.DataFrame) -> pl.DataFrame:
    """notice_key, comment_start, comment_end: the time in which comments are taken, or its last day."""
    words = vocabulary.toml("periods")
    days = found.filter(pl.col("precision") == "day")
    time = pl.col("before").str.contains(words["comment"] + words["comment_joint"])
    until = pl.col("edge").is_in(["closing", "contact"]) & pl.col("after").str.contains(words["comment_until"])
    return (
        days.filter(time | until)
        .with_columns(
            first=pl.when(~until).then("date_start"), last=pl.when(until).then("date_start").otherwise("date_end")
        )
        .group_by(NOTICE, maintain_order=True)
        .agg(comment_start=_first("first"), comment_end=_first("last"))
    )
