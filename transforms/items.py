"""Items and measures: the passages of each rectification item, gathered into one row.

Belongs here: putting an item's heading, headings above it, description, fields, status and follow-up together, and its
measures. Does not belong here: cutting the text (`transforms.outline`), judging it (`category`, `progress`, `status`).
"""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from transforms import follow_up, segments, status, title
from transforms.keys import key

ITEM = ["notice_key", "item"]


class Items(NamedTuple):
    """What `gather` returns.

    `items`: notice_key, item, problem_key, sequence, number_label, aspect, theme, aspect_reading, theme_reading, start
    (reading offset of the heading), heading, title, description, responsible, follow_up, status_text, status_code.
    `measures`: notice_key, item, measure, problem_key, measure_key, ordinal, label, start, text (as printed), reading.
    `segments`: the segments with problem_key and measure_key; those of a follow-up passage have the role `follow_up` and
    the key of the item they take up.
    """

    items: pl.DataFrame
    measures: pl.DataFrame
    segments: pl.DataFrame


def gather(found: pl.DataFrame, outlined: pl.DataFrame) -> Items:
    """The items and measures of every notice; `found` are segments, `outlined` the items of the outline."""
    headings = segments.passages(found.filter((pl.col("role") == "heading") & (pl.col("item") > 0)), ITEM)
    named = outlined.join(headings, on=ITEM, how="inner", maintain_order="left").with_columns(
        title=title.unwrapped(pl.col("text"))
    )
    texts = segments.passages(found.filter((pl.col("role") == "measure") & (pl.col("item") > 0)), ITEM)
    with_text = named.select(*ITEM, "part", "title").join(texts.select(*ITEM, "text"), on=ITEM, how="left")
    links = follow_up.link(with_text)
    alone = links.filter(pl.col("to_item").is_null()).join(texts, on=ITEM, how="semi").select(ITEM)
    own = (pl.col("part") == "problems") | pl.struct(ITEM).is_in(alone.select(pl.struct(ITEM)).to_series().implode())
    problems = (
        named.filter(own)
        .sort("notice_key", "start")
        .with_columns(
            problem_key=key("problem", "notice_key", "start"),
            sequence=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("notice_key"),
        )
    )
    keyed = _keyed(found, problems, links.join(alone, on=ITEM, how="anti"))
    items = _described(problems, keyed)
    measures = _measures(keyed)
    first = measures.select("notice_key", "item", "measure", "measure_key")
    keyed = keyed.join(first, on=[*ITEM, "measure"], how="left", maintain_order="left")
    return Items(items=items, measures=measures, segments=keyed)


def _keyed(found: pl.DataFrame, problems: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Segments with problem_key; the passages of follow-up items get the role `follow_up`."""
    keys = problems.select(*ITEM, "problem_key")
    taken_up = links.join(keys, left_on=["notice_key", "to_item"], right_on=ITEM, how="left").select(
        *ITEM, "problem_key", later=pl.lit(value=True)
    )
    known = pl.concat([keys.with_columns(later=pl.lit(value=False)), taken_up])
    later = pl.col("later").fill_null(value=False)
    moved = later & pl.col("role").is_in(["heading", "description", "measure", "effect", "status"])
    return found.join(known, on=ITEM, how="left", maintain_order="left").with_columns(
        role=pl.when(moved).then(pl.lit("follow_up")).otherwise("role"),
        measure=pl.when(later).then(0).otherwise("measure"),
        later=later,
    )


def _described(problems: pl.DataFrame, keyed: pl.DataFrame) -> pl.DataFrame:
    """The items with the texts of their passages."""
    by_role = keyed.filter(pl.col("problem_key").is_not_null() & ~pl.col("later"))
    fields = by_role.group_by("problem_key", maintain_order=True).agg(
        description=_joined("description"),
        status_text=_first("status", "printed"),
        status_reading=_first("status", "text"),
        responsible=_joined("responsible", separator=";"),
    )
    later = (
        keyed.filter(pl.col("later") & pl.col("problem_key").is_not_null() & (pl.col("role") != "label"))
        .group_by("problem_key", maintain_order=True)
        .agg(follow_up=pl.col("printed").str.join())
    )
    above = keyed.filter(pl.col("role").is_in(["aspect", "theme", "section"])).select("place", "printed", "text")
    headings = above.unique("place", keep="first", maintain_order=True)
    aspects = headings.rename({"place": "aspect_place", "printed": "aspect", "text": "aspect_reading"})
    themes = headings.rename({"place": "theme_place", "printed": "theme", "text": "theme_reading"})
    placed = (
        problems.join(aspects, on="aspect_place", how="left")
        .join(themes, on="theme_place", how="left")
        .join(fields, on="problem_key", how="left")
        .join(later, on="problem_key", how="left")
    )
    return (
        status.code(placed, "status_reading")
        .sort("notice_key", "sequence")
        .select(
            *ITEM,
            "problem_key",
            "sequence",
            "start",
            "title",
            "aspect_reading",
            "theme_reading",
            "description",
            "responsible",
            "follow_up",
            "status_code",
            number_label=pl.when(pl.col("number") > 0).then(pl.col("number").cast(pl.String)),
            aspect=_clean("aspect"),
            theme=_clean("theme"),
            heading=_clean("printed"),
            status_text=_clean("status_text"),
        )
    )


def _joined(role: str, separator: str = "") -> pl.Expr:
    text = pl.col("printed").filter(pl.col("role") == role)
    return pl.when(text.len() > 0).then(text.str.join(separator))


def _first(role: str, column: str) -> pl.Expr:
    return pl.col(column).filter(pl.col("role") == role).first()


def _clean(column: str) -> pl.Expr:
    """Without the punctuation that only ends it."""
    return pl.col(column).str.strip_chars_end("。:;：；,，.")


def _measures(keyed: pl.DataFrame) -> pl.DataFrame:
    """One row a measure."""
    own = keyed.filter((pl.col("measure") > 0) & pl.col("problem_key").is_not_null())
    labels = own.filter(pl.col("role") == "label").select(*ITEM, "measure", label="printed")
    by = [*ITEM, "measure", "problem_key"]
    texts = segments.passages(own.filter(pl.col("role") == "measure"), by)
    return (
        texts.join(
            labels.unique([*ITEM, "measure"], keep="first"), on=[*ITEM, "measure"], how="left", maintain_order="left"
        )
        .sort("notice_key", "start")
        .with_columns(
            measure_key=key("measure", "notice_key", "start"),
            ordinal=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("problem_key"),
            label=pl.col("label").str.strip_chars("、.,，:：() "),
        )
        .select(*by, "measure_key", "ordinal", "label", "start", text="printed", reading="text")
    )
