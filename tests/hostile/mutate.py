"""Notices that have gone wrong: seeded mutations that know how a notice is built, of its text and of its bytes.

Belongs here: making them. Does not belong here: what must become of them (`test_mutations`).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache

from orchestration.settings import SAMPLES
from warehouse import decode

Rng = random.Random

ODD = [
    *"\x00\x01\x07\x08\x0b\x0c\x1b\x7f\x85\xa0\xad\u034f\u061c\u115f\u1680\u180e\u200b\u200d\u200e\u2028\u2029\u202e\u2060",
    *"\u3000\u3164\ufe0f\ufeff\ufffd\uffff\U0001f600\U000e0001\U0002a6d6\U0010ffff",
    *"|<>&\"'\\$`%{}[]()*_#~^=+-@;:,.。，；：、（）【】《》〈〉“”‘’—…·①⑳㈠⒈Ⅳ〇零两廿卅",
]
"""Characters that readers stumble over: invisible, of no width, from right to left, marks of other notations."""

LABELS = [
    *(
        "一、",
        "（一）",
        "(一)",
        "1.",
        "1．",
        "（1）",
        "(1)",
        "①",
        "一是",
        "二是",
        "十一是",
        "第一，",
        "首先，",
        "【1】",
        "1.1",
        "A.",
    ),
    *(
        "问题一：",
        "整改措施：",
        "整改情况：",
        "完成时限：",
        "责任人：",
        "整改状态：",
        "零、",
        "百、",
        "（〇）",
        "99999999999999999999.",
    ),
]
DATES = [
    *(
        "2024年2月30日",
        "2024年13月45日",
        "0年0月0日",
        "99999年1月1日",
        "2024年",
        "2月",
        "二〇二四年十三月",
        "2024.1.1-2023.1.1",
    ),
    *("2024年3月至2020年1月", "本月底", "长期", "年年月月日日", "20240230", "1月1日至", "自2024年", "2024年6月31日前"),
]
AMOUNTS = [
    *(
        "99999999999999999999999999999999万亿元",
        "-5元",
        "0.000001亿元",
        "1e9元",
        "十百千万亿元",
        "3.5.5万元",
        "万元",
        "１２３４５６７．８９元",
    ),
    *("一" * 60 + "万元", "9" * 300 + "元"),
]
MARKUP = [
    "<table><tr><td>",
    "</td></tr></table>",
    "<script>alert(1)</script>",
    "<!--",
    "| a | b |",
    "```",
    "# ",
    "&#x0;",
    "&amp;",
]


@cache
def originals() -> tuple[str, ...]:
    """The notices that are mutated."""
    return tuple(decode.read(path.read_bytes(), path.name).text for path in sorted(SAMPLES.iterdir()))


def mutated(seed: int) -> tuple[str, bytes]:
    """One file, by its seed: name and bytes, after one to six mutations."""
    rng = random.Random(seed)
    text = rng.choice(originals())
    if rng.random() < 0.5:
        text = text[: rng.randrange(200, 3000)]
    for _ in range(rng.randint(1, 6)):
        text = rng.choice(OF_TEXT)(text, rng)
    content = rng.choice(ENCODINGS)(text, rng)
    if rng.random() < 0.3:
        content = rng.choice(OF_BYTES)(content, rng)
    return f"{seed}.{rng.choice(['txt', 'md', 'html'])}", content


def _place(text: str, rng: Rng) -> int:
    return rng.randrange(len(text) + 1)


def _insert(words: list[str]) -> Callable[[str, Rng], str]:
    def insert(text: str, rng: Rng) -> str:
        for _ in range(rng.choice([1, 1, 1, 5, 40])):
            at = _place(text, rng)
            text = text[:at] + rng.choice(words) + text[at:]
        return text

    return insert


def _instead(pattern: str, words: list[str]) -> Callable[[str, Rng], str]:
    """Put other words in the place of what the pattern finds, here and there."""

    def replace(text: str, rng: Rng) -> str:
        share = rng.random()
        return re.sub(pattern, lambda found: rng.choice(words) if rng.random() < share else found[0], text)

    return replace


def _cut(text: str, rng: Rng) -> str:
    start, stop = sorted((_place(text, rng), _place(text, rng)))
    return text[:start] + text[stop:]


def _repeat(text: str, rng: Rng) -> str:
    start = _place(text, rng)
    piece = text[start : start + rng.choice([1, 3, 20, 200])]
    return text[:start] + piece * rng.choice([2, 10, 100]) + text[start:]


def _shuffle(text: str, rng: Rng) -> str:
    lines = text.split("\n")
    rng.shuffle(lines)
    return "\n".join(lines)


def _drop_lines(text: str, rng: Rng) -> str:
    share = rng.random()
    return "\n".join(line for line in text.split("\n") if rng.random() > share)


def _splice(text: str, rng: Rng) -> str:
    other = rng.choice(originals())
    return text[: _place(text, rng)] + other[_place(other, rng) :]


def _flatten(text: str, rng: Rng) -> str:
    return text.replace("\n", rng.choice(["", " ", "\t", "\r", "\r\n", "\u2028", "\n\n\n"]))


def _without(pattern: str) -> Callable[[str, Rng], str]:
    return lambda text, _: re.sub(pattern, "", text)


def _wrap(text: str, rng: Rng) -> str:
    width = rng.choice([1, 2, 7, 20])
    return "\n".join(text[at : at + width] for at in range(0, min(len(text), 4000), width))


def _nest(text: str, rng: Rng) -> str:
    depth = rng.choice([3, 50, 2000])
    left, right = rng.choice(["()", "（）", "《》", "“”", "【】"])
    return left * depth + text + right * depth


def _label_each_line(text: str, rng: Rng) -> str:
    label = rng.choice(LABELS)
    return "\n".join(label + line for line in text.split("\n"))


OF_TEXT: list[Callable[[str, Rng], str]] = [
    *(_insert(words) for words in (ODD, LABELS, DATES, AMOUNTS, MARKUP)),
    _instead(r"[一二三四五六七八九十]是", LABELS),
    _instead(r"(?m)^[（(]?[一二三四五六七八九十0-9]+[）)、.．]", LABELS),
    _instead(r"[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?", DATES),
    _instead(r"[0-9.]+(?:亿|万)?元", AMOUNTS),
    _instead(r"[，。；：、]", ODD),
    *(
        _without(pattern)
        for pattern in (r"[，。；：、]", r"[《》“”（）]", r"[年月日]", r"[0-9]", r"[一二三四五六七八九十]", r"\s")
    ),
    *(_cut, _repeat, _shuffle, _drop_lines, _splice, _flatten, _wrap, _nest, _label_each_line),
]


def _encoded(encoding: str, mark: bytes = b"") -> Callable[[str, Rng], bytes]:
    return lambda text, _: mark + text.encode(encoding, "replace")


def _surrogates(text: str, rng: Rng) -> bytes:
    """UTF-8 in which halves of surrogate pairs stand, as some programs write it."""
    at = _place(text, rng)
    return (text[:at] + chr(rng.randrange(0xD800, 0xE000)) + text[at:]).encode("utf-8", "surrogatepass")


def _page(text: str, rng: Rng) -> bytes:
    charset = rng.choice(["utf-8", "gb2312", "big5", "none", "utf-16"])
    return f"<html><head><meta charset={charset}><body><p>{text.replace(chr(10), '<p>')}".encode("utf-8", "replace")


ENCODINGS: list[Callable[[str, Rng], bytes]] = [
    *[_encoded("utf-8")] * 4,
    _encoded("utf-8", b"\xef\xbb\xbf"),
    *(_encoded(name) for name in ("gb18030", "big5", "utf-16", "utf-16-le", "utf-32")),
    _surrogates,
    _page,
]


def _flip(content: bytes, rng: Rng) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice([1, 5, 100])):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _cut_bytes(content: bytes, rng: Rng) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _noise(content: bytes, rng: Rng) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.randbytes(rng.choice([1, 16, 512])) + content[at:]


OF_BYTES: list[Callable[[bytes, Rng], bytes]] = [_flip, _cut_bytes, _noise]
