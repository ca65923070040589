"""The reading order of a page.

Belongs here: `Order` and the walk that finds it. Not here: how lines are cut (`lines`), how well two of them join
(`seams`), which of them strayed (`grid`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from transforms.newspaper.grid import Page, estimate_rows, restore
from transforms.newspaper.labels import Labels
from transforms.newspaper.lines import Line, column_width, join_parts, numbered, split_glued, tokens, too_wide
from transforms.newspaper.paragraphs import field_to_move, starts_after
from transforms.newspaper.seams import page_pairs, seams


@dataclass(frozen=True, slots=True)
class Order:
    """A page in reading order.

    `pieces` are half-open character ranges of the stored text; with the white space and Markdown marks between them
    they cover it, no character twice. Per piece: `paragraph_starts` (a new paragraph begins with it), `lost_before` (a
    printed line is lost before it). `confidence` (0–1) says how far the number of rows stands out, `rows` is the number
    of baselines in a column (None: no grid explains the page, it is in file order), `moved` the number of printed lines
    that the file held elsewhere.
    """

    pieces: list[tuple[int, int]]
    paragraph_starts: list[bool]
    lost_before: list[bool]
    confidence: float
    rows: int | None
    moved: int


def in_order(text: str) -> Order:
    """Set the printed lines of a page in reading order. Pure; a page that no grid explains stays in file order."""
    lines = tokens(text)
    full = column_width(lines)
    if full is None:
        return _order(lines, [line.breaks for line in lines])
    lines = join_parts(lines, full)
    lines = split_glued(lines, full, page_pairs(lines, [line for line in lines if line.width < full + 2]).each)
    page = Page(seams(lines, full), Labels(lines), numbered(lines) | too_wide(lines, full))
    rows, confidence = estimate_rows(page)
    if rows is not None:
        rows = restore(page, rows)
    ordered = [lines[i] for i in page.order]
    lost = page.lost_before()
    starts = _starts(ordered, full)
    if rows is None:
        return _order(ordered, starts)
    while (move := field_to_move(ordered, starts)) is not None:
        place, there = move
        ordered.insert(there, ordered.pop(place))
        lost.insert(there, lost.pop(place))
        starts = _starts(ordered, full)
    return replace(_order(ordered, starts, lost), confidence=confidence, rows=rows, moved=len(page.moved))


def _starts(lines: list[Line], full: float) -> list[bool]:
    return [True, *(starts_after(before, line, full) for before, line in pairwise(lines))]


def _order(lines: list[Line], starts: list[bool], lost: list[bool] | None = None) -> Order:
    """The lines as pieces: what a mark parts is a piece of its own."""
    pieces, piece_starts, piece_lost = [], [], []
    for line, start, gap in zip(lines, starts, lost or [False] * len(lines), strict=True):
        for nth, span in enumerate(line.spans):
            pieces.append(span)
            piece_starts.append(start and nth == 0)
            piece_lost.append(gap and nth == 0)
    return Order(pieces, piece_starts, piece_lost, 0.0, None, 0)
