"""PDF files with a text layer: their lines, page by page.

Belongs here: the text layer, taking page numbers and running heads out of it, and joining lines where their places on the
page show that a paragraph runs on. Does not belong here: joining lines by what they say (`transforms.paragraphs`), and
recognising characters in scanned pages, which are refused by name (`needs_ocr`).
PDFium is not thread-safe: one process reads one file at a time.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import pypdfium2 as pdfium

from warehouse.refusals import RefusalError

MAX_PAGES = 2_000
MAX_CHARACTERS = 3_000_000
MIN_CHARACTERS = 20
"""A page of a scan has no text, or a scanner's watermark."""

MAX_UNREADABLE = 0.3
"""Share of unreadable characters; a text layer without a map to Unicode gives control and private characters."""

EDGE_LINES = 2
"""So many lines at the head and foot of a page may be running heads and page numbers."""

FULL = 2.5
"""Characters that may be missing at the right margin of a full line: what follows did not fit, or a stop hangs."""

APART = 1.3
"""So many times the usual step from line to line parts running heads from the text."""

MIN_REPEATED = 3
PAGE_NUMBER = re.compile(
    r"[\s\-—–―_·•~]*(?:第?\s*\d{1,4}\s*页?|第\s*[一二三四五六七八九十百]{1,4}\s*页)(?:\s*[/，,共]\s*共?\s*\d{1,4}\s*页?)?[\s\-—–―_·•~]*"
)
DIGITS = re.compile(r"\d+")
UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\ufffe\uffff]")
LINE = re.compile(r"[^\r\n]+")


class Line(NamedTuple):
    """A printed line: its text, where it begins, ends and stands on the page, and the height of its characters, in points."""

    text: str
    left: float
    right: float
    bottom: float
    size: float


def text_of(content: bytes) -> str:
    """Lines of a PDF's bytes; raises `RefusalError`."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        code = "encrypted_file" if "password" in str(error).lower() else "damaged_file"
        raise RefusalError(code, "PDF") from error
    try:
        pages = _pages(document)
    except pdfium.PdfiumError as error:
        raise RefusalError("damaged_file", "PDF") from error
    finally:
        document.close()
    characters = sum(len(line.text) for page in pages for line in page)
    unreadable = sum(len(UNREADABLE.findall(line.text)) for page in pages for line in page)
    if characters < MIN_CHARACTERS * len(pages) or unreadable > characters * MAX_UNREADABLE:
        raise RefusalError("needs_ocr", "PDF")
    return UNREADABLE.sub("", "\n".join(_paragraphs(_without_edges(pages))))


def _pages(document: pdfium.PdfDocument) -> list[list[Line]]:
    if len(document) > MAX_PAGES:
        raise RefusalError("too_large", f"PDF 超过 {MAX_PAGES} 页")
    pages: list[list[Line]] = []
    characters = 0
    for number in range(len(document)):
        page = document[number]
        layer = page.get_textpage()
        characters += layer.count_chars()
        if characters > MAX_CHARACTERS:
            raise RefusalError("too_large", f"PDF 文字超过 {MAX_CHARACTERS // 10_000} 万字")
        pages.append(_lines(layer))
        layer.close()
        page.close()
    return pages


def _lines(layer: pdfium.PdfTextPage) -> list[Line]:
    """The lines of a page; places are unknown (NaN) where PDFium's characters and the text do not count alike."""
    text = layer.get_text_range()
    is_placed = _units(text) == layer.count_chars()
    lines = []
    read = unit = 0
    for found in LINE.finditer(text):
        unit += _units(text[read : found.start()])
        read = found.start()
        line = found[0].strip(" ")
        if line and is_placed:
            start = unit + len(found[0]) - len(found[0].lstrip(" "))
            left, bottom, _, top = layer.get_charbox(start, loose=True)
            _, _, right, _ = layer.get_charbox(start + _units(line) - 1, loose=True)
            lines.append(Line(line, left, right, bottom, top - bottom))
        elif line:
            lines.append(Line(line, *4 * [math.nan]))
    return lines


def _units(text: str) -> int:
    """Length as PDFium counts it, in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _paragraphs(lines: list[Line]) -> list[str]:
    """Lines set together where the page shows that they go on: full to the right edge, and the next one not set in.

    The margins are those that nine of ten lines keep: titles, notes and hanging stops may stand outside. Only for documents
    that set in the first lines of their paragraphs; the lines of others are left to the reading.
    """
    if not lines or any(math.isnan(line.size) for line in lines):
        return [line.text for line in lines]
    size = median(line.size for line in lines)
    left = sorted(line.left for line in lines)[len(lines) // 10]
    right = sorted(line.right for line in lines)[len(lines) * 9 // 10]
    follows = [
        before.right > right - FULL * size
        and abs(line.left - left) < size / 2
        and abs(line.size - before.size) < size / 2
        for before, line in pairwise(lines)
    ]
    begins = [line for (before, line) in pairwise(lines) if before.right < right - FULL * size]
    set_in = sum(size < line.left - left < 6 * size for line in begins)
    if 2 * set_in <= len(begins):
        return [line.text for line in lines]
    out = [lines[0].text]
    for line, goes_on in zip(lines[1:], follows, strict=True):
        if goes_on:
            words = out[-1][-1].isascii() and out[-1][-1].isalpha() and line.text[0].isascii()
            out[-1] += " " * words + line.text
        else:
            out.append(line.text)
    return out


def _without_edges(pages: list[list[Line]]) -> list[Line]:
    """The lines without page numbers, and without those that stand at the edge of most pages, digits aside."""
    repeated: Counter[str] = Counter()
    for page in pages:
        repeated.update({DIGITS.sub("0", page[place].text) for place in _edges(page)})
    least = max(MIN_REPEATED, len(pages) // 2)
    out = []
    for page in pages:
        edges = {
            place
            for place in _edges(page)
            if PAGE_NUMBER.fullmatch(page[place].text) or repeated[DIGITS.sub("0", page[place].text)] >= least
        }
        out += [line for place, line in enumerate(page) if place not in edges]
    return out


def _edges(page: list[Line]) -> set[int]:
    """Places of the first and last lines that stand apart from the others by more than lines of the page do."""
    steps = [abs(line.bottom - before.bottom) for before, line in pairwise(page)]
    apart = APART * median(steps) if steps else 0.0
    edges: set[int] = set()
    for inner in range(min(EDGE_LINES, len(steps))):
        if steps[inner] > apart:
            edges |= set(range(inner + 1))
        if steps[-1 - inner] > apart:
            edges |= set(range(len(page) - 1 - inner, len(page)))
    return edges
