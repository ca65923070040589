"""How the notices' words lie in the file: each character once.

The words of a heading or a measure lie with its row, exactly as the notice prints them (`printed`); what stands between
them lies in `stored.text_between`. `evidence.notice_text` is a view that puts the two together again, and columns that follow
from `printed` are derived from it (`Table.derived`). Measured in docs/decisions/0072.

Belongs here: cutting the texts apart. Does not belong here: the SQL that puts them together (`sql/notice_text.sql`), and
which columns are derived (`tables`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from warehouse.tables.declare import PRINTED

TEXTS = "evidence.notice_text"
HOLDERS = {"dim_problem": "problem_key", "dim_measure": "measure_key"}
"""The tables whose rows hold a part of the text → their key."""

MENTIONS = "fact_mention"
PIECE = 1000
"""Most characters of a piece between them: DuckDB does not compress a string of more than 4,096 bytes."""

CHUNK = 512
"""Characters of the chunks that texts are cut into first: to cut, characters are counted from the beginning of a string."""

BATCH = 2_000
"""Notices that are cut at a time, so that memory holds their characters twice, not all of them."""

BETWEEN = pl.Schema({"notice_key": pl.UInt64, "start": pl.Int32, "text": pl.String})
RANGE = ["notice_key", "start", "stop"]


def cut(frames: Mapping[str, pl.DataFrame]) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """The rows of HOLDERS and MENTIONS with `printed`, and the text between the holders' passages: BETWEEN.

    `frames` holds these tables and TEXTS. `printed` is NULL where the spans are no places of the text, or of a holder where
    they lie across those of another: such a row holds no part of the text.
    """
    texts = frames[TEXTS].select("notice_key", "text").sort("notice_key")
    passages: dict[str, list[pl.DataFrame]] = {name: [] for name in (*HOLDERS, MENTIONS)}
    between = [pl.DataFrame(schema=BETWEEN)]
    for batch in _batches(texts):
        chunks = _chunks(batch)
        sizes = batch.select("notice_key", size=pl.col("text").str.len_chars().cast(pl.Int32))
        placed = {name: _ranges(frames[name], key, sizes) for name, key in {**HOLDERS, MENTIONS: "mention_key"}.items()}
        held = _apart(
            pl.concat(rows.with_columns(holder=pl.lit(name)) for name, rows in placed.items() if name in HOLDERS)
        )
        for name in HOLDERS:
            passages[name].append(_joined(held.filter(holder=name), chunks))
        passages[MENTIONS].append(_joined(placed[MENTIONS], chunks))
        rest = _rest(held, sizes)
        between.append(rest.select("notice_key", "start", text=_words(rest, chunks)))
    printed = {
        name: frames[name]
        .drop(PRINTED)
        .join(pl.concat(passages[name]), left_on=key, right_on="key", how="left", maintain_order="left")
        for name, key in {**HOLDERS, MENTIONS: "mention_key"}.items()
        if passages[name]
    }
    return printed, pl.concat(between)


def _batches(texts: pl.DataFrame) -> Iterator[pl.DataFrame]:
    for start in range(0, texts.height, BATCH):
        yield texts.slice(start, BATCH)


def _chunks(texts: pl.DataFrame) -> pl.DataFrame:
    """The texts in chunks: notice_key, number, chunk."""
    return (
        texts.select("notice_key", chunk=pl.col("text").str.extract_all(rf"(?s).{{1,{CHUNK}}}"))
        .with_columns(number=pl.int_ranges(pl.col("chunk").list.len(), dtype=pl.Int32))
        .explode("chunk", "number")
    )


def _ranges(rows: pl.DataFrame, key: str, sizes: pl.DataFrame) -> pl.DataFrame:
    """The ranges of the rows that lie in these texts: key, order (in the row), notice_key, start, stop.

    Rows of which any range is not a place of its text are left out.
    """
    return (
        rows.select("notice_key", "spans", key=key)
        .join(sizes, on="notice_key")
        .with_columns(order=pl.int_ranges(pl.col("spans").list.len(), dtype=pl.Int32))
        .explode("spans", "order")
        .unnest("spans")
        .filter(
            ((pl.col("start") >= 0) & (pl.col("start") < pl.col("stop")) & (pl.col("stop") <= pl.col("size")))
            .fill_null(value=False)
            .all()
            .over("key")
        )
        .drop("size")
    )


def _apart(ranges: pl.DataFrame) -> pl.DataFrame:
    """The ranges of the rows none of whose ranges begins inside an earlier one of the same notice."""
    ordered = ranges.sort("notice_key", "start", "stop", "holder", "key")
    before = pl.col("stop").cum_max().shift(1, fill_value=0).over("notice_key")
    free = ordered.with_columns(is_free=pl.col("start") >= before)
    return free.filter(pl.col("is_free").all().over("holder", "key"))


def _rest(held: pl.DataFrame, sizes: pl.DataFrame) -> pl.DataFrame:
    """What the held ranges (in order) leave of the texts, in pieces: RANGE."""
    ends = sizes.select("notice_key", start="size", stop="size")
    edges = pl.concat([held.select(RANGE), ends]).sort(*RANGE, maintain_order=True)
    gaps = edges.select(
        "notice_key", start=pl.col("stop").shift(1, fill_value=0).over("notice_key"), stop="start"
    ).filter(pl.col("start") < pl.col("stop"))
    return (
        gaps.with_columns(start=pl.int_ranges("start", "stop", PIECE, dtype=pl.Int32), end="stop")
        .explode("start")
        .select("notice_key", "start", stop=pl.min_horizontal(pl.col("start") + PIECE, "end"))
    )


def _joined(ranges: pl.DataFrame, chunks: pl.DataFrame) -> pl.DataFrame:
    """The passage of each row: key, printed."""
    parts = ranges.select("key", "order", printed=_words(ranges, chunks)).sort("key", "order")
    return parts.group_by("key", maintain_order=True).agg(pl.col("printed").str.join())


def _words(ranges: pl.DataFrame, chunks: pl.DataFrame) -> pl.Series:
    """The characters of each range, in the order given."""
    parts = (
        ranges.select(RANGE)
        .with_row_index("row")
        .with_columns(number=pl.int_ranges(pl.col("start") // CHUNK, (pl.col("stop") - 1) // CHUNK + 1, dtype=pl.Int32))
        .explode("number")
        .join(chunks, on=["notice_key", "number"], how="left", maintain_order="left")
    )
    begin = pl.max_horizontal(pl.col("start") - pl.col("number") * CHUNK, 0)
    end = pl.col("stop") - pl.col("number") * CHUNK
    return (
        parts.select("row", text=pl.col("chunk").str.slice(begin, end - begin))
        .group_by("row", maintain_order=True)
        .agg(pl.col("text").str.join())
        .get_column("text")
    )
