"""What copying, converting and republishing does to a page as a whole; the truth is not touched by any of it.

Belongs here: line breaks, blanks, invisible characters, marks, script. Damage inside passages: ink, words, layout.
"""

from __future__ import annotations

import random
import re
from functools import cache
from typing import Any

Line = tuple[str, str]

DAMAGES = (
    "no_title", "dates_stripped", "brackets_lost", "quotes_lost", "measure_labels_lost", "hard_wraps", "page_breaks",
    "one_line", "spaces", "fullwidth_mixed", "invisible", "traditional", "pinyin", "markdown_marks", "title_twice",
    "web_furniture", "numbering_restarts", "label_mixed",
)  # fmt: skip
NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])(\d+(?:\.\d+)?)(?=[\u4e00-\u9fff])")
INVISIBLE = ("\u200b", "\ufeff", "\u00a0", "\u200d", "\u2060")
SIGNED = "　" * 12  # how far in a signature stands
LABEL_AT_START = re.compile(r"^([一二三四五六七八九十]+是|整改情况：)")


def page(lines: list[Line], rng: random.Random, damage: frozenset[str]) -> str:
    """Set lines (kind, text) as one text."""
    if "markdown_marks" in damage:
        lines = [_marked(line, rng) for line in lines]
    one_line, wraps = "one_line" in damage, "hard_wraps" in damage
    indent = rng.choice(("　　", "　　", "", "    "))
    blank = rng.random() < 0.3
    if wraps and not indent.strip("\n") and not blank:
        indent = "　　"
    indented = () if "markdown_marks" in damage else ("para", "head")
    width = 30 + int(rng.random() * 11)
    out = []
    for kind, text in lines:
        margin = SIGNED if kind == "sign" else indent if kind in indented else ""
        whole = margin + text
        if wraps and kind != "table" and len(whole) > width:
            whole = (" " if one_line else "\n").join(whole[i : i + width] for i in range(0, len(whole), width))
        out.append(whole)
    if "page_breaks" in damage:
        out = _broken(out, rng, one_line)
    separator = rng.choice(("　　", "  ")) if one_line else "\n\n" if blank or "markdown_marks" in damage else "\n"
    text = separator.join(part.strip() for part in out) if one_line else _joined(out, lines, separator)
    if "spaces" in damage:
        text = NUMBER.sub(lambda m: f" {m[1]} " if rng.random() < 0.7 else m[1], text)
    if "invisible" in damage:
        text = _sprinkled(text, rng)
    if "traditional" in damage:
        text = _traditional(text, rng)
    return text


def _joined(parts: list[str], lines: list[Line], separator: str) -> str:
    """Parts set one under another; rows of one table stay together."""
    out = [parts[0]]
    for (before, _), (kind, _), part in zip(lines[:-1], lines[1:], parts[1:], strict=True):
        out += ["\n" if before == kind == "table" else separator, part]
    return "".join(out)


def _marked(line: Line, rng: random.Random) -> Line:
    kind, text = line
    if kind in ("title", "head") and rng.random() < 0.8:
        return kind, f"{'#' * (1 + int(rng.random() * 5))} {text}"
    if kind == "para" and rng.random() < 0.3:
        return kind, LABEL_AT_START.sub(r"**\1**", text)
    return line


def _broken(parts: list[str], rng: random.Random, one_line: bool) -> list[str]:
    """A page break now and then in mid-sentence of a long line (on one line, only the blank it leaves)."""
    out, number = [], 1
    for part in parts:
        if len(part) > 120 and "|" not in part and "\t" not in part and rng.random() < 0.3:
            at = 40 + int(rng.random() * (len(part) - 60))
            number += 1
            gap = " " if one_line else rng.choice((f"\n\n— {number} —\n\n", "\n\n---\n\n", f"\n- {number} -\n", "\n\f"))
            out.append(part[:at] + gap + part[at:])
        else:
            out.append(part)
    return out


def _sprinkled(text: str, rng: random.Random) -> str:
    """Invisible characters and non-breaking spaces in about every eightieth place."""
    places = sorted(int(rng.random() * len(text)) for _ in range(len(text) // 80))
    out, last = [], 0
    for at in places:
        out += [text[last:at], rng.choice(INVISIBLE)]
        last = at
    return "".join([*out, text[last:]])


class _Script(dict[int, str]):
    """Traditional forms, one character for one, of those that come back as themselves."""

    def __init__(self, there: Any, back: Any) -> None:
        super().__init__()
        self.there, self.back = there, back

    def __missing__(self, code: int) -> str:
        plain = chr(code)
        turned = plain
        if code >= 0x3400:
            turned = self.there.convert(plain)
            if len(turned) != 1 or self.back.convert(turned) != plain:
                turned = plain
        self[code] = turned
        return turned


@cache
def _script() -> _Script:
    from opencc import OpenCC  # noqa: PLC0415 - takes a third of a second, and few notices need it

    return _Script(OpenCC("s2t"), OpenCC("t2s"))


def _traditional(text: str, rng: random.Random) -> str:
    """All lines or some of them in traditional characters."""
    share = rng.choice((1.0, 0.6))
    return "\n".join(line.translate(_script()) if rng.random() < share else line for line in text.split("\n"))
