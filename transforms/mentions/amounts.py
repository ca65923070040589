"""Sums of money in yuan.

Belongs here: figures and numerals before 元, 万元, 亿元, and sums whose 元 was lost. Does not belong here: other
currencies, what was done with the money (see `outcomes`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

import cn2an
import polars as pl

from transforms.mentions import vocabulary
from transforms.mentions.spans import around, locate, mentions

_FIGURE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
_SCALE = r"[余多]?[十百千]?[余多]?[万亿]?[余多]?"
_RANGE = r"(?:至|到|[-—–―~]+)"
_DIGIT = "一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_NUMERAL = rf"[{_DIGIT}十拾][{_DIGIT}十百千万亿零〇点拾佰仟余多]*"
SUM = rf"{_FIGURE}{_SCALE}(?:{_RANGE}{_FIGURE}{_SCALE})?(?:元|圆|块钱)|{_NUMERAL}(?:元|圆)整?"
"""A printed sum of money (Rust and Python syntax), or two that share their unit (5至10万元)."""

_TIMES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_PAIR = re.compile(rf"({_FIGURE})({_SCALE}){_RANGE}(({_FIGURE})({_SCALE})(?:元|圆|块钱))")
_ONE = re.compile(rf"({_FIGURE})({_SCALE})(?:元|圆|块钱)?")
_LARGEST = Decimal(10) ** 14  # more than the country earns in a year is no sum; and a hundred of these still add up


def _scaled(figure: str, scale: str) -> Decimal:
    value = Decimal(figure.replace(",", ""))
    for sign in scale:
        value *= _TIMES.get(sign, 1)
    return value


def yuan(text: str) -> Decimal | None:
    """Yuan of one printed sum, 余 and 多 ignored (15万余元 → 150000, 三十万元 → 300000); None where it is no number."""
    figure = _ONE.fullmatch(text)
    if figure:
        value = _scaled(figure.group(1), figure.group(2))
    else:
        numeral = re.sub("[余多元圆整]", "", text).replace("两", "二").replace("〇", "零")
        if len(numeral) < 2 and numeral != "十":
            return None  # 一元, 二元: rarely money, mostly a concept
        try:
            value = Decimal(str(cn2an.cn2an(numeral, "smart")))
        except (ValueError, KeyError):  # cn2an raises either
            return None
    return value.quantize(Decimal("0.01")) if value < _LARGEST else None


@lru_cache(maxsize=65_536)
def parts(text: str) -> tuple[tuple[int, int, str], ...]:
    """The sums in one match as (from, to, yuan): one, or both ends of a range, which share the upper's unit."""
    pair = _PAIR.fullmatch(text)
    if pair is None:
        ends = [(0, len(text), yuan(text))]
    else:
        low, low_scale, high, _, high_scale = pair.groups()
        least, most = yuan(f"{low}{low_scale or high_scale}元"), yuan(high)
        rising = least is not None and most is not None and least < most
        ends = [(0, pair.end(2), least), (pair.start(3), len(text), most)][0 if rising else 1 :]
    return tuple((start, stop, str(value)) for start, stop, value in ends if value is not None)


def _valued(found: pl.DataFrame) -> pl.DataFrame:
    """Adds `amount_yuan`; only distinct texts are parsed. Ranges become two rows."""
    distinct = found.get_column("match").unique()
    rows = [(text, *part) for text in distinct for part in parts(text)]
    schema = {"match": pl.String, "from": pl.Int32, "to": pl.Int32, "amount_yuan": pl.String}
    return (
        found.join(
            pl.DataFrame(rows, schema=schema, orient="row"), on="match", how="inner", maintain_order="left_right"
        )
        .with_columns(
            (pl.col("at") + pl.col("from")).alias("at"),
            (pl.col("to") - pl.col("from")).alias("length"),
            pl.col("amount_yuan").cast(pl.Decimal(18, 2)),
        )
        .drop("from", "to")
    )


def _printed(passages: pl.DataFrame) -> pl.DataFrame:
    """Sums printed with their unit."""
    found = locate(passages, SUM, pl.col("text").str.contains("[元圆]|块钱")).with_columns(
        pl.col("match").str.len_chars().cast(pl.Int32).alias("length")
    )
    words = vocabulary.table("amounts")
    found = around(found, passages, 0, 1).filter(~pl.col("after").str.contains(words["not_yuan_after"]))
    return _valued(found).with_columns(pl.lit(1.0).alias("confidence"))


def _repaired(passages: pl.DataFrame) -> pl.DataFrame:
    """Sums whose 元 was lost: after a word for money, and not counting anything else."""
    words = vocabulary.table("amounts")
    cue = words["money_before"].removesuffix("$")
    found = locate(passages, rf"{cue}{_FIGURE}[万亿]?").with_columns(
        pl.col("match").str.extract(rf"{_FIGURE}[万亿]?$", 0).alias("figure")
    )
    length, whole = pl.col("figure").str.len_chars().cast(pl.Int32), pl.col("match").str.len_chars().cast(pl.Int32)
    found = around(
        found.with_columns((pl.col("at") + whole - length).alias("at"), length.alias("length")), passages, 0, 4
    )
    scaled = pl.col("figure").str.contains("[万亿]$")
    likely = pl.col("figure").str.contains(r"^[0-9]{3,}|\.[0-9]") & ~pl.col("figure").str.contains(
        "^(?:19|20)[0-9]{2}$"
    )
    ends = pl.col("after").str.contains(words["bare_after"]) & likely
    counts = pl.col("after").str.contains(words["not_money_after"])
    kept = found.filter(~counts & (scaled | ends))
    confidence = pl.when(pl.col("figure").str.contains("[万亿]$")).then(0.8).otherwise(0.6)
    return _valued(kept.with_columns(pl.col("figure").alias("match"), confidence.alias("confidence")).drop("figure"))


def located(passages: pl.DataFrame) -> pl.DataFrame:
    """Every sum: `row` of the passage, `at` and `length` in characters, `amount_yuan`, `confidence`, in order."""
    columns = ["row", "at", "length", "amount_yuan", "confidence"]
    return pl.concat([_printed(passages).select(columns), _repaired(passages).select(columns)]).sort("row", "at")


def find(passages: pl.DataFrame, sums: pl.DataFrame | None = None) -> pl.DataFrame:
    """Every sum of money in `passages` (columns: see `transforms.mentions.find`), in the passages' order.

    `amount_yuan` is in yuan; a range gives two rows. `confidence` is below 1 where 元 is not printed.
    `sums`: what `located` gave for these passages, where that is known already.
    """
    return mentions(located(passages) if sums is None else sums, passages, "amount")
