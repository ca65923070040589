"""Status: the phrase printed for an item, and its code.

Belongs here: recognising a status phrase at the head of a text and giving it a code. A phrase that no pattern of the
vocabulary knows is `unmapped`, never a default. Does not belong here: where a status may stand (`transforms.outline`).
"""

from __future__ import annotations

from functools import cache

import polars as pl

from transforms import vocabulary

SUBJECT = (
    r"(?:(?:截至)?(?:目前|现在)[,]?)?(?:[该此本](?:项)?(?:问题|事项|任务|工作)(?:目前|现)?)?"  # 目前该问题 已完成整改
)
END = r"(?:[。;,)\]】]|$)"


@cache
def pattern() -> str:
    """Any known phrase at the head of a text, up to the end of its clause; the phrase is group 1."""
    phrases = vocabulary.csv("status_phrases", "\t").get_column("pattern").to_list()
    long = "|".join(f"(?:{phrase})" for phrase in phrases)
    return rf"^({SUBJECT}(?:{long})){END}"


def phrase(text: pl.Expr) -> pl.Expr:
    """The status phrase that the text begins with, null where it begins with none."""
    return text.str.extract(pattern(), 1)


def closing(text: pl.Expr) -> pl.Expr:
    """The status that is the last sentence of the text, in brackets or with a forecast behind it; null where none is."""
    phrases = "|".join(f"(?:{phrase})" for phrase in vocabulary.csv("status_phrases", "\t").get_column("pattern"))
    forecast = vocabulary.toml("outline")["sentence"]["forecast_begins"]
    bare = rf"{SUBJECT}(?:{phrases})(?:,(?:{forecast})[^。;,]{{2,24}})?[。;]?"
    return text.str.extract(rf"(?:^|[。;!?”)])({bare}|[(\[【](?:{phrases})[)\]】]。?)$", 1)


def bracketed(text: pl.Expr) -> pl.Expr:
    """The status phrase in brackets that the text ends with, brackets included; null where it ends with none."""
    phrases = "|".join(f"(?:{phrase})" for phrase in vocabulary.csv("status_phrases", "\t").get_column("pattern"))
    return text.str.extract(rf"([(\[【](?:{phrases})[)\]】])$", 1)


def code(phrases: pl.DataFrame, column: str = "status_text") -> pl.DataFrame:
    """Adds status_code to a frame with a column of printed phrases: `not_stated` for null, `unmapped` for an unknown one."""
    known = vocabulary.csv("status_phrases", "\t")
    printed = pl.col(column).str.strip_chars("。;,:!.()[]【】").str.replace(f"^{SUBJECT}", "")
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
