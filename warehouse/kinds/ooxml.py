"""Names and values of Word's XML (WordprocessingML).

Belongs here: what `docx` and `numbering` both need to read an element.
"""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """First child of that name in Word's namespace."""
    return None if element is None else element.find(W + name)


def value(element: etree._Element | None, default: str = "") -> str:
    """Attribute w:val."""
    return default if element is None else (element.get(W + "val") or default)


def number(element: etree._Element | None, default: int) -> int:
    """Attribute w:val as a whole number of at most six digits."""
    text = value(element)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else default
