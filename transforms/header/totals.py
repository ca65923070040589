"""What a notice itself says it holds: aspects, problems, measures, and how far they have come.

Belongs here: the totals of the feedback as a whole. Does not belong here: counting what was extracted, or sums of money and
people in single items (`transforms.mentions`).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import cn2an
import polars as pl

from transforms import matches, vocabulary

NOTICE = "notice_key"
YUAN = {"元": 1, "余元": 1, "万元": 10_000, "万余元": 10_000, "余万元": 10_000, "亿元": 100_000_000}


@cache
def _words() -> dict[str, Any]:
    return vocabulary.toml("totals")


@cache
def names() -> tuple[str, ...]:
    """The columns of counts."""
    words = _words()
    return tuple(dict.fromkeys(entry["name"] for entry in [*words["total"], *words["progress"]]))


@cache
def value(printed: str) -> int | None:
    """A printed number: 104, 三十三, 两; null where it is none."""
    if printed.isdigit():
        return int(printed)
    try:
        return int(cn2an.cn2an(printed.replace("〇", "零"), "smart"))
    except (ValueError, KeyError):  # cn2an raises either
        return None


def passages(edges: pl.DataFrame, body: pl.DataFrame) -> pl.DataFrame:
    """The sentences that may state totals: notice_key, at (order), sentence.

    `edges`: the paragraphs around the body with edge; `body`: its first paragraphs; both with notice_key, paragraph, text.
    Searched are the opener, the body up to its second section or its first item, and the closing.
    """
    words = _words()
    text = pl.col("text")
    early = (
        body.with_columns(
            number=pl.int_range(pl.len()).over(NOTICE), section=_so_far(text.str.contains(words["section"])) > 0
        )
        .filter(
            (pl.col("number") < words["most_paragraphs"])
            & (_so_far(pl.col("section")) <= words["paragraphs_after_section"])
        )
        .filter(_so_far(text.str.contains(words["item"]) & ~text.str.contains(words["no_item"])) == 0)
        .select(NOTICE, "paragraph", "text")
    )
    around = edges.filter(pl.col("edge").is_in(["intro", "closing"])).select(NOTICE, "paragraph", "text")
    return (
        pl.concat([around, early])
        .filter(vocabulary.holds(text, words["telling"]))
        .sort(NOTICE, "paragraph", maintain_order=True)
        .select(NOTICE, sentence=text.str.replace(words["item_inside"], "").str.split("。"))
        .explode("sentence")
        .filter(
            vocabulary.holds(pl.col("sentence"), words["telling"])
            & pl.col("sentence").str.contains("[0-9一二两三四五六七八九十百]")
        )
        .with_columns(at=pl.int_range(pl.len()))
    )


def _so_far(flag: pl.Expr) -> pl.Expr:
    """How often the flag was set up to here in the same notice."""
    return flag.cast(pl.Int32).cum_sum().over(NOTICE)


def _matches(sentences: pl.DataFrame, entry: dict[str, Any], rank: int, never_before: str | None) -> pl.DataFrame:
    """at, name, rank, printed (the number), decoy (behind `never_before`): every match of an entry in the sentences."""
    numbered = entry["pattern"].replace("N", _words()["number"])
    found = matches.located(sentences.select(row="at", text="sentence"), numbered)
    decoy = pl.col("gap").str.tail(16).str.contains(never_before) if never_before else pl.lit(value=False)
    return found.select(
        at="row",
        name=pl.lit(entry["name"]),
        rank=pl.lit(rank),
        printed=pl.coalesce(pl.col("match").str.extract(numbered, 1), *_further(numbered)),
        decoy=decoy,
    )


def _further(numbered: str) -> list[pl.Expr]:
    """The number where it stands in a later alternative of the pattern."""
    return [pl.col("match").str.extract(numbered, group) for group in range(2, numbered.count(_words()["number"]) + 1)]


def read(sentences: pl.DataFrame) -> pl.DataFrame:
    """notice_key and the declared totals (Int32; declared_rate in percent, declared_recovered_yuan as Float64).

    `sentences`: see `passages`. The first statement about the feedback as a whole counts; null where there is none.
    """
    words = _words()
    sentence = pl.col("sentence")
    other = sentence.str.contains(words["other_matter"])
    about = sentence.str.contains(words["about_feedback"]) | (
        sentence.str.contains(words["problems_to_measures"]) & ~other
    )
    own, of_feedback = sentences.filter(about | ~other), sentences.filter(about)
    found = [
        _matches(own if entry.get("anywhere") else of_feedback, entry, rank, words["decoy"])
        for rank, entry in enumerate(words["total"])
    ]
    found += [
        _matches(sentences, entry, rank, entry.get("never_before")) for rank, entry in enumerate(words["progress"])
    ]
    rows = pl.concat(found).filter(~pl.col("decoy"))
    distinct = rows.select("printed").unique().drop_nulls()
    numbers = distinct.with_columns(number=pl.Series([value(text) for text in distinct["printed"]], dtype=pl.Int32))
    first = (
        rows.join(numbers, on="printed")
        .drop_nulls("number")
        .sort("at", "rank", maintain_order=True)
        .join(sentences.select(NOTICE, "at"), on="at", maintain_order="left")
        .unique([NOTICE, "name"], keep="first", maintain_order=True)
    )
    of_name = (pl.col("number").filter(pl.col("name") == name).first().alias(name) for name in names())
    wide = (
        sentences.select(NOTICE)
        .unique(maintain_order=True)
        .join(first.group_by(NOTICE).agg(*of_name), on=NOTICE, how="left", maintain_order="left")
    )
    problems = pl.coalesce("declared_problems", "declared_specific_problems")
    measures = pl.coalesce("declared_measures", "declared_tasks")
    return (
        wide.with_columns(declared_problems=problems, declared_measures=measures)
        .join(_rate_and_money(sentences), on=NOTICE, how="left")
        .sort(NOTICE)
    )


def _rate_and_money(sentences: pl.DataFrame) -> pl.DataFrame:
    """notice_key, declared_rate, declared_recovered_yuan: the first printed."""
    rate, money = _words()["rate"], _words()["money"]
    text = pl.col("sentence")
    number = text.str.extract(money["pattern"], 1).cast(pl.Float64, strict=False)
    unit = text.str.extract(money["pattern"], 2).replace_strict(YUAN, default=None, return_dtype=pl.Float64)
    return sentences.group_by(NOTICE, maintain_order=True).agg(
        text.str.extract(rate["pattern"], 1).cast(pl.Float64, strict=False).drop_nulls().first().alias(rate["name"]),
        (number * unit).drop_nulls().first().alias(money["name"]),
    )
