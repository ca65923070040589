"""Documents cited: titles in 《》 and document numbers.

Belongs here: titles with what is nested in them, the number printed after a title, numbers that stand alone, brackets
that were lost. Does not belong here: documents named without 《》 or a number.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from transforms.mentions import vocabulary
from transforms.mentions.spans import locate, mentions

_TITLE = r"《(?:[^《》]|《[^《》]*》)*》"
_YEAR = r"(?:19|20)[0-9]{2}"
_CORE = rf"(?:[〔\[【﹝{{]{_YEAR}[〕\]】﹞}}]?|[(]{_YEAR}[)])第?[0-9]{{1,5}}号"
_SIGN = r"[\p{Han}A-Za-z]"


@cache
def _pattern(*, numbered: bool) -> str:
    """A title; a title whose 》 is lost; if `numbered`, also the number after it, or alone with its issuer's sign."""
    end = vocabulary.table("documents")["title_end"]
    number = rf"{_SIGN}{{1,16}}{_CORE}"
    outer = r"《[^《》。;!?]{1,30}《[^《》]+》的(?:通知|意见|决定|方案|函|批复|公告)"
    unclosed = rf"《[^《》。;!?]{{2,60}}?{end}(?:[(](?:试行|暂行|修订|修订版)[)])?(?:的(?:通知|意见|决定|函))?"
    if not numbered:
        return rf"{_TITLE}|{outer}|{unclosed}"
    return rf"{_TITLE}(?:\p{{Han}}{{0,4}}[(]{number}|{number})?|{outer}|{unclosed}|{number}"


def _located(passages: pl.DataFrame) -> pl.DataFrame:
    """What the patterns find; the one with numbers, which is dear, only where there may be one."""
    text = pl.col("text")
    numbered = text.str.contains("[0-9]号")
    found = [
        locate(passages, _pattern(numbered=True), numbered),
        locate(passages, _pattern(numbered=False), ~numbered & text.str.contains("《", literal=True)),
    ]
    return pl.concat(found).sort("row", maintain_order=True)


def find(passages: pl.DataFrame) -> pl.DataFrame:
    """Every document cited in `passages` (columns: see `transforms.mentions.find`), in the passages' order.

    `document_title` is as printed, without its 《》; `document_number` as printed; one of them may be null. `text` runs
    from 《 to the end of the number. `confidence` is below 1 where a bracket was lost.
    """
    words = vocabulary.table("documents")
    found = _located(passages)
    bare = ~pl.col("match").str.starts_with("《")
    # The signs of the issuer run into the words before them: what is no sign is cut off.
    kept = (
        pl.when(bare)
        .then(pl.col("match").str.replace(rf"^.*{words['before_number']}({_SIGN}+{_CORE})$", "$1"))
        .otherwise("match")
    )
    size, whole = kept.str.len_chars().cast(pl.Int32), pl.col("match").str.len_chars().cast(pl.Int32)
    found = found.with_columns((pl.col("at") + whole - size).alias("at"), size.alias("length"), kept.alias("match"))
    closed = pl.col("match").str.contains(rf"^{_TITLE}")
    title_size = (
        pl.when(closed)
        .then(pl.col("match").str.extract(rf"^{_TITLE}", 0).str.len_chars() - 2)
        .when(pl.col("match").str.starts_with("《"))
        .then(pl.col("length") - 1)
    )
    number_size = pl.col("match").str.extract(rf"{_SIGN}+{_CORE}$", 0).str.len_chars()
    whole_number = pl.col("match").str.contains(r"[〕\]】﹞}][0-9第]+号$|[(][0-9]{4}[)]第?[0-9]+号$")
    sound = pl.when(number_size.is_not_null()).then(whole_number).otherwise(closed)
    printed = passages.get_column("printed").gather(found.get_column("row")).alias("printed")
    found = found.with_columns(printed).with_columns(
        pl.when(title_size.is_not_null())
        .then(pl.col("printed").str.slice(pl.col("at") + 1, title_size.fill_null(0)))
        .alias("document_title"),
        pl.when(number_size.is_not_null())
        .then(
            pl.col("printed").str.slice(
                pl.col("at") + pl.col("length") - number_size.fill_null(0), number_size.fill_null(0)
            )
        )
        .alias("document_number"),
        pl.when(sound).then(1.0).otherwise(0.7).alias("confidence"),
    )
    return mentions(found.drop("match", "printed"), passages, "document")
