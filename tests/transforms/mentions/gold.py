"""Passages made from the gold, and the comparison of mentions with it, by the scorer's own rules."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

_BLANK = re.compile(r"[\s\u3000\u200b-\u200f\ufeff#]+")
_FULL = str.maketrans({chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)})
_PUNCT = re.compile(r"[\s\u3000,，.。;；:：、!！?？()（）\[\]【】〔〕\"“”'‘’《》〈〉<>*#\-—–_·|■]+")


def squash(text: str | None) -> str:
    return _PUNCT.sub("", (text or "").translate(_FULL))


def notices(shared: Path) -> list[tuple[dict[str, Any], str]]:
    """Each gold with its notice in reading order, blanks removed."""
    out = []
    for path in sorted((shared / "gold").glob("*.gold.json")):
        order = path.with_name(path.name.replace(".gold.json", ".reading-order.txt"))
        gold = json.loads(path.read_text(encoding="utf-8"))
        source = order if order.exists() else shared / "corpus" / gold["source"]
        out.append((gold, _BLANK.sub("", source.read_text(encoding="utf-8"))))
    return out


def _bare(text: str | None) -> str:
    return _BLANK.sub("", text or "")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def passages(found: list[tuple[dict[str, Any], str]]) -> pl.DataFrame:
    """Heading, description and measures of every gold item as passages; `problem_key` is the item's seq."""
    rows: list[tuple[int, int, int | None, str, int, str, date | None, date | None]] = []
    for notice, (gold, text) in enumerate(found):
        flat = text.translate(_FULL)
        head = gold["notice"]
        start = _day(head["inspection_start"]) or _day(head["inspection_end"])
        end = _day(head["published_on"]) or _day(head["comment_start"]) or _day(head["feedback_date"])
        place = 0
        pieces: list[tuple[int, int | None, str, str, str]] = []
        for p in gold["problems"]:
            for part in ("heading", "description"):
                if p[part]:
                    words = _bare(p[part]).replace("〔缺〕", "")
                    pieces.append((p["seq"], None, part, words.translate(_FULL), words))
            pieces += [(p["seq"], m["n"], "measure", m["starts"], m["ends"]) for m in p["measures"]]
        begins: list[int] = []
        for _, _, _, opening, _ in pieces:
            words = _bare(opening).translate(_FULL)
            at = flat.find(words, place)
            at = flat.find(words) if at < 0 else at
            begins.append(max(at, 0))
            place = at + len(words) if at >= 0 else place
        for k, (seq, number, part, _, closing) in enumerate(pieces):
            if part == "measure":
                later = [b for b in begins[k + 1 :] if b > begins[k]]
                limit = later[0] if later else len(flat)
                finish = _bare(closing).translate(_FULL)
                stop = flat.rfind(finish, begins[k], limit)
                stop = (stop if stop >= 0 else flat.index(finish, begins[k])) + len(finish)
                rows.append((notice, seq, number, part, begins[k], text[begins[k] : stop], start, end))
            else:
                rows.append((notice, seq, None, part, begins[k], closing, start, end))
    names = ["notice_key", "problem_key", "measure_key", "part", "start", "printed", "anchor_start", "anchor_end"]
    frame = pl.DataFrame(
        rows,
        names,
        orient="row",
        schema_overrides={
            "notice_key": pl.UInt64,
            "problem_key": pl.UInt64,
            "measure_key": pl.UInt64,
            "start": pl.Int32,
            "anchor_start": pl.Date,
            "anchor_end": pl.Date,
        },
    )
    reading = pl.Series("text", [t.translate(_FULL) for t in frame.get_column("printed")])
    return frame.with_columns(reading)


def date_value(row: dict[str, Any]) -> str:
    cut = {"year": 4, "month": 7}.get(row["precision"], 10)
    start, end = (str(row[k])[:cut] if row[k] else "" for k in ("date_start", "date_end"))
    return f"{start}/{end}" if end else start


def wanted(found: list[tuple[dict[str, Any], str]], kind: str) -> Counter[tuple[int, int, Any]]:
    out: Counter[tuple[int, int, Any]] = Counter()
    for notice, (gold, _) in enumerate(found):
        if kind == "date":
            out.update((notice, p["seq"], d["value"]) for p in gold["problems"] for d in p["dates"])
        elif kind == "amount":
            out.update((notice, a["seq"], round(float(a["value_yuan"]), 2)) for a in gold["amounts"])
        else:
            out.update((notice, d["seq"], squash(d["title"]) or squash(d["number"])) for d in gold["documents"])
    return out


def got(mentions: pl.DataFrame, kind: str) -> Counter[tuple[int, int, Any]]:
    def value(m: dict[str, Any]) -> Any:
        if kind == "date":
            return date_value(m)
        if kind == "amount":
            return round(float(m["amount_yuan"]), 2)
        return squash(m["document_title"]) or squash(m["document_number"])

    rows = mentions.filter(pl.col("kind") == kind).iter_rows(named=True)
    return Counter((m["notice_key"], m["problem_key"], value(m)) for m in rows)


def f1(gold: Counter[Any], pred: Counter[Any]) -> float:
    return 2 * sum((gold & pred).values()) / (sum(gold.values()) + sum(pred.values()))
