"""How well characters go on from one another, by the page's own pairs and triples and by a general vocabulary.

Belongs here: counting them, and the scores of many tails against many heads at once, as matrices. Not here: what else
tells whether two lines belong together (`seams`).
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from transforms.newspaper.lines import LABELS, VOCABULARY

BROKEN = -4.0  # no worse than a lost line between the two

_SIGHTINGS = (0.0, 0.6, 1.2, 2.5, 5.0)  # what a class of the general vocabulary adds to a pair's count
_CEILING = 6.0
_BETWEEN = "\n"  # stands between two lines, so that no pair is counted across them

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


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


@cache
def _general() -> tuple[Codes, Codes, Floats]:
    """The general pairs: the code points of their different characters, which two of these each pair is, its sightings."""
    pairs = general_pairs()
    characters, places = np.unique(_points("".join(pairs)), return_inverse=True)
    return characters, places.reshape(-1, 2), np.array(list(pairs.values()))


def _points(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.int64)


class Pairs:
    """Counts over the lines `counted`; scores tails and heads made of the characters of `texts`."""

    def __init__(self, texts: list[str], counted: list[str]) -> None:
        self._alphabet = np.unique(_points("".join((_BETWEEN, "0", *texts))))
        size = self._size = len(self._alphabet)
        stream = self._codes(_BETWEEN.join(counted))
        between = self._codes(_BETWEEN)[0]
        self._one = np.bincount(stream[stream != between], minlength=size)
        self._total = self._one.sum()
        first, second, third = stream[:-2], stream[1:-1], stream[2:]
        pairs = (stream[:-1] * size + stream[1:])[(stream[:-1] != between) & (stream[1:] != between)]
        triples = ((first * size + second) * size + third)[
            (first != between) & (second != between) & (third != between)
        ]
        pairs, times = np.unique(pairs, return_counts=True)
        self._two = np.zeros(size * size, np.int64)
        self._two[pairs] = times
        self._triples, self._times = np.unique(triples, return_counts=True)
        self._after = np.bincount(pairs // size, minlength=size)  # how many characters follow a character …
        self._before = np.bincount(pairs % size, minlength=size)  # … how many one follows …
        contexts, behind = np.unique(self._triples // size, return_counts=True)
        self._after_two = np.zeros(size * size, np.int64)  # … and how many follow two
        self._after_two[contexts] = behind
        self._pairs = len(pairs)
        self._extra = self._sightings()

    def _codes(self, text: str) -> Codes:
        return np.searchsorted(self._alphabet, _points(text))

    def _sightings(self) -> Floats:
        """What the general vocabulary adds to the pairs of the page's characters."""
        characters, pairs, worth = _general()
        codes = _find(self._alphabet, characters)[pairs]
        known = (codes >= 0).all(axis=1)
        extra = np.zeros(self._size * self._size)
        extra[codes[known] @ (self._size, 1)] = worth[known]
        return extra

    def scores(self, tails: list[str], heads: list[str]) -> Floats:
        """Log ratios of seeing a head (one or two characters) right after a tail to seeing it anywhere: tails × heads."""
        lasts, at_last = np.unique(self._codes("".join(tail[-1] for tail in tails)), return_inverse=True)
        firsts, at_first = np.unique(self._codes("".join(head[0] for head in heads)), return_inverse=True)
        pair = lasts[:, None] * self._size + firsts
        seen = self._two[pair]
        spread = (
            self._after[lasts, None] + 1.0
        )  # the more different characters follow it, the less an unseen one surprises
        smooth = (self._before[firsts] + 0.5) / (self._pairs + 1000.0)
        extra = self._extra[pair]
        chance = (seen + extra + spread * smooth) / (self._one[lasts, None] + extra + spread)
        chance = self._with_longer_tails(tails, firsts, chance[at_last])
        alone = np.log(chance * (self._total + 1000.0) / (self._one[firsts] + 0.5))
        points: Floats = alone.take(at_first, axis=1)
        points += self._of_longer_heads(heads, lasts, seen[:, at_first])[at_last]
        np.minimum(np.maximum(points, BROKEN, out=points), _CEILING, out=points)
        return points

    def each(self, tails: list[str], heads: list[str]) -> list[float]:
        """The score of each head after its own tail."""
        points: list[float] = np.diagonal(self.scores(tails, heads)).tolist()
        return points

    def _with_longer_tails(self, tails: list[str], firsts: Codes, chance: Floats) -> Floats:
        """The chances (tails × `firsts`) after both characters of a tail, where both were seen together."""
        long = np.array([len(tail) > 1 for tail in tails])
        tails_of_two = self._codes("".join(tail[-2:].rjust(2, "0") for tail in tails)).reshape(-1, 2) @ (self._size, 1)
        contexts, at = np.unique(tails_of_two, return_inverse=True)
        seen = np.zeros((len(contexts), len(firsts)))
        row, column = _find(contexts, self._triples // self._size), _find(firsts, self._triples % self._size)
        both = (row >= 0) & (column >= 0)
        seen[row[both], column[both]] = self._times[both]
        times = self._two[contexts][at, None]
        spread = self._after_two[contexts][at, None] + 1.0
        return np.where(long[:, None] & (times > 0), (seen[at] + spread * chance) / (times + spread), chance)

    def _of_longer_heads(self, heads: list[str], lasts: Codes, seen: Codes) -> Floats:
        """What the second character of a head adds after each of `lasts`, where the pair (times `seen`) is known."""
        long = np.array([len(head) > 1 for head in heads])
        heads_of_two = self._codes("".join(head[:2].ljust(2, "0") for head in heads)).reshape(-1, 2)
        head = heads_of_two @ (self._size, 1)
        alone = (self._two[head] + 0.5) / (self._one[heads_of_two[:, 0]] + 1.0)
        row, column = np.nonzero((seen > 0) & long)
        spread = self._after_two[lasts[row] * self._size + heads_of_two[column, 0]] + 1.0
        place = _find(self._triples, lasts[row] * self._size**2 + head[column])
        times = np.where(place >= 0, self._times[place], 0)
        points = np.zeros(seen.shape)
        alone = alone[column]
        points[row, column] = np.log((times + spread * alone) / ((seen[row, column] + spread) * alone))
        return points


def _find(ordered: Codes, wanted: Codes) -> Codes:
    """Places of the wanted values in an ordered array, -1 for those that are not in it."""
    place = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    return np.where(ordered[place] == wanted, place, -1)
