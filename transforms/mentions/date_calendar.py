"""Digits and the calendar: which year, month and day a string of digits can be.

Belongs here: numerals, valid days, cutting fused digits, ISO notation. Does not belong here: marks, separators.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

Y4 = r"(?:19[4-9]\d|20[0-4]\d)"
"""A year that a notice may name."""
YEAR, MONTH, DAY = 0, 1, 2
PRECISION = ("year", "month", "day")
Values = tuple[int | None, int | None, int | None]
"""Year, month, day; None where not told."""

_NUMERALS = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○ОOo", "0")


def is_year(digits: str) -> bool:
    """Whether the digits are four and a year that a notice may name."""
    return re.fullmatch(Y4, digits) is not None


def begins_with_year(digits: str) -> bool:
    """Whether the first four digits are such a year."""
    return re.match(Y4, digits) is not None


def digits_of(text: str) -> str:
    """Chinese numerals as digits (二〇二四 → 2024, 十三 → 13, 二十 → 20); digits as they are."""
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_NUMERALS.get(tens, "") if tens else "1") + (_NUMERALS.get(ones, "") if ones else "0")
    return "".join(_NUMERALS.get(sign, sign) for sign in text)


def valid(values: Values) -> bool:
    """Whether the calendar has such a month and day; a day of an unknown year may be 29 February."""
    year, month, day = values
    if month is not None and not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= (31 if month is None else monthrange(year or 2024, month)[1])


def iso(values: Values) -> str:
    """ISO 8601 in the precision told: 2024, 2024-05, 2024-05-13, --05-13."""
    year, month, day = values
    out = f"{year:04d}" if year is not None else "-"
    out += f"-{month:02d}" if month is not None else ""
    return out + (f"-{day:02d}" if day is not None else "")


def _cuts(digits: str, pieces: int) -> Iterator[tuple[str, ...]]:
    if pieces == 1:
        yield (digits,)
        return
    for size in (1, 2, 4):
        if size < len(digits):
            for rest in _cuts(digits[size:], pieces - 1):
                yield (digits[:size], *rest)


def _as_levels(pieces: tuple[str, ...], first: int) -> Values | None:
    """The pieces as year, month, day from level `first` on; None where one cannot be. Zeros pad all or none."""
    found: list[int | None] = [None, None, None]
    small = []
    for level, piece in enumerate(pieces, first):
        if level == YEAR:
            if not is_year(piece):
                return None
        elif len(piece) > 2:
            return None
        else:
            small.append(piece)
        found[level] = int(piece)
    if len(pieces) > 1 and any(p[0] == "0" for p in small) and any(len(p) == 1 for p in small):
        return None
    values = (found[0], found[1], found[2])
    return values if valid(values) else None


@lru_cache(maxsize=65_536)
def split(digits: str, last: int) -> tuple[tuple[int, Values], ...]:
    """Every reading of fused digits whose last level is `last`, as (first level, values), fewest cuts first."""
    return tuple(
        (first, values)
        for first in range(last, -1, -1)
        for pieces in _cuts(digits, last - first + 1)
        if (values := _as_levels(pieces, first)) is not None
    )


def resolve(numbers: Sequence[tuple[str, int | None]]) -> list[tuple[Values, int, bool]]:
    """Readings of numbers that follow each other, each with the level of its mark, or None.

    Gives (values, last level, repaired), those without repair first; levels must follow each other without a gap.
    """
    choices = [
        [
            (first, values, last, first != last or level is None)
            for last in ((YEAR, MONTH, DAY) if level is None else (level,))
            for first, values in split(digits, last)
        ]
        for digits, level in numbers
    ]
    out = []
    for combination in product(*choices):
        merged: list[int | None] = [None, None, None]
        expected, repaired = -1, False
        for first, values, last, fixed in combination:
            if expected >= 0 and first != expected:
                break
            merged[first : last + 1] = values[first : last + 1]
            expected, repaired = last + 1, repaired or fixed
        else:
            together = (merged[0], merged[1], merged[2])
            if valid(together):
                out.append((together, expected - 1, repaired))
    return sorted(out, key=lambda option: option[2])


def part_fused(digits: str) -> list[str]:
    """Two dates fused to one number (2025717202599) → the two; anything else as it is."""
    if not 8 <= len(digits) <= 24:
        return [digits]
    for i in range(4 if len(digits) == 8 else 5, len(digits) - 3):
        left, right = digits[:i], digits[i:]
        if begins_with_year(left) and begins_with_year(right) and any(split(left, last) for last in (YEAR, MONTH, DAY)):
            return [left, *part_fused(right)]
    return [digits]
