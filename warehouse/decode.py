"""From archived bytes to text: which format, which character encoding, or why not.

Belongs here: telling formats apart, by content first and name second. Does not belong here: how a format is read (`kinds`,
`encodings`), what the text says (`transforms`). The text that comes out is the stored text, whose characters every span
counts.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple

import polars as pl

from warehouse import archive, encodings
from warehouse.home import Home
from warehouse.kinds import docx, html, pdf
from warehouse.refusals import ARCHIVE_DAMAGED, RefusalError

TEXTS = pl.Schema({"content_sha256": pl.String, "source_format": pl.String, "encoding": pl.String, "text": pl.String})
REFUSED = pl.Schema({"content_sha256": pl.String, "stage": pl.String, "reason_code": pl.String, "reason": pl.String})
MAX_BYTES = 50 * 1024 * 1024
"""A file beyond this holds pictures or something else than a notice."""

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"
ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
PDF_HEADER = 1024
"""Readers of PDF look for its mark in so many bytes."""

MAGIC = {
    OLE: "Office 97–2003 (doc, wps, xls)",
    b"\x1f\x8b": "GZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"{\\rtf": "RTF",
    b"SQLite format 3": "SQLite",
}
"""First bytes of formats that are not read."""

SUFFIXES = {".md": "md", ".markdown": "md"}
"""Formats of plain text told by the file's name; all others are txt."""


class Text(NamedTuple):
    """A text that was read: its format, its character encoding, itself."""

    source_format: str
    encoding: str
    text: str


def decode(home: Home, contents: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Texts of the archived `contents` (content_sha256, source_name), and what was refused.

    Of several names for the same bytes the first in order counts. Texts: content_sha256, source_format (txt, md,
    html, docx, pdf), encoding, text (line ends are LF). Refused: content_sha256, stage (decode), reason_code, reason.
    """
    texts: list[tuple[str, str, str, str]] = []
    refused: list[tuple[str, str, str, str]] = []
    named = contents.group_by("content_sha256").agg(pl.col("source_name").min()).sort("content_sha256")
    for sha256, name in named.select("content_sha256", "source_name").iter_rows():
        try:
            texts.append((sha256, *read(archive.read_bytes(home, sha256), name)))
        except RefusalError as refusal:
            refused.append((sha256, "decode", refusal.code, refusal.reason))
    return _frame(texts, TEXTS), _frame(refused, REFUSED)


def _frame(rows: list[tuple[str, str, str, str]], schema: pl.Schema) -> pl.DataFrame:
    return pl.DataFrame(dict(zip(schema, zip(*rows, strict=True), strict=True)) if rows else None, schema=schema)


def read(content: bytes | None, name: str) -> Text:
    """The text of a file; `name` counts where the bytes do not tell. Raises `RefusalError`."""
    if content is None:
        raise RefusalError(ARCHIVE_DAMAGED)
    if len(content) > MAX_BYTES:
        raise RefusalError("too_large", f"{MAX_BYTES // 1024 // 1024} MB")
    text = _document(content) or _text(content, name)
    text = text._replace(text=text.text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.text.strip():
        raise RefusalError("blank_text")
    return text


def _document(content: bytes) -> Text | None:
    """A file of a kind that its first bytes tell, whatever its name; None where they tell none."""
    if b"%PDF-" in content[:PDF_HEADER]:
        return Text("pdf", "unicode", pdf.text_of(content))
    if content.startswith(ZIP):
        return Text("docx", "unicode", docx.text_of(content))
    if content.startswith(OLE) and ENCRYPTED_OFFICE in content:
        raise RefusalError("encrypted_file", "Office")
    for first, label in MAGIC.items():
        if content.startswith(first):
            raise RefusalError("unsupported_format", label)
    return None


def _text(content: bytes, name: str) -> Text:
    """A web page or plain text, by its content first and its name second."""
    try:
        encoding, text = encodings.to_text(content)
    except encodings.NotTextError as error:
        raise RefusalError(error.code) from error
    if html.is_page(text, name):
        return Text("html", encoding, html.shown(text))
    return Text(SUFFIXES.get(PurePosixPath(name).suffix.lower(), "txt"), encoding, html.without_tables(text))
