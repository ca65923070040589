"""References: items that a passage names by their printed numbers (第3项, 问题2、问题6, 第一方面第2、5项).

Belongs here: finding such words and the numbers in them, and the items that have these numbers. Does not belong here: what is
said of the items (`transforms.follow_up`, `transforms.told`).

Plain Python: only passages behind the items, and those that tell statuses of several items, are searched.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

import polars as pl

from transforms import vocabulary
from transforms.labels import ordinals

LONGEST = 30  # items that a range may name


class Reference(NamedTuple):
    """One number that a passage names.

    `start` and `stop` are those of the words that name it, together with others of a list. `aspect` is the number of the
    方面 and `above` that of the heading above the item, null where they are not told. `sure` is false where the words may
    state a count.
    """

    start: int
    stop: int
    aspect: int | None
    above: int | None
    number: int
    sure: bool


class Numbered(NamedTuple):
    """An item with its printed number, that of the heading right above (both 0 for none), of its 方面, and in the notice."""

    item: int
    number: int
    above: int
    aspect: int | None
    sequence: int


@cache
def _words() -> dict[str, Any]:
    return vocabulary.toml("references")


@cache
def _forms() -> list[tuple[re.Pattern[str], bool]]:
    """Each way to name items, and whether it is sure."""
    words = _words()
    listed = f"{words['one']}(?:{words['between']}{words['one']})*"
    return [
        (
            re.compile(form["pattern"].replace("LIST", listed).replace("N", f"(?:{words['number']})")),
            form.get("sure", True),
        )
        for form in words["form"]
    ]


@cache
def _numbers() -> re.Pattern[str]:
    one, words = "({})".format(_words()["number"]), _words()
    return re.compile(rf"(?P<range>{words['range']})?第?(?:{one}\({one}\)|\({one}\)|{one})")


def find(text: str) -> list[Reference]:
    """The items named in the text, in its order."""
    found: list[Reference] = []
    taken: list[tuple[int, int]] = []
    for pattern, sure in _forms():
        for match in pattern.finditer(text):
            start, stop = match.span()
            if any(start < other_stop and other_start < stop for other_start, other_stop in taken):
                continue
            taken.append((start, stop))
            aspect = ordinals().get(match.groupdict().get("aspect") or "")
            found += [
                Reference(start, stop, aspect, above, number, sure) for above, number in _listed(match.group("list"))
            ]
    return sorted(found)


def _listed(printed: str) -> list[tuple[int | None, int]]:
    """The numbers of a list, each with that of the heading above it: 2、5 → 2, 5; 1(2) → 2 below 1; 3至5 → 3, 4, 5."""
    found: list[tuple[int | None, int]] = []
    for match in _numbers().finditer(printed):
        above, below, bracketed, plain = match.group(2, 3, 4, 5)
        number = ordinals().get(below or bracketed or plain)
        if number is None:
            continue
        if match.group("range") and found and 0 < number - found[-1][1] <= LONGEST:
            found += [(found[-1][0], between) for between in range(found[-1][1] + 1, number)]
        found.append((ordinals().get(above or ""), number))
    return found


@cache
def _clause() -> re.Pattern[str]:
    return re.compile(_words()["clause"]["before"] + "$")


def begins(text: str) -> list[int]:
    """Where sentences begin that open with the number of an item they are about."""
    starts: list[int] = []
    for reference in find(text):
        before = _clause().search(text, 0, reference.start)
        if reference.sure and before and before.start() not in starts:
            starts.append(before.start())
    return starts


def names(text: str) -> list[str]:
    """What a passage begins with, where that is a list of as many names as it says (渠道管护、水费收缴两项工作)."""
    words = _words()["names"]
    match = re.match(words["pattern"], text)
    listed = re.split(words["between"], match.group(1)) if match else []
    count = ordinals().get(match.group(2).replace("两", "二")) if match else None
    return listed if len(listed) == count else []


def numbered(problems: pl.DataFrame) -> dict[int, list[Numbered]]:
    """The items of each notice, from notice_key, item, number, above and aspect (its place among those of the notice)."""
    rows = problems.select(
        "notice_key",
        *("item", "number", "above", "aspect"),
        pl.int_range(1, pl.len() + 1).over("notice_key"),
    )
    found: dict[int, list[Numbered]] = {}
    for notice, *row in rows.iter_rows():
        found.setdefault(notice, []).append(Numbered(*row))
    return found


def meant(reference: Reference, items: list[Numbered]) -> list[int]:
    """The items that a reference may mean: those of its printed number, or, where none has it, the one it counts."""
    printed = [
        one.item
        for one in items
        if one.number == reference.number
        and reference.aspect in (None, one.aspect)
        and reference.above in (None, one.above)
    ]
    if printed or reference.aspect or reference.above:
        return printed
    return [one.item for one in items if one.sequence == reference.number]
