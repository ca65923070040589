"""The stock of made-up sentences, read from stock/*.toml and compiled once per process.

Belongs here: reading and indexing the stock. Does not belong here: choosing from it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.notices.words import Template, compiled

STOCK = Path(__file__).parent / "stock"
PROGRESS = ("done", "ongoing", "planned")
CATEGORIES = (
    "political_learning", "ideology", "leadership_decision", "party_building", "personnel", "accountability",
    "conduct", "finance_assets", "procurement_projects", "core_duty", "regulation_enforcement", "prior_rectification",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of the stock: its title, the same as a goal, how it showed (None if unsaid), what it is about."""

    title: Template
    goal: Template
    description: Template | None
    category: str


@cache
def read(name: str) -> dict[str, Any]:
    """One file of the stock."""
    return tomllib.loads((STOCK / f"{name}.toml").read_text(encoding="utf-8"))


def _table(name: str, category: str, core: str) -> dict[str, Any]:
    """The table of a category; core_duty has one for each kind of unit."""
    every = read(name)
    table: dict[str, Any] = every["core"][core] if category == "core_duty" else every[category]
    return table


@cache
def problems(category: str, core: str) -> tuple[Problem, ...]:
    """Problems of a category; those of core_duty belong to one kind of unit."""
    return tuple(
        Problem(compiled(title), compiled(goal), compiled(shown) if shown else None, own[0] if own else category)
        for title, goal, shown, *own in _table("problems", category, core)["problems"]
    )


@cache
def measures(category: str, core: str, progress: str) -> tuple[Template, ...]:
    """Measures with a progress against a category, or against "any"; core_duty: those of one kind of unit."""
    return tuple(map(compiled, _table("measures", category, core)[progress]))


@cache
def extras(category: str, part: str) -> tuple[Template, ...]:
    """Short openings (part lead) or outcomes (part tail) of measures."""
    every = read("measures")
    return tuple(map(compiled, every.get(category, {}).get(part, []) + every["any"][part]))


@cache
def facets() -> tuple[Template, ...]:
    """Facets of a problem, for findings printed in full."""
    return tuple(map(compiled, read("headings")["facets"]["any"]))


@cache
def headings() -> dict[str, Any]:
    """Aspects, themes and wordings of headings."""
    return read("headings")


@cache
def statuses() -> dict[str, list[str]]:
    """Status phrases by code."""
    return read("statuses")


@cache
def frame() -> dict[str, Any]:
    """Sentences around the problems."""
    return read("frame")


@cache
def units() -> dict[str, Any]:
    """Invented places and kinds of unit."""
    return read("units")
