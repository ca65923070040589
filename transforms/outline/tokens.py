"""Tokens of the outline: one row a paragraph with what its head tells, one row a mark inside it.

Belongs here: everything the walk needs to know, taken from the text over whole columns. Does not belong here: the walk.
"""

from __future__ import annotations

import polars as pl

from transforms import labels, status, vocabulary

SHORT_CELL = 24  # characters of a cell on progress that holds a status and no report
LEAD = 160  # characters of a heading that are looked at


def heads(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """What the head of each paragraph tells.

    Adds style, number, label_size, stop (offset behind the first sentence), size, kind (of section, null where its words
    say nothing), wrapped, fault, action, described (a description follows the first sentence), introduces (the paragraph
    only leads over), looks_ahead (it speaks of next steps for the whole), status_size (characters of a status in brackets
    at the end of the lead), lead (first sentence without its label).
    """
    words = vocabulary.toml("outline")
    heading = words["heading"]
    in_table = pl.col("field").is_not_null()
    seen = labels.head(paragraphs).with_columns(
        style=pl.when(~in_table).then("style"),
        label=pl.when(~in_table).then("label"),
    )
    seen = seen.with_columns(
        size=pl.col("text").str.len_chars().cast(pl.Int32),
        label_size=pl.col("label").str.len_chars().fill_null(0).cast(pl.Int32),
    )
    seen = seen.with_columns(body=pl.col("text").str.slice(pl.col("label_size")))
    first = pl.col("body").str.extract(r"^([^。]{0,400})", 1).str.len_chars().cast(pl.Int32)
    ended = pl.col("body").str.contains(r"^[^。]{0,400}。")
    seen = seen.with_columns(
        stop=pl.when(ended).then(pl.col("label_size") + first + 1).otherwise("size").cast(pl.Int32),
        lead=pl.col("body").str.slice(0, pl.min_horizontal(first, LEAD)),
    )
    kind = pl.lit(None, pl.String)
    for section in reversed(words["section"]):
        kind = pl.when(pl.col("lead").str.contains(section["pattern"])).then(pl.lit(section["kind"])).otherwise(kind)
    rest = pl.col("text").str.slice(pl.col("stop"), 40)
    return seen.with_columns(
        kind=kind,
        named=(
            pl.col("lead").str.contains(heading["item"])
            | (pl.col("lead").str.contains(heading["item_with_fault"]) & pl.col("lead").str.contains(heading["fault"]))
        )
        & ~pl.col("lead").str.contains(heading["general"]),
        wrapped=pl.col("lead").str.contains(heading["wrapped"]),
        fault=pl.col("lead").str.contains(heading["fault"]),
        action=pl.col("body").str.head(200).str.contains(words["sentence"]["action"]),
        described=rest.str.contains(heading["description_start"]),
        introduces=pl.col("text").str.tail(12).str.contains(words["sentence"]["introduces"]),
        looks_ahead=pl.col("text").str.contains(words["sentence"]["looks_ahead"]),
        status_size=status.bracketed(pl.col("lead")).str.len_chars().fill_null(0).cast(pl.Int32),
    ).drop("body")


def marks(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Marks inside the paragraphs: field labels, measure labels and list labels, in the order of the text.

    Returns notice_key, paragraph, offset, size, mark (a kind of field label, `measure`, or `list:` and a style), number,
    before (character it stands behind, empty at the head), phrase_size (characters of the status phrase behind a field
    label, 0 where there is none), rest_size (characters behind it in its paragraph), status_like (they read like a status
    that the vocabulary does not know).
    """
    found = pl.concat(
        [_cells(paragraphs), _fields(paragraphs), _measures(paragraphs), _lists(paragraphs)], how="diagonal"
    )
    order = ["notice_key", "paragraph", "offset"]
    found = found.with_columns(
        pl.col("status_like").fill_null(value=False), pl.col("phrase_size", "rest_size").fill_null(0)
    )
    return found.sort(*order, "size", descending=[False, False, False, True]).unique(
        [*order, pl.col("size") > 0], keep="first", maintain_order=True
    )


def _cells(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """A table cell begins with a mark of no size that says what its column holds."""
    field, size = pl.col("field"), pl.col("text").str.len_chars().cast(pl.Int32)
    phrase = status.phrase(pl.col("text").str.head(60)).str.len_chars().fill_null(0).cast(pl.Int32)
    measured = (field == "measures").any().over("notice_key", "row")
    progress = (
        pl.when((phrase > 0) | (size <= SHORT_CELL))
        .then(pl.lit("status"))
        .when(measured)
        .then(pl.lit("effect"))
        .otherwise(pl.lit("measures"))
    )
    return paragraphs.filter(field.is_in(["measures", "responsible", "deadline", "progress", "effect"])).select(
        "notice_key",
        "paragraph",
        offset=pl.lit(0, pl.Int32),
        size=pl.lit(0, pl.Int32),
        mark=pl.when(field == "progress").then(progress).otherwise(field),
        number=pl.lit(None, pl.Int32),
        before=pl.lit(""),
        phrase_size=phrase,
        rest_size=size,
    )


def _fields(paragraphs: pl.DataFrame) -> pl.DataFrame:
    found = labels.positions(paragraphs, labels.marker_pattern(), after="。;!?”)、.")
    word = pl.col("found").str.strip_chars("【】[]():")
    words = vocabulary.toml("outline")["sentence"]
    behind = found.join(
        paragraphs.select("notice_key", "paragraph", "text"), on=["notice_key", "paragraph"], how="left"
    )
    size = pl.col("found").str.len_chars().cast(pl.Int32)
    text = pl.col("text").str.slice(pl.col("offset") + size)
    return behind.select(
        "notice_key",
        "paragraph",
        "offset",
        size=size,
        mark=word.replace_strict(labels.marker_kinds(), default=None, return_dtype=pl.String).fill_null(
            pl.when(word.str.contains(r"\)$")).then(pl.lit("responsible")).otherwise(pl.lit("measures"))
        ),
        before="before",
        phrase_size=status.phrase(text.str.head(60)).str.len_chars().fill_null(0).cast(pl.Int32),
        rest_size=text.str.len_chars().cast(pl.Int32),
        status_like=text.str.contains(words["status_like"]) & ~text.str.contains(words["not_status"]),
    )


def _measures(paragraphs: pl.DataFrame) -> pl.DataFrame:
    words = vocabulary.toml("labels")["measure"]
    ordinal = words["ordinal"].replace("?<number>", "?:")
    before = pl.col("before")
    chance = before.str.contains(f"[{words['not_after']}]") | (
        before.str.contains(f"[{words['first_not_after']}]") & pl.col("found").str.starts_with("一是")
    )
    found = labels.positions(paragraphs, ordinal, after="").filter(~chance)
    number = labels.number(pl.col("found").str.head(pl.col("found").str.len_chars() - 1))
    plain = found.select("notice_key", "paragraph", "offset", "found", "before", number=number)
    spoken = labels.positions(
        paragraphs, vocabulary.alternatives(list(words["words"])), after="。;:!?,、)”"
    ).with_columns(number=pl.col("found").replace_strict(words["words"], return_dtype=pl.Int32))
    damaged = labels.positions(paragraphs, words["damaged"], after="。;:").with_columns(number=pl.lit(0, pl.Int32))
    size = pl.col("found").str.len_chars().cast(pl.Int32)
    together = pl.concat([plain, spoken, damaged], how="diagonal_relaxed")
    return together.select("notice_key", "paragraph", "offset", "number", "before", size=size, mark=pl.lit("measure"))


def _lists(paragraphs: pl.DataFrame) -> pl.DataFrame:
    found = []
    for style in labels.styles():
        if style["name"] not in ("digit_paren", "digit", "digit_comma", "circled", "chinese_paren"):
            continue
        pattern = style["pattern"].replace("?<number>", "?:")
        at_head = pl.col("before") == ""
        cells = paragraphs.filter(pl.col("field").is_not_null()).select(
            "notice_key", "paragraph", cell=pl.lit(value=True)
        )
        inside = (
            labels.positions(paragraphs, pattern, after="。;:")
            .join(cells, on=["notice_key", "paragraph"], how="left", maintain_order="left")
            .filter(~at_head | pl.col("cell").fill_null(value=False))
        )
        number = labels.number(pl.col("found").str.strip_chars("()[]【】〔〕、.,"))
        found.append(
            inside.select(
                "notice_key",
                "paragraph",
                "offset",
                number=number,
                before="before",
                size=pl.col("found").str.len_chars().cast(pl.Int32),
                mark=pl.lit("list:" + style["name"]),
            )
        )
    return pl.concat(found)
