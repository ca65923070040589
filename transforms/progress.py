"""How far a measure has got by its own words: done, ongoing or planned, and the words that decided.

Belongs here: weighing the signals of `vocabulary/progress.tsv` in a measure's text, and folding the measures of an item
into the item's progress. Not here: the printed status of an item (a claim of its own) and finding the measures.

How it decides: bare declarative verbs report an action taken, so `done` is what a measure is unless it says otherwise.
What says otherwise (signals `unfinished` and `future`, the weightier of the two) counts by where it stands: in the
first clause (`head`), the last sentence (`tail`), the last clause (`end`) or anywhere (`any`). It has to outweigh the
results told (`finished`). What is open is `planned` where nothing tells of a beginning (`unfinished`, `begun`), else
`ongoing`. A pattern counts once a measure.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import polars as pl

from transforms.vocabulary import holds

VOCABULARY: Final = Path(__file__).parent / "vocabulary" / "progress.tsv"

DONE: Final = "done"
ONGOING: Final = "ongoing"
PLANNED: Final = "planned"

SIGNALS: Final = ("unfinished", "future", "finished", "begun")
MASKS: Final = ("mask", "outlook")  # mask hides its words from every signal, outlook from `finished` and `begun`
PLACES: Final = {  # how a pattern is tied to its place
    "any": "{}",
    "head": "^[^,。;:!?]*?(?:{})",
    "tail": "(?:{})[^。!?]*$",
    "end": "(?:{})[^,。;!?]*$",
}
CUE: Final = "cue"

OUTPUT_SCHEMA: Final = pl.Schema(
    {"measure_key": pl.UInt64(), "progress_code": pl.String(), "progress_words": pl.List(pl.String())}
)


@cache
def vocabulary() -> pl.DataFrame:
    """signal, place, weight (Int64), pattern, note; patterns are Rust regular expressions over reading text.

    Raises ValueError where a signal or a place is unknown.
    """
    rules = pl.read_csv(VOCABULARY, separator="\t", quote_char=None, schema_overrides={"weight": pl.Int64})
    wrong = rules.filter(~pl.col("signal").is_in([*SIGNALS, *MASKS, CUE]) | ~pl.col("place").is_in(list(PLACES)))
    if not wrong.is_empty():
        raise ValueError(f"progress vocabulary: cannot use {wrong.rows()}")
    return rules


def classify(measures: pl.DataFrame) -> pl.DataFrame:
    """The progress of each measure, one row a measure in the order given.

    `measures`: measure_key (UInt64), text (String, reading text of one measure); other columns are not read.
    Returns measure_key, progress_code (done, ongoing, planned; null where there is no text), progress_words (what was
    found of the signals that decided; empty where the measure is done).
    """
    rows = measures.select("measure_key", "text").with_row_index("row")
    open_rows = _decide_open(rows.filter(holds(pl.col("text"), _cues())).select("row", "text"))
    return (
        rows.join(open_rows, on="row", how="left", maintain_order="left")
        .with_columns(pl.col("progress_code").fill_null(DONE))
        .select(
            "measure_key",
            pl.when(pl.col("text") != "").then("progress_code"),
            pl.col("progress_words").fill_null(pl.lit([], dtype=pl.List(pl.String))),
        )
    )


def of_item(measures: pl.DataFrame) -> pl.DataFrame:
    """The progress of each item from its measures: problem_key, progress_code, in the order of first appearance.

    `measures`: problem_key (UInt64), progress_code (of each measure; null counts for nothing). Done where every measure
    is, planned where every measure is, else ongoing; null where no measure has a progress.
    """
    code = pl.col("progress_code")
    return measures.group_by("problem_key", maintain_order=True).agg(
        progress_code=pl.when(code.count() == 0)
        .then(None)
        .when((code == DONE).all())
        .then(pl.lit(DONE))
        .when((code == PLANNED).all())
        .then(pl.lit(PLANNED))
        .otherwise(pl.lit(ONGOING))
    )


def _cues() -> pl.Series:
    """Words without one of which no pattern of `unfinished` or `future` can match: a cheap first sieve."""
    return vocabulary().filter(pl.col("signal") == CUE)["pattern"]


def _masked(text: pl.Expr, signal: str) -> pl.Expr:
    patterns = vocabulary().filter(pl.col("signal") == signal)["pattern"]
    return text.str.replace_all("|".join(f"(?:{pattern})" for pattern in patterns), "〇")


def _decide_open(rows: pl.DataFrame) -> pl.DataFrame:
    """Row, progress_code, progress_words of the rows (row, text) that are not done."""
    told = _masked(pl.col("text").str.strip_chars_end(",。;!?"), "mask")
    unfinished, future, finished, begun = map(pl.col, SIGNALS)
    candidates = (
        rows.select("row", told=told)
        .with_columns(_weight("unfinished", "told"), _weight("future", "told"))
        .filter(unfinished + future > 0)
        .with_columns(achieved=_masked(pl.col("told"), "outlook"))
        .with_columns(_weight("finished", "achieved"), _weight("begun", "achieved"))
    )
    return candidates.filter(pl.max_horizontal(unfinished, future) > finished).select(
        "row",
        progress_code=pl.when(unfinished + begun == 0).then(pl.lit(PLANNED)).otherwise(pl.lit(ONGOING)),
        progress_words=pl.concat_list(_words("unfinished"), _words("future")).list.drop_nulls(),
    )


def _patterns(signal: str) -> list[tuple[str, int]]:
    """The patterns of a signal, tied to their places, and their weights."""
    rules = vocabulary().filter(pl.col("signal") == signal).select("place", "pattern", "weight")
    return [(PLACES[place].format(pattern), weight) for place, pattern, weight in rules.iter_rows()]


def _weight(signal: str, column: str) -> pl.Expr:
    """The sum of the weights of a signal's patterns that are found."""
    found = [pl.col(column).str.contains(pattern).cast(pl.Int64) * weight for pattern, weight in _patterns(signal)]
    return pl.sum_horizontal(found).alias(signal)


def _words(signal: str) -> pl.Expr:
    """What each pattern of a signal found, null where nothing."""
    rules = vocabulary().filter(pl.col("signal") == signal)["pattern"]
    return pl.concat_list([pl.col("told").str.extract(pattern, 0) for pattern in rules])
