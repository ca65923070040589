"""The notice as a publication: its title, who published it, and when.

Belongs here: title, publisher and day, from title, signature and furniture. Does not belong here: the inspected unit.
"""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from transforms import vocabulary

NOTICE = "notice_key"


@cache
def _one(lines: tuple[str, ...]) -> str:
    """One title from its printed lines: without a repetition, a label of a metadata table, the column of the page."""
    words = vocabulary.toml("edges")["title"]
    label = vocabulary.toml("units")["title"]["label"]
    kept = list(dict.fromkeys(re.sub(r"^(.{10,})\1$", r"\1", re.sub(label, "", line)) for line in lines))
    if len(kept) > 1 and re.search(words["column"], kept[0]) and re.search(words["pattern"], "".join(kept[1:])):
        kept = kept[1:]
    for line, following in zip(kept, [*kept[1:], ""], strict=True):
        whole = line + following if re.search(words["rest"], following) else line
        if re.search(words["pattern"], whole) and not re.search(words["needs_more"], line):
            return whole
    return "".join(kept)


def title(rows: pl.DataFrame) -> pl.DataFrame:
    """notice_key, title (as printed), title_text (normalised).

    `rows`: the paragraphs with edge `title`, in order.
    """
    lines = rows.group_by(NOTICE, maintain_order=True).agg(pl.col("text"), pl.col("printed"))
    return lines.select(
        NOTICE,
        title=pl.col("printed").map_elements(lambda found: _one(tuple(found)), return_dtype=pl.String),
        title_text=pl.col("text").map_elements(lambda found: _one(tuple(found)), return_dtype=pl.String),
    )


def published(found: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """notice_key, published_on: the day that the page calls that of its publication, else the day under the signature.

    What it calls the day of writing comes between the two. Where none of them stands, a day that stands alone in the
    furniture goes before one that ends its line.

    Damaged digits that may be cut two ways are read as the day that does not lie before the feedback.

    `found`: see `transforms.header.period.mentioned`; `told`: notice_key, feedback_on. A month alone is no day: null.
    """
    words = vocabulary.toml("periods")
    days = found.filter(
        (pl.col("precision") == "day") & pl.col("date_start").is_not_null() & pl.col("date_end").is_null()
    )
    role = pl.col("role") == "publication"
    signed = days.filter(pl.col("edge") == "signature").with_columns(rank=pl.lit(2))
    stated = days.filter(
        ((pl.col("edge") == "furniture") & (role | pl.col("before").str.contains(words["publication_before"])))
        | ((pl.col("edge") == "intro") & pl.col("before").str.contains(words["publication_inside"]))
    ).with_columns(rank=pl.col("before").str.contains(words["written_before"]).cast(pl.Int32))
    alone = days.filter(
        (pl.col("edge") == "furniture")
        & (pl.col("before") == "")
        & (pl.col("text").str.len_chars() >= 8)
        & ~pl.col("after").str.contains(words["today"])
    ).with_columns(rank=pl.lit(3))
    last = days.filter(
        (pl.col("edge") == "furniture")
        & (pl.col("after") == "")
        & (pl.col("text").str.len_chars() >= 8)
        & (pl.col("before").str.len_chars() <= 16)
        & ~pl.col("before").str.contains(words["no_publication"])
    ).with_columns(rank=pl.lit(4))
    other = pl.col("alternative").str.to_date("%Y-%m-%d", strict=False)
    return (
        pl.concat([signed, stated, alone, last])
        .sort(NOTICE, "rank", pl.when(pl.col("rank") == 2).then(-pl.col("start")).otherwise("start"))
        .unique(NOTICE, keep="first", maintain_order=True)
        .join(told.select(NOTICE, "feedback_on"), on=NOTICE, how="left", maintain_order="left")
        .select(
            NOTICE,
            published_on=pl.when((pl.col("date_start") < pl.col("feedback_on")) & (other >= pl.col("feedback_on")))
            .then(other)
            .otherwise("date_start"),
        )
    )


def publisher(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """notice_key, publisher, signed (organisations that signed), source (来源 or 发布机构 of the page), all as printed.

    `paragraphs`: notice_key, text, printed, edge.
    """
    known = vocabulary.toml("edges")
    date = rf"(?:(?:发布|成文|公布)?(?:日期|时间):)?{known['date']}$"
    text = pl.col("text")
    signed = (
        paragraphs.filter(pl.col("edge") == "signature")
        .with_columns(text=text.str.replace(date, ""))
        .with_columns(size=text.str.len_chars())
        .filter((pl.col("size") > 2) & text.str.contains(r"\p{Han}"))
        .with_columns(printed=pl.col("printed").str.head(pl.col("size")))
        .group_by(NOTICE, maintain_order=True)
        .agg(signed="text", signed_printed=pl.col("printed").first())
    )
    stop = "(?:作者|编辑|阅读|浏览|点击|发布|时间|日期|字体|字号|审核|责任|访问|打印|分享|次数|【|20[0-9]{2})"
    source = text.str.extract(r"(?:来源|发布机构|发布单位|发文机关|信息提供):([^,。;:【\[(]{2,40})", 1).str.replace(
        f"{stop}.*$", ""
    )
    sources = (
        paragraphs.filter(pl.col("edge") == "furniture")
        .select(NOTICE, source=source)
        .filter(pl.col("source").str.len_chars() >= 2)
        .unique(NOTICE, keep="first", maintain_order=True)
    )
    return (
        paragraphs.select(NOTICE)
        .unique()
        .join(signed, on=NOTICE, how="left")
        .join(sources, on=NOTICE, how="left")
        .select(NOTICE, publisher=pl.coalesce("signed_printed", "source"), signed="signed", source="source")
    )
