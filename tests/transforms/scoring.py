"""How much of a made-up notice's truth was read.

Problems by title, measures by their beginning, both exact once squashed; dates by item and value; the header field by field,
as far as the truth has one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from tests.transforms.reading import Seen
from transforms import text as texts

PUNCTUATION = re.compile(r"[^\w]|_")
FULL = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
BEGINNING = 8  # characters that tell one measure from another


def squash(text: str | None) -> str:
    """Letters, digits and characters only, in standard widths."""
    return PUNCTUATION.sub("", (text or "").translate(FULL))


@dataclass
class F1:
    """Counts of a comparison of two bags."""

    hit: int = 0
    wanted: int = 0
    found: int = 0

    def add(self, wanted: Counter[Any], found: Counter[Any]) -> None:
        self.hit += (wanted & found).total()
        self.wanted += wanted.total()
        self.found += found.total()

    @property
    def value(self) -> float:
        return 2 * self.hit / (self.wanted + self.found) if self.wanted + self.found else 1.0


@dataclass
class Score:
    """F1 of problems, of measures and of dates within the right problem; whether statuses and header fields are right."""

    problems: F1
    measures: F1
    dates: F1
    status: list[bool]
    header: dict[str, list[bool]]


def score(pairs: list[tuple[dict[str, Any], Seen | None]]) -> Score:
    """The score over notices; each is its truth (in the structure of the gold files) and what was read."""
    total = Score(F1(), F1(), F1(), [], {})
    for truth, seen in pairs:
        items = seen.items if seen else []
        problems = truth["problems"]
        total.problems.add(Counter(squash(p["title"]) for p in problems), Counter(squash(item.title) for item in items))
        total.measures.add(
            Counter((squash(p["title"]), squash(m["starts"])[:BEGINNING]) for p in problems for m in p["measures"]),
            Counter((squash(item.title), squash(said)[:BEGINNING]) for item in items for said in item.measures),
        )
        codes = {squash(item.title): item.status for item in items}
        total.status += [codes[squash(p["title"])] == p["status"] for p in problems if squash(p["title"]) in codes]
        total.dates.add(
            Counter((squash(p["title"]), d["value"]) for p in problems for d in p["dates"]),
            Counter((squash(item.title), value) for item in items for value in item.dates),
        )
        for name, right in header(truth["notice"], seen.notice if seen else {}).items():
            total.header.setdefault(name, []).append(right)
    return total


IN_HEADER = {
    "title": "title", "inspection_team": "inspection_team", "inspection_start": "inspection_start",
    "inspection_end": "inspection_end", "feedback_date": "feedback_on", "published_on": "published_on",
    "comment_start": "comment_start", "comment_end": "comment_end",
}  # fmt: skip


def header(wanted: dict[str, Any], found: dict[str, Any]) -> dict[str, bool]:
    """Whether each header field that the truth has was read so; texts are compared squashed and in simplified characters."""
    pairs = {name: (wanted.get(name), found.get(column)) for name, column in IN_HEADER.items()}
    pairs["unit"] = (next(iter(wanted["units"]), None), found.get("unit_name"))
    pairs["party_org"] = (next(iter(wanted["party_orgs"]), None), found.get("party_org"))
    for name in ("aspects", "problems", "measures"):
        pairs[f"declared_{name}"] = (wanted["declared"].get(name), found.get(f"declared_{name}"))
    pairs["phone"] = (next(iter(wanted["contact"]["phone"]), None), found.get("contact_phone"))
    pairs["email"] = (wanted["contact"]["email"], found.get("contact_email"))
    return {name: _plain(want) == _plain(got) for name, (want, got) in pairs.items() if want is not None}


def _plain(value: Any) -> str:
    forms = texts.normal_forms(traditional=True)
    return squash("".join(forms.get(sign, sign) for sign in str(value if value is not None else "")))
