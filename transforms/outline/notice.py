"""One notice's tokens, as the walk sees them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import Any, NamedTuple, TypeVar

import polars as pl

T = TypeVar("T", bound=tuple[Any, ...])
FIELDS = frozenset(("measures", "situation", "effect", "status", "deadline", "responsible", "problem", "next"))


class Head(NamedTuple):
    """What the head of one paragraph tells; see `transforms.outline.tokens.heads`."""

    size: int
    style: str | None
    number: int | None
    label_size: int
    stop: int
    lead_size: int
    kind: str | None
    named: bool
    wrapped: bool
    fault: bool
    reports: bool
    action: bool
    finds: bool
    described: bool
    told: int
    introduces: bool
    looks_ahead: bool
    status_size: int
    opens: bool
    prose: bool
    closing: bool
    field: str | None
    row: int | None


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


@dataclass
class Notice:
    """The tokens of one notice: its body paragraphs in order, and the marks of each; `first` is the row of its first.

    `texts` and `leads` are those of all paragraphs read together; few are looked at, so that they stay columns.
    """

    key: int
    first: int
    heads: list[Head]
    marks: list[list[Mark]]
    texts: pl.Series
    leads: pl.Series

    def text(self, row: int) -> str:
        """The text of a paragraph."""
        text: str = self.texts[self.first + row]
        return text

    def lead(self, row: int) -> str:
        """The first sentence of a paragraph without its label."""
        lead: str = self.leads[self.first + row]
        return lead

    @cached_property
    def fielded(self) -> set[int]:
        """The paragraphs that hold a field label or end with a status."""
        known = FIELDS | {"closing_status"}
        return {mark.row for marks in self.marks for mark in marks if mark.mark in known}

    @cached_property
    def introducing(self) -> set[int]:
        """The paragraphs that hold a field label behind which measures stand."""
        known = ("measures", "situation", "effect")
        return {mark.row for marks in self.marks for mark in marks if mark.mark in known}

    @cached_property
    def counted(self) -> set[int]:
        """The paragraphs that hold a measure label."""
        return {mark.row for marks in self.marks for mark in marks if mark.mark == "measure"}

    @cached_property
    def listing(self) -> set[int]:
        """The paragraphs inside which a list label stands."""
        return {mark.row for marks in self.marks for mark in marks if mark.mark.startswith("list:")}

    @cached_property
    def has_cells(self) -> bool:
        """It holds cells of a table."""
        return any(head.field is not None for head in self.heads)

    @cached_property
    def states_in_situation(self) -> bool:
        """Its 整改情况: mostly holds a status phrase and nothing else."""
        situations = [mark for marks in self.marks for mark in marks if mark.mark == "situation"]
        return 2 * sum(0 < mark.phrase_size >= mark.rest_size - 1 for mark in situations) > len(situations)


def notices(heads: pl.DataFrame, marks: pl.DataFrame) -> Iterator[Notice]:
    """The notices of the two token frames: `heads` sorted by notice and paragraph, `marks` by row and offset."""
    # column by column: rows of a frame would be as many tuples, all alive at once, for the garbage collector to go through
    columns = [heads.get_column(name).to_list() for name in Head._fields]
    marked = [marks.get_column(name).to_list() for name in Mark._fields]
    counts = zip(*heads.get_column("notice_key").rle().struct.unnest().select("value", "len"), strict=True)
    texts, leads = heads.get_column("text"), heads.get_column("lead")
    start = at = 0
    for key, size in counts:
        stop = start + size
        found = _tuples(Head, [column[start:stop] for column in columns])
        by_row: list[list[Mark]] = [[] for _ in found]
        until = bisect_left(marked[0], stop, at)
        rows = [row - start for row in marked[0][at:until]]
        for row, mark in zip(rows, _tuples(Mark, [rows, *(column[at:until] for column in marked[1:])]), strict=True):
            by_row[row].append(mark)
        yield Notice(key, start, found, by_row, texts, leads)
        start, at = stop, until


def _tuples(kind: type[T], columns: list[list[Any]]) -> list[T]:
    """Named tuples of a kind from its columns, past its slower constructor."""
    return list(map(tuple.__new__, repeat(kind), zip(*columns, strict=True)))
