"""The words of the notices lie in the file once, and come out of it as they went in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse import made_up
from warehouse import build, passages
from warehouse.tables import BY_NAME
from warehouse.tables.declare import PRINTED

KEYS = {**passages.HOLDERS, passages.MENTIONS: "mention_key"}
CHARACTERS = st.sampled_from("甲乙丙。，：１ \n\u3000a1𠀀\u200b")


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    build.create_empty(connection, stored=False)
    return connection


def rows(table: str, given: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows of a table, with something in every column that may not be NULL."""
    fill = {pl.UInt64: 0, pl.Int32: 0, pl.String: "", pl.Float64: 0.0, pl.Boolean: False, pl.Date: date(2025, 1, 1)}
    columns = BY_NAME[table].columns.columns()
    empty = {name: None if c.nullable else fill.get(type(c.dtype)) for name, c in columns.items()}
    return pl.DataFrame([empty | row for row in given], schema=BY_NAME[table].polars_schema)


def star(
    texts: list[str], spans: dict[str, list[tuple[int, list[tuple[int, int]]]]], words: str
) -> dict[str, pl.DataFrame]:
    """Notices 1, 2, … with these texts, and by table rows of them (notice, ranges) that all say `words`."""
    frames = made_up.empty_star() | {
        passages.TEXTS: rows(passages.TEXTS, [{"notice_key": n, "text": t} for n, t in enumerate(texts, 1)])
    }
    said = {"heading": words, "title": words, "text": words, "reading": words}
    for table, key in KEYS.items():
        known = BY_NAME[table].polars_schema
        frames[table] = rows(
            table,
            [
                {
                    key: number,
                    "notice_key": notice,
                    "spans": [{"start": start, "stop": stop} for start, stop in ranges],
                    **{name: value for name, value in said.items() if name in known},
                }
                for number, (notice, ranges) in enumerate(spans.get(table, []), 1)
            ],
        )
    return frames


def stored(connection: duckdb.DuckDBPyConnection, frames: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """What the file gives of these tables when they are asked for the rows."""
    info = build.BuildInfo(date(2026, 1, 1), "test", "0" * 8, datetime(2026, 1, 1), "landing")
    connection.begin()
    try:
        build.insert(connection, build.laid_out(frames | {"audit.build": info.frame()}))
        return {name: connection.sql(f"FROM {name}").pl() for name in (*KEYS, passages.TEXTS)}
    finally:
        connection.rollback()


@st.composite
def written(draw: st.DrawFn) -> dict[str, pl.DataFrame]:
    """Texts and places in them: most of them sound, some overlapping, scattered or outside."""
    texts = draw(st.lists(st.text(CHARACTERS, min_size=1, max_size=40), min_size=1, max_size=3))
    long = draw(st.sampled_from([1, 1, 60]))  # longer than chunks and pieces are
    texts = [text * long for text in texts]
    place = st.integers(-1, max(map(len, texts)) + 1)
    ranges = st.lists(st.tuples(place, place), max_size=3)
    holders = st.lists(st.tuples(st.integers(1, len(texts)), ranges), max_size=4)
    return star(texts, {table: draw(holders) for table in KEYS}, draw(st.text(CHARACTERS, max_size=12)))


@given(frames=written())
@settings(max_examples=25, deadline=None)
def test_all_words_come_out_as_they_went_in_and_passages_as_their_spans_cut_them(
    connection: duckdb.DuckDBPyConnection, frames: dict[str, pl.DataFrame]
) -> None:
    texts = dict(frames[passages.TEXTS].iter_rows())
    for name, found in stored(connection, frames).items():
        wanted = frames[name].drop(PRINTED, strict=False)
        order = BY_NAME[name].primary_key
        assert found.select(wanted.columns).sort(order).equals(wanted.sort(order)), name
        if name in KEYS:
            for notice, spans, printed in found.select("notice_key", "spans", "printed").iter_rows():
                assert printed in (None, "".join(texts[notice][span["start"] : span["stop"]] for span in spans))


def test_sound_words_lie_in_the_file_once(connection: duckdb.DuckDBPyConnection) -> None:
    text = "一、标题。\n1.甲 乙\n丙。\n2.丁。"
    frames = star([text], {"dim_problem": [(1, [(2, 5)])], "dim_measure": [(1, [(8, 13)]), (1, [(17, 19)])]}, "")
    laid = build.laid_out(frames)
    assert laid["dim_measure"].get_column("printed").to_list() == ["甲 乙\n丙", "丁。"]
    assert laid[build.BETWEEN].get_column("text").to_list() == ["一、", "\n1.", "。\n2."]


def test_of_rows_that_lie_across_each_other_only_the_first_holds_the_text() -> None:
    frames = star(["甲乙丙丁"], {"dim_measure": [(1, [(0, 3)]), (1, [(2, 4)]), (1, [(3, 9)])]}, "甲")
    laid = build.laid_out(frames)
    assert laid["dim_measure"].get_column("printed").to_list() == ["甲乙丙", None, None]
    assert laid[build.BETWEEN].get_column("text").to_list() == ["丁"]
