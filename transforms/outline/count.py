"""Counting measures: which 一是, 二是, 三是 … of an item begin its measures.

Belongs here: following the count through lost and damaged labels and nested counts. Does not belong here: finding the labels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from transforms import vocabulary
from transforms.outline.notice import Mark, Notice

LAST = 9  # the number that 最后 stands for
SENTENCE_MIN = 10  # characters of a sentence that can be a measure
JUMP = 3  # labels that may be lost between two that are printed
SENTENCE_ENDS = ("", "。", "!", "?", ":", "】", "]")


def top_level(marks: Sequence[Mark], *, nested_first: bool = False) -> list[Mark]:
    """The marks that begin a measure, in order; those of nested counts and chance matches are left out.

    `marks` are the measure labels of one item. A count that starts again inside a measure is nested as long as it is
    expected there; where both counts expect a number, the outer one takes it behind a sentence end. `nested_first`: the item
    has measures of another make, so that a count in mid-sentence is nested in one of them.
    """
    if is_plain(marks) and (marks[0].offset == 0 or marks[0].before in SENTENCE_ENDS):
        return list(marks)
    chosen: list[Mark] = []
    outer = 0
    inner: int | None = None
    for mark in _once(marks):
        number = mark.number or 0
        at_head = mark.offset == 0
        ended = mark.before in SENTENCE_ENDS
        marked_off = ended or mark.before in (";", ",", "”", ")", "》", ".")
        if number == 0:  # a damaged label: ·是 for 一是, or any number lost
            if at_head or (ended and (outer > 0 or mark.size > 1)):
                outer, inner = outer + 1, None
                chosen.append(mark._replace(number=outer))
            continue
        if number == 1:
            if outer == 0 and nested_first and not at_head and not ended:
                inner = 1
            elif outer == 0 and (marked_off or at_head):
                chosen.append(mark)
                outer = 1
            elif outer and at_head:
                chosen.append(mark)
                outer, inner = 1, None
            elif outer and marked_off:
                inner = 1
            continue
        if inner is not None and number == inner + 1 and not (number == outer + 1 and (at_head or ended)):
            inner = number
            continue
        step = number - outer
        if step in (1, 2) or (marked_off and step > 0 and (step <= JUMP or number == LAST)):
            chosen.append(mark)
            outer, inner = number, None
    return chosen


def is_plain(marks: Sequence[Mark]) -> bool:
    """The marks count 1, 2, 3 … without a gap: there are several, and none is lost, damaged or nested."""
    return len(marks) > 1 and [mark.number for mark in marks] == list(range(1, len(marks) + 1))


def _once(marks: Sequence[Mark]) -> list[Mark]:
    """The marks, with 一是 printed for 二是 put right: it stands between 一是 and 三是, behind the end of a clause."""
    numbers = [mark.number for mark in marks]
    fixed = list(marks)
    for place in range(len(fixed)):
        if numbers[place : place + 3] == [1, 1, 3] and fixed[place + 1].before in (";", "。"):
            fixed[place + 1] = fixed[place + 1]._replace(number=2)
    return fixed


def listed(marks: Sequence[Mark]) -> list[Mark]:
    """The marks of the first list label style that counts from 1 to at least 2 without a gap."""
    by_style: dict[str, list[Mark]] = {}
    for mark in marks:
        by_style.setdefault(mark.mark, []).append(mark)
    for run in by_style.values():
        count: list[Mark] = []
        for mark in run:
            if mark.number == len(count) + 1:
                count.append(mark)
        if len(count) >= 2:
            return count
    return []


def run_on(marks: Sequence[Mark], style: str | None, number: int) -> list[Mark]:
    """The list labels inside a paragraph that go on with the label at its head, of the same style and without a gap."""
    run: list[Mark] = []
    for mark in marks:
        if mark.mark == f"list:{style}" and mark.number == number + len(run) + 1:
            run.append(mark)
    return run


def lost(chosen: Sequence[Mark], begin: tuple[int, int], notice: Notice) -> list[Mark]:
    """Marks of size 0 where measures begin whose labels are lost, as far as the count shows that they are.

    `begin` is where the item's measures begin (row, offset), the count shows a loss where it
    starts above 1, jumps, or stops at 1; the sentences of the text concerned are then the measures, if there are as many
    as the count asks for (a count that stops at 1 asks for any number). A sentence that only goes on with the one before
    begins none.
    """
    if is_plain(chosen):
        return []
    restored: list[Mark] = []
    if chosen and chosen[0].number in (2, 3):
        end = (chosen[0].row, chosen[0].offset)
        starts = _starts(notice, begin, end, chosen[0].before, chosen[0].number - 1)
        restored += [_unlabelled(row, offset, i + 1) for i, (row, offset) in enumerate(starts)]
    for (mark, number), (following, next_number) in pairwise((mark, mark.number or 0) for mark in chosen):
        step = next_number - number
        if step > 1 and next_number != LAST:
            after = (mark.row, mark.offset + mark.size)
            starts = _starts(notice, after, (following.row, following.offset), following.before, step)
            restored += [_unlabelled(row, offset, number + i) for i, (row, offset) in enumerate(starts) if i]
    match chosen:
        case [only] if only.number == 1 and only.size > 1:
            text, offset = notice.text(only.row), only.offset + only.size
            sentences = _sentences(text, offset, len(text), "。", merged=True)
            restored += [_unlabelled(only.row, at, i + 1) for i, at in enumerate(sentences) if i]
    return restored


def _starts(
    notice: Notice, begin: tuple[int, int], end: tuple[int, int], before: str, wanted: int
) -> list[tuple[int, int]]:
    """Row and offset of each of the `wanted` measures between two places; none if the text does not tell them apart.

    They are paragraphs, or sentences of one paragraph that end as the last of them does: behind the character `before`.
    """
    rows = [(row, 0) for row in range(begin[0] + 1, end[0] + 1) if (row, 0) < end]
    if rows:
        return [begin, *rows] if len(rows) + 1 == wanted else []
    for merged in (False, True):
        starts = _sentences(notice.text(begin[0]), begin[1], end[1], ";" if before == ";" else "。", merged=merged)
        if len(starts) == wanted:
            return [(begin[0], at) for at in starts]
    return []


def _sentences(text: str, begin: int, end: int, stop: str, *, merged: bool) -> list[int]:
    """Offsets of the sentences between two offsets; merged: without those that only go on with the one before."""
    starts = [begin]
    at = begin
    while (at := text.find(stop, at, end) + 1) > 0:
        if end - at >= SENTENCE_MIN and not (merged and _continues().match(text, at)):
            starts.append(at)
    return starts


def _unlabelled(row: int, offset: int, number: int) -> Mark:
    return Mark(row, offset, 0, "measure", number, "", 0, 0)


@cache
def _continues() -> re.Pattern[str]:
    return re.compile(vocabulary.toml("outline")["sentence"]["continues"].removeprefix("^"))
