"""The reading: from stored texts to the rows that the star tables take from each notice.

Belongs here: the order of the steps. Each step is a module of its own; this one only hands frames on.
"""

from __future__ import annotations

import polars as pl

from transforms import (
    category,
    copies,
    edges,
    header,
    items,
    mentions,
    newspaper,
    outline,
    paragraphs,
    progress,
    segments,
    star,
    tables,
    text,
    vocabulary,
)
from transforms.keys import key, part_key

INSIDE = [
    "heading",
    "description",
    "measure",
    "effect",
    "status",
    "deadline",
    "follow_up",
]  # parts of an item that may name things
BEGINNING = 40  # lines of a notice that mostly say what it is
OUTSIDE = ["intro", "organisation", "leads", "next_steps", "closing", "signature"]


def read(texts: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """What the texts say.

    `texts` has content_sha256, source_format, encoding and text (as stored). Returns, by name, `contents` (content_sha256,
    notice_key, source_format, encoding and, where the text is no notice, stage, reason_code and reason) and the rows of the
    star tables that each notice gives by itself (`transforms.star.rows`).
    """
    keyed = texts.with_columns(notice_key=key("notice", "text"))
    notices = keyed.unique("notice_key", maintain_order=True).sort("notice_key")
    newspapers = newspaper.looks_like_columns(notices)
    pieces = text.pieces(notices, newspapers.filter("is_newspaper").select("notice_key"))
    lines = tables.split(text.lines(pieces), pieces)
    spoken = _spoken(lines, notices)
    contents = _contents(keyed, spoken)
    notices = notices.join(spoken.filter("is_notice"), on="notice_key", how="semi", maintain_order="left")
    pieces = pieces.join(notices, on="notice_key", how="semi", maintain_order="left")
    lines = lines.join(notices, on="notice_key", how="semi", maintain_order="left")
    return {"contents": contents, **_star(notices, pieces, lines, newspapers)}


def _spoken(lines: pl.DataFrame, notices: pl.DataFrame) -> pl.DataFrame:
    """Which texts are rectification notices: notice_key, is_notice."""
    beginning = _say(lines.filter(pl.col("line") < BEGINNING))  # most say it there, and need not be put together whole
    whole = _say(lines.join(beginning, on="notice_key", how="anti"))
    said = pl.concat([beginning, whole]).with_columns(is_notice=pl.lit(value=True))
    return (
        notices.select("notice_key")
        .join(said, on="notice_key", how="left", maintain_order="left")
        .with_columns(pl.col("is_notice").fill_null(value=False))
    )


def _say(lines: pl.DataFrame) -> pl.DataFrame:
    """The notices (notice_key) whose lines, put together, speak of inspection and of rectification."""
    words, whole = vocabulary.toml("text"), pl.col("text")
    joined = lines.group_by("notice_key").agg(whole.str.join())
    return joined.filter(whole.str.contains(words["rectification"]) & whole.str.contains(words["inspection"])).select(
        "notice_key"
    )


def _contents(keyed: pl.DataFrame, spoken: pl.DataFrame) -> pl.DataFrame:
    said = keyed.join(spoken, on="notice_key", how="left", maintain_order="left")
    refused = ~pl.col("is_notice")
    reason = "正文中没有“巡察/巡视”和“整改”字样，不是巡察整改情况通报。请确认来件，或移出来件目录。"
    return said.select(
        "content_sha256",
        notice_key=pl.when(refused).then(None).otherwise("notice_key"),
        source_format="source_format",
        encoding="encoding",
        stage=pl.when(refused).then(pl.lit("read")),
        reason_code=pl.when(refused).then(pl.lit("not_a_notice")),
        reason=pl.when(refused).then(pl.lit(reason)),
    )


def _star(
    notices: pl.DataFrame, pieces: pl.DataFrame, lines: pl.DataFrame, newspapers: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    marked = edges.mark(edges.cut(paragraphs.paragraphs(lines)))
    seen = outline.outline(marked)
    headers = header.read(notices, marked)
    gathered = items.gather(segments.segments(marked, seen.cuts), seen.items)
    sizes = notices.select("notice_key", char_count=pl.col("text").str.len_chars().cast(pl.Int32))
    judged = progress.classify(_judgeable(gathered))
    return star.rows(
        star.Read(
            notices=notices,
            lines=lines,
            headers=headers,
            items=gathered,
            tiles=segments.tiles(gathered.segments, pieces, sizes),
            categories=category.classify(*_classifiable(gathered)),
            progress=judged,
            item_progress=progress.of_item(gathered.measures.join(judged, on="measure_key", how="left")),
            mentions=_mentions(gathered.segments, headers, pieces),
            newspapers=newspapers,
            signatures=copies.signed(gathered, lines),
        )
    )


def _judgeable(gathered: items.Items) -> pl.DataFrame:
    codes = gathered.items.select("problem_key", "status_code")
    return gathered.measures.select("measure_key", "problem_key", text="reading").join(
        codes, on="problem_key", how="left"
    )


def _classifiable(gathered: items.Items) -> tuple[pl.DataFrame, pl.DataFrame]:
    problems = gathered.items.select(
        "problem_key", "heading", "title", "description", theme="theme_reading", aspect="aspect_reading"
    )
    return problems, gathered.measures.select("problem_key", text="reading")


def _mentions(found: pl.DataFrame, headers: pl.DataFrame, pieces: pl.DataFrame) -> pl.DataFrame:
    """Rows of fact_mention: what items name, and the dates and sums named outside them."""
    inside = pl.col("problem_key").is_not_null() & pl.col("role").is_in(INSIDE)
    outside = pl.col("role").is_in(OUTSIDE)
    parts = found.with_columns(part=pl.when(inside).then("role").when(outside).then(pl.lit("other"))).drop_nulls("part")
    anchors = headers.select(
        "notice_key",
        anchor_start=pl.coalesce("inspection_start", "inspection_end", "feedback_on"),
        anchor_end="published_on",
    )
    keys = ["notice_key", "problem_key", "measure_key", "part"]
    apart = (pl.col("start") != pl.col("stop").shift(1)) | pl.any_horizontal(
        pl.col(name).ne_missing(pl.col(name).shift(1)) for name in keys
    )
    stretch = apart.fill_null(value=True) | (
        (pl.col("part") == "other") & (pl.col("paragraph") != pl.col("paragraph").shift(1))
    )
    joined = parts.sort("notice_key", "start").with_columns(stretch=stretch.cum_sum())
    passages = (
        segments.passages(joined, [*keys, "stretch"])
        .drop("stretch")
        .join(anchors, on="notice_key", how="left", maintain_order="left")
    )
    named = mentions.find(passages)
    return named.with_columns(
        mention_key=part_key("mention", "kind", "start", "outcome_code"),
        spans=segments.spans_of_ranges(named, pieces),
    ).drop("stop")
