"""How well one printed line goes on from another.

Belongs here: the score of a seam, in natural-log units: 0 says nothing, above 0 the second line goes on from the first
or may well begin a paragraph after it, below 0 it hardly can. Not here: what is done about bad seams (`order`).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from math import log

from transforms.newspaper.lines import LABELS, VOCABULARY, Line, first_width
from transforms.newspaper.paragraphs import is_short

BROKEN = -4.0  # no worse than a lost line between the two

_SIGHTINGS = (0.0, 0.6, 1.2, 2.5, 5.0)  # what a class of the general vocabulary adds to a pair's count
_CEILING = 6.0

_NEVER_FIRST = frozenset(LABELS["never_first"])
_NEVER_LAST = frozenset(LABELS["never_last"])
_PAIRS = {"(": ")", "《": "》", "〔": "〕", "[": "]", "“": "”"}
_CLOSES = {close: start for start, close in _PAIRS.items()}
_BRACKETS = re.compile(r"[()《》〔〕\[\]“”]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")  # all numbers count as one character: what matters is what stands around them


@cache
def general_pairs() -> dict[str, float]:
    """Pairs of characters inside everyday words, with the sightings they are worth."""
    pairs: dict[str, float] = {}
    for row in (VOCABULARY / "newspaper_pairs.txt").read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            level, _, words = row.partition("\t")
            pairs.update(dict.fromkeys(words.split(), _SIGHTINGS[int(level)]))
    pairs.update({"0" + unit: _SIGHTINGS[-1] for unit in LABELS["units"]})
    return pairs


class Seams:
    """Scores seams of one page by the page's own character pairs, a general vocabulary, widths, brackets and labels."""

    def __init__(self, lines: list[Line], full: float) -> None:
        self._full = full
        self._first = first_width(lines, full)
        self._one: Counter[str] = Counter()
        self._grams: Counter[str] = Counter()
        for line in lines:
            text = _plain(line.text)
            self._one.update(text)
            for size in (2, 3):
                self._grams.update([text[i : i + size] for i in range(len(text) - size + 1)])
        self._total = sum(self._one.values())
        self._after = Counter(
            gram[:-1] for gram in self._grams if len(gram) < 4
        )  # how many characters follow a context
        self._before = Counter(gram[1] for gram in self._grams if len(gram) == 2)  # how many a character follows
        self._pairs = sum(self._before.values())
        self._general = general_pairs()
        self._short = [is_short(line, full) for line in lines]
        self._indent = [self._indented(line) for line in lines]
        self._open = [_brackets(line.text) for line in lines]
        self._lines = lines
        self._heads = [_plain(line.text)[:2] for line in lines]
        self._tails = [_plain(line.text)[-2:] for line in lines]
        self._count = len(lines)
        self._known: dict[int, float] = {}

    def score(self, first: int, second: int) -> float:
        """How well line `second` follows line `first` (by their places in the file); at least BROKEN."""
        key = first * self._count + second
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = max(BROKEN, self._flow(first, second), self._break(first, second))
        return known

    def fill(self, first: int, line: int, second: int) -> float:
        """What putting `line` between two lines gains."""
        return self.score(first, line) + self.score(line, second) - self.score(first, second)

    def _flow(self, first: int, second: int) -> float:
        """The second line goes on in the same paragraph."""
        before, line = self._lines[first], self._lines[second]
        if line.text[0] in _NEVER_FIRST or line.kind in ("heading", "field"):
            return BROKEN
        room = self._full - 3.5 - before.width  # a line that goes on leaves no room at its end
        if room >= 1.5:
            return BROKEN
        points = self.pair(self._tails[first], self._heads[second]) - max(0.0, 1.5 * room)
        closes, opened = self._open[second][0], self._open[first][1]
        if closes and opened:
            points += 2.5 if _CLOSES[closes] == opened else -2.5
        if line.kind == "ordinal" and not before.ended:
            points -= 2.0 if before.text[-1] in ",、" else 4.0
        if not line.ended and not self._short[second]:
            points -= 1.5 * self._indent[second]
        return points

    def _break(self, first: int, second: int) -> float:
        """The second line begins a paragraph."""
        before, line = self._lines[first], self._lines[second]
        short = self._short[first]
        if not before.ended and not short and before.kind != "field":
            return BROKEN
        points = 0.5 if before.ended else -0.5 if before.kind or len(before.text) > 3 else -1.5
        if self._open[first][1] in ("(", "《"):
            points -= 2.0
        if line.kind in ("heading", "field"):
            points += 1.5
        elif line.kind == "ordinal":
            points += 1.0
        elif self._short[second]:
            points -= 1.5
        elif not line.ended:
            points += 3.0 * self._indent[second] - 2.5
        if line.text[0] in _NEVER_FIRST or self._open[second][0]:
            points -= 2.5
        return points

    def _indented(self, line: Line) -> float:
        """How much the width of a line that fills its column looks like a paragraph's first (1) or a later one (0)."""
        return min(1.0, max(0.0, (self._full - 0.5 - line.width) / max(0.5, self._full - self._first - 1.0)))

    def pair(self, tail: str, head: str) -> float:
        """Log ratio of seeing `head` (one or two characters) right after `tail` to seeing it anywhere."""
        last, first = tail[-1], head[0]
        grams = self._grams
        seen = grams.get(last + first, 0)
        extra = self._general.get(last + first, 0.0)
        spread = self._after[last] + 1.0  # the more different characters follow it, the less an unseen one surprises
        smooth = (self._before[first] + 0.5) / (self._pairs + 1000.0)
        chance = (seen + extra + spread * smooth) / (self._one[last] + extra + spread)
        points = 0.0
        if len(tail) > 1 and (times := grams.get(tail, 0)):
            spread = self._after[tail] + 1.0
            chance = (grams.get(tail + first, 0) + spread * chance) / (times + spread)
        points += log(chance * (self._total + 1000.0) / (self._one[first] + 0.5))
        if seen and len(head) > 1:
            spread = self._after[last + first] + 1.0
            alone = (grams.get(head, 0) + 0.5) / (self._one[first] + 1.0)
            points += log((grams.get(last + head, 0) + spread * alone) / ((seen + spread) * alone))
        return max(BROKEN, min(_CEILING, points))


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
