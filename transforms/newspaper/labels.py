"""Labels that count on, and whether they still do when a line stands elsewhere.

Belongs here: the streams of labels on a page (headings of one style, 一是 二是 within paragraphs, heading and field by
turns) and what a move does to them. Not here: what a single line begins with (`lines`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from transforms.newspaper.lines import LABELS, Line, heading_of, label_number

_ORDINALS = re.compile(rf"(?:^|[。;:!?,、\"”])(?:{LABELS['ordinal']}|{LABELS['damaged_first']})")
_COUNTS = "ordinal"
_RESET = 0  # a heading: the count begins anew behind it

_TURNS = "turns"  # heading, field, heading, field: where a page holds to that
_HEADING, _FIELD = 1, 2
_REGULAR = 0.7

_FOLLOWS, _OUT_OF_STEP = 1.0, -3.0


def step(stream: str, before: int | None, number: int | None) -> float:
    """How well a label goes on from the one before it in its stream; nothing is known at the ends."""
    if before is None or number is None:
        return 0.0
    if stream == _TURNS:
        return _FOLLOWS if before != number else _OUT_OF_STEP
    if number <= 1 and number != before + 1:
        return 0.0
    return _FOLLOWS if number == before + 1 else _OUT_OF_STEP


class Labels:
    """The labels of a page, by the lines that hold them."""

    def __init__(self, lines: list[Line]) -> None:
        self._of = [_labels(line) for line in lines]
        _add_turns(self._of, lines)
        self._holders: dict[str, list[int]] = {}
        for line, held in enumerate(self._of):
            for stream in held:
                self._holders.setdefault(stream, []).append(line)
        self._places: dict[str, list[int]] = {}
        self._numbers: dict[str, list[tuple[int, int]]] = {}

    def read(self, place_of: list[int]) -> None:
        """Note where the labels stand, by the places of the lines."""
        for stream, holders in self._holders.items():
            holders.sort(key=place_of.__getitem__)
            self._places[stream] = [place_of[line] for line in holders]
            self._numbers[stream] = [self._of[line][stream] for line in holders]

    def removal(self, line: int, place: int) -> float:
        """What taking the line out of its place gains for the streams it has a label in."""
        return -sum(self._gain(stream, place, place + 1, held) for stream, held in self._of[line].items())

    def most(self, line: int) -> float:
        """The most that putting the line anywhere can gain."""
        return (2 * _FOLLOWS - _OUT_OF_STEP) * len(self._of[line])

    def insertion(self, line: int, after: int) -> float:
        """What putting the line behind place `after` gains."""
        return sum(self._gain(stream, after + 1, after + 1, held) for stream, held in self._of[line].items())

    def _gain(self, stream: str, start: int, stop: int, held: tuple[int, int]) -> float:
        """What the labels `held` gain between the labels before place `start` and those from place `stop` on."""
        places, numbers = self._places[stream], self._numbers[stream]
        first, last = bisect_left(places, start), bisect_left(places, stop)
        before = numbers[first - 1][1] if first else None
        after = numbers[last][0] if last < len(numbers) else None
        return step(stream, before, held[0]) + step(stream, held[1], after) - step(stream, before, after)


def _add_turns(labels: list[dict[str, tuple[int, int]]], lines: list[Line]) -> None:
    """Note headings and fields by turns, where each heading of some style mostly has one field behind it."""
    fields = [place for place, line in enumerate(lines) if line.kind == "field"]
    styles = Counter(
        next(iter(held.keys() - {_COUNTS}))
        for place in fields
        if (held := next((labels[at] for at in range(place - 1, max(-1, place - 5), -1) if len(labels[at]) > 1), None))
    )
    if not styles:
        return
    style, times = styles.most_common(1)[0]
    headings = [place for place, held in enumerate(labels) if style in held]
    if times < _REGULAR * max(len(fields), len(headings)):
        return
    for place in fields:
        labels[place][_TURNS] = (_FIELD, _FIELD)
    for place in headings:
        labels[place][_TURNS] = (_HEADING, _HEADING)


def _labels(line: Line) -> dict[str, tuple[int, int]]:
    """For each stream, the numbers of the first and last label in the line."""
    if line.kind == "field":
        return {_COUNTS: (_RESET, _RESET)}
    if heading := heading_of(line.text):
        number = label_number(heading)
        style = re.sub(r"[\d一二三四五六七八九十]+", "", heading)
        return {_COUNTS: (_RESET, _RESET)} | ({style: (number, number)} if number else {})
    numbers = [label_number(match.group(1) or "一") for match in _ORDINALS.finditer(line.text) if not match.group(2)]
    found = [number for number in numbers if number]
    return {_COUNTS: (found[0], found[-1])} if found else {}
