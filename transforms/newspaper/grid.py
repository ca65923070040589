"""How many baselines a column has, and which printed lines strayed out of theirs.

Belongs here: the estimate of the grid and the moves that put strays back. Not here: cutting lines, scoring seams.

A stray stands in a neighbouring column beside the line of its own row, so its true place is a whole number of columns
(that is, of `rows` lines) before or after where the file holds it. Only such moves are made, and small swaps near a
paragraph's end; each must gain more than it costs in the joins it makes and breaks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from math import exp
from statistics import median

import numpy as np
from numpy.typing import NDArray

from transforms.newspaper.labels import Labels
from transforms.newspaper.pairs import BROKEN, Floats

_WEAK = -0.3  # a seam that scores less may be the place of a stray
_DOUBTFUL = 2.5  # a seam that scores less may take a line in
_FEWEST_ROWS, _MOST_ROWS = 20, 260
_SURE = 5.0  # gain at which a fill is as likely as none
_VOTERS = 50  # the likeliest strays
_CLEAR = 6.0  # what taking a line out gains where it fits nowhere near …
_FEWEST_CLEAR = 3  # … and how many such lines a page has
_OPEN = -1.0  # a seam that scores less may be a gap that some stray left
_BROKEN_UP = 0.5  # a page with more open seams than this share is no page
_LEAST_VOTES = 3.0
_STANDS_OUT = 1.25  # the votes for the best number of rows over those for the second best

# What a place costs, in the units of a seam's score (natural log of its odds).
_STRAY_COST = 3.5  # few lines stray
_COLUMN_COST = 3.0  # straying k columns away is rarer than one
_COLUMNS = 2
_JOINED_COST = 2.0  # a stray joins neither of its neighbours in the file, save by chance
_NEXT_COST = 3.5  # a line behind a stray strays more often than others
_DRIFT_COST = 0.3  # lost lines put places out of step by a few
_DRIFT = 6
_OUT_OF_STEP = 10  # … and the file with the grid by some more
_SWAP_COST = 7.0
_SWAP = 7  # how far a line may stand from its place within its own column
_ACROSS = 4  # how many lines apart two neighbours of one column stand where rows were read across
_LOOSE = -1.0  # what taking a line out must gain
_LEAST = 1.0  # what a move must gain
_MOST_MOVES = 2  # of one line: it may go astray once, and be put right


@dataclass(frozen=True, slots=True)
class Move:
    """Put `lines`, one behind the other, behind the line `after`."""

    gain: float
    lines: tuple[int, ...]
    after: int


class Page:
    """The lines of one page in their current order. `fixed` lines are never moved.

    `scores` are those of `seams.seams`: lines × lines.
    """

    def __init__(self, scores: Floats, labels: Labels, fixed: frozenset[int] = frozenset()) -> None:
        self.order = list(range(len(scores)))
        self.labels = labels
        self.moved: set[int] = set()
        self.measured: list[int] | None = None
        self.fixed = fixed
        self.scores = scores
        self.score = scores.data  # the same, quicker to ask for a single one
        self._settle()

    def at(self, first: int, second: int) -> float:
        """Score of the seam between two places of the order; nothing is known at the page's ends."""
        if first < 0 or second >= len(self.order):
            return 0.0
        score: float = self.score[self.order[first], self.order[second]]
        return score

    def removal(self, places: tuple[int, ...]) -> float:
        """What taking the lines out of their places gains."""
        if len(places) == 1:
            return self.removals[places[0]]
        gain, place = 0.0, 0
        while place < len(places):
            last = place
            while last + 1 < len(places) and places[last + 1] == places[last] + 1:
                last += 1
            first, end = places[place], places[last]
            gain += self.at(first - 1, end + 1) - sum(self.joins[first : end + 2])
            place = last + 1
        return gain

    def apply(self, move: Move) -> None:
        """Carry out a move."""
        kept = [line for line in self.order if line not in move.lines]
        behind = kept.index(move.after) + 1
        self.order = kept[:behind] + list(move.lines) + kept[behind:]
        self.moved.update(move.lines)
        self._settle()

    def start_again(self) -> None:
        """Back to file order, but with the grid measured by the order found so far, lost lines counted."""
        lost = list(accumulate(self.lost_before()))
        self.measured = [home + lost[min(home, len(lost) - 1)] for home in self.home_of]
        self.order = list(range(len(self.order)))
        self.moved = set()
        self._settle()

    def lost_before(self) -> list[bool]:
        """For each place, whether its line cannot follow the one before it: a printed line must be lost there."""
        return [False, *(join <= BROKEN for join in self.joins[1:-1])]

    def astray(self, line: int) -> int:
        """How far in the grid the line now stands from where the file holds it."""
        if line not in self.moved or not (place := self.place_of[line]):
            return 0
        return 0 if place == self.home_of[line] else self.behind[place - 1] - (self.measured or self.home_of)[line]

    def _settle(self) -> None:
        """Note where each line stands, where it would stand had it not been moved, and what stands around it.

        `joins` are the scores of the seams before each place and behind the last, `removals` what taking out the line of
        each place gains, `doubtful` the places whose line joins the next one doubtfully, `unsettled` the lines that may
        be moved, and `behind` where in the grid a line put behind each place would stand.
        """
        order = np.array(self.order)
        place_of = np.empty_like(order)
        place_of[order] = np.arange(len(order))
        self.place_of = place_of.tolist()
        self.home_of = self.place_of.copy()
        for line in sorted(self.moved):
            before = line - 1
            while before in self.moved:
                before -= 1
            self.home_of[line] = self.place_of[before] + 1 if before >= 0 else 0
        self.labels.read(self.place_of)
        joins = np.concatenate([[0.0], self.scores[order[:-1], order[1:]], [0.0]])
        around = np.zeros(len(order))
        around[1:-1] = self.scores[order[:-2], order[2:]]
        removals = around - (joins[:-1] + joins[1:])
        self.joins: list[float] = joins.tolist()
        self.removals: list[float] = removals.tolist()
        self.doubtful = np.flatnonzero(joins[1:-1] < _DOUBTFUL).tolist()
        settled = ((joins[:-1] >= _WEAK) & (joins[1:] >= _WEAK)) | (removals < _LOOSE)
        self.unsettled = {*order[~settled].tolist(), *self.moved}
        self.behind = self._behind(order)

    def _behind(self, order: NDArray[np.int64]) -> list[int]:
        """For each place: one on from the last line at or before it that was not moved, or before the next one."""
        grid = np.array(self.measured or self.home_of)[order]
        stays = np.ones(len(order), bool)
        stays[[self.place_of[line] for line in self.moved]] = False
        last = np.maximum.accumulate(np.where(stays, np.arange(len(order)), -1))
        behind = np.where(last >= 0, grid[last] + 1, 0)
        before_next = np.flatnonzero(~stays[:-1] & stays[1:])
        behind[before_next] = grid[before_next + 1]
        places: list[int] = behind.tolist()
        return places


def estimate_rows(page: Page) -> tuple[int | None, float]:
    """The number of rows that the strays agree on, and how far it stands out (0–1); (None, 0) where none does.

    `page` is still in file order. A page that was read off in order has doubtful seams, too, but hardly a line that clearly
    fits nowhere near. Each likely stray spreads one vote over the seams that it would fill, the better the
    fill, the more of it; the votes of the true distance pile up, all others scatter.
    """
    joins = np.array(page.joins)
    weak = np.flatnonzero(joins[1:-1] < _OPEN)
    clear = sum(gain >= _CLEAR for gain in page.removals[1:-1])
    if len(weak) > _BROKEN_UP * len(page.order) or clear < _FEWEST_CLEAR:
        return None, 0.0
    likeliest = sorted(((gain, place) for place, gain in enumerate(page.removals[1:-1], 1)), reverse=True)[:_VOTERS]
    strays = np.array([place for gain, place in likeliest if gain >= 1.0], np.int64)
    distance = np.where(weak > strays[:, None], weak - strays[:, None], strays[:, None] - weak - 1)
    fill = page.scores[weak, strays[:, None]] + page.scores[strays[:, None], weak + 1] - joins[weak + 1]
    gains = np.array(page.removals)[strays]
    shares = np.where(distance >= _FEWEST_ROWS, np.exp(gains[:, None] + fill), 0.0)
    shares /= shares.sum(axis=1, keepdims=True) + exp(_SURE)
    counted = distance >= _FEWEST_ROWS
    piled = np.bincount(distance[counted], shares[counted])
    votes: dict[int, float] = {rows: piled[rows] for rows in np.unique(distance[counted]).tolist()}
    near = {rows: sum(votes.get(rows + drift, 0.0) for drift in range(-2, 3)) for rows in votes}
    most = min(_MOST_ROWS, len(page.order) * 2 // 3)
    points = {rows: near[rows] + 0.5 * near.get(2 * rows, 0.0) for rows in near if rows <= most}
    if not points:
        return None, 0.0
    best = max(points, key=lambda rows: (points[rows], votes[rows]))
    second = max((value for rows, value in points.items() if abs(rows - best) > 4), default=0.0)
    if points[best] < _LEAST_VOTES or points[best] < _STANDS_OUT * second:
        return None, 0.0
    return best, 1.0 - second / points[best]


def restore(page: Page, rows: int) -> int:
    """Move strays to their rows; gives the number of rows, lost lines counted.

    Twice: while strays are still about, places in the file are out of step with the grid; the first order found tells
    how far, and the second search goes by that.
    """
    _search(page, rows, page.fixed)
    rows = _rows_of(page, rows)
    page.start_again()
    _search(page, rows, page.fixed)
    return _rows_of(page, rows)


def _search(page: Page, rows: int, fixed: frozenset[int]) -> None:
    """Make the move that gains most, again and again: each makes the others surer."""
    found = {line: move for line in page.unsettled if (move := _best_move(page, rows, line))}
    times: Counter[int] = Counter()
    while found:
        line = max(found, key=lambda line: (found[line].gain, -line))
        move = _best_move(page, rows, line)  # what stood around it may have changed
        if move is None or move.gain < found[line].gain:
            found.pop(line)
            found.update({line: move} if move else {})
            continue
        touched = {page.place_of[other] for other in (*move.lines, move.after)}
        page.apply(move)
        found.pop(line)
        times.update(move.lines)
        page.fixed |= {other for other in move.lines if times[other] == _MOST_MOVES}
        touched |= {page.place_of[other] for other in (*move.lines, move.after)}
        _look_again(page, rows, found, touched)
    page.fixed = fixed


def _look_again(page: Page, rows: int, found: dict[int, Move], touched: set[int]) -> None:
    """Bring the moves found up to date with a change at the places `touched`."""
    seams = {place + side for place in touched for side in (-1, 0, 1)}
    near = {place + side for place in touched for side in (-2, -1, 0, 1, 2)}
    away = [side * (rows + drift) for side in (-1, 1) for drift in range(-_DRIFT, _DRIFT + 1)]
    rowmates = {place + distance for place in touched for distance in away}
    for place in near:
        if 0 <= place < len(page.order):
            found.pop(page.order[place], None)
    for line in page.unsettled:
        if page.place_of[line] in near:
            again = _best_move(page, rows, line)
        elif page.home_of[line] in rowmates:
            again = _best_move(page, rows, line, seams)
        else:
            continue
        if again and (line not in found or again.gain > found[line].gain):
            found[line] = again


def _best_move(page: Page, rows: int, line: int, seams: set[int] | None = None) -> Move | None:
    """The move of the line, alone or with some that follow it, that gains most; only to the places `seams` if given."""
    if line in page.fixed or line not in page.unsettled:
        return None
    place = page.place_of[line]
    most = page.labels.most(line)
    best: Move | None = None
    least = _LEAST
    for places in _chains(page, place):
        lines = tuple(page.order[at] for at in places)
        kept = (
            page.removal(places) + page.labels.removal(line, place) + sum(page.score[pair] for pair in pairwise(lines))
        )
        for after, cost in _targets(page, rows, places, seams):
            joined = page.score[page.order[after], line] + page.score[lines[-1], page.order[after + 1]]
            gain = kept + joined - page.joins[after + 1] - cost
            if gain + most < least:
                continue
            gain += page.labels.insertion(line, after)
            if gain >= least and (best is None or gain > best.gain):
                best = Move(gain, lines, page.order[after])
                least = gain
    return best


def _chains(page: Page, place: int) -> list[tuple[int, ...]]:
    """The place, and with it places a few lines on that join it well: rows read straight across hold them like this."""
    chains: list[tuple[int, ...]] = [(place,)]
    while len(chains) < 3:
        last = chains[-1][-1]
        joins = [
            (score, -other)
            for other in range(last + 1, min(last + _ACROSS, len(page.order) - 1) + 1)
            if page.order[other] not in page.fixed and (score := page.at(last, other)) > _DOUBTFUL
        ]
        if not joins:
            break
        chains.append((*chains[-1], -max(joins)[1]))
    return chains


def _targets(page: Page, rows: int, places: tuple[int, ...], seams: set[int] | None) -> list[tuple[int, float]]:
    """The seams where lines may belong (by the place before them), with what that costs more than where they stand."""
    place, line = places[0], page.order[places[0]]
    home, here = page.home_of[line], (page.measured or page.home_of)[line]
    spread = _NEXT_COST * (len(places) - 1) - sum(_cost(page.astray(page.order[at]), rows) or 0.0 for at in places)
    if line not in page.moved and max(page.joins[place : place + 2]) > 0.0:
        spread += _JOINED_COST
    stays, behind = (home - 1 if home <= place else home), page.behind
    targets: list[tuple[int, float]] = []
    for after in _around(page, home, rows, seams):
        if after in places or after + 1 in places:
            continue
        if after == stays:
            targets.append((after, spread))
        elif cost := _cost(behind[after] - here, rows):
            targets.append((after, cost + spread))
    return targets


def _around(page: Page, home: int, rows: int, seams: set[int] | None) -> list[int]:
    """The doubtful seams around a line's own place and around those a whole number of columns away; of `seams` if given."""
    reach = _DRIFT + (_OUT_OF_STEP if page.measured else 1)
    found = [home - 1, home] if 0 < home < len(page.order) - 1 else []
    for step in range(-_COLUMNS, _COLUMNS + 1):
        middle, span = home + step * rows, reach if step else _SWAP + 1
        found += page.doubtful[bisect_left(page.doubtful, middle - span) : bisect_left(page.doubtful, middle + span)]
    return found if seams is None else [after for after in found if after in seams]


@cache
def _cost(distance: int, rows: int) -> float | None:
    """What it costs that a line belongs `distance` lines from where the file holds it; None where it cannot."""
    far = abs(distance)
    if far == 0:
        return 0.0
    if far <= _SWAP:
        return _SWAP_COST
    columns = max(1, round(far / rows))
    drift = abs(far - columns * rows)
    return None if drift > _DRIFT else _STRAY_COST + _COLUMN_COST * (columns - 1) + _DRIFT_COST * drift


def _rows_of(page: Page, rows: int) -> int:
    """The number of rows, lost lines counted, as the strays that moved one column show it."""
    counted = list(accumulate(page.lost_before()))
    steps = [
        abs(place + counted[place] - home - counted[min(home, len(counted) - 1)])
        for place, home in ((page.place_of[line], page.home_of[line]) for line in page.moved)
        if abs(abs(place - home) - rows) <= 2 * _DRIFT
    ]
    return round(median(steps)) if steps else rows
