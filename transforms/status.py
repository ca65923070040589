"""Status: the phrase printed for an item, and its code.

Belongs here: recognising a status phrase at the head of a text and giving it a code. A phrase that no pattern of the
vocabulary knows is `unmapped`, never a default. Does not belong here: where a status may stand (`transforms.outline`).
"""

from __future__ import annotations

from functools import cache

import polars as pl

from transforms import vocabulary

END = r"(?:[。;,)\]】]|$)"


def _subject() -> str:
    """What may stand before a phrase in its sentence: 目前该问题 in 目前该问题已完成整改."""
    return str(vocabulary.toml("outline")["sentence"]["status_subject"])


@cache
def known_phrase() -> str:
    """A pattern of any known phrase."""
    known = vocabulary.csv("status_phrases", "\t").get_column("pattern")
    return "(?:" + "|".join(f"(?:{phrase})" for phrase in known) + ")"


@cache
def pattern() -> str:
    """Any known phrase at the head of a text, up to the end of its clause; the phrase is group 1."""
    return rf"^({_subject()}{known_phrase()}){END}"


def phrase(text: pl.Expr) -> pl.Expr:
    """The status phrase that the text begins with, null where it begins with none."""
    return text.str.extract(pattern(), 1)


def closing(text: pl.Expr) -> pl.Expr:
    """The status that is the last sentence of the text, in brackets or with a forecast behind it; null where none is."""
    forecast = vocabulary.toml("outline")["sentence"]["forecast_begins"]
    bare = rf"{_subject()}{known_phrase()}(?:,(?:{forecast})[^。;,]{{2,24}})?[。;]?"
    return text.str.extract(rf"(?:^|[。;!?”)])({bare}|[(\[【]{known_phrase()}[)\]】]。?)$", 1)


def bracketed(text: pl.Expr) -> pl.Expr:
    """The status phrase in brackets that the text ends with, brackets included; null where it ends with none."""
    return text.str.extract(rf"[(\[【]{known_phrase()}[)\]】]$", 0)


def bracketed_first(text: pl.Expr) -> pl.Expr:
    """The status phrase in brackets that the text begins with, brackets included; null where it begins with none."""
    return text.str.extract(rf"^[(\[【]{known_phrase()}[)\]】]", 0)


def code(phrases: pl.DataFrame, column: str = "status_text") -> pl.DataFrame:
    """Adds status_code to a frame with a column of printed phrases: `not_stated` for null, `unmapped` for an unknown one."""
    known = vocabulary.csv("status_phrases", "\t")
    printed = pl.col(column).str.strip_chars("。;,:!.()[]【】").str.replace(f"^{_subject()}", "")
    decided = pl.lit("unmapped")
    for row in reversed(known.rows(named=True)):
        decided = (
            pl.when(printed.str.contains(rf"^(?:{row['pattern']})$"))
            .then(pl.lit(row["status_code"]))
            .otherwise(decided)
        )
    distinct = (
        phrases.select(column)
        .unique()
        .with_columns(status_code=pl.when(pl.col(column).is_null()).then(pl.lit("not_stated")).otherwise(decided))
    )
    return phrases.join(distinct, on=column, how="left", nulls_equal=True, maintain_order="left")
