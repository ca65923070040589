"""Segments: the text of every notice cut into passages with roles, and their place in the stored text.

Belongs here: cutting paragraphs at the places the outline names, the tiling, and mapping reading offsets back to the stored
text. Does not belong here: deciding on roles (`transforms.outline`, `transforms.edges`).
"""

from __future__ import annotations

import polars as pl

from transforms import runs
from transforms.text import INVISIBLE_PARTS, LINE_MARK, PINYIN

HIDDEN = (
    *(f"[{part}]" for part in INVISIBLE_PARTS),
    PINYIN,
)  # ten signs at most are found at a sixth of the cost of more
BETWEEN = rf"\s+|\*\*|{LINE_MARK}"
SPANS = pl.List(pl.Struct({"start": pl.Int32, "stop": pl.Int32}))


def segments(paragraphs: pl.DataFrame, cuts: pl.DataFrame) -> pl.DataFrame:
    """The passages of every notice in reading order.

    `cuts` as in `transforms.outline.Outline`, of these paragraphs. Returns notice_key, order (0…, counted through all
    notices), start and stop (reading offsets), place and paragraph, role, item, measure, text, printed. A paragraph that no
    cut names is `unclassified`.
    """
    placed = paragraphs.select("notice_key", "paragraph", "start", "text", "printed").with_row_index("place")
    uncut = placed.join(cuts.filter(pl.col("offset") == 0), on="place", how="anti", maintain_order="left").select(
        "notice_key",
        "place",
        offset=pl.lit(0, pl.Int32),
        role=pl.lit("unclassified"),
        item=pl.lit(0, pl.Int32),
        measure=pl.lit(0, pl.Int32),
    )
    every = cuts if uncut.is_empty() else pl.concat([cuts, uncut]).sort("place", "offset", maintain_order=True)
    begun = every.filter(runs.begins("place", "offset")).with_columns(
        size=runs.behind(pl.col("offset"), "place") - pl.col("offset")
    )
    whole = placed.drop("notice_key")[begun.get_column("place")]
    cut = begun.hstack(whole.drop("place")).with_columns(
        start=pl.col("start") + pl.col("offset"),
        text=pl.col("text").str.slice(pl.col("offset"), pl.col("size")),
        printed=pl.col("printed").str.slice(pl.col("offset"), pl.col("size")),
    )
    return (
        cut.with_columns(stop=pl.col("start") + pl.col("text").str.len_chars().cast(pl.Int32))
        .filter(pl.col("stop") > pl.col("start"))
        .with_columns(order=pl.int_range(pl.len(), dtype=pl.Int32))
        .drop("offset", "size")
    )


def passages(found: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Segments of one thing joined: one row for each run of equal `keys`, with start, text and printed, in reading order.

    `found` is in reading order.
    """
    rows = found.select(*keys, "start", "text", "printed")
    return runs.joined(rows, runs.begins(*keys), text=pl.col("text").str.join(), printed=pl.col("printed").str.join())


def tiles(found: pl.DataFrame, pieces: pl.DataFrame, sizes: pl.DataFrame) -> pl.DataFrame:
    """The tiling: each character of the stored text in exactly one row.

    `found` are segments, `pieces` as made by `transforms.text.pieces`, `sizes` has notice_key and char_count. Returns
    notice_key, order (of the segment), reading_order, start, stop (stored offsets, gaps included), inner_stop (where the
    printed characters end), rank (place in the stored text).
    """
    # where the reading order leaps in the stored text a segment is cut as well; a notice begins with a segment anyway
    leaps = _stretches(pieces).filter(pl.col("at") > 0).select("notice_key", start="at", order=pl.lit(None, pl.Int32))
    totals = pieces.group_by("notice_key").agg(total=pl.col("length").sum())
    cut = (
        pl.concat([found.select("notice_key", "start", "order"), leaps])
        .sort("notice_key", "start", maintain_order=True)
        .filter(runs.begins("notice_key", "start"))
        .with_columns(pl.col("order").forward_fill(), end=runs.behind(pl.col("start"), "notice_key"))
        .join(totals, on="notice_key", how="left", maintain_order="left")
        .with_columns(
            end=pl.coalesce("end", "total").cast(pl.Int32),
            reading_order=pl.int_range(pl.len(), dtype=pl.Int32).over("notice_key"),
        )
    )
    cut = cut.with_columns(
        _stored(cut.select("notice_key", at="start"), pieces).alias("begin"),
        (_stored(cut.select("notice_key", at=pl.col("end") - 1), pieces) + 1).alias("inner_stop"),
    )
    placed = cut.sort("notice_key", "begin").join(sizes, on="notice_key", how="left", maintain_order="left")
    rank = pl.int_range(pl.len(), dtype=pl.Int32).over("notice_key")
    return placed.select(
        "notice_key",
        "order",
        "reading_order",
        start=pl.when(rank == 0).then(0).otherwise("begin").cast(pl.Int32),
        stop=pl.coalesce(runs.behind(pl.col("begin"), "notice_key"), "char_count").cast(pl.Int32),
        begin="begin",
        inner_stop="inner_stop",
        rank=rank,
    ).sort("notice_key", "reading_order")


def spans(tiled: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """The spans of each thing that `keys` name: `tiled` has keys, rank, begin and inner_stop, in reading order.

    Tiles that stand side by side in the stored text make one range.
    """
    apart = runs.begins(*keys) | (pl.col("rank") != pl.col("rank").shift(1) + 1)
    ordered = tiled.select(*keys, "rank", "begin", "inner_stop", first=apart)
    last = ordered.select(pl.col("first").shift(-1, fill_value=True)).to_series()
    ranges = (
        ordered.filter("first")
        .select(*keys, start="begin")
        .with_columns(stop=ordered.filter(last).get_column("inner_stop"))
    )
    return ranges.group_by(keys, maintain_order=True).agg(spans=pl.struct("start", "stop"))


def spans_of_ranges(ranges: pl.DataFrame, pieces: pl.DataFrame) -> pl.Series:
    """Spans of reading ranges (notice_key, start, stop), one list a row, in the order given."""
    runs = _stretches(pieces).sort("notice_key", "at")
    rows = ranges.select("notice_key", "start", "stop").with_row_index("row").sort("notice_key", "start")
    within = rows.join_asof(
        runs.select("notice_key", at="at", ends="ends"),
        left_on="start",
        right_on="at",
        by="notice_key",
        strategy="backward",
        check_sortedness=False,
    )
    whole = within.filter(pl.col("stop") <= pl.col("ends")).select("row", "notice_key", "start", "stop")
    crossing = within.filter(pl.col("stop") > pl.col("ends")).select("row", "notice_key", "start", "stop")
    parts = (
        crossing.join(runs, on="notice_key")
        .filter((pl.col("at") < pl.col("stop")) & (pl.col("ends") > pl.col("start")))
        .select("row", "notice_key", start=pl.max_horizontal("start", "at"), stop=pl.min_horizontal("stop", "ends"))
    )
    cut = pl.concat([whole, parts]).sort("row", "start")
    cut = cut.with_columns(
        _stored(cut.select("notice_key", at="start"), pieces).alias("begin"),
        (_stored(cut.select("notice_key", at=pl.col("stop") - 1), pieces) + 1).alias("inner_stop"),
    )
    return (
        cut.group_by("row")
        .agg(spans=pl.struct(start="begin", stop="inner_stop"))
        .sort("row")
        .get_column("spans")
        .cast(SPANS)
    )


def hidden(notices: pl.DataFrame) -> pl.DataFrame:
    """The texts (notice_key, stored) of the notices in which invisible characters or pinyin stand inside the words."""
    holds = pl.any_horizontal(pl.col("text").str.contains(pattern) for pattern in HIDDEN)
    return notices.filter(holds).select("notice_key", stored="text")


def literal(rows: pl.DataFrame, column: str, hidden: pl.DataFrame) -> pl.DataFrame:
    """The rows, with `column` as it stands in the stored text where invisible characters or pinyin stand inside it.

    `rows` has notice_key and spans; elsewhere the column is that already. `hidden` as made by the function of that name.
    """
    if hidden.is_empty():
        return rows
    numbered = rows.with_row_index("row")
    cut = (
        numbered.select("row", "notice_key", "spans")
        .join(hidden, on="notice_key", how="inner")
        .explode("spans")
        .unnest("spans")
        .select("row", part=pl.col("stored").str.slice(pl.col("start"), pl.col("stop") - pl.col("start")))
        .group_by("row")
        .agg(literal=pl.col("part").str.join().str.replace_all(BETWEEN, ""))
    )
    return (
        numbered.join(cut, on="row", how="left", maintain_order="left")
        .with_columns(pl.coalesce("literal", column).alias(column))
        .drop("row", "literal")
    )


def _stretches(pieces: pl.DataFrame) -> pl.DataFrame:
    """Stretches of pieces that follow one another in the stored text as they do in reading order: notice_key, at, ends."""
    rank = pl.col("start").rank("ordinal").over("notice_key").cast(pl.Int32)
    leaps = (rank - runs.before(rank, "notice_key")).fill_null(0) != 1
    ends = pl.col("at") + pl.col("length")
    return (
        pieces.select("notice_key", "at", ends=ends, leaps=leaps)
        .pipe(lambda rows: runs.joined(rows, pl.col("leaps"), ends=pl.col("ends").last()))
        .drop("leaps")
    )


def _stored(places: pl.DataFrame, pieces: pl.DataFrame) -> pl.Series:
    """Stored offsets of reading offsets (notice_key, at), in the order given."""
    rows = places.with_row_index("row").sort("notice_key", "at")
    found = rows.join_asof(
        pieces.select("notice_key", head="at", piece_start="start").sort("notice_key", "head"),
        left_on="at",
        right_on="head",
        by="notice_key",
        strategy="backward",
        check_sortedness=False,
    )
    return found.sort("row").select(pl.col("piece_start") + pl.col("at") - pl.col("head")).to_series().cast(pl.Int32)
