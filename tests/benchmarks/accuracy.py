"""`make accuracy`: how well made-up notices are read, per format and per damage; writes docs/accuracy.md.

A cell is the F1 of problems and of measures, or of dates and the share of right header fields, over a few made-up notices of
one format with one damage, by exact comparison (`tests.transforms.scoring`). The notices are made by a generator that shares
nothing with the reader.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.notices import DAMAGES, FORMATS, generate
from tests.transforms import reading
from tests.transforms.scoring import F1, Score, score

PAGE = Path(__file__).resolve().parents[2] / "docs" / "accuracy.md"
ITEMS = 10
FIRST_SEED = 77_000
HEAD = """# How well made-up notices are read

Made by `make accuracy`: {count} notices a cell, of {items} items each, seeds from {seed}. Of problems, measures and dates a
cell has the F1, of header fields (title, unit, party organisation, team, days, totals, telephone, e-mail) and statuses the
share of right ones. A notice of format `no_items` has no problems: there a cell says how many were made up.

"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=2, help="notices a cell")
    count = arguments.parse_args().count
    damages = [(), *((damage,) for damage in DAMAGES)]
    cells = {
        (format_, damage): [
            generate(FIRST_SEED + number, format=format_, damage=damage, items=ITEMS) for number in range(count)
        ]
        for format_ in FORMATS
        for damage in damages
    }
    made = [one for group in cells.values() for one in group]
    seen = iter(reading.read([one.text for one in made]))
    scores = {cell: score([(one.truth, next(seen)) for one in group]) for cell, group in cells.items()}
    PAGE.write_text(HEAD.format(count=count, items=ITEMS, seed=FIRST_SEED) + _tables(scores, damages), encoding="utf-8")
    print(f"{len(made)} notices read; see {PAGE}")


def _tables(scores: dict[tuple[str, tuple[str, ...]], Score], damages: list[tuple[str, ...]]) -> str:
    """What was read of items, then of dates and header, by damage and format; then the whole."""
    every = list(scores.values())
    parts = ["## Problems / measures\n\n", *_by_format(scores, damages, _items)]
    parts += ["## Dates / header\n\n", *_by_format(scores, damages, _dates_and_header)]
    parts.append(
        "## The whole\n\n| damage | problems | measures | dates | status | header |\n|---|---|---|---|---|---|\n"
    )
    for damage in damages:
        parts.append(_row(_name(damage), [scores[name, damage] for name in FORMATS]))
    parts.append(_row("**all**", every))
    parts.append("\n| header field | right |\n|---|---|\n")
    fields = list(dict.fromkeys(name for one in every for name in one.header))
    parts += [
        f"| {name} | {_share(right for one in every for right in one.header.get(name, []))} |\n" for name in fields
    ]
    return "".join(parts)


def _by_format(
    scores: dict[tuple[str, tuple[str, ...]], Score], damages: list[tuple[str, ...]], cell: Callable[[Score], str]
) -> Iterator[str]:
    """One row a damage, in groups of formats that fit a page."""
    formats = list(FORMATS)
    for start in range(0, len(formats), 7):
        group = formats[start : start + 7]
        yield "| damage | " + " | ".join(group) + " |\n|---" + "|---" * len(group) + "|\n"
        for damage in damages:
            yield f"| {_name(damage)} | " + " | ".join(cell(scores[name, damage]) for name in group) + " |\n"
        yield "\n"


def _name(damage: tuple[str, ...]) -> str:
    return "+".join(damage) or "none"


def _items(found: Score) -> str:
    if not found.problems.wanted:
        return f"{found.problems.found} made up"
    return f"{found.problems.value:.3f} / {found.measures.value:.3f}"


def _dates_and_header(found: Score) -> str:
    header = _share(right for field in found.header.values() for right in field)
    return f"{found.dates.value:.3f} / {header}" if found.dates.wanted else f"– / {header}"


def _row(name: str, scores: list[Score]) -> str:
    figures = [
        f"{_sum([getattr(one, part) for one in scores]).value:.3f}" for part in ("problems", "measures", "dates")
    ]
    status = _share(right for one in scores for right in one.status)
    header = _share(right for one in scores for field in one.header.values() for right in field)
    return f"| {name} | {' | '.join(figures)} | {status} | {header} |\n"


def _sum(parts: list[F1]) -> F1:
    return F1(*(sum(getattr(part, name) for part in parts) for name in ("hit", "wanted", "found")))


def _share(right: Iterable[bool]) -> str:
    known = list(right)
    return f"{sum(known) / len(known):.3f}"


if __name__ == "__main__":
    main()
