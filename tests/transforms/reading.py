"""Made-up texts read in one go, and what was read set out for asserting on.

One call of `transforms.read` costs the same for one short text as for fifty, so tests read all their texts together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import polars as pl

import transforms
from transforms import edges, newspaper, outline, paragraphs, reference, tables, text
from transforms.keys import key
from transforms.outline import numbered_fields

TITLE = "中共青禾县水务局党组关于县委巡察反馈意见整改情况的通报"
OPENER = (
    "2023年3月1日至4月20日，县委第二巡察组对青禾县水务局党组开展了常规巡察。2023年6月15日，县委第二巡察组反馈了巡察意见。"
    "现将整改情况公布如下。"
)
CLOSER = "欢迎广大干部群众对巡察整改落实情况进行监督。联系电话：0571-62345678。"
SIGNED = "中共青禾县水务局党组\n2024年1月10日"


@dataclass
class Item:
    """One rectification item as it was read."""

    title: str
    heading: str
    number: str | None
    aspect: str | None
    theme: str | None
    status: str
    status_text: str | None
    description: str | None
    responsible: str | None
    follow_up: str | None
    deadline: str | None
    measures: list[str] = field(default_factory=list)
    labels: list[str | None] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    """ISO, as precise as printed; a period has a slash. Of heading, description and measures."""


@dataclass
class Seen:
    """One notice as it was read.

    `notice` holds the rows of dim_notice, fact_disclosure, dim_unit and dim_inspection; `passages` are (role, stored text)
    in reading order.
    """

    notice: dict[str, Any]
    items: list[Item]
    passages: list[tuple[str, str]]

    @property
    def titles(self) -> list[str]:
        return [item.title for item in self.items]

    @property
    def counts(self) -> list[int]:
        return [len(item.measures) for item in self.items]

    def said(self, role: str) -> str:
        return "|".join(passage.strip() for known, passage in self.passages if known == role)


def notice(*body: str, title: str = TITLE, opener: str = OPENER, closer: str = CLOSER, signed: str = SIGNED) -> str:
    """A whole notice around body lines."""
    return "\n".join([part for part in (title, opener, *body, closer, signed) if part])


def problems(*lines: str) -> str:
    """A notice with an organisation part, a problems part that holds the lines, and next steps."""
    return notice(
        "一、提高政治站位，强化整改责任",
        "局党组成立了整改工作领导小组，先后召开会议5次。",
        "二、巡察反馈问题整改落实情况",
        *lines,
        "三、下一步工作打算",
        "局党组将持续抓好后续整改，不断巩固整改成果。",
    )


def frame(texts: Iterable[str]) -> pl.DataFrame:
    """Texts as `transforms.read` takes them."""
    every = list(texts)
    return pl.DataFrame(
        {
            "content_sha256": [hashlib.sha256(one.encode()).hexdigest() for one in every],
            "source_format": ["txt"] * len(every),
            "encoding": ["utf-8"] * len(every),
            "text": every,
        },
        schema=dict.fromkeys(("content_sha256", "source_format", "encoding", "text"), pl.String),
    )


@cache
def statuses() -> dict[int, str]:
    known = reference.tables(pl.Series([0], dtype=pl.Int32))["dim_status"]
    return dict(known.select("status_key", "status_code").iter_rows())


def read(texts: list[str]) -> list[Seen | None]:
    """Every text as it was read; None where it is no notice."""
    given = frame(texts)
    found = transforms.read(given)
    keys = given.select(notice_key=key("notice", "text")).get_column("notice_key").to_list()
    by_key = seen_of(found)
    return [by_key.get(one) for one in keys]


def seen_of(found: dict[str, pl.DataFrame]) -> dict[int, Seen]:
    """The notices of a reading by their keys."""
    stored = dict(found["evidence.notice_text"].iter_rows())
    heads = found["dim_notice"].join(found["fact_disclosure"], on="notice_key", how="left")
    for dimension, key_ in (("dim_unit", "unit_key"), ("dim_inspection", "inspection_key")):
        heads = heads.join(
            found[dimension].drop("notice_key").unique(key_), on=key_, how="left", suffix="_of_inspection"
        )
    every = {row["notice_key"]: Seen(row, [], []) for row in heads.iter_rows(named=True)}
    for row in found["evidence.segment"].sort("notice_key", "reading_order").iter_rows(named=True):
        passage = stored[row["notice_key"]][row["start"] : row["stop"]]
        every[row["notice_key"]].passages.append((row["role"], passage))
    by_problem: dict[int, Item] = {}
    facts = found["fact_rectification"].drop("notice_key")
    rows = found["dim_problem"].join(facts, on="problem_key", how="left").sort("notice_key", "sequence")
    for row in rows.iter_rows(named=True):
        item = Item(
            title=row["title"],
            heading=row["heading"],
            number=row["number_label"],
            aspect=row["aspect"],
            theme=row["theme"],
            status=statuses()[row["status_key"]],
            status_text=row["status_text"],
            description=row["description"],
            responsible=row["responsible"],
            follow_up=row["follow_up"],
            deadline=_iso(row["deadline_on"], row["deadline_precision"]) or None,
        )
        by_problem[row["problem_key"]] = item
        every[row["notice_key"]].items.append(item)
    for row in found["dim_measure"].sort("problem_key", "ordinal").iter_rows(named=True):
        by_problem[row["problem_key"]].measures.append(row["reading"])
        by_problem[row["problem_key"]].labels.append(row["label"])
    of_items = pl.col("part").is_in(["heading", "description", "measure", "effect"])
    dated = found["fact_mention"].filter((pl.col("kind") == "date") & pl.col("problem_key").is_not_null() & of_items)
    for row in dated.iter_rows(named=True):
        ends = [_iso(row[end], row["precision"]) for end in ("date_start", "date_end")]
        by_problem[row["problem_key"]].dates.append("/".join(filter(None, ends)))
    return every


def _iso(day: Any, precision: str | None) -> str:
    """A day, its month or its year, as precise as it was printed; empty for none."""
    return "" if day is None else str(day)[: {"year": 4, "month": 7}.get(precision or "", 10)]


def stored(texts: list[str]) -> pl.DataFrame:
    """Texts as the steps of the reading take them; the key of a text is its place."""
    return pl.DataFrame(
        {"notice_key": range(len(texts)), "text": texts}, schema={"notice_key": pl.UInt64, "text": pl.String}
    )


def pieces(texts: list[str]) -> pl.DataFrame:
    """The pieces of texts, cut as the reading does."""
    given = stored(texts)
    return text.pieces(given, newspaper.looks_like_columns(given).filter("is_newspaper").select("notice_key"))


def lines(texts: list[str]) -> pl.DataFrame:
    """The lines of texts, with tables cut into cells."""
    cut = pieces(texts)
    return tables.split(text.lines(cut), cut)


def marked(texts: list[str]) -> pl.DataFrame:
    """The paragraphs of texts, with edges marked."""
    return edges.mark(edges.cut(paragraphs.paragraphs(lines(texts))))


def body(texts: list[str]) -> pl.DataFrame:
    """The paragraphs of texts, all taken for the body of a notice: every line is one paragraph."""
    whole = lines(texts).rename({"line": "paragraph"}).with_columns(edge=pl.lit(None, pl.String))
    return numbered_fields.find(whole)


def outlined(texts: list[str]) -> outline.Outline:
    return outline.outline(body(texts))
