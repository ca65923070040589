"""A run of date characters cut to groups: numbers with their marks, and what joins one group to the next.

Belongs here: lexing, grouping, marks printed once for several numbers. Does not belong here: the calendar (see
`date_calendar`), what the groups mean together (see `date_reading`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from transforms.mentions import vocabulary
from transforms.mentions.date_calendar import DAY, MONTH, Y4, YEAR, begins_with_year, digits_of, is_year, part_fused

_JOINED = ("range", "list")
_MARKS = {"年": YEAR, "月": MONTH, "日": DAY, "号": DAY}


class Number(NamedTuple):
    """Digits, the level of the mark behind them (None: no mark) and where both end."""

    digits: str
    level: int | None
    stop: int


@dataclass(slots=True)
class Group:
    """Numbers that follow each other without a separator.

    `joiner` is what stands before: range, list, comma, fused (nothing, the digits ran together), other, or empty.
    """

    start: int
    stop: int
    numbers: list[Number] = field(default_factory=list)
    joiner: str = ""
    part: str = ""
    part_stop: int = 0
    relation: str = ""
    borrowed: bool = False
    iso: bool = False

    def level_before(self) -> int:
        """The deepest level told before the last number, -1 for none."""
        return max((n.level for n in self.numbers[:-1] if n.level is not None), default=-1)

    def last_level(self) -> int | None:
        """The level of the last number; where its mark is lost, the one behind the level before."""
        last = self.numbers[-1].level
        before = self.level_before()
        return last if last is not None or before < 0 else before + 1


@cache
def _lexer() -> re.Pattern[str]:
    words = vocabulary.table("dates")
    part = "|".join(sorted(words["year_part"], key=len, reverse=True))
    relative = "|".join(words["relative"])
    return re.compile(
        rf"(?P<iso>(?<![\d./]){Y4}([-./])(?:(?:0\d|1[0-2])\2[0-3]\d(?=\d\d:)|\d{{1,2}}\2\d{{1,2}}日?(?!\d)))"
        rf"|(?P<isomonth>(?<![\d./]){Y4}(?:[./](?:0?[1-9]|1[0-2])|-(?:0[1-9]|1[0-2]))(?![\d.年]))"
        rf"|(?P<relative>{relative})"
        r"|(?P<part_of_year>(?<=年)年[底末初])"
        r"|(?P<mark>年度?|月份?|[日号])"
        rf"|(?P<part>{part}|[上中下]旬)"
        r"|(?P<number>[〇零○ОOo一二三四五六七八九0]{4}(?=年)|\d+|[一二三四五六七八九十]+(?=[月日号]))"
        r"|(?P<range>起?(?:至|到)|[-—–―─~]+|一(?=\d))"
        r"|(?P<list>[、,和与及])"
        r"|(?P<other>.)",
        re.DOTALL,
    )


@cache
def _counting() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(vocabulary.table('dates')['counting_units'])})")


def counts_something(after: str) -> bool:
    """Whether what follows a bare number makes it a count (人, 次, 元 …)."""
    return _counting().match(after) is not None


@cache
def _parts_of_years() -> frozenset[str]:
    """Quarters and halves: parts that may follow one another in a list; 底, 末, 初 do not."""
    return frozenset(part for part, (first, last) in vocabulary.table("dates")["year_part"].items() if first != last)


class _Grouping:
    """Takes tokens one by one and keeps the groups; `open` while the last group may still grow."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self.open = False
        self.joiner = ""
        self.relation = ("", 0)

    def _begin(self, group: Group) -> None:
        relation, start = self.relation
        if relation:
            group.relation, group.start = relation, start
        self.groups.append(group)
        self.joiner, self.relation = "", ("", 0)

    def iso(self, text: str, start: int) -> None:
        stop = start + len(text)
        numbers: list[Number] = [Number(d, level, stop) for level, d in enumerate(re.findall(r"\d+", text))]
        self._begin(Group(start, stop, numbers, self.joiner, iso=True))
        self.open = False

    def number(self, text: str, start: int) -> None:
        digits, stop = digits_of(text), start + len(text)
        last = self.groups[-1] if self.open else None
        grows = last is not None and last.numbers[-1].level in (YEAR, MONTH) and not begins_with_year(digits)
        if grows and last is not None:
            last.numbers.append(Number(digits, None, stop))
            last.stop = stop
            return
        pieces = part_fused(digits)
        for k, piece in enumerate(pieces):
            end = stop if k == len(pieces) - 1 else start + len(piece)
            self._begin(Group(start, end, [Number(piece, None, end)], "fused" if k else self.joiner))
            start = end
        self.open = True

    def mark(self, text: str, start: int, century: bool) -> None:
        last = self.groups[-1] if self.open else None
        if last is None or last.numbers[-1].level is not None:
            self.other("other")
            return
        (digits, _, _), level, stop = last.numbers[-1], _MARKS[text[0]], start + len(text)
        if text == "号" and (last.level_before() != MONTH or len(digits) > 2):
            self.other("other")  # a house, a file: only 5月8号 is a day
            return
        if century and len(digits) == 2:
            digits = f"20{digits}"
        if level <= last.level_before():
            # A new date begins without a separator: 2024年5月6月.
            last.numbers.pop()
            last.stop = last.numbers[-1].stop
            self._begin(Group(last.stop, stop, [Number(digits, level, stop)]))
        else:
            last.numbers[-1] = Number(digits, level, stop)
            last.stop = stop

    def part(self, text: str, start: int) -> None:
        stop = start + len(text)
        last = self.groups[-1] if self.groups else None
        if self.open and last is not None:
            last.part, last.part_stop = text.removeprefix("年"), stop
        elif last is not None and {last.part, text} <= _parts_of_years() and self.joiner in _JOINED:
            # 2024年第一季度、第二季度: the year is printed once
            self._begin(Group(start, start, last.numbers[:1], self.joiner, part=text, part_stop=stop))
        self.open = False

    def relative(self, text: str, start: int) -> None:
        self.open = False
        self.relation = (vocabulary.table("dates")["relative"][text], start)

    def other(self, joiner: str) -> None:
        self.open = False
        self.joiner, self.relation = joiner, ("", 0)


def groups(run: str, after: str) -> list[Group]:
    """The groups of a run, in order; `after` is what follows it."""
    text = run + after
    out = _Grouping()
    for token in _lexer().finditer(text):
        kind, found, start = token.lastgroup, token.group(), token.start()
        if start >= len(run):
            break
        if kind in ("iso", "isomonth"):
            out.iso(found, start)
        elif kind == "number":
            out.number(found, start)
        elif kind == "mark":
            out.mark(found, start, re.match(r"\d{1,2}月", text[token.end() :]) is not None)
        elif kind in ("part", "part_of_year"):
            out.part(found, start)
        elif kind == "relative":
            out.relative(found, start)
        else:
            out.other("comma" if found == "," else str(kind))
    _lend(out.groups, text)
    return out.groups


def _lend(found: list[Group], text: str) -> None:
    """Marks printed once for several numbers: 2018—2023年, 8、9月, 20至31日; to a range's end from its beginning."""
    pairs = list(pairwise(found))
    for left, right in reversed(pairs):
        number, first = left.numbers[-1], right.numbers[0]
        if right.joiner == "range" and is_year(number.digits) and first.level == YEAR and len(first.digits) == 2:
            right.numbers[0] = first._replace(digits=number.digits[:2] + first.digits)
        if number.level is None and right.joiner in ("range", "list") and not right.iso:
            told = left.level_before()
            lender = next((n.level for n in right.numbers if n.level is not None and n.level > told), None)
            if lender is not None and begins_with_year(number.digits) and len(number.digits) > 4:
                lender = right.last_level()  # a whole date fused to one number, as deep as the one that follows
            if lender is not None and (lender != YEAR or is_year(number.digits)):
                left.numbers[-1] = number._replace(level=lender)
                left.borrowed = True
    for left, right in pairs:
        number, lender = right.numbers[-1], left.numbers[-1].level
        if number.level is not None or lender is None or right.joiner != "range" or left.iso:
            continue
        gap = len(right.numbers) > 1 and right.level_before() != lender - 1
        whole = begins_with_year(number.digits) and len(number.digits) > 4
        if not gap and not whole and not counts_something(text[right.stop :]):
            right.numbers[-1] = number._replace(level=lender)
            right.borrowed = True
