"""One notice's tokens, as the walk sees them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import polars as pl


class Head(NamedTuple):
    """What the head of one paragraph tells; see `transforms.outline.tokens.heads`."""

    paragraph: int
    size: int
    style: str | None
    number: int | None
    label_size: int
    stop: int
    lead: str
    kind: str | None
    named: bool
    wrapped: bool
    fault: bool
    action: bool
    described: bool
    introduces: bool
    looks_ahead: bool
    status_size: int
    field: str | None
    row: int | None
    text: str


class Mark(NamedTuple):
    """One mark inside a paragraph; see `transforms.outline.tokens.marks`. `row` is the place of the paragraph in the notice."""

    row: int
    offset: int
    size: int
    mark: str
    number: int | None
    before: str
    phrase_size: int
    rest_size: int
    status_like: bool = False


@dataclass(slots=True)
class Notice:
    """The tokens of one notice: its body paragraphs in order, and the marks of each."""

    key: int
    heads: list[Head]
    marks: list[list[Mark]]

    @property
    def states_in_situation(self) -> bool:
        """Its 整改情况: mostly holds a status phrase and nothing else."""
        situations = [mark for marks in self.marks for mark in marks if mark.mark == "situation"]
        return 2 * sum(0 < mark.phrase_size >= mark.rest_size - 1 for mark in situations) > len(situations)


def notices(heads: pl.DataFrame, marks: pl.DataFrame) -> Iterator[Notice]:
    """The notices of the two token frames, both sorted by notice and paragraph and of the same notices."""
    marked = marks.select("notice_key", "paragraph", *Mark._fields[1:]).rows()
    at = 0
    for key, group in groupby(heads.select("notice_key", *Head._fields).rows(), key=itemgetter(0)):
        rows = [Head(*row[1:]) for row in group]
        by_row: list[list[Mark]] = [[] for _ in rows]
        place = {head.paragraph: row for row, head in enumerate(rows)}
        while at < len(marked) and marked[at][0] == key:
            row = place[marked[at][1]]
            by_row[row].append(Mark(row, *marked[at][2:]))
            at += 1
        yield Notice(key, rows, by_row)
