"""Turning the stock's sentences into printed words: slots are filled here, and what was put in is remembered.

Belongs here: the slots, how dates and sums are printed (also with 年月日 lost), Chinese numerals.
Does not belong here: which sentence is taken (items), where it is printed (layout), the page as a whole (damage).

Slots: {D} day, {M} month, {md} day without its year, {P} period of months, {Y} an earlier year, {Y0} the year of the
rectification, {B} month of a deadline, {A} sum of money, {n} {N} {K} numbers of one, two and three digits,
{c} 一 to 五, {no} document number, {topic}; {a|b|c} one of several wordings; everything else is a name of the notice.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
Template = tuple[str, tuple[str | tuple[str, ...], ...]]  # a pattern for %, and for each %s a slot or its wordings

DIGITS = "零一二三四五六七八九"
SLOT = re.compile(r"\{([^{}]*)\}")
DOCUMENT = re.compile(r"《([^《》]+)》(?:[（(]([^（）()《》]*〔\d{4}〕\d+号)[）)])?")
TOPICS = ("机关管理", "窗口服务", "资金监管", "队伍建设", "信息报送", "日常监督", "档案整理", "重点任务落实")


def chinese(n: int) -> str:
    """A number from 1 to 999 in Chinese numerals."""
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    out = DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        out += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        out += "零"
    return out + (DIGITS[ones] if ones else "")


def compiled(sentence: str) -> Template:
    """A sentence of the stock, cut at its slots. Y0 inside 《》 becomes y0, a year that is no mention."""
    slots: list[str | tuple[str, ...]] = []
    for found in SLOT.finditer(sentence):
        name = found[1]
        before = sentence[: found.start()]
        if "|" in name:
            slots.append(tuple(name.split("|")))
        else:
            slots.append("y0" if name == "Y0" and before.count("《") > before.count("》") else name)
    return SLOT.sub("%s", sentence.replace("%", "%%")), tuple(slots)


@dataclass(slots=True)
class Said:
    """A printed sentence and what stands in it: dates as (printed, value), sums of money as (printed, yuan)."""

    text: str
    dates: tuple[tuple[str, str], ...] = ()
    amounts: tuple[tuple[str, float], ...] = ()
    deadline: str | None = None

    def join(self, other: Said, mark: str) -> None:
        """Append another sentence after a mark of punctuation."""
        self.text += mark + other.text
        self.dates += other.dates
        self.amounts += other.amounts
        self.deadline = self.deadline or other.deadline


def ways(digits: str) -> int:
    """In how many ways digits can be read as month and day."""
    return sum(
        digits[0] != "0" and digits[i] != "0" and 1 <= int(digits[:i]) <= 12 and 1 <= int(digits[i:]) <= 31
        for i in range(1, len(digits))
    )


class Words:
    """The words of one notice: its chance, its names, its calendar."""

    def __init__(self, rng: random.Random, feedback: tuple[int, int, int], stripped: bool) -> None:
        """Dates of measures fall in the months after `feedback`; `stripped` loses 年月日 where one can still tell."""
        self.rng = rng
        self.rand = rng.random
        self.year, self.month, self.day_of_feedback = feedback
        self.stripped = stripped
        self.due_month: tuple[int, int] | None = None  # of the present item
        self.names: dict[str, str] = {}
        self._slots: dict[str, Callable[[Said, bool], str]] = {
            "D": self._day_slot, "M": self._month_slot, "md": self._month_day_slot, "P": self._period_slot,
            "Y": self._past_year_slot, "Y0": self._year_slot, "B": self._deadline_slot, "A": self._amount_slot,
            "n": lambda said, past: str(2 + int(self.rand() * 8)),
            "N": lambda said, past: str(10 + int(self.rand() * 87)),
            "K": lambda said, past: str(101 + int(self.rand() * 890)),
            "c": lambda said, past: DIGITS[1 + self.upto(5)],
            "y0": lambda said, past: f"{self.year}年",
            "no": lambda said, past: f"{self.names['code']}〔{self.year}〕{1 + self.upto(98)}号",
            "topic": lambda said, past: TOPICS[self.upto(len(TOPICS))],
        }  # fmt: skip

    def upto(self, n: int) -> int:
        """A number from 0 to n - 1."""
        return int(self.rand() * n)

    def pick(self, options: Sequence[T]) -> T:
        """One of a sequence."""
        return options[int(self.rand() * len(options))]

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.rand() < share

    def say(self, template: Template, past: bool = False) -> Said:
        """Fill a template's slots. `past`: its dates lie before the inspection."""
        pattern, slots = template
        said = Said("")
        if not slots:
            said.text = pattern % ()
            return said
        known = self._slots
        filling = []
        for slot in slots:
            if slot in known:
                filling.append(known[slot](said, past))
            elif isinstance(slot, tuple):
                filling.append(slot[int(self.rand() * len(slot))])
            else:
                filling.append(self.names[slot])
        said.text = pattern % tuple(filling)
        return said

    # how dates are printed

    def month_text(self, year: int, month: int) -> str:
        """A month: 2024年7月, or 20247月."""
        return f"{year}{month}月" if self.stripped and self.chance(0.6) else f"{year}年{month}月"

    def day(self, year: int, month: int, day: int) -> str:
        """A day: 2024年7月16日, or 2024716, 2024716日, 20247月16日."""
        if not self.stripped or self.chance(0.25):
            return f"{year}年{month}月{day}日"
        if ways(f"{month}{day}") == 1:
            return self.pick((f"{year}{month}{day}", f"{year}{month}{day}日", f"{year}年{month}{day}日"))
        return f"{year}{month}月{day}日"

    def day_without_year(self, month: int, day: int) -> str:
        """A day: 7月16日, or 716日."""
        if self.stripped and ways(f"{month}{day}") == 1 and self.chance(0.7):
            return f"{month}{day}日"
        return f"{month}月{day}日"

    def days(self, start: tuple[int, int, int], end: tuple[int, int, int], style: str) -> str:
        """A period of days; style: short (year once), full (year at both ends), dash."""
        first = self.day(*start)
        link = "-" if style == "dash" else "至"
        if start[0] != end[0] or style == "full":
            return first + link + self.day(*end)
        if self.stripped and ways(f"{end[1]}{end[2]}") == 1 and self.chance(0.5):
            return f"{first}{link}{end[1]}{end[2]}"
        return f"{first}{link}{end[1]}月{end[2]}日"

    def _after(self) -> tuple[int, int]:
        """A month of the rectification: the one after feedback or one of the next four."""
        month = self.month + 1 + self.upto(4)
        return (self.year, month) if month <= 12 else (self.year + 1, month - 12)

    def _day_slot(self, said: Said, past: bool) -> str:
        year, month = (self.year - 2, 1 + self.upto(12)) if past else self._after()
        day = 1 + self.upto(28)
        text = self.day(year, month, day)
        said.dates += ((text, f"{year}-{month:02}-{day:02}"),)
        return text

    def _month_slot(self, said: Said, past: bool) -> str:
        year, month = (self.year - 1 - self.upto(3), 1 + self.upto(12)) if past else self._after()
        text = self.month_text(year, month)
        said.dates += ((text, f"{year}-{month:02}"),)
        return text

    def _month_day_slot(self, said: Said, past: bool) -> str:
        year, month = self._after()
        if year != self.year:  # without its year, a day of the next one could not be told
            return self._day_slot(said, past)
        day = 1 + self.upto(28)
        text = self.day_without_year(month, day)
        said.dates += ((text, f"{year}-{month:02}-{day:02}"),)
        return text

    def _period_slot(self, said: Said, past: bool) -> str:
        year, month = self._after()
        last = month + 1 + self.upto(2)
        if last > 12:
            return self._month_slot(said, past)
        if self.stripped and month * 10 + last > 12 and last < 10 and month > 1:
            text = f"{year}{month}{last}月"
        else:
            text = f"{year}年{month}{self.pick(('月至', '—', '月-'))}{last}月"
        said.dates += ((text, f"{year}-{month:02}/{year}-{last:02}"),)
        return text

    def _past_year_slot(self, said: Said, past: bool) -> str:
        year = self.year - 1 - self.upto(4)
        said.dates += ((f"{year}年", str(year)),)
        return f"{year}年"

    def _year_slot(self, said: Said, past: bool) -> str:
        said.dates += ((f"{self.year}年", str(self.year)),)
        return f"{self.year}年"

    def due(self) -> tuple[str, str]:
        """The deadline of the present item: its month as printed, and its value."""
        if self.due_month is None:
            later = self.month + 6 + self.upto(9)
            self.due_month = self.year + later // 12, later % 12 + 1
        year, month = self.due_month
        return f"{self.month_text(year, month)}底", f"{year}-{month:02}"

    def _deadline_slot(self, said: Said, past: bool) -> str:
        text, value = self.due()
        said.dates += ((text, value),)
        said.deadline = value
        return text

    def _amount_slot(self, said: Said, past: bool) -> str:
        kind = self.upto(10)
        if kind < 6:
            tenths = 5 + self.upto(2000)
            number = f"{tenths / 10:g}"
            text, value = f"{number}万元", round(tenths * 1000.0, 2)
        elif kind < 8:
            whole = 300 + self.upto(90000)
            text, value = f"{whole}元", float(whole)
        elif kind < 9:
            whole = 2 + self.upto(90)
            text, value = f"{whole}万余元", whole * 10000.0
        else:
            cents = 10000 + self.upto(900000)
            text, value = f"{cents / 100:.2f}元", cents / 100
        said.amounts += ((text, value),)
        return text
