"""How a passage is printed: damage that changes characters inside a passage, before the truth is taken from it.

Belongs here: lost quotation marks, mixed widths, pinyin, list labels that lost their brackets or changed their style.
Does not belong here: damage to the page as a whole (damage), lost 年月日 (words), lost 一是 (layout).
"""

from __future__ import annotations

from tests.notices.words import Said, Words, chinese

HALF: dict[int, str] = dict(zip(map(ord, "，：；（）！？"), ",:;()!?", strict=True))
WIDE: dict[int, str] = dict(zip(map(ord, "0123456789%"), "０１２３４５６７８９％", strict=True))
BOTH = {**HALF, **WIDE}
NO_QUOTES = str.maketrans("", "", "“”")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"

# Styles of list labels: how number n is written, what else it may turn into when styles are mixed.
STYLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "section": ("{c}、", ("{n}、", "{c}.", "{c}，")),
    "cn_paren": ("（{c}）", ("({c})", "({c}）", "（{c})", "（{c}）、")),
    "cn_dot": ("{c}、", ("{c}.", "{c} 、")),
    "dot": ("{n}.", ("{n}、", "{n}．", "{n} .")),
    "comma": ("{n}、", ("{n}.", "{n}．")),
    "paren": ("（{n}）", ("({n})", "（{n})", "({n}）")),
    "half_paren": ("({n})", ("（{n}）", "（{n})")),
    "problem": ("存在问题{c}：", ("存在问题{c}:", "存在问题{n}：")),
    "feedback": ("反馈问题{c}：", ("反馈问题{c}:", "反馈问题{n}：")),
    "field": ("问题{c}：", ("问题{n}：", "问题{c}:")),
    "facet": ("第{c}方面问题，", ("第{c}方面问题,", "第{c}方面问题：")),
}
BARE = {"（{n}）": ("{n}）", "{n})", "{n}"), "({n})": ("{n})", "{n}"), "（{c}）": ("{c}）", "{c})", "）", "（{c}")}


class Ink:
    """The printer of one notice."""

    def __init__(self, words: Words, damage: frozenset[str], place: str, pinyin: str) -> None:
        """`place` is the name that gets its `pinyin` in brackets where that damage is asked for."""
        self.words = words
        self.damage = damage
        self.quotes = "quotes_lost" in damage
        self.widths = "fullwidth_mixed" in damage
        self.brackets = "brackets_lost" in damage
        self.mixed = "label_mixed" in damage
        self.place = place if "pinyin" in damage else ""
        self.pinyin = pinyin
        self.plain = not (self.quotes or self.widths or self.place)

    def _table(self) -> dict[int, str] | None:
        return self.words.pick((HALF, WIDE, BOTH, None)) if self.widths else None

    def text(self, text: str) -> str:
        """A passage as printed."""
        if self.plain:
            return text
        if self.quotes:
            text = text.translate(NO_QUOTES)
        table = self._table()
        return text.translate(table) if table else text

    def said(self, said: Said) -> Said:
        """A sentence as printed, with its mentions."""
        if self.plain:
            return said
        text, dates, amounts = said.text, said.dates, said.amounts
        if self.quotes:
            text = text.translate(NO_QUOTES)
        at = text.find(self.place, 14) if self.place else -1
        if 0 <= at < len(text) - 20 - len(self.place) and self.words.chance(0.6):
            at += len(self.place)
            if text[:at].count("《") == text[:at].count("》"):
                text = f"{text[:at]}（{self.pinyin}）{text[at:]}"
        table = self._table()
        if table:
            text = text.translate(table)
            dates = tuple((t.translate(table), v) for t, v in dates)
            amounts = tuple((t.translate(table), v) for t, v in amounts)
        return Said(text, dates, amounts, said.deadline)

    def label(self, style: str, n: int) -> tuple[str, str | None]:
        """Label n of a list as printed, and its number as a reader can tell it (None if lost)."""
        shape, others = STYLES[style]
        number: str | None = str(n)
        if self.mixed and self.words.chance(0.3):
            shape = self.words.pick(others)
        elif self.brackets and shape in BARE and self.words.chance(0.5):
            shape = self.words.pick(BARE[shape])
            if shape == "）":
                number = None
        return shape.format(n=n, c=chinese(n)), number
