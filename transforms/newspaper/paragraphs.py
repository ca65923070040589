"""Where paragraphs begin among printed lines that stand in reading order.

Belongs here: the signs of a new paragraph (indent, short last line, labels), and paragraphs that stand behind the wrong
heading. Not here: the order of the lines itself.
"""

from __future__ import annotations

import re
from itertools import pairwise

from transforms.newspaper.lines import Line

_SLACK = 1.5  # how far justified lines of one column differ in width
_NUMBER_FIRST = re.compile(r"\d(?!\d{0,3}年\d{1,2}月\d{1,2}日$)")  # a date alone is a signature's


def starts_after(before: Line, line: Line, full: float) -> bool:
    """Whether a new paragraph begins with `line`, right after `before`, in a column `full` characters wide."""
    if line.kind in ("heading", "field"):
        return True
    if before.kind == "field" and before.width <= full - 2:
        return True
    if is_short(before, full):
        return not _goes_on(before, line)
    indented = full - 2 - _SLACK <= line.width <= full - 1 and not line.ended
    return before.ended and line.breaks and (indented or line.width < full - 2)


def _goes_on(before: Line, line: Line) -> bool:
    """A short line in mid-sentence: numbers and dates are not cut at a line's end, which leaves room before them."""
    return before.text.endswith((",", "、")) or (not before.ended and _NUMBER_FIRST.match(line.text) is not None)


def is_short(line: Line, full: float) -> bool:
    """A line that leaves room at its end, more than an indent would: the last of its paragraph."""
    return line.width < full - 2 - _SLACK


def field_to_move(lines: list[Line], starts: list[bool]) -> tuple[int, int] | None:
    """Place of a field line that belongs behind an earlier heading, and its place there; None where all stand well.

    Where two field lines of the same words follow one another and the heading before the last one has none, short lines set
    in one row were read together: the first of the two is that heading's.
    """
    for place, (line, after) in enumerate(pairwise(lines)):
        if line.kind != "field" or after.kind != "field" or line.text != after.text:
            continue
        headings = [k for k in range(place) if starts[k] and lines[k].kind == "heading"]
        if len(headings) < 2:
            continue
        before, last = headings[-2:]
        if not any(other.kind == "field" for other in lines[before:last]):
            return place, next(k for k in range(before + 1, last + 1) if starts[k])
    return None
