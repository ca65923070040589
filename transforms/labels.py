"""Labels: what the head of a paragraph is numbered with, and where labels stand inside it.

Belongs here: finding list labels, measure labels and field labels, with their ordinals and offsets, over whole columns.
Does not belong here: which of them carry the structure of a notice (`transforms.outline`).
"""

from __future__ import annotations

from functools import cache

import polars as pl

from transforms import matches, status, vocabulary

UNMISTAKABLE = 4  # characters from which a field label is hardly ever met by chance
LONGEST = 24  # characters; no label is as long


@cache
def ordinals() -> dict[str, int]:
    """A printed ordinal → its number: 一 to 九十九, 1 to 199, ① to ⑳, 甲 to 癸, 壹 to 拾."""
    digits = "一二三四五六七八九"
    tens = [""] + ["十"] + [f"{digit}十" for digit in digits[1:]]
    chinese = {
        ten + unit: 10 * i + j for i, ten in enumerate(tens) for j, unit in enumerate(["", *digits]) if ten + unit
    }
    signs = {chr(0x2460 + i): i + 1 for i in range(20)} | {chr(0x2474 + i): i + 1 for i in range(20)}
    signs |= {chr(0x2776 + i): i + 1 for i in range(10)} | {chr(0x3220 + i): i + 1 for i in range(10)}
    signs |= {sign: i + 1 for row in ("甲乙丙丁戊己庚辛壬癸", "壹贰叁肆伍陆柒捌玖拾") for i, sign in enumerate(row)}
    return chinese | {str(number): number for number in range(200)} | signs


def number(printed: pl.Expr) -> pl.Expr:
    """The number an ordinal names, null where it names none."""
    return printed.replace_strict(ordinals(), default=None, return_dtype=pl.Int32)


@cache
def styles() -> list[dict[str, str]]:
    """The styles of list labels, in the order in which they are tried."""
    found: list[dict[str, str]] = vocabulary.toml("labels")["style"]
    return found


def head(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Adds style, number and label (its text) of the list label at the head of each paragraph; null where there is none."""
    # a label and the one character behind it decide, and most paragraphs share theirs with others: each is read once
    deciding = pl.col("text").str.head(LONGEST).str.extract(f"^(?:{any_label()}{second_label()}?.?)", 0)
    heads = paragraphs.with_columns(head=deciding)
    distinct = heads.select(text="head").unique().drop_nulls()
    read = _read(distinct).rename({"text": "head"})
    known = heads.join(read, on="head", how="left", maintain_order="left").drop("head")
    return _set_apart(known) if "apart" in paragraphs.columns else known


def _set_apart(known: pl.DataFrame) -> pl.DataFrame:
    """The paragraphs, with the label of those whose number is set apart by a blank and no sign: 一, 1 and 1.2."""
    apart, text = pl.col("apart"), pl.col("text")
    counts = vocabulary.toml("labels")["unit"]
    bare = next(style["not_before"] for style in styles() if style["name"] == "bare")
    behind = text.str.slice(apart.str.len_chars())
    whole = apart.str.contains("^[0-9]+$")
    chance = (
        pl.when(whole).then(behind.str.contains(f"^(?:{bare}|$)")).otherwise(behind.str.contains(f"^(?:{counts}|$)"))
    )
    dotted = apart.str.contains(".", literal=True)
    labelled = (
        known.select("apart", "text", place=pl.int_range(pl.len()))
        .drop_nulls("apart")
        .filter(text.str.starts_with(apart) & ~chance)
        .select(
            "place",
            style=pl.when(dotted).then(pl.lit("dotted")).when(whole).then(pl.lit("digit")).otherwise(pl.lit("chinese")),
            label=apart,
            number=number(apart.str.extract(r"[^.]+$", 0)),
        )
    )
    places = labelled.get_column("place")
    return known.with_columns(
        known.get_column(name).scatter(places, labelled.get_column(name)) for name in ("style", "label", "number")
    )


@cache
def any_label(names: tuple[str, ...] | None = None) -> str:
    """A label of any of the styles named (by default of all); of those that match at one place the first counts."""
    known = [style["pattern"] for style in styles() if names is None or style["name"] in names]
    return "(?:" + "|".join(pattern.replace("?<number>", "?:") for pattern in known) + ")"


def _read(heads: pl.DataFrame) -> pl.DataFrame:
    """Adds style, label and number to texts that begin with a label."""
    text, style, label = pl.col("text"), pl.col("style"), pl.col("label")
    read = heads.with_columns(
        _label_of(known["pattern"], known.get("not_before")).alias(f"label {place}")
        for place, known in enumerate(styles())
    )
    found = [pl.when(pl.col(f"label {place}").is_not_null()) for place in range(len(styles()))]
    names = [pl.lit(known["name"]) for known in styles()]
    behind = text.str.slice(label.str.len_chars()).str.extract(f"^{second_label()}", 0)
    return (
        read.select(
            *heads.columns,
            style=pl.coalesce(one.then(name) for one, name in zip(found, names, strict=True)),
            label=pl.coalesce(f"label {place}" for place in range(len(styles()))),
        )
        .with_columns(number=ordinal(label))
        .with_columns(label=pl.when(style != "problem").then(label + behind.fill_null("")).otherwise(label))
    )


def _label_of(pattern: str, not_before: str | None) -> pl.Expr:
    """The label of one style that the text begins with; null where it has none, or what must not follow does."""
    text = pl.col("text")
    label = text.str.extract(f"^(?:{pattern})", 0)
    if not_before is None:
        return label
    rest = text.str.slice(label.str.len_chars())
    return pl.when(~rest.str.contains(f"^(?:{not_before}|$)")).then(label)


def ordinal(label: pl.Expr) -> pl.Expr:
    """The number of a label: what its last ordinal names, null where it holds none."""
    return number(label.str.extract(_last_ordinal(), 1))


@cache
def _last_ordinal() -> str:
    chinese = "一二三四五六七八九十"
    signs = "".join(sign for sign in ordinals() if sign not in chinese and not sign.isascii() and len(sign) == 1)
    return f"([{chinese}]+|[0-9]+|[{signs}])[^{chinese}0-9{signs}]*$"


@cache
def second_label() -> str:
    """What may stand between an item's list label and its heading, such as 问题一: or 反馈问题: behind 1."""
    numbered = next(style["pattern"] for style in styles() if style["name"] == "problem").replace("?<number>", "?:")
    fields = vocabulary.alternatives(vocabulary.toml("labels")["marker"]["problem"])
    return rf"(?:{numbered}|[【\[]?{fields}[】\]]?[:])"


@cache
def marker_kinds() -> dict[str, str]:
    """A printed field label → its kind."""
    return {word: kind for kind, words in vocabulary.toml("labels")["marker"].items() for word in words}


@cache
def marker_pattern() -> str:
    """A field label before its colon, which may be printed twice; with or without brackets around it."""
    words = vocabulary.alternatives(list(marker_kinds()))
    counted = f"{vocabulary.alternatives(vocabulary.toml('labels')['marker']['situation'])}[0-9]{{1,2}}"  # 整改情况1:
    several = f"(?:{counted}|{words}(?:[、/]{words})?)"
    return rf"(?:[【\[(]?{several}[】\])]?:){{1,2}}|[【\[]{several}[】\]]"


MARKER_SIGNS = r"[:】\]]"
"""One of these stands in every field label that `marker_pattern` finds."""


@cache
def fused_marker_pattern() -> str:
    """A field label that is unmistakable behind any word, as where the blank before it was all that set it apart."""
    return f"{_unmistakable('responsible', 'deadline', 'status')}:"


def _unmistakable(*kinds: str) -> str:
    known = vocabulary.toml("labels")["marker"]
    return vocabulary.alternatives([word for kind in kinds for word in known[kind] if len(word) >= UNMISTAKABLE])


@cache
def opened_marker_pattern() -> str:
    """A field label behind the bracket that holds it and its value, which may follow any word: …不规范【整改状态:已完成】.

    Behind a round bracket it says who is responsible: …不规范(责任领导:局长;完成时限:…).
    """
    return rf"[【\[]{vocabulary.alternatives(list(marker_kinds()))}:|\({_unmistakable('responsible')}:"


@cache
def stated_marker_pattern() -> str:
    """A field label with a status in brackets before its colon, as in 整改进展(已完成):."""
    return rf"{uncounted_marker_pattern()}[(\[]{status.known_phrase()}[)\]]:?"


@cache
def uncounted_marker_pattern() -> str:
    """The words of a field label that measures follow, without its colon."""
    known = vocabulary.toml("labels")["marker"]
    return vocabulary.alternatives(
        [word for word in known["situation"] + known["measures"] if len(word) >= UNMISTAKABLE]
    )


def positions(
    paragraphs: pl.DataFrame, pattern: str, *, after: str, holding: str | None = None, at_head: bool = True
) -> pl.DataFrame:
    """Where `pattern` stands in the paragraphs, at their head or behind one character of the class `after`.

    Returns row (of the paragraph in the frame), offset (characters from the paragraph's head), found (the matched text),
    before (the character it stands behind, empty at the head). An empty `after` allows any place. `holding` is a pattern
    that every match holds and that is found sooner: only paragraphs that hold it are looked at. Without `at_head`, what
    stands at the head of a paragraph is passed over.
    """
    lead = (f"(?:^|[{after}])" if at_head else f"[{after}]") if after else ""
    whole = f"{lead}(?:{pattern})"
    text = pl.col("text")
    rows = paragraphs.select("text").with_row_index("row")
    rows = rows if holding is None else rows.filter(text.str.contains(holding))
    found, match = matches.located(rows, whole), pl.col("match")
    if not after:
        return found.select("row", offset="at", found="match", before=pl.col("gap").str.tail(1))
    behind = match.str.contains(f"^[{after}]")
    return found.select(
        "row",
        offset=pl.col("at") + behind.cast(pl.Int32),
        found=pl.when(behind).then(match.str.slice(1)).otherwise("match"),
        before=pl.when(behind).then(match.str.head(1)).otherwise(pl.lit("")),
    )
