"""How well one printed line goes on from another.

Belongs here: the scores of all seams of a page, in natural-log units: 0 says nothing, above 0 the second line goes on
from the first or may well begin a paragraph after it, below 0 it hardly can. Not here: what is done about bad seams
(`grid`), how well characters follow one another (`pairs`).
"""

from __future__ import annotations

import re

import numpy as np

from transforms.newspaper.lines import LABELS, Line, first_width
from transforms.newspaper.pairs import BROKEN, Codes, Floats, Pairs
from transforms.newspaper.paragraphs import is_short

_NEVER_FIRST = frozenset(LABELS["never_first"])
_PAIRS = {"(": ")", "《": "》", "〔": "〕", "[": "]", "“": "”"}
_CLOSES = {close: start for start, close in _PAIRS.items()}
_BRACKETS = re.compile(r"[()《》〔〕\[\]“”]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")  # all numbers count as one character: what matters is what stands around them


def page_pairs(lines: list[Line], counted: list[Line]) -> Pairs:
    """The pairs of characters of the lines `counted`, for tails and heads of any of the lines."""
    return Pairs([line.text for line in lines], [_plain(line.text) for line in counted])


def seams(lines: list[Line], full: float) -> Floats:
    """How well each line (column) follows each line (row), by their places in the file; at least BROKEN.

    `full` is the width of a line that fills its column.
    """
    shape = _Shape(lines, full)
    scores = np.full((len(lines), len(lines)), BROKEN)
    first, points = _break(lines, shape)
    scores[first] = np.maximum(points, BROKEN)
    first, second, points = _flow(lines, full, shape)
    at = np.ix_(first, second)
    scores[at] = np.maximum(scores[at], points)
    return scores


class _Shape:
    """What is known of each line by itself, as columns."""

    def __init__(self, lines: list[Line], full: float) -> None:
        first = first_width(lines, full)
        brackets = [_brackets(line.text) for line in lines]
        self.width = np.array([line.width for line in lines])
        self.ended = np.array([line.ended for line in lines])
        self.short = np.array([is_short(line, full) for line in lines])
        self.closes = np.array([closes for closes, _ in brackets])
        self.opened = np.array([opened for _, opened in brackets])
        self.never_first = np.array([line.text[0] in _NEVER_FIRST for line in lines])
        self.kind = np.array([line.kind for line in lines])
        # How much the width of a line that fills its column looks like a paragraph's first (1) or a later one (0).
        self.indent = np.clip((full - 0.5 - self.width) / max(0.5, full - first - 1.0), 0.0, 1.0)


def _flow(lines: list[Line], full: float, shape: _Shape) -> tuple[Codes, Codes, Floats]:
    """Lines, lines, and how well the second (column) goes on in the paragraph of the first (row)."""
    room = full - 3.5 - shape.width  # a line that goes on leaves no room at its end
    first = np.flatnonzero(room < 1.5)
    second = np.flatnonzero(~shape.never_first & ~np.isin(shape.kind, ["heading", "field"]))
    if not (len(first) and len(second)):
        return first, second, np.empty((len(first), len(second)))
    plain = [_plain(line.text) for line in lines]
    points = page_pairs(lines, lines).scores([plain[at][-2:] for at in first], [plain[at][:2] for at in second])
    points -= np.maximum(0.0, 1.5 * room[first])[:, None]
    closing, opening = np.flatnonzero(shape.closes[second] != ""), np.flatnonzero(shape.opened[first] != "")
    wanted = np.array([_PAIRS[sign] for sign in shape.opened[first][opening]], str)
    fits = wanted[:, None] == shape.closes[second][closing]
    points[np.ix_(opening, closing)] += np.where(fits, 2.5, -2.5)
    inside = np.array([line.text[-1] in ",、" for line in lines])
    unended, counts = np.flatnonzero(~shape.ended[first]), np.flatnonzero(shape.kind[second] == "ordinal")
    points[np.ix_(unended, counts)] -= np.where(inside[first][unended], 2.0, 4.0)[:, None]
    fills = ~shape.ended[second] & ~shape.short[second]
    points -= np.where(fills, 1.5 * shape.indent[second], 0.0)
    return first, second, points


def _break(lines: list[Line], shape: _Shape) -> tuple[Codes, Floats]:
    """Lines, and how well each line (column) begins a paragraph behind them (row)."""
    first = np.flatnonzero(shape.ended | shape.short | (shape.kind == "field"))
    long = (shape.kind != "") | np.array([len(line.text) > 3 for line in lines])
    before = np.select([shape.ended, long], [0.5, -0.5], -1.5) - 2.0 * np.isin(shape.opened, ["(", "《"])
    own = np.select(
        [np.isin(shape.kind, ["heading", "field"]), shape.kind == "ordinal", shape.short, ~shape.ended],
        [1.5, 1.0, -1.5, 3.0 * shape.indent - 2.5],
        0.0,
    )
    own -= 2.5 * (shape.never_first | (shape.closes != ""))
    return first, before[first, None] + own


def _plain(text: str) -> str:
    return _NUMBER.sub("0", text)


def _brackets(text: str) -> tuple[str, str]:
    """The first bracket closed but not opened in a line, and the last one opened but not closed."""
    stack: list[str] = []
    unopened = ""
    for char in _BRACKETS.findall(text):
        if char in _PAIRS:
            stack.append(char)
        elif stack and stack[-1] == _CLOSES[char]:
            stack.pop()
        elif not unopened:
            unopened = char
    return unopened, stack[-1] if stack else ""
