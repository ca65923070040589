"""What kind of problem an item is about: one category code an item, and the words that decided.

Belongs here: weighing the category words found in an item's title, theme, aspect, description and measures. The words
and their weights are data (`vocabulary/category.csv`), and so are the labels (`vocabulary/category_labels.csv`). Not
here: finding the items, or anything about their status or progress.

How it decides: each place's text is searched for the vocabulary's words (leftmost, then longest; a character counts for
one word only); a word counts once a place; its points are weight × the place's factor; a place that says much is scaled
down to the place's cap, so that a long list of measures cannot shout down a title; the category with most points wins.
The measures are read only where they could still change the winner: where the lead without them is within their cap.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import polars as pl

VOCABULARY: Final = Path(__file__).parent / "vocabulary" / "category.csv"
LABELS: Final = Path(__file__).parent / "vocabulary" / "category_labels.csv"
UNKNOWN: Final = "unknown"
NEUTRAL: Final = "neutral"  # words that only hide the words inside them, e.g. 领导干部 is not about 干部


@dataclass(frozen=True)
class Place:
    """Where a word stands: how much it counts there, and how much the place may say in all."""

    column: str
    factor: int
    cap: int


HEADS: Final = (
    Place("title", 10, 400),
    Place("theme", 4, 60),
    Place("description", 2, 40),
    Place("aspect", 1, 10),
)
MEASURES: Final = Place("measures", 2, 40)

OUTPUT_SCHEMA: Final = pl.Schema(
    {
        "problem_key": pl.UInt64(),
        "category_code": pl.String(),
        "category_margin": pl.Float64(),
        "category_words": pl.List(pl.String()),
    }
)


@cache
def labels() -> pl.DataFrame:
    """The dimension's members: category_code, label_zh, label_en; their order settles ties. The last is `unknown`."""
    return pl.read_csv(LABELS)


@cache
def vocabulary() -> pl.DataFrame:
    """Category (a code or `neutral`), word, weight (Int64); the longest word first.

    Raises ValueError where a word stands twice, a category is unknown or a weight is negative.
    """
    words = pl.read_csv(VOCABULARY, schema_overrides={"weight": pl.Int64}).select("category", "word", "weight")
    known = [code for code in labels()["category_code"] if code != UNKNOWN]
    wrong = words.filter(
        pl.col("word").is_duplicated() | ~pl.col("category").is_in([*known, NEUTRAL]) | (pl.col("weight") < 0)
    )
    if not wrong.is_empty():
        raise ValueError(f"category vocabulary: cannot use {wrong.rows()}")
    return words.sort(pl.col("word").str.len_chars(), "word", descending=[True, False])


def classify(problems: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """The category of each problem, one row a problem in the order given.

    `problems`: problem_key (UInt64), heading, title, theme, aspect, description (String, reading text; any may be null;
    the heading is read only where there is no title). `measures`: problem_key, text of each measure.
    Returns problem_key, category_code (`unknown` where no word of the vocabulary occurs), category_margin (0–1: the
    lead of the winner over the runner-up as a share of the winner's points; 0 for `unknown`), category_words (the
    winner's words, the weightiest first; empty for `unknown`).
    """
    texts = problems.with_columns(title=pl.coalesce("title", "heading")).with_row_index("row")
    heads = _points(pl.concat([texts.select("row", place=pl.lit(place.column), text=place.column) for place in HEADS]))
    leads = _ranked(heads).group_by("row").agg(lead=_first_points() - _second_points())
    undecided = texts.join(leads.filter(pl.col("lead") > MEASURES.cap), on="row", how="anti")
    told = measures.join(undecided, on="problem_key").select("row", "text", place=pl.lit(MEASURES.column))
    decided = _winners(pl.concat([heads, _points(told)]))
    return (
        texts.select("row", "problem_key")
        .join(decided, on="row", how="left", maintain_order="left")
        .select(
            "problem_key",
            pl.col("category_code").fill_null(UNKNOWN),
            pl.col("category_margin").fill_null(0.0),
            pl.col("category_words").fill_null(pl.lit([], dtype=pl.List(pl.String))),
        )
    )


def _points(said: pl.DataFrame) -> pl.DataFrame:
    """The words said: row, category, word, points (whole numbers, so that sums do not depend on their order).

    `said` has row, place (name of a `Place`) and text; a place may have several texts.
    """
    words = vocabulary()
    total = pl.col("points").sum().over("row", "place")
    return (
        said.select("row", "place", word=pl.col("text").str.extract_many(words["word"].implode(), leftmost=True))
        .explode("word", empty_as_null=False, keep_nulls=False)
        .with_columns(pl.col("word").cast(_words()))
        .unique()
        .join(_weighty_words(), on="word")
        .join(_places(), on="place")
        .with_columns(points=pl.col("weight") * pl.col("factor"))
        .select("row", "category", "word", points=pl.col("points") * pl.min_horizontal(total, "cap") // total)
    )


@cache
def _places() -> pl.DataFrame:
    """Place (the column), factor, cap."""
    return pl.DataFrame([*HEADS, MEASURES]).rename({"column": "place"})


@cache
def _words() -> pl.Enum:
    return pl.Enum(vocabulary()["word"])


@cache
def _weighty_words() -> pl.DataFrame:
    """The vocabulary without its neutral words, category and word as Enum: they join and sort as numbers."""
    codes = pl.Enum(labels()["category_code"])
    weighty = vocabulary().filter(pl.col("weight") > 0)
    return weighty.with_columns(pl.col("category").cast(codes), pl.col("word").cast(_words()))


def _ranked(points: pl.DataFrame) -> pl.DataFrame:
    """Row, category, points; a row's best category first, ties in the order of the labels."""
    sums = points.group_by("row", "category").agg(pl.col("points").sum())
    return sums.sort("row", "points", "category", descending=[False, True, False])


def _first_points() -> pl.Expr:
    return pl.col("points").first()


def _second_points() -> pl.Expr:
    return pl.col("points").get(1, null_on_oob=True).fill_null(0)


def _winners(points: pl.DataFrame) -> pl.DataFrame:
    """Per row the category with most points: row, category_code, category_margin, category_words."""
    lead = (_first_points() - _second_points()) / _first_points()
    winners = _ranked(points).group_by("row", maintain_order=True).agg(pl.col("category").first(), category_margin=lead)
    words = (
        points.join(winners, on=["row", "category"], how="semi")
        .group_by("row", "word")
        .agg(pl.col("points").sum())
        .sort("row", "points", "word", descending=[False, True, False])
        .group_by("row")
        .agg(category_words=pl.col("word").cast(pl.String))
    )
    return winners.join(words, on="row").select(
        "row",
        pl.col("category").cast(pl.String).alias("category_code"),
        pl.col("category_margin").fill_nan(0.0),
        "category_words",
    )
