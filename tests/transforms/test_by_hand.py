"""Whole notices written by hand, each in a shape of its own, and what a careful reader finds in them.

Beside each text lies what is expected: titles, number of measures, status, deadline and the beginning of the first measure of
every problem; aspect, theme, description (its beginning) and responsible where the text has them. A status of null is not
looked at: a reader may well see it otherwise.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.transforms import reading
from tests.transforms.scoring import squash

FOLDER = Path(__file__).resolve().parent.parent / "notices" / "by_hand"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


@cache
def seen() -> dict[str, reading.Seen | None]:
    texts = [(FOLDER / f"{name}.txt").read_text(encoding="utf-8") for name in NAMES]
    return dict(zip(NAMES, reading.read(texts), strict=True))


@cache
def wanted(name: str) -> dict[str, Any]:
    known: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return known


def found(name: str) -> reading.Seen:
    one = seen()[name]
    assert one is not None, "not taken for a notice"
    return one


@pytest.mark.parametrize("name", NAMES)
def test_title(name: str) -> None:
    assert squash(found(name).notice["title"]) == squash(wanted(name)["title"])


def told(name: str, what: str) -> tuple[Any, Any]:
    """What is expected, and what was read, of one kind of value, over all problems."""
    items, problems = found(name).items, wanted(name)["problems"]
    if what == "titles":
        return [squash(problem["title"]) for problem in problems], [squash(item.title) for item in items]
    by_title = {squash(item.title): item for item in items}
    pairs = [
        (problem, by_title[squash(problem["title"])]) for problem in problems if squash(problem["title"]) in by_title
    ]
    if what == "measures":
        return [problem["measures"] for problem, _ in pairs], [len(item.measures) for _, item in pairs]
    if what == "first":
        begun = [squash((item.measures or [""])[0])[: len(squash(problem["first"]))] for problem, item in pairs]
        return [squash(problem["first"]) for problem, _ in pairs], begun
    if what == "status":
        known = [(problem, item) for problem, item in pairs if problem["status"] is not None]
        return [problem["status"] for problem, _ in known], [item.status for _, item in known]
    if what == "deadline":
        return [problem.get("deadline") for problem, _ in pairs], [item.deadline for _, item in pairs]
    if what == "description":
        begun = [squash(item.description)[: len(squash(problem.get(what)))] for problem, item in pairs]
        return [squash(problem.get(what)) for problem, _ in pairs], begun
    known = [(problem, item) for problem, item in pairs if what in problem]
    return [squash(problem[what]) for problem, _ in known], [squash(getattr(item, what)) for _, item in known]


KINDS = ("titles", "measures", "first", "status", "deadline", "aspect", "theme", "description", "responsible")


@pytest.mark.parametrize(
    ("name", "what"), [pytest.param(name, what, id=f"{name}-{what}") for name in NAMES for what in KINDS]
)
def test_problems(name: str, what: str) -> None:
    expected, read = told(name, what)
    assert read == expected


@pytest.mark.parametrize("name", NAMES)
def test_every_problem_is_told_apart_from_the_rest(name: str) -> None:
    titles = [squash(problem["title"]) for problem in wanted(name)["problems"]]
    assert len(set(titles)) == len(titles)
