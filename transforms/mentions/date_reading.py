"""One printed run of date characters → the points and periods it names: pure Python, no frame, no context.

Belongs here: groups to points by the calendar, the repair of lost marks, ranges, enumerations. Does not belong here:
which year a bare month belongs to (see `date_years`), what the date is the date of (see `dates`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from transforms.mentions import vocabulary
from transforms.mentions.date_calendar import (
    DAY,
    MONTH,
    PRECISION,
    Y4,
    YEAR,
    Values,
    begins_with_year,
    is_year,
    iso,
    resolve,
    split,
    valid,
)
from transforms.mentions.date_groups import Group, Number, counts_something, groups


class Reading(NamedTuple):
    """One date in a run. Ends are null for a single point; years are null where the run does not tell them."""

    start: int
    stop: int
    year: int | None
    month: int | None
    day: int | None
    end_year: int | None
    end_month: int | None
    end_day: int | None
    years_over: int
    """Years from the beginning to the end of a period."""
    precision: str
    relation: str
    confidence: float
    alternative: str | None


@dataclass(slots=True, frozen=True)
class _Point:
    """A group resolved by the calendar; `end` where the group alone is a period (上半年, a lost dash)."""

    start: int
    stop: int
    values: Values
    level: int
    confidence: float = 1.0
    alternative: str | None = None
    relation: str = ""
    joiner: str = ""
    end: Values | None = None


@cache
def _bare_year() -> re.Pattern[str]:
    return re.compile(vocabulary.table("dates")["after_bare_year"])


def _since_fused_day(digits: str, after: str) -> bool:
    """Whether 起 after a fused day (2025317起) says since: nobody counts cases in millions."""
    words = vocabulary.table("dates")
    return len(digits) >= 7 and begins_with_year(digits) and re.match(words["after_fused_day"], after) is not None


def _trusted(group: Group, after: str, damaged: bool, joined: bool) -> bool:
    """Whether a group that ends in a number without a mark may be a date, from what follows it."""
    digits = group.numbers[-1].digits
    if counts_something(after) and not _since_fused_day(digits, after):
        return False
    if len(group.numbers) > 1:
        return damaged
    if not begins_with_year(digits):
        return False
    if len(digits) <= 5:
        return damaged or joined or _bare_year().match(after) is not None
    return True


def _with_part(point: _Point, group: Group) -> _Point:
    """A point with the part of the year or month printed after it: 上半年, 一季度, 底, 中旬."""
    part, (year, _, _) = group.part, point.values
    words = vocabulary.table("dates")
    if point.level == MONTH and part in words["month_part"]:
        return replace(point, stop=group.part_stop)
    if point.level != YEAR or part not in words["year_part"]:
        return point
    first, last = words["year_part"][part]
    end = None if first == last else (year, last, None)
    return replace(point, stop=group.part_stop, values=(year, first, None), level=MONTH, end=end)


def _fused_period(group: Group) -> _Point | None:
    """A period whose dash was lost between two numbers of one level: 202537月 = 2025年3—7月."""
    digits, level, _ = group.numbers[-1]
    if level not in (MONTH, DAY) or not begins_with_year(digits):
        return None
    for i in range(len(digits) - 2, len(digits)):
        tail = digits[i:]
        for first, start in split(digits[:i], level):
            low = start[level]
            end = (start[0], int(tail), None) if level == MONTH else (start[0], start[1], int(tail))
            if first == YEAR and low is not None and tail[0] != "0" and low < int(tail) and valid(end):
                both = f"{iso(start)},{iso(end)}"
                return _Point(group.start, group.stop, start, level, 0.7, both, joiner=group.joiner, end=end)
    return None


def _sureness(
    numbers: list[Number], readings: list[tuple[Values, int, bool]], damaged: bool, joined: bool
) -> tuple[float, str | None]:
    """Confidence in the first reading, and the second where the digits can be cut in two ways."""
    values, level, repaired = readings[0]
    digits, mark, _ = numbers[-1]
    alone = mark is None
    if not repaired or (alone and len(digits) == 8) or (alone and joined and len(digits) == 4):
        return 1.0, None
    others = [other for other in readings[1:] if other[2]]
    if others:
        return 0.5, iso(others[0][0])
    if not damaged or (alone and values[1] is None):
        return 0.7, None
    if level == MONTH and values[1] == 12 and values[0] is not None:
        return 0.9, f"{values[0]}-01/{values[0]}-02"
    return 0.9, None


def _point(group: Group, after: str, damaged: bool, joined: bool) -> _Point | None:
    """The group by the calendar; None where it is no date. A last number that fits no calendar is left out."""
    numbers, stop = list(group.numbers), group.stop
    if numbers[-1].level is None and group.joiner != "fused" and not _trusted(group, after, damaged, joined):
        numbers.pop()
        if not numbers:
            return None
        stop = numbers[-1].stop
    readings = resolve([(n.digits, n.level) for n in numbers])
    if not readings:
        period = _fused_period(group)
        if period is not None or len(numbers) == 1:
            return period
        shorter = _point(replace(group, numbers=numbers[:-1], stop=numbers[-2].stop, part=""), "", False, False)
        return None if shorter is None else replace(shorter, confidence=0.7)
    confidence, alternative = _sureness(numbers, readings, damaged, joined)
    values, level, repaired = readings[0]
    if repaired and values[0] is None and not damaged and not group.borrowed:
        return None  # 120日 in a sound notice is a span
    point = _Point(group.start, stop, values, level, confidence, alternative, group.relation, group.joiner)
    return _with_part(point, group) if group.part and stop == group.stop else point


def _inherit(point: _Point, before: _Point | None) -> _Point | None:
    """Fills what stands only in the date before (2023年5月10日、12日); None for a day that has no month."""
    year, month, day = point.values
    if before is not None and not point.relation:
        if month is None and day is not None and point.joiner in ("range", "list", "comma"):
            month = before.values[1]
        if year is None and not before.relation:
            year = before.values[0]
    values = (year, month, day)
    if (month is None and (day is not None or year is None)) or not valid(values):
        return None
    return replace(point, values=values)


def _period(left: _Point, right: _Point) -> Reading | None:
    """A period from two points, the year rolled over where its end would come before its beginning."""
    y1, m1, d1 = left.values
    y2, m2, d2 = right.end or right.values
    if d2 is not None and m2 is None:
        m2 = m1
    if y1 is None and y2 is not None and m1 is not None and m2 is not None:
        y1 = y2 - ((m1, d1 or 0) > (m2, d2 or 31))
    year_printed = y2 is not None
    y2 = y1 if y2 is None else y2
    level = min(left.level, right.level)
    over = (y2 or 0) - (y1 or 0)
    if m1 is not None and m2 is not None and over == 0 and (m2, d2 or 31) < (m1, d1 or 1):
        if year_printed or m1 == m2:
            return None
        over, y2 = 1, None if y2 is None else y2 + 1
    if over < 0 or not valid((y2, m2, d2)):
        return None
    m1, m2 = (m1, m2) if level >= MONTH else (None, None)
    d1, d2 = (d1, d2) if level == DAY else (None, None)
    sure = min(left.confidence, right.confidence)
    precision = PRECISION[level]
    return Reading(left.start, right.stop, y1, m1, d1, y2, m2, d2, over, precision, left.relation, sure, None)


def _single(point: _Point) -> Reading:
    sure, precision = point.confidence, PRECISION[point.level]
    end = point.end or (None, None, None)
    return Reading(point.start, point.stop, *point.values, *end, 0, precision, point.relation, sure, point.alternative)


def _years_apart(first: Reading, second: Reading) -> Reading | None:
    """The period between two bare years with others between them: a lost dash made 20192022年 of 2019—2022年."""
    if first.year is None or second.year is None or {first.precision, second.precision} != {PRECISION[YEAR]}:
        return None
    over = second.year - first.year
    if over <= 1:
        return None
    both = f"{first.year},{second.year}"
    return first._replace(stop=second.stop, end_year=second.year, years_over=over, confidence=0.7, alternative=both)


def _ends(left: _Point, group: Group, after: str, damaged: bool) -> list[Group]:
    """The group that may end a period, first as deep as `left` where all its marks are lost (2022628至923)."""
    number = group.numbers[-1]
    lost = damaged and number.level is None and not group.iso and left.level > YEAR and not counts_something(after)
    if not lost:
        return [group]
    return [replace(group, numbers=[*group.numbers[:-1], number._replace(level=left.level)], borrowed=True), group]


def _to_end(left: _Point, group: Group, after: str, damaged: bool) -> tuple[_Point, Reading] | None:
    """The period from `left` to `group`; an end without a mark is also tried as month and day (3月24日至56)."""
    tries: list[_Point] = []
    for candidate in _ends(left, group, after, damaged):
        point = _point(candidate, after, damaged, True)
        if point is not None:
            tries.append(point)
            if candidate.borrowed:
                readings = resolve([(n.digits, n.level) for n in candidate.numbers])[1:]
                tries += [replace(point, values=values, level=level, confidence=0.7) for values, level, _ in readings]
    for end in tries:
        period = _period(left, end)
        if period is not None:
            values = (period.end_year, period.end_month, period.end_day)
            return replace(end, values=values, relation=""), period
    return None


_PLAIN = re.compile(
    rf"((?:({Y4})年度?)?(?:(\d{{1,2}})月份?(?:[上中下]旬|底|初|末|(\d{{1,2}})[日号])?)?)[、,和与及至到第前上中下一二三四两]*"
)


def _plain(run: str) -> Reading | None:
    """The run read as one whole date with all its marks, the commonest case, at a tenth of the cost; else None."""
    match = _PLAIN.fullmatch(run)
    if match is None or not match.group(1):
        return None
    year, month, day = (int(x) if x else None for x in match.group(2, 3, 4))
    if not valid((year, month, day)):
        return None
    precision = PRECISION[DAY if day else MONTH if month else YEAR]
    return Reading(0, match.end(1), year, month, day, None, None, None, 0, precision, "", 1.0, None)


@lru_cache(maxsize=65_536)
def read(run: str, after: str = "", damaged: bool = False) -> tuple[Reading, ...]:
    """All dates in a run of date characters.

    `run`: reading text without blanks; `after`: the characters that follow it (they tell a count from a date);
    `damaged`: the notice is known to have lost 年, 月, 日, so numbers without marks may be dates. Positions count from
    the run's start. A second reading stands in `alternative` (ISO; a comma for two dates, a slash for a period).
    """
    plain = _plain(run)
    return tuple(_read(run, after, damaged)) if plain is None else (plain,)


def _read(run: str, after: str, damaged: bool) -> list[Reading]:
    """Every group in turn: resolved, completed from the date before it, joined to a period with the one after it."""
    out: list[Reading] = []
    before: _Point | None = None
    ended: Group | None = None
    found, text = groups(run, after), run + after
    for group, following in zip(found, [*found[1:], None], strict=False):
        if group is ended:
            continue
        ranged = following is not None and following.joiner == "range"
        joined = group.borrowed or (ranged and following is not None and is_year(following.numbers[0].digits))
        if before is not None and before.level == YEAR and group.joiner in ("range", "list"):
            joined = True
        if group.joiner == "range" and before is None and group.numbers[-1].level is None:
            continue  # a telephone number: 020-20241234
        point = _point(group, text[group.stop : group.stop + 8], damaged, joined)
        point = None if point is None else _inherit(point, before)
        if point is None:
            continue
        if ranged and following is not None and point.stop >= group.stop:
            period = _to_end(point, following, text[following.stop : following.stop + 8], damaged)
            if period is not None:
                before, reading = period
                out.append(reading)
                ended = following
                continue
        reading = _single(point)
        if group.joiner == "fused" and out and out[-1].precision == reading.precision and out[-1].end_year is None:
            last = out.pop()
            years = _years_apart(last, reading)
            if years is not None:
                out.append(years)
                before = point
                continue
            both = f"{iso((last.year, last.month, last.day))}/{iso(point.values)}"
            out.append(last._replace(confidence=0.7, alternative=both))
            reading = reading._replace(confidence=0.7, alternative=both)
        out.append(reading)
        before = point
    return out
