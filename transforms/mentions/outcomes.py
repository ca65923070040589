"""Outcomes with a printed number: people dealt with, money recovered, rules made, meetings, training.

Belongs here: what rectification is said to have brought, counted. Does not belong here: acts without a number, what a
problem's own heading or description counts (that is the finding, not its outcome).
"""

from __future__ import annotations

from functools import cache

import cn2an
import polars as pl

from transforms import matches
from transforms.mentions import amounts, vocabulary
from transforms.mentions.spans import around, mentions
from transforms.vocabulary import holds

_N = r"(?:[0-9]+|[一二两三四五六七八九十百]+)[余多]?"
_CLAUSE = "[^,。;!?、第]"
_FAMILIES = ("people", "rules", "meetings", "trainings", "trained")
_FINDINGS = ["heading", "description", "deadline"]


@cache
def _words(family: str) -> str:
    words = vocabulary.rows("outcomes").filter(pl.col("family") == family).get_column("word").to_list()
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _codes(family: str) -> dict[str, str]:
    listed = vocabulary.rows("outcomes").filter(pl.col("family") == family)
    return dict(zip(listed.get_column("word"), listed.get_column("code"), strict=True))


@cache
def _patterns() -> dict[str, str]:
    """Per family: how verb, thing counted, number and unit stand to each other."""
    words = vocabulary.table("outcomes")
    person, item, turn, rule, passive = (words[k] for k in ("person", "rule_item", "turn", "rule", "passive"))
    people, rules, meetings = (f"(?:{_words(family)})" for family in ("people", "rules", "meetings"))
    counted_rule = rf"{_N}{item}[^,。;!?、的]{{0,8}}?{rule}"
    # Titles may hold any sign; outside them a list ends at the comma.
    listed = rf"(?:[^,。;!?《》]|《[^《》]*》){{0,60}}?{words['total']}{counted_rule}"
    near = rf"(?:{_CLAUSE}{{0,20}}?[^第0-9一二两三四五六七八九十百,。;!?、])?{counted_rule}"
    return {
        "people": rf"{people}{_CLAUSE}{{0,6}}?{_N}(?:{person}|件)"
        rf"|{_N}{person}{_CLAUSE}{{0,12}}?{passive}{_CLAUSE}{{0,4}}?{people}",
        "rules": rf"{rules}了?{_CLAUSE}{{0,16}}?{rule}{_CLAUSE}{{0,3}}?{_N}{item}"
        rf"|{rules}了?(?:{near}|{listed})"
        rf"|{_N}{item}{_CLAUSE}{{0,4}}{rule}的?{rules}",
        "meetings": rf"{meetings}了?{_CLAUSE}{{0,24}}?会议?{_CLAUSE}{{0,3}}?{_N}{turn}"
        rf"|{meetings}了?{_N}{turn}{_CLAUSE}{{0,20}}?会",
        "trainings": rf"培训(?:班|会|活动|讲座|工作)?{_CLAUSE}{{0,3}}?{_N}{turn}"
        rf"|(?:开展|举办|组织)了?{_N}{turn}{_CLAUSE}{{0,16}}?培训",
        "trained": rf"培训{_CLAUSE}{{0,14}}?{_N}{person}|{_N}{person}{_CLAUSE}{{0,8}}?参加{_CLAUSE}{{0,14}}?培训",
    }


_LARGEST = 1e14  # of nothing is there more; the column holds a hundred times as much


def _number(text: str) -> float | None:
    plain = text.rstrip("余多")
    try:
        number = float(plain) if plain.isascii() else float(cn2an.cn2an(plain.replace("两", "二"), "smart"))
    except (ValueError, KeyError):  # cn2an raises either
        return None
    return number if number < _LARGEST else None


@cache
def _unit() -> str:
    """What outcomes are counted in."""
    words = vocabulary.table("outcomes")
    return f"(?:{words['person']}|{words['rule_item']}|{words['turn']})"


def _counted(counting: pl.DataFrame, passages: pl.DataFrame, family: str) -> pl.DataFrame:
    """Matches of one family with code, quantity and unit; `counting` are the texts, by row, of passages that count something."""
    words, unit = vocabulary.table("outcomes"), _unit()
    told = counting.filter(holds(pl.col("text"), _codes(family)))
    found = matches.located(told, _patterns()[family]).select("row", "at", "match")
    found = around(found.with_columns(pl.col("match").str.len_chars().cast(pl.Int32).alias("length")), passages, 10, 0)
    # The last number with a unit is the one that counts: numbers before it stand in names.
    found = (
        found.filter(~pl.col("before").str.contains(words["no_outcome_before"]))
        .with_columns(pl.col("match").str.extract_all(f"{_N}{unit}").list.last().alias("figure"))
        .with_columns(
            pl.col("figure").str.extract(f"^{_N}", 0).alias("number"),
            pl.col("figure").str.extract(f"{unit}$", 0).alias("unit"),
            pl.col("match").str.extract(_words(family), 0).alias("word"),
        )
    )
    values = {text: _number(text) for text in found.get_column("number").unique().drop_nulls()}
    return found.select(
        "row",
        "at",
        "length",
        pl.col("word").replace_strict(_codes(family), default=None, return_dtype=pl.String).alias("outcome_code"),
        pl.col("number").replace_strict(values, default=None, return_dtype=pl.Float64).alias("quantity"),
        "unit",
        pl.lit(None, dtype=pl.Decimal(18, 2)).alias("amount_yuan"),
        pl.lit(1.0).alias("confidence"),
    ).filter(pl.col("quantity").is_not_null())


def _money(passages: pl.DataFrame, sums: pl.DataFrame) -> pl.DataFrame:
    """Sums that were recovered, refunded or paid in: the verb stands in the same clause, and is not denied."""
    words, denied = _words("money"), vocabulary.table("outcomes")["denied"]
    part = passages.get_column("part").gather(sums.get_column("row"))
    found = around(sums.filter(~part.is_in(_FINDINGS)), passages, 20, 14)
    before = pl.col("before").str.extract(rf"({denied}?[^,。;、]{{0,3}}?(?:{words}))[^,。;!?]{{0,14}}$")
    after = pl.col("after").str.extract(rf"^[^,。;!?、]{{0,10}}?(?:{words})", 0)
    return (
        found.with_columns(pl.coalesce(before, after).alias("said"))
        .filter(pl.col("said").is_not_null() & ~pl.col("said").str.contains(denied))
        .with_columns(pl.col("said").str.extract(words, 0).alias("word"))
        .select(
            "row",
            "at",
            "length",
            pl.col("word").replace_strict(_codes("money"), default=None, return_dtype=pl.String).alias("outcome_code"),
            pl.col("amount_yuan").cast(pl.Float64).alias("quantity"),
            pl.lit("元").alias("unit"),
            "amount_yuan",
            "confidence",
        )
    )


def find(passages: pl.DataFrame, sums: pl.DataFrame | None = None) -> pl.DataFrame:
    """Every outcome with a printed number in `passages` (columns: see `transforms.mentions.find`), in their order.

    `outcome_code` as in the word list `outcomes`, `quantity` in `unit` (人, 次, 项 … as printed; 元 for money, where
    `amount_yuan` is filled too). Headings and descriptions tell findings and are passed over. `sums`: what
    `amounts.located` gave for these passages, where that is known already.
    """
    money = _money(passages, amounts.located(passages) if sums is None else sums)
    told = passages.with_row_index("row").filter(~pl.col("part").is_in(_FINDINGS)).select("row", "text")
    counting = told.filter(pl.col("text").str.contains(f"{_N}(?:{_unit()}|件)"))
    found = pl.concat([*(_counted(counting, passages, family) for family in _FAMILIES), money])
    return mentions(found.sort("row", "at", "length", "outcome_code"), passages, "outcome")
