"""Segments: cutting, tiling, spans, and the way back from reading offsets to stored ones."""

from __future__ import annotations

import polars as pl
import pytest

from tests.transforms import reading
from transforms import segments

PARAGRAPHS = pl.DataFrame(
    {
        "notice_key": [1, 1],
        "paragraph": [0, 1],
        "start": [0, 4],
        "text": ["甲乙丙丁", "戊己"],
        "printed": ["甲乙丙丁", "戊己"],
    },
    schema={"notice_key": pl.UInt64, "paragraph": pl.Int32, "start": pl.Int32, "text": pl.String, "printed": pl.String},
)


def cuts(*rows: tuple[int, int, str]) -> pl.DataFrame:
    schema = {
        "notice_key": pl.UInt64,
        "place": pl.UInt32,
        "offset": pl.Int32,
        "role": pl.String,
        "item": pl.Int32,
        "measure": pl.Int32,
    }
    return pl.DataFrame([(1, *row, 0, 0) for row in rows], schema, orient="row")


CUTS = {
    "none": ([], [(0, 4, "unclassified", "甲乙丙丁"), (4, 6, "unclassified", "戊己")]),
    "at the head": ([(0, 0, "label")], [(0, 4, "label", "甲乙丙丁"), (4, 6, "unclassified", "戊己")]),
    "inside": (
        [(0, 0, "label"), (0, 1, "heading")],
        [(0, 1, "label", "甲"), (1, 4, "heading", "乙丙丁"), (4, 6, "unclassified", "戊己")],
    ),
    "several inside": (
        [(0, 0, "label"), (0, 1, "heading"), (0, 3, "measure")],
        [(0, 1, "label", "甲"), (1, 3, "heading", "乙丙"), (3, 4, "measure", "丁"), (4, 6, "unclassified", "戊己")],
    ),
    "not at the head": (
        [(0, 2, "measure")],
        [(0, 2, "unclassified", "甲乙"), (2, 4, "measure", "丙丁"), (4, 6, "unclassified", "戊己")],
    ),
    "behind the end": (
        [(0, 0, "label"), (0, 4, "heading")],
        [(0, 4, "label", "甲乙丙丁"), (4, 6, "unclassified", "戊己")],
    ),
}


@pytest.mark.parametrize(("places", "expected"), CUTS.values(), ids=CUTS.keys())
def test_segments(places: list[tuple[int, int, str]], expected: list[tuple[int, int, str, str]]) -> None:
    found = segments.segments(PARAGRAPHS, cuts(*places))
    assert found.select("start", "stop", "role", "text").rows() == expected
    assert found["order"].to_list() == list(range(len(found)))


def test_what_no_cut_names_is_of_no_item_and_no_measure() -> None:
    found = segments.segments(PARAGRAPHS, cuts((0, 2, "measure")))
    assert found.select("place", "item", "measure").rows() == [(0, 0, 0), (0, 0, 0), (1, 0, 0)]


def test_of_two_cuts_in_one_place_the_first_counts() -> None:
    found = segments.segments(PARAGRAPHS, cuts((0, 0, "label"), (0, 0, "heading")))
    assert found["role"].to_list() == ["label", "unclassified"]


def test_passages_are_joined_in_reading_order() -> None:
    found = segments.segments(PARAGRAPHS, cuts((0, 0, "heading"), (1, 0, "heading")))
    assert segments.passages(found, ["notice_key", "role"]).select("start", "text").rows() == [(0, "甲乙丙丁戊己")]


def spans(text: str, start: int, stop: int) -> list[str]:
    """What the stored text holds at the spans of a range of reading offsets."""
    ranges = pl.DataFrame(
        {"notice_key": [0], "start": [start], "stop": [stop]},
        schema={"notice_key": pl.UInt64, "start": pl.Int32, "stop": pl.Int32},
    )
    return [
        text[span["start"] : span["stop"]]
        for span in segments.spans_of_ranges(ranges, reading.pieces([text])).to_list()[0]
    ]


@pytest.mark.parametrize(
    ("text", "start", "stop", "expected"),
    [
        ("甲乙丙", 0, 3, ["甲乙丙"]),
        ("　甲 乙\n丙", 0, 3, ["甲 乙\n丙"]),
        ("　甲 乙\n丙", 1, 2, ["乙"]),
        ("甲\u200b乙丙丁", 1, 3, ["乙丙"]),
        ("甲乙\n\n  丙丁", 1, 3, ["乙\n\n  丙"]),
        ("**甲**乙", 1, 2, ["乙"]),
        ("県（lǐ）甲", 0, 2, ["県（lǐ）甲"]),
    ],
)
def test_spans_of_ranges(text: str, start: int, stop: int, expected: list[str]) -> None:
    assert spans(text, start, stop) == expected


def test_spans_of_ranges_keep_their_order() -> None:
    ranges = pl.DataFrame(
        {"notice_key": [0, 0, 0], "start": [2, 0, 1], "stop": [3, 1, 3]},
        schema={"notice_key": pl.UInt64, "start": pl.Int32, "stop": pl.Int32},
    )
    found = segments.spans_of_ranges(ranges, reading.pieces(["甲乙 丙"]))
    assert found.to_list() == [[{"start": 3, "stop": 4}], [{"start": 0, "stop": 1}], [{"start": 1, "stop": 4}]]


def test_spans_of_no_ranges() -> None:
    ranges = pl.DataFrame(schema={"notice_key": pl.UInt64, "start": pl.Int32, "stop": pl.Int32})
    assert segments.spans_of_ranges(ranges, reading.pieces(["甲乙"])).len() == 0


def moved(text: str = "甲乙 丙丁 戊", order: tuple[int, ...] = (1, 0, 2)) -> pl.DataFrame:
    """Pieces read in another order than they stand: 丙丁 before 甲乙."""
    cut = reading.pieces([text])
    placed = pl.DataFrame({"piece": order}, schema={"piece": pl.Int32})
    return placed.join(cut, on="piece", maintain_order="left").with_columns(
        piece=pl.int_range(pl.len(), dtype=pl.Int32), at=(pl.col("length").cum_sum() - pl.col("length")).cast(pl.Int32)
    )


@pytest.mark.parametrize(
    ("start", "stop", "expected"),
    [
        (0, 2, ["丙丁"]),
        (1, 3, ["丁", "甲"]),
        (1, 4, ["丁", "甲乙"]),
        (2, 5, ["甲乙", "戊"]),
        (0, 5, ["丙丁", "甲乙", "戊"]),
        (2, 4, ["甲乙"]),
    ],
)
def test_spans_of_scattered_text(start: int, stop: int, expected: list[str]) -> None:
    ranges = pl.DataFrame(
        {"notice_key": [0], "start": [start], "stop": [stop]},
        schema={"notice_key": pl.UInt64, "start": pl.Int32, "stop": pl.Int32},
    )
    found = segments.spans_of_ranges(ranges, moved()).to_list()[0]
    assert ["甲乙 丙丁 戊"[span["start"] : span["stop"]] for span in found] == expected


def tiled(pieces: pl.DataFrame, size: int, *starts: int) -> pl.DataFrame:
    found = pl.DataFrame(
        {"notice_key": [0] * len(starts), "start": starts, "order": range(len(starts))},
        schema={"notice_key": pl.UInt64, "start": pl.Int32, "order": pl.Int32},
    )
    sizes = pl.DataFrame(
        {"notice_key": [0], "char_count": [size]}, schema={"notice_key": pl.UInt64, "char_count": pl.Int32}
    )
    return segments.tiles(found, pieces, sizes)


def tiles(pieces: pl.DataFrame, size: int, *starts: int) -> list[tuple[int, int, int]]:
    return tiled(pieces, size, *starts).select("order", "start", "stop").rows()


def test_tiles_tell_where_their_printed_characters_stand() -> None:
    found = tiled(reading.pieces(["　甲乙 丙\n"]), 6, 0, 1, 2)
    assert found.select("reading_order", "begin", "inner_stop", "rank").rows() == [
        (0, 1, 2, 0),
        (1, 2, 3, 1),
        (2, 4, 5, 2),
    ]
    found = tiled(moved(), 7, 0, 3)
    assert found.select("reading_order", "begin", "inner_stop", "rank").rows() == [
        (0, 3, 5, 2),
        (1, 0, 1, 0),
        (2, 1, 2, 1),
        (3, 6, 7, 3),
    ]


def test_tiles_of_several_notices_keep_apart() -> None:
    pieces = reading.pieces(["甲乙", "丙 丁"])
    found = pl.DataFrame(
        {"notice_key": [0, 1, 1], "start": [0, 0, 1], "order": [0, 1, 2]},
        schema={"notice_key": pl.UInt64, "start": pl.Int32, "order": pl.Int32},
    )
    sizes = pl.DataFrame(
        {"notice_key": [0, 1], "char_count": [2, 3]}, schema={"notice_key": pl.UInt64, "char_count": pl.Int32}
    )
    cut = segments.tiles(found, pieces, sizes)
    assert cut.select("notice_key", "order", "start", "stop", "rank").rows() == [
        (0, 0, 0, 2, 0),
        (1, 1, 0, 2, 0),
        (1, 2, 2, 3, 1),
    ]


def test_tiles_side_by_side_make_one_span() -> None:
    rows = [("a", 0, 1, 3), ("a", 1, 4, 6), ("a", 3, 9, 12), ("b", 4, 12, 13), ("c", 2, 6, 8), ("c", 5, 14, 15)]
    cut = pl.DataFrame(rows, ["key", "rank", "begin", "inner_stop"], orient="row")
    found = {
        key: [(span["start"], span["stop"]) for span in spans]
        for key, spans in segments.spans(cut, ["key"]).iter_rows()
    }
    assert found == {"a": [(1, 6), (9, 12)], "b": [(12, 13)], "c": [(6, 8), (14, 15)]}


def test_words_with_invisible_characters_inside_are_kept_as_they_stand() -> None:
    notices = pl.DataFrame({"notice_key": [0, 1], "text": ["甲\u200b乙 **丙**\n丁", "戊 己"]})
    hidden = segments.hidden(notices)
    assert hidden.rows() == [(0, "甲\u200b乙 **丙**\n丁")]
    spans = [[{"start": 0, "stop": 3}, {"start": 4, "stop": 11}], [{"start": 0, "stop": 3}], [{"start": 2, "stop": 7}]]
    rows = pl.DataFrame({"notice_key": [0, 1, 0], "spans": spans, "words": ["甲乙丙丁", "戊己", "乙丙"]})
    assert segments.literal(rows, "words", hidden)["words"].to_list() == ["甲\u200b乙丙丁", "戊己", "乙丙"]
    assert segments.literal(rows, "words", hidden.head(0)).equals(rows)


def test_tiles_own_the_gap_behind_them_and_the_first_the_gap_before() -> None:
    assert tiles(reading.pieces(["　甲乙 丙\n"]), 6, 0, 2) == [(0, 0, 4), (1, 4, 6)]


def test_tiles_of_scattered_text_cover_it() -> None:
    found = tiles(moved(), 7, 0, 3)
    assert sorted((start, stop) for _, start, stop in found) == [(0, 1), (1, 3), (3, 6), (6, 7)]
    assert [order for order, _, _ in found] == [0, 0, 1, 1]
    assert tiles(moved("甲乙 丙", (1, 0)), 4, 0) == [(0, 3, 4), (0, 0, 3)]
