"""Which character encoding a plain text is in.

Belongs here: bytes → (name of the encoding, text). Strict decoders come first, and among those that accept the bytes
the one whose characters are in common use; guessing by statistics comes last. Nothing is thrown away in silence: a
character that is damaged in the file stands as U+FFFD in the text.
"""

from __future__ import annotations

import codecs
import re

import charset_normalizer

BYTE_ORDER_MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
LEGACY = [("gb18030", "gb2312"), ("big5hkscs", "big5")]
"""Encodings without any mark, each with the smaller one that holds the characters in common use."""

COMMON_SHARE = 0.9
"""Share of characters in common use from which a reading needs no comparison: misread text stays below two thirds."""

UTF16_SHARE = 0.8
"""The same for UTF-16 without a mark; ASCII or other Chinese encodings misread as UTF-16 stay below a half."""

DAMAGED_SHARE = 0.01
"""Damaged places, of all characters, in a text whose encoding is certain otherwise."""

CONTROL = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1b"))
CJK = re.compile("[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
USUAL = re.compile("[\u3400-\u9fff\u2000-\u206f\u3000-\u303f\uff00-\uffef -~\r\n\t]+")
DAMAGED = re.compile("\ufffd+")
ASCII = re.compile("[\x00-\x7f]+")


class NotTextError(ValueError):
    """The bytes are no text that can be told; `code` is binary_file or unknown_encoding."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def to_text(content: bytes) -> tuple[str, str]:
    """Name of the encoding (Python's) and the text without byte order mark and NUL. Raises `NotTextError`."""
    for attempt in (_marked, _utf8, _utf16, _damaged_utf8, _legacy, _guess):
        found = attempt(content)
        if found is not None:
            encoding, text = found
            return encoding, _checked(text, text.encode() if encoding.startswith(("utf-16", "utf-32")) else content)
    raise NotTextError("binary_file" if _looks_binary(content) else "unknown_encoding")


def _checked(text: str, content: bytes) -> str:
    if _control_characters(content) > max(8, len(text) // 100):
        raise NotTextError("binary_file")
    return text.replace("\x00", "")


def _looks_binary(content: bytes) -> bool:
    return content.count(0) > 0 or _control_characters(content) > len(content) // 100


def _control_characters(content: bytes) -> int:
    return len(content) - len(content.translate(None, CONTROL))


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _marked(content: bytes) -> tuple[str, str] | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, "replace")
            return (encoding, text) if _few_damaged(text) else None
    return None


def _utf8(content: bytes) -> tuple[str, str] | None:
    if (
        b"\x00" in content and content.count(0) > len(content) // 20
    ):  # ASCII in UTF-16 is valid UTF-8 as well, with a NUL at every character
        return None
    text = _strict(content, "utf-8")
    return None if text is None else ("utf-8", text)


def _utf16(content: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: told by reading, one way round, as Chinese in common use."""
    if len(content) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strict(content, encoding)
        if text and len(USUAL.sub("", text)) < len(text) * (1 - COMMON_SHARE):
            share = max(_common_share(text, common) for _, common in LEGACY)
            if share > UTF16_SHARE:
                return encoding, text
    return None


def _damaged_utf8(content: bytes) -> tuple[str, str] | None:
    """UTF-8 cut off or damaged in few places; no other encoding looks like long UTF-8 by chance."""
    text = content.decode("utf-8", "replace")
    return ("utf-8", text) if _few_damaged(text) and len(CJK.findall(text)) > 8 else None


def _few_damaged(text: str) -> bool:
    return len(DAMAGED.findall(text)) <= max(2, int(len(text) * DAMAGED_SHARE))


def _legacy(content: bytes) -> tuple[str, str] | None:
    """GB18030 or Big5, strictly, whichever reads as characters in common use; then the same with little damage."""
    for errors in ("strict", "replace"):
        readings: list[tuple[float, str, str]] = []
        for encoding, common in LEGACY:
            try:
                text = content.decode(encoding, errors)
            except UnicodeDecodeError:
                continue
            if _few_damaged(text):
                readings.append((_common_share(text, common), encoding, text))
            if readings and readings[-1][0] >= COMMON_SHARE:
                break
        share, encoding, text = max(readings, default=(0.0, "", ""))
        if share > COMMON_SHARE / 2:
            return encoding, text
    return None


def _common_share(text: str, common: str) -> float:
    """Share of the non-ASCII characters that the encoding `common` holds."""
    others = ASCII.sub("", text)
    return len(others.encode(common, "ignore")) / 2 / len(others) if others else 1.0


def _guess(content: bytes) -> tuple[str, str] | None:
    if _looks_binary(content):
        return None
    best = charset_normalizer.from_bytes(content).best()
    # A guessed codec may give lone surrogates, which no text may hold.
    return None if best is None else (best.encoding, str(best).encode("utf-8", "replace").decode())
