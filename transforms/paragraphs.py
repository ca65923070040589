"""Paragraphs: printed lines joined where a sentence runs on, and cut where several paragraphs stand in one line.

Belongs here: undoing hard wraps, page breaks and pages that were flattened to one line. Does not belong here: what a
paragraph is (`transforms.edges`, `transforms.outline`).
"""

from __future__ import annotations

import re

import polars as pl

from transforms import flattened, labels, runs, vocabulary

WRAP_LINES = 12  # fewer lines say nothing about the width of a page
WRAP_WIDTH = 80  # a wider line is a paragraph
WRAP_SHARE = 0.15  # share of lines that are full where a page is hard-wrapped …
CUT_OFF_SHARE = 0.5  # … and of those the share that stop in mid-sentence
CEILING_SHARE = 0.1  # share of lines that stop at the very same column where a page is wrapped by counting characters …
CEILING_LINES = 3  # … and their least number …
HANGING = 1  # … beyond which a sign may hang, …
CEILING_LEAST = 0.8  # … as a share of the longest line of the notice
SET_APART = 0.85  # share of the lines behind a finished paragraph that are indented or stand behind a blank line …
SET_APART_INSIDE = 0.15  # … and at most of those behind a full line, where this tells paragraphs apart
HEADING = 30  # characters of a line that may be a heading though a comma stands in it

OPEN_END = r"[、,(《“〈\[「『—-]$"
CLOSED_END = r"[。;!?:.”\"』」)】》…]$"
LATIN_END = r"[0-9A-Za-z]$"
NEVER_FIRST = r"^[,。、;:!?》”’】%‰]|^[(]?[a-z][)]"
COUNTED = r"^[年月日号时分%‰人名个次件项万亿元份场]"
RUNNING = r"[,。;、]"
RUNNING_ON = r"[,。;、][^,。;、]*[,。;、]"


def paragraphs(lines: pl.DataFrame) -> pl.DataFrame:
    """The paragraphs of every notice.

    `lines` as made by `transforms.tables.split`. Returns notice_key, paragraph (0…), start (reading offset), text, printed,
    marked, blank_before, cells, lost, page, apart, field, row.
    """
    rows = lines.rename({"line": "paragraph"})
    single = _numbered(cut(rows, flattened.places(rows)))
    return _numbered(_join(cut(single, flattened.headings(single))))


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(paragraph=pl.int_range(pl.len(), dtype=pl.Int32).over("notice_key"))


def cut(rows: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """The rows, cut at `places` (notice_key, paragraph, offset > 0 from the head of the paragraph); numbers are left as they are.

    text, printed and start of each part are its own; the other columns are those of the whole.
    """
    if places.is_empty():
        return rows
    offsets = places.group_by("notice_key", "paragraph").agg(
        offset=pl.concat_list(pl.lit(0, pl.Int32), pl.col("offset").unique().sort().implode()).explode()
    )
    keys = ["notice_key", "paragraph"]
    whole = rows.join(offsets, on=keys, how="semi", maintain_order="left")
    rest = rows.join(offsets, on=keys, how="anti", maintain_order="left")
    parts = (
        whole.join(offsets, on=keys, how="left", maintain_order="left")
        .with_columns(next=pl.col("offset").list.shift(-1))
        .explode("offset", "next")
        .with_columns(size=pl.col("next") - pl.col("offset"))
        .with_columns(
            start=pl.col("start") + pl.col("offset"),
            text=pl.col("text").str.slice(pl.col("offset"), pl.col("size")),
            printed=pl.col("printed").str.slice(pl.col("offset"), pl.col("size")),
        )
        .select(rows.columns)
    )
    return pl.concat([rest, parts]).sort("notice_key", "start")


def _join(lines: pl.DataFrame) -> pl.DataFrame:
    """Lines joined to the one before where its sentence runs on."""
    words = vocabulary.toml("paragraphs")
    notice = pl.col("notice_key")
    text = pl.col("text")
    sized = labels.head(lines).with_columns(
        size=_width(text),
        indented=pl.col("indent") > 0,
        set_apart=(pl.col("indent") > 0) | pl.col("blank_before"),
        ended=text.str.contains(CLOSED_END),
        sentence=text.str.contains("。", literal=True),
    )
    seen = (
        sized.join(_wrapped(sized), on="notice_key", how="left", maintain_order="left")
        .join(_ceilings(sized), on=["notice_key", "indented"], how="left", maintain_order="left")
        .with_columns(
            full=_before(
                ((pl.col("size") >= pl.col("width") - 3) | (pl.col("columns") >= pl.col("ceiling"))).fill_null(
                    value=False
                )
            )
        )
    )
    rows = seen.join(_told_apart(seen), on="notice_key", how="left", maintain_order="left").with_columns(
        open_end=_before(text.str.contains(OPEN_END)),
        unclosed=_before(_unclosed(text, ["《》", "〈〉", "“”"])),
        open_bracket=_before(_unclosed(text, ["()"])),
        label_only=_before(text == pl.col("label")),
        closed_end=_before(pl.col("ended")),
        latin_end=_before(text.str.contains(LATIN_END)),
        running=_before(
            (text.str.contains(RUNNING) & (pl.col("style").is_null() | pl.col("sentence")) & ~pl.col("marked"))
            & (pl.col("size") > 12)
            & (pl.col("sentence") | text.str.contains(RUNNING_ON) | (pl.col("size") > HEADING))
        ),
        first=notice != notice.shift(1).fill_null(0),
        table=(pl.col("cells") > 0) | _before(pl.col("cells") > 0) | pl.col("field").is_not_null(),
        headed=_before(pl.col("style").is_not_null() & ~pl.col("sentence")),
        aspect_end=_before(text.str.contains(words["aspect_end"])),
        measure=text.str.contains(rf"^(?:{words['measure_head']})"),
        marker=text.str.contains(rf"^(?:{labels.marker_pattern()})"),
    )
    weak = pl.col("style").is_in(["bare", "digit", "digit_paren", "bracket"]) & text.str.contains(
        r"^[(]?[0-9]{1,3}[.)][0-9%‰]"
    )
    weak &= ~text.str.contains(r"^[(]?[0-9]{1,3}[.)]20[0-9]{2}年")  # 1.2023年 is a label and a year
    measure, marker = pl.col("measure"), pl.col("marker")
    is_labelled = (pl.col("style").is_not_null() & ~weak) | measure | marker
    is_labelled &= ~((pl.col("style") == "bare") & ~pl.col("closed_end") & ~pl.col("blank_before"))
    rows, labelled = rows.with_columns(labelled=is_labelled), pl.col("labelled")
    apart = (
        text.str.contains(words["day"])
        | text.str.contains(words["own_line"])
        | pl.col("marked")
        | pl.col("table")
        | pl.col("first")
        | pl.col("page")
    )
    cut_off = (pl.col("is_wrapped") & pl.col("full")).fill_null(value=False)
    apart |= pl.col("headed") & ~cut_off & text.str.contains(words["finding"])  # 1.学习不深入,| 经查,…
    apart |= pl.col("aspect_end") & text.str.contains(words["named"])
    counted = pl.col("latin_end") & text.str.contains(COUNTED)
    runs_on = (
        text.str.contains(NEVER_FIRST)
        | (text.str.starts_with(")") & pl.col("open_bracket"))  # elsewhere it is what is left of a label
        | ((pl.col("open_end") | counted) & ~measure & ~marker)
        | ((pl.col("unclosed") | pl.col("label_only")) & ~labelled)
        | (cut_off & ~labelled)
        | (pl.col("running") & ~pl.col("closed_end") & ~pl.col("latin_end") & ~labelled & ~pl.col("is_wrapped"))
    )
    heads = labelled & ~pl.col("label").str.ends_with(",").fill_null(value=True)  # 第 | 二,… is one word
    inside = pl.col("told_apart") & ~pl.col("set_apart") & (pl.col("full") | ~(pl.col("closed_end") | heads))
    begins = apart | ~(runs_on.fill_null(value=False) | inside.fill_null(value=False))
    begins |= (pl.col("told_apart") & pl.col("set_apart") & ~pl.col("open_end")).fill_null(value=False)
    columns = [
        "notice_key",
        "start",
        "text",
        "printed",
        "marked",
        "blank_before",
        "cells",
        "lost",
        "page",
        "apart",
        "field",
        "row",
    ]
    return runs.joined(
        rows.select(*columns, begins=begins.fill_null(value=True)),
        pl.col("begins"),
        text=pl.col("text").str.join(),
        printed=pl.col("printed").str.join(),
        cells=pl.col("cells").sum(),
        lost=pl.col("lost").any(),
    ).drop("begins")


def _width(text: pl.Expr) -> pl.Expr:
    """Printed width in Chinese characters; a digit or Latin letter takes half a place."""
    return ((text.str.len_bytes() + text.str.len_chars()) / 4).cast(pl.Int32)


def _unclosed(text: pl.Expr, pairs: list[str]) -> pl.Expr:
    """One of the pairs of signs is opened and not closed."""
    # as a pattern a single sign is counted in a third of the time that `literal=True` takes
    counts = [(text.str.count_matches(re.escape(sign)) for sign in pair) for pair in pairs]
    return pl.any_horizontal(opened > closed for opened, closed in counts)


def _before(value: pl.Expr) -> pl.Expr:
    """The value of the line before in the same notice."""
    return runs.before(value, "notice_key")


def _prose(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines outside tables; a row of a table is as long as it is."""
    return lines.filter(pl.col("field").is_null() & (pl.col("cells") == 0))


def _wrapped(lines: pl.DataFrame) -> pl.DataFrame:
    """Per notice: width of a full line (in Chinese characters), is_wrapped (its lines are cut at that width).

    Where lines are cut, many are full, and most of the full ones stop in mid-sentence.
    """
    width = pl.col("size").quantile(0.9, "lower").over("notice_key").cast(pl.Int32)
    full = pl.col("size") >= pl.col("width") - 3
    return (
        _prose(lines)
        .select("notice_key", "size", "ended", width=width)
        .group_by("notice_key")
        .agg(
            width=pl.col("width").first(),
            lines=pl.len(),
            full=full.mean(),
            cut_off=(~pl.col("ended")).filter(full).mean(),
        )
        .select(
            "notice_key",
            "width",
            is_wrapped=(pl.col("lines") >= WRAP_LINES)
            & (pl.col("width") <= WRAP_WIDTH)
            & (pl.col("full") >= WRAP_SHARE)
            & (pl.col("cut_off") >= CUT_OFF_SHARE),
        )
    )


def _ceilings(lines: pl.DataFrame) -> pl.DataFrame:
    """Per notice and indented: ceiling, the column at which lines are cut where it is a fixed number of characters.

    It is the column at which most lines stop in mid-sentence. Indented lines may have one of their own. Groups of lines that
    are not cut by counting have no row.
    """
    group = ["notice_key", "indented"]
    cut_off, columns = ~pl.col("ended"), pl.col("columns")
    at_column = (
        _prose(lines)
        .with_columns(longest=columns.max().over("notice_key"))
        .group_by(*group, "columns")
        .agg(pl.len(), cut_off=cut_off.sum(), longest=pl.col("longest").first())
    )
    return (
        at_column.with_columns(lines=pl.col("len").sum().over(group), last=columns.max().over(group))
        .sort("cut_off", "columns", descending=True)
        .unique(group, keep="first", maintain_order=True)
        .filter(
            (pl.col("cut_off") >= CEILING_LINES)
            & (pl.col("len") >= CEILING_SHARE * pl.col("lines"))
            & (pl.col("cut_off") >= CUT_OFF_SHARE * pl.col("len"))
            & (columns >= pl.col("last") - HANGING)
            & (columns >= CEILING_LEAST * pl.col("longest"))
        )
        .select(*group, ceiling="columns")
    )


def _told_apart(lines: pl.DataFrame) -> pl.DataFrame:
    """Per notice: told_apart, whether it is hard-wrapped and each of its paragraphs is indented or stands behind a blank line."""
    full = pl.col("full")
    ended = _before(pl.col("ended"))
    return lines.group_by("notice_key").agg(
        told_apart=pl.col("is_wrapped").first()
        & (pl.col("set_apart").filter(~full & ended).mean() >= SET_APART)
        & (pl.col("set_apart").filter(full & ~ended).mean() <= SET_APART_INSIDE)
    )
