"""The header against reference annotations, and against made-up notices with their truth."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
import pytest

from tests.notices import FORMATS, generate
from tests.shared import shared_dir
from transforms import edges, header, newspaper, paragraphs, tables, text

FIELDS = {
    "inspection_team": "inspection_team", "inspection_level": "inspection_level", "inspection_start": "inspection_start",
    "inspection_end": "inspection_end", "feedback_on": "feedback_date", "published_on": "published_on",
    "comment_start": "comment_start", "comment_end": "comment_end", "org_level": "org_level", "title": "title",
}  # fmt: skip


def read(texts: list[str]) -> list[dict[str, Any]]:
    notices = pl.DataFrame({"notice_key": pl.Series(range(len(texts)), dtype=pl.UInt64), "text": texts})
    columns = newspaper.looks_like_columns(notices).filter("is_newspaper").select("notice_key")
    pieces = text.pieces(notices, columns)
    lines = tables.split(text.lines(pieces), pieces)
    return header.read(notices, edges.mark(edges.cut(paragraphs.paragraphs(lines)))).to_dicts()


def differences(row: dict[str, Any], truth: dict[str, Any]) -> list[str]:
    wanted = {ours: truth[theirs] for ours, theirs in FIELDS.items()}
    wanted |= {f"declared_{name}": truth["declared"].get(name) for name in ("aspects", "problems", "measures")}
    wanted |= {"unit": truth["units"][0], "party": truth["party_orgs"][0], "contact_email": truth["contact"]["email"]}
    wanted |= {"contact_address": truth["contact"]["address"], "contact_phone": "、".join(truth["contact"]["phone"])}
    got = {**row, "unit": next(iter(row["units"]), None), "party": next(iter(row["party_orgs"]), None)}
    if row["inspection_precision"] == "month" and truth["inspection_start"] is None:
        wanted |= {"inspection_start": iso(row["inspection_start"]), "inspection_end": iso(row["inspection_end"])}
    return [
        f"{name}: want {value!r}, got {iso(got[name])!r}" for name, value in wanted.items() if value != iso(got[name])
    ]


def iso(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def test_reference_annotations() -> None:
    shared = shared_dir()
    known = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((shared / "gold").glob("*.gold.json"))]
    texts = [(shared / "corpus" / one["source"]).read_text(encoding="utf-8") for one in known]
    found = [
        difference
        for row, one in zip(read(texts), known, strict=True)
        for difference in differences(row, one["notice"])
    ]
    assert len(found) <= 0.02 * 18 * len(known), found


@pytest.mark.parametrize(
    "damage",
    [
        (),
        ("one_line",),
        ("web_furniture",),
        ("spaces", "fullwidth_mixed", "invisible"),
        ("title_twice",),
    ],
)
def test_made_up_notices(damage: tuple[str, ...]) -> None:
    formats = list(FORMATS)
    count = 2 * len(formats)
    made = [generate(31000 + k, format=formats[k % len(formats)], damage=damage, items=6) for k in range(count)]
    rows = read([one.text for one in made])
    found = [
        f"{one.name} {d}" for row, one in zip(rows, made, strict=True) for d in differences(row, one.truth["notice"])
    ]
    assert len(found) <= 0.01 * 18 * count, found
