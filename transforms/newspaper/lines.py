"""The printed lines of a page: where they are in the stored text, how wide they are, what they begin with.

Belongs here: cutting a stored text into printed lines, measuring the column. Not here: which line comes next (`seams`,
`order`).
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

VOCABULARY = Path(__file__).resolve().parent.parent / "vocabulary"

# What is no part of the print: Markdown's heading and quote marks at the start of a line, bold marks and rules, and
# invisible characters.
MARKS = re.compile(
    r"(?m)^[ \t]*(?:>[ \t]*)*#{1,6}(?=[ \t])|^[ \t]*>+|\*\*|__|^[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*$"
    r"|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff\x00]"
)

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_NUMERALS = {char: value for value, char in enumerate("一二三四五六七八九", 1)}
_INDENT = 2.0  # a paragraph's first line begins two characters in: Chinese typesetting everywhere
_MIN_COLUMN, _MAX_COLUMN = 8.0, 40.0


def load_labels() -> dict[str, Any]:
    """The label vocabulary: heading, field, ordinal, … as regular expressions."""
    with (VOCABULARY / "newspaper_labels.toml").open("rb") as file:
        return tomllib.load(file)


LABELS = load_labels()
_HEADING = re.compile("|".join(LABELS["heading"]))
_FIELD = re.compile("|".join(LABELS["field"]))
_ORDINAL = re.compile(LABELS["ordinal"])
_DAMAGED = re.compile(LABELS["damaged_first"])
_HALF = re.compile(r"[0-9A-Za-z.\-+'/@]")
_END = re.compile(LABELS["sentence_end"])


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line.

    `spans` are its character ranges in the stored text, `text` the same characters in ASCII forms without blanks and
    marks, `width` its width in Chinese characters, `breaks` whether a line break (not just a blank) stands before it in
    the file, `kind` what it begins with, `ended` whether it ends like a sentence.
    """

    spans: tuple[tuple[int, int], ...]
    text: str
    width: float
    breaks: bool
    kind: str  # "heading", "field", "ordinal" or ""
    ended: bool


def width_of(text: str) -> float:
    """Printed width in Chinese characters; digits and Latin letters take half a place."""
    return len(text) - 0.5 * len(_HALF.findall(text))


def kind_of(text: str) -> str:
    """What a line begins with: "heading", "field", "ordinal" or ""."""
    if _HEADING.match(text):
        return "heading"
    if _FIELD.match(text):
        return "field"
    if _ORDINAL.match(text) or _DAMAGED.match(text):
        return "ordinal"
    return ""


def make_line(spans: tuple[tuple[int, int], ...], text: str, *, breaks: bool) -> Line:
    """A line with its measures taken."""
    return Line(spans, text, width_of(text), breaks, kind_of(text), _END.search(text) is not None)


def ascii_forms(text: str) -> str:
    """Full-width letters, digits and punctuation as ASCII, one character for one."""
    return text.translate(_FULL_WIDTH)


def tokens(text: str) -> list[Line]:
    """The runs without white space, marks left out: a first guess at the printed lines."""
    shown = ascii_forms(text)
    marked = MARKS.sub(lambda match: "\0" * len(match.group()), shown)
    found: list[Line] = []
    end = 0
    for run in re.finditer(r"\S+", marked):
        spans = tuple(
            (run.start() + part.start(), run.start() + part.end()) for part in re.finditer(r"[^\0]+", run.group())
        )
        if not spans:
            continue
        line_text = "".join(marked[start:stop] for start, stop in spans)
        found.append(make_line(spans, line_text, breaks="\n" in marked[end : run.start()] or not found))
        end = run.end()
    return found


def column_width(lines: list[Line]) -> float | None:
    """The width of a full line, in Chinese characters; None where the lines have no common width."""
    widths = Counter(line.width for line in lines if _MIN_COLUMN <= line.width <= _MAX_COLUMN)
    if not widths:
        return None
    weight = {width: widths[width] + 0.5 * (widths[width - 0.5] + widths[width + 0.5]) for width in list(widths)}
    best = max(weight, key=lambda width: (weight[width], width))
    near = sum(count for width, count in widths.items() if abs(width - best) <= 1.0)
    return best if near >= 0.25 * len(lines) else None


def join_parts(lines: list[Line], full: float) -> list[Line]:
    """Put together what a blank cuts apart within one printed line (`1. 关于`, `- 是`)."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if (
            before
            and not line.breaks
            and (
                (_is_stub(before.text) and before.width + line.width <= full + 1.5)
                or (
                    not line.kind
                    and not before.kind
                    and not before.ended
                    and not _is_stub(line.text)
                    and before.width + line.width <= full + 0.5
                )
            )
        ):
            joined[-1] = make_line(before.spans + line.spans, before.text + line.text, breaks=before.breaks)
        else:
            joined.append(line)
    return joined


def _is_stub(text: str) -> bool:
    """A bare label, or the dash that a 一 was misread as."""
    match = _HEADING.match(text)
    return (
        text in "-·•—" or (match is not None and match.end() == len(text)) or bool(re.fullmatch(r"\d{1,3}[.、]", text))
    )


def numbered(lines: list[Line]) -> frozenset[int]:
    """Headings whose number follows from the one before or leads to the one after: they stand where they belong."""
    by_style: dict[str, list[tuple[int, int]]] = {}
    for place, line in enumerate(lines):
        match = _HEADING.match(line.text) if line.kind == "heading" else None
        if match and (number := label_number(match.group())):
            by_style.setdefault(re.sub(r"[\d一二三四五六七八九十]+", "", match.group()), []).append((place, number))
    fixed = {
        place
        for labels in by_style.values()
        for (first, number), (second, following) in pairwise(labels)
        if following == number + 1
        for place in (first, second)
    }
    return frozenset(fixed)


def heading_of(text: str) -> str | None:
    """The heading label a line begins with, such as `(一)` or `12.`."""
    match = _HEADING.match(text)
    return match.group() if match else None


def label_number(label: str) -> int | None:
    """The number in a label, in digits or in Chinese numerals below a hundred."""
    if digits := re.search(r"\d+", label):
        return int(digits.group())
    numeral = "".join(char for char in label if char in _NUMERALS or char == "十")
    if not numeral:
        return None
    tens, ten, ones = numeral.rpartition("十")
    return (_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0)


def too_wide(lines: list[Line], full: float) -> frozenset[int]:
    """Lines wider than a column: titles, which belong to no column."""
    return frozenset(place for place, line in enumerate(lines) if line.width > full + _INDENT)


def first_width(lines: list[Line], full: float) -> float:
    """The width of a paragraph's first line that fills its column, as labelled lines show it."""
    widths = [
        line.width
        for line in lines
        if line.kind in ("heading", "ordinal") and not line.ended and full - _INDENT - 2 <= line.width <= full
    ]
    return median(widths) if len(widths) >= 5 else full - _INDENT


def split_glued(lines: list[Line], full: float, seams: Callable[[list[str], list[str]], list[float]]) -> list[Line]:
    """Cut lines wider than a column where two printed lines meet: one part fills the column, the parts join badly.

    `seams` gives for tails and heads how well each head goes on from its tail.
    """
    whole: list[Line] = []
    for line in lines:
        cut = _cut(line, full, seams) if line.width >= full + _INDENT + 0.5 else None
        whole.extend((line,) if cut is None else _halves(line, cut))
    return whole


def _cut(line: Line, full: float, seams: Callable[[list[str], list[str]], list[float]]) -> int | None:
    text = line.text
    places = []
    for place in range(2, len(text) - 1):
        left, right = width_of(text[:place]), width_of(text[place:])
        if max(left, right) > full + 1.5 or text[place] in LABELS["never_first"]:
            continue
        if min(abs(left - full), abs(left - full + _INDENT), abs(right - full)) <= 0.5:
            places.append(place)
    if not places:
        return None
    points = seams([text[place - 2 : place] for place in places], [text[place : place + 2] for place in places])
    worst = min(points)
    if worst >= -1.5 and line.width <= 1.3 * full:  # no column holds a wider line; others must join badly
        return None
    return places[points.index(worst)]


def _halves(line: Line, cut: int) -> tuple[Line, Line]:
    left: list[tuple[int, int]] = []
    right: list[tuple[int, int]] = []
    for start, stop in line.spans:
        middle = min(stop, start + max(0, cut))
        left += [(start, middle)] if middle > start else []
        right += [(middle, stop)] if stop > middle else []
        cut -= stop - start
    return (
        make_line(tuple(left), line.text[: sum(b - a for a, b in left)], breaks=line.breaks),
        make_line(tuple(right), line.text[sum(b - a for a, b in left) :], breaks=False),
    )
