"""Follow-up: later passages that take earlier items up again, joined to them.

Belongs here: finding the items a later passage speaks of, by the numbers it names or by what it says. Does not belong here:
finding such passages (`transforms.outline.later`) and the numbers in them (`transforms.references`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

import polars as pl

from transforms import references, vocabulary

ALIKE = 0.6  # Dice coefficient over character pairs from which two titles name the same problem
WITHIN = 0.8  # share of the shorter title's pairs that the longer one holds, so that it says the same and more …
SHORTEST = 4  # … and pairs of a title that can be told by
CONTAINED = 0.6  # share of a follow-up's character pairs that an item's text holds, where their titles differ
SOME = 2.0  # weight of the pairs that tells apart the items of one number
WEIGHT = 6.0  # of the pairs that a follow-up shares with an item, from which the item is meant …
CLEARLY = 1.5  # … where it is so many times that of any other item
KEYS = ["notice_key", "item"]
CANDIDATE = {
    "notice_key": pl.UInt64, "item": pl.Int32, "name": pl.String, "to_item": pl.Int32, "certain": pl.Boolean,
}  # fmt: skip


def said(outlined: pl.DataFrame, named: pl.DataFrame, of_items: pl.DataFrame) -> pl.DataFrame:
    """What items and later passages say, as `link` wants it.

    `outlined`: the items of the outline; `named`: item, text (of the heading), title; `of_items`: their segments.
    """
    label = pl.col("role") == "label"
    names = label & pl.col("text").str.contains(vocabulary.toml("references")["label"])
    texts = (
        of_items.join(outlined, on="item", how="semi", maintain_order="left")
        .filter((~label & ~pl.col("role").is_in(["marker", "responsible"])) | names)
        .with_columns(text=pl.when(label).then("text").otherwise(pl.col("text") + "。"))
        .group_by("item", maintain_order=True)
        .agg(pl.col("text").str.join())
    )
    words = vocabulary.toml("outline")["heading"]
    states = pl.any_horizontal(pl.col("text").str.contains(words[name]) for name in ("item", "fault"))
    stated = named.filter(states).join(of_items.filter(pl.col("role") == "measure"), on="item", how="semi")
    return (
        outlined.with_columns(aspect=pl.col("aspect_place").rank("dense").over("notice_key").cast(pl.Int32))
        .join(texts, on="item", how="left", maintain_order="left")
        .join(named.select("item", "title"), on="item", how="left", maintain_order="left")
        .with_columns(
            pl.col("text").fill_null(""), states_problem=pl.col("item").is_in(stated.get_column("item").implode())
        )
    )


def link(items: pl.DataFrame) -> pl.DataFrame:
    """The earlier items that each later passage takes up.

    `items` has notice_key, item, part (problems; follow_up and later for the passages), number (printed, 0 for none), above (of
    the heading right above, 0 for none), aspect (1… in the notice, null where there is none), title, states_problem (the title
    states one, and measures follow) and text. The numbers that a passage names decide; where it names none, its title, then
    its text; what it says in other words only where it does not read like a problem of its own. Returns notice_key, item (of
    the passage) and to_item: one row for each item taken up, and one with null where it is not certain which is meant.
    """
    later = items.filter(pl.col("part") != "problems")
    earlier = items.filter(pl.col("part") == "problems").join(later, on="notice_key", how="semi")
    total, total_earlier, shared = pl.col("total"), pl.col("total_earlier"), pl.col("shared")
    shorter = pl.min_horizontal(total, total_earlier)
    found = _by_number(later, earlier)
    for column, likeness, least in (
        ("title", 2 * shared / (total + total_earlier), ALIKE),
        ("title", pl.when(shorter >= SHORTEST).then(shared / shorter), WITHIN),
        ("text", shared / total, CONTAINED),
    ):
        rest = later.join(found, on=KEYS, how="anti")
        candidates = earlier.join(rest, on="notice_key", how="semi")
        found = pl.concat([found, _best(rest, candidates, column, likeness, least)])
    rest = later.filter(~pl.col("states_problem")).join(found, on=KEYS, how="anti")
    found = pl.concat([found, _by_names(rest, earlier)])
    rest = rest.join(found, on=KEYS, how="anti")
    rest = rest.join(_speaks_of_several(rest, earlier), on=KEYS, how="anti")
    meant = _likely(rest, earlier).filter(_is_meant(KEYS, WEIGHT))
    found = pl.concat([found, meant.select(*KEYS, "to_item")]).unique()
    return later.select(KEYS).join(found, on=KEYS, how="left").sort("item", "to_item")


def _by_number(later: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """Items whose numbers the passages name: notice_key, item, to_item.

    Of several items with one number that is meant which the passage reads like, if any.
    """
    items = references.numbered(earlier)
    rows = [
        (notice, item, f"{item} {name}", to_item, len(meant) == 1 and named.sure)
        for notice, item, text in later.select("notice_key", "item", "text").iter_rows()
        for name, named in enumerate(references.find(text))
        for meant in [references.meant(named, items.get(notice, []))]
        for to_item in meant
    ]
    named = pl.DataFrame(rows, CANDIDATE, orient="row")
    uncertain = named.filter(~pl.col("certain"))
    doubtful = _likely(later.join(uncertain, on=KEYS, how="semi"), earlier).join(uncertain, on=[*KEYS, "to_item"])
    return pl.concat(
        [
            candidates.select(*KEYS, "to_item")
            for candidates in (named.filter("certain"), doubtful.filter(_is_meant(["name"], SOME)))
        ]
    )


def _by_names(later: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """The items of passages that name several in words, if each name clearly means one: notice_key, item, to_item."""
    meant = _meant_by_parts(later, earlier, references.names, SOME)
    one_each = pl.col("to_item").drop_nulls().n_unique().over(KEYS) == pl.len().over(KEYS)
    return meant.filter(one_each)


def _speaks_of_several(later: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """The passages (notice_key, item) of which different sentences clearly mean different items."""
    meant = _meant_by_parts(later, earlier, _sentences, WEIGHT)
    return meant.group_by(KEYS).agg(pl.col("to_item").drop_nulls().n_unique()).filter(pl.col("to_item") > 1)


def _sentences(text: str) -> list[str]:
    return re.split("[。;]", text)


def _meant_by_parts(
    later: pl.DataFrame, earlier: pl.DataFrame, parts: Callable[[str], list[str]], least: float
) -> pl.DataFrame:
    """What each part of the passages clearly means: notice_key, item, to_item (null where nothing), one row a part."""
    told = [
        (notice, passage, part)
        for notice, passage, text in later.select("notice_key", "item", "text").iter_rows()
        for part in parts(text)
    ]
    schema = {"notice_key": pl.UInt64, "passage": pl.Int32, "text": pl.String}
    rows = pl.DataFrame(told, schema, orient="row").with_columns(item=pl.int_range(pl.len(), dtype=pl.Int32))
    meant = _likely(rows, earlier).filter(_is_meant(KEYS, least))
    return (
        rows.join(meant, on=KEYS, how="left").select("notice_key", "to_item", item="passage").select(*KEYS, "to_item")
    )


def _is_meant(of: list[str], least: float) -> pl.Expr:
    """Of the items that may be meant by the same thing, the one that is clearly more like it than any other."""
    weight = pl.col("weight")
    best = weight == weight.max().over(of)
    second = weight.filter(~best).max().over(of).fill_null(0)
    return best & (best.sum().over(of) == 1) & (weight > least) & (weight >= CLEARLY * second)


def _likely(later: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """How much of each passage is said of each earlier item and of few others: notice_key, item, to_item, weight.

    A pair of characters weighs the more the fewer items have it.
    """
    words = pl.col("text").str.replace_all("[0-9]+", "。")
    said = earlier.join(later, on="notice_key", how="semi").with_columns(
        pl.concat_str("title", words, separator="。", ignore_nulls=True)
    )
    pairs = _pairs(said, "title").with_columns(
        weight=(pl.col("item").n_unique().over("notice_key") / pl.len().over("notice_key", "pair")).log()
    )
    return (
        _pairs(later.with_columns(words), "text")
        .join(pairs, on=["notice_key", "pair"], suffix="_earlier")
        .group_by("notice_key", "item", to_item="item_earlier")
        .agg(pl.col("weight").sum())
    )


def _best(later: pl.DataFrame, earlier: pl.DataFrame, column: str, likeness: pl.Expr, least: float) -> pl.DataFrame:
    """Per later item the earlier one most like it, if it is like enough: notice_key, item, to_item."""
    return (
        _pairs(later, column)
        .join(_pairs(earlier, column), on=["notice_key", "pair"], suffix="_earlier")
        .group_by("notice_key", "item", "item_earlier", "total", "total_earlier")
        .agg(shared=pl.min_horizontal("count", "count_earlier").sum())
        .with_columns(likeness=likeness)
        .filter(pl.col("likeness") >= least)
        .sort("likeness", "item_earlier", descending=[True, False])
        .unique(KEYS, keep="first")
        .select(*KEYS, to_item="item_earlier")
    )


def _pairs(items: pl.DataFrame, column: str) -> pl.DataFrame:
    """Pairs of neighbouring characters of a column, with their count and the number of all."""
    words = pl.col(column).str.replace_all(r"[^\p{Han}\w]+", "")
    pairs = (
        items.select(*KEYS, pair=pl.concat_list(words.str.extract_all(".."), words.str.slice(1).str.extract_all("..")))
        .explode("pair")
        .drop_nulls("pair")
        .group_by(*KEYS, "pair")
        .agg(count=pl.len())
    )
    return pairs.with_columns(total=pl.col("count").sum().over(KEYS))
