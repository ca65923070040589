"""A notice's text as a Word document and as a PDF.

Belongs here: bytes of these two kinds. Does not belong here: what a notice says. The libraries are loaded when they are
asked for: the other kinds need none.
"""

from __future__ import annotations

from io import BytesIO
from itertools import groupby

WIDTH = 38
"""Characters of a line of a PDF page."""

LINES = 32
"""Lines of a PDF page."""


def docx(text: str) -> bytes:
    """A paragraph for each line, a table for rows cut by tabs."""
    import docx as library  # noqa: PLC0415

    document = library.Document()
    for is_table, lines in groupby(text.split("\n"), key=lambda line: "\t" in line):
        if not is_table:
            for line in lines:
                document.add_paragraph(line)
            continue
        rows = [line.split("\t") for line in lines]
        table = document.add_table(len(rows), max(map(len, rows)))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=False):
                cell.text = words
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(text: str, *, page_numbers: bool = True, header: str = "") -> bytes:
    """Pages of lines cut at a width, as a printer sets them: first lines of paragraphs stand in by two characters."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    lines = [line for paragraph in text.split("\n") for line in _set(paragraph)]
    for number, first in enumerate(range(0, max(len(lines), 1), LINES), 1):
        canvas.setFont("STSong-Light", 12)
        if header:
            canvas.drawString(60, 810, header)
        for place, (indent, line) in enumerate(lines[first : first + LINES]):
            canvas.drawString(60 + 12 * indent, 780 - 22 * place, line)
        if page_numbers:
            canvas.drawString(280, 30, f"— {number} —")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _set(paragraph: str) -> list[tuple[int, str]]:
    """Indent and characters of each line of a paragraph; no line begins with a stop, which hangs at the line before."""
    lines: list[tuple[int, str]] = []
    indent, line, room = 2, "", WIDTH - 2.0
    for sign in paragraph.strip().replace("\t", " "):
        width = 0.5 if sign.isascii() else 1.0
        if room < width and sign not in "。，、；：！？）》”":
            lines.append((indent, line))
            indent, line, room = 0, "", float(WIDTH)
        line += sign
        room -= width
    return [*lines, (indent, line)] if line else lines
