"""Told statuses: what one sentence says of several items (除第5项正在整改外,其余均已完成整改).

Belongs here: such sentences under the headings above items and in the part before them, and whose status they tell. Does not
belong here: a status printed with its own item (`transforms.outline`), codes (`transforms.status`).

Plain Python over the few paragraphs that tell one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

import polars as pl

from transforms import references, status, vocabulary
from transforms.references import Numbered, Reference

PLACES = ("section_place", "aspect_place", "theme_place")


class Statement(NamedTuple):
    """A phrase from `start` to `stop`, told of the items `named`, or, where none is, of all but `besides`."""

    start: int
    stop: int
    named: list[Reference]
    besides: list[Reference]


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = vocabulary.toml("references")["told"]
    return words


@cache
def _phrase() -> re.Pattern[str]:
    return re.compile(status.known_phrase() + _words()["end"])


def statements(text: str) -> list[Statement]:
    """What a paragraph tells of several items, in its order."""
    words = _words()
    every = [named for named in references.find(text) if named.sure]
    found: list[Statement] = []
    stop = 0
    for seen in _phrase().finditer(text):
        match = _own(text, seen)
        begin = max(stop, text.rfind("。", 0, match.start()) + 1)
        stop = match.end()
        subject = text[begin : match.start()]
        begin += subject.rfind(words["except"]) + 1  # 除: of the items named before it those behind it are told apart
        inside = [named for named in every if begin <= named.start < match.start()]
        if inside and re.fullmatch(words["behind"], text[inside[-1].stop : match.start()]):
            found.append(Statement(*match.span(), inside, []))
        elif re.search(words["rest"], subject) or re.search(words["all"], subject):
            found.append(Statement(*match.span(), [], inside))
    return found


def _own(text: str, seen: re.Match[str]) -> re.Match[str]:
    """The phrase without what belongs to the sentence around it (问题均已完成整改)."""
    lead = re.match(_words()["lead"], seen.group())
    return (_phrase().match(text, seen.start() + lead.end()) if lead else None) or seen


def of_items(found: pl.DataFrame, problems: pl.DataFrame) -> pl.DataFrame:
    """The statuses told of several items: item, told (as printed), told_reading.

    `found` are segments; `problems` has notice_key, item, number, above, aspect (its place among those of the notice),
    section_place, aspect_place and theme_place. A sentence below a heading speaks of the items below it; one in the part
    before the items of all, and it must name some of them.
    """
    heading = (
        pl.when(pl.col("role").is_in(["section", "aspect", "theme"])).then("place").forward_fill().over("notice_key")
    )
    paragraphs = (
        found.select("notice_key", "role", "text", "printed", heading=heading)
        .filter((pl.col("role") == "organisation") & pl.col("text").str.contains(_words()["hint"]))
        .select("notice_key", "heading", "text", "printed")
    )
    telling = [(*row, told) for row in paragraphs.iter_rows() if (told := statements(row[2]))]
    concerned = problems.filter(pl.col("notice_key").is_in({notice for notice, *_ in telling}))
    items, below = references.numbered(concerned), _below(concerned)
    rows: list[tuple[int, str, str]] = []
    for notice, place, whole, printed, told in telling:
        every = items.get(notice, [])
        inside = [one for one in every if one.item in below.get(place, ())]
        if inside or any(one.named or one.besides for one in told):
            rows += [
                (item, printed[one.start : one.stop], whole[one.start : one.stop])
                for one, of in _whose(told, inside or every)
                for item in of
            ]
    schema = {"item": pl.Int32, "told": pl.String, "told_reading": pl.String}
    return pl.DataFrame(rows, schema, orient="row").unique("item", keep="first", maintain_order=True)


def _below(problems: pl.DataFrame) -> dict[int, set[int]]:
    """The items below each heading, by its place."""
    found: dict[int, set[int]] = {}
    for item, *places in problems.select("item", *PLACES).iter_rows():
        for place in places:
            if place is not None:
                found.setdefault(place, set()).add(item)
    return found


def _whose(told: list[Statement], items: list[Numbered]) -> list[tuple[Statement, list[int]]]:
    """The items of each statement of a paragraph; one that names none tells of those that no other names."""

    def named(references_to: list[Reference]) -> list[int]:
        candidates = [references.meant(reference, items) for reference in references_to]
        return [meant[0] for meant in candidates if len(meant) == 1]

    apart = {item for one in told for item in named(one.named) + named(one.besides)}
    rest = [one.item for one in items if one.item not in apart]
    return [(one, named(one.named) if one.named else rest) for one in told]
