"""Items and measures: the passages of each rectification item, gathered into one row.

Belongs here: putting an item's heading, headings above it, description, fields, status and follow-up together, and its
measures. Does not belong here: cutting the text (`transforms.outline`), judging it (`category`, `progress`, `status`).
"""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from transforms import follow_up, segments, status, title, told, vocabulary
from transforms.keys import part_key

MEASURE = pl.col("item").cast(pl.Int64) * 2**32 + pl.col("measure")  # item and measure as one number, to join by


class Items(NamedTuple):
    """What `gather` returns.

    `items`: notice_key, item, problem_key, sequence, number_label, aspect, theme, aspect_reading, theme_reading, start
    (reading offset of the heading), heading, title, description, responsible, follow_up, status_text, status_code.
    `measures`: notice_key, item, measure, problem_key, measure_key, ordinal, label, start, text (as printed), reading.
    `segments`: the segments with problem_key and measure_key; those of a follow-up passage have the role `follow_up` and
    the key of the first item they take up.
    `shared`: notice_key, start, stop (reading offsets), problem_key: the further items that a follow-up passage takes up.
    """

    items: pl.DataFrame
    measures: pl.DataFrame
    segments: pl.DataFrame
    shared: pl.DataFrame


def gather(found: pl.DataFrame, outlined: pl.DataFrame) -> Items:
    """The items and measures of every notice; `found` are segments, `outlined` the items of the outline."""
    of_items = found.filter(pl.col("item") > 0)
    headings = segments.passages(of_items.filter(pl.col("role") == "heading"), ["item"])
    named = outlined.join(headings, on="item", how="inner", maintain_order="left")
    named = named.with_columns(title.unwrapped(named.get_column("text")).alias("title"))
    links, alone = _links(outlined, named, of_items)
    own = (pl.col("part") == "problems") | pl.col("item").is_in(alone.implode())
    problems = (
        named.filter(own)
        .sort("notice_key", "start")
        .with_columns(
            problem_key=part_key("problem", "start"),
            sequence=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("notice_key"),
        )
    )
    taken_up = _taken_up(links.filter(~pl.col("item").is_in(alone.implode())), problems)
    keyed = _keyed(found, problems, taken_up)
    aspect = pl.col("aspect_place").rank("dense").over("notice_key").cast(pl.Int32)
    problems = problems.join(
        told.of_items(found, problems.with_columns(aspect=aspect)), on="item", how="left", maintain_order="left"
    )
    items = _described(problems, keyed, taken_up)
    measures = _measures(keyed)
    first = measures.select("measure_key", number=MEASURE)
    keyed = (
        keyed.with_columns(number=MEASURE).join(first, on="number", how="left", maintain_order="left").drop("number")
    )
    return Items(items=items, measures=measures, segments=keyed, shared=_shared(keyed, taken_up))


def _links(outlined: pl.DataFrame, named: pl.DataFrame, of_items: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """Which items each later passage takes up (see `follow_up.link`), and the entries that are items of their own.

    Those have measures, and no entry of their section takes anything up.
    """
    later = outlined.filter(pl.col("part") != "problems")
    links = follow_up.link(
        follow_up.said(outlined.join(later, on="notice_key", how="semi", maintain_order="left"), named, of_items)
    )
    placed = links.join(later.select("item", "part", "section_place"), on="item")
    joined = placed.filter(pl.col("to_item").is_not_null()).select("section_place")
    alone = (
        placed.filter(pl.col("part") == "follow_up")
        .join(joined, on="section_place", how="anti")
        .join(of_items.filter(pl.col("role") == "measure"), on="item", how="semi")
    )
    return links, alone.get_column("item")


def _taken_up(links: pl.DataFrame, problems: pl.DataFrame) -> pl.DataFrame:
    """Item (of the passage) and problem_key of what each later passage takes up; null where that is not certain."""
    keys = problems.select(to_item="item", taken_up="problem_key")
    return links.join(keys, on="to_item", how="left").sort("item", "to_item").select("item", problem_key="taken_up")


def _keyed(found: pl.DataFrame, problems: pl.DataFrame, taken_up: pl.DataFrame) -> pl.DataFrame:
    """Segments with problem_key; those of later passages get the role `follow_up` and the key of the first item taken up."""
    first = taken_up.unique("item", keep="first", maintain_order=True)
    known = pl.concat(
        [
            problems.select("item", "problem_key", later=pl.lit(value=False)),
            first.with_columns(later=pl.lit(value=True)),
        ]
    )
    keyed = found.join(known, on="item", how="left", maintain_order="left")
    later = pl.col("later").fill_null(value=False)
    ahead = (pl.col("role") == "next_steps") & pl.col("problem_key").is_not_null()
    moved = later & (pl.col("role").is_in(["heading", "description", "measure", "effect", "status"]) | ahead)
    return keyed.with_columns(
        role=pl.when(moved).then(pl.lit("follow_up")).otherwise("role"),
        measure=pl.when(later).then(0).otherwise("measure"),
        later=later,
    )


def _shared(keyed: pl.DataFrame, taken_up: pl.DataFrame) -> pl.DataFrame:
    """The further items of passages that take up several: notice_key, start, stop, problem_key."""
    further = taken_up.filter(pl.col("item").is_duplicated()).filter(~pl.col("item").is_first_distinct())
    passages = keyed.join(further, on="item", how="semi").group_by("notice_key", "item", maintain_order=True)
    return (
        passages.agg(pl.col("start").min(), pl.col("stop").max())
        .join(further, on="item", maintain_order="left_right")
        .drop("item")
    )


def _described(problems: pl.DataFrame, keyed: pl.DataFrame, taken_up: pl.DataFrame) -> pl.DataFrame:
    """The items with the texts of their passages."""
    by_role = keyed.filter(
        pl.col("role").is_in(["description", "status", "responsible"])
        & pl.col("problem_key").is_not_null()
        & ~pl.col("later")
    )
    fields = by_role.group_by("problem_key", maintain_order=True).agg(
        description=_joined("description"),
        status_text=_first("status", "printed"),
        status_reading=_first("status", "text"),
        responsible=_joined("responsible", separator=";"),
    )
    later = (
        keyed.filter(pl.col("later") & (pl.col("role") != "label"))
        .select("item", "printed")
        .join(taken_up.drop_nulls(), on="item", maintain_order="left_right")
        .group_by("problem_key", maintain_order=True)
        .agg(follow_up=pl.col("printed").str.join())
    )
    above = keyed.filter(pl.col("role").is_in(["aspect", "theme", "section"])).select("place", "printed", "text")
    headings = above.unique("place", keep="first", maintain_order=True)
    aspects = headings.rename({"place": "aspect_place", "printed": "aspect", "text": "aspect_reading"})
    themes = headings.rename({"place": "theme_place", "printed": "theme", "text": "theme_reading"})
    states = vocabulary.toml("outline")["heading"]["states"]
    of_all = headings.select(section_place="place", stated=pl.col("text").str.extract(states, 1)).drop_nulls()
    placed = (
        problems.join(aspects, on="aspect_place", how="left")
        .join(themes, on="theme_place", how="left")
        .join(fields, on="problem_key", how="left")
        .join(later, on="problem_key", how="left")
        .join(of_all, on="section_place", how="left")
        .with_columns(
            # a section of all problems of one status (已完成整改的问题) states it for each, and is no aspect
            pl.coalesce("status_text", "told", "stated").alias("status_text"),
            pl.coalesce("status_reading", "told_reading", "stated").alias("status_reading"),
            pl.when(pl.col("stated").is_null() | (pl.col("aspect_place") != pl.col("section_place"))).then(
                pl.col("aspect", "aspect_reading")
            ),
        )
    )
    return (
        status.code(placed, "status_reading")
        .sort("notice_key", "sequence")
        .select(
            "notice_key",
            "item",
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
            status_text=_clean("status_text").str.strip_chars("()（）[]【】"),
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
    labels = own.filter(pl.col("role") == "label").select(number=MEASURE, label="printed")
    by = ["notice_key", "item", "measure", "problem_key"]
    texts = segments.passages(own.filter(pl.col("role") == "measure"), by).with_columns(number=MEASURE)
    return (
        texts.join(
            labels.unique("number", keep="first", maintain_order=True), on="number", how="left", maintain_order="left"
        )
        .sort("notice_key", "start")
        .with_columns(
            measure_key=part_key("measure", "start"),
            ordinal=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("problem_key"),
            label=pl.col("label").str.strip_chars("、.,，:：() "),
        )
        .select(*by, "measure_key", "ordinal", "label", "start", text="printed", reading="text")
    )
