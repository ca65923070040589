"""The same notice in every kind of file gives the same items."""

from __future__ import annotations

from functools import cache

import polars as pl
import pytest

import transforms
from tests.notices import FORMATS, generate
from tests.notices.files import encoded
from tests.notices.make import MadeNotice
from warehouse import decode

Read = dict[str, list[tuple[str, str | None]]]


@cache
def notices() -> list[MadeNotice]:
    return [generate(100 + seed, format=form, items=8) for seed, form in enumerate(FORMATS)]


def read(texts: list[str]) -> Read:
    """Titles and measures by number of the notice."""
    names = [str(n) for n in range(len(texts))]
    frame = pl.DataFrame({"content_sha256": names, "text": texts}).with_columns(
        source_format=pl.lit("txt"), encoding=pl.lit("utf-8")
    )
    found = transforms.read(frame)
    rows = (
        found["contents"]
        .join(found["dim_problem"], on="notice_key")
        .join(found["dim_measure"], on="problem_key", how="left")
        .sort("content_sha256", "sequence", "ordinal")
        .select("content_sha256", "title", "reading")
    )
    out: Read = {}
    for name, title, measure in rows.iter_rows():
        out.setdefault(name, []).append((title, measure))
    return out


@cache
def plain() -> Read:
    return read([notice.text for notice in notices()])


@pytest.mark.parametrize("kind", ["gb18030", "utf16", "html", "html_wrong_charset", "docx", "pdf"])
def test_every_kind_reads_alike(kind: str) -> None:
    texts = []
    for notice in notices():
        named, content = encoded(notice, kind)
        text = decode.read(content, named.name)
        assert text.source_format == named.name.rsplit(".", 1)[1]
        texts.append(text.text)
    found = read(texts)
    # The made-up PDF draws no cells: its tables are lines like any other.
    drawn = [n for n, notice in enumerate(notices()) if not (kind == "pdf" and notice.format.startswith("table"))]
    differ = [notices()[n].format for n in drawn if found.get(str(n)) != plain().get(str(n))]
    assert differ == []
