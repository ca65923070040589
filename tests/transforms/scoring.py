"""How much of a made-up notice's truth was read: problems by title, measures by their beginning, both exact once squashed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from tests.transforms.reading import Seen

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
    """F1 of problems, of measures within the right problem, and the share of right statuses of problems found."""

    problems: F1
    measures: F1
    status: list[bool]


def score(pairs: list[tuple[dict[str, Any], Seen | None]]) -> Score:
    """The score over notices; each is its truth (in the structure of the gold files) and what was read."""
    total = Score(F1(), F1(), [])
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
    return total
