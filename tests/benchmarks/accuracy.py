"""`make accuracy`: how well made-up notices are read, per format and per damage; writes docs/accuracy.md.

A cell is the F1 of problems and of measures over a few made-up notices of one format with one damage, by exact comparison
of titles and of the first characters of each measure. The notices are made by a generator that shares nothing with the
reader.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.notices import DAMAGES, FORMATS, generate
from tests.transforms import reading
from tests.transforms.scoring import F1, Score, score

PAGE = Path(__file__).resolve().parents[2] / "docs" / "accuracy.md"
ITEMS = 10
FIRST_SEED = 77_000
HEAD = """# How well made-up notices are read

Made by `make accuracy`: {count} notices a cell, of {items} items each, seeds from {seed}. Each cell is the F1 of problems
/ of measures; the last columns are the share of right statuses and the F1 of problems and measures over the row. A notice
of format `no_items` has none: there a cell says how many were made up.

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
    """One row a damage, in groups of formats that fit a page; then the whole."""
    parts = []
    formats = list(FORMATS)
    for start in range(0, len(formats), 7):
        group = formats[start : start + 7]
        parts.append("| damage | " + " | ".join(group) + " |\n|---" * 1 + "|---" * len(group) + "|\n")
        parts += [
            f"| {'+'.join(damage) or 'none'} | " + " | ".join(_cell(scores[name, damage]) for name in group) + " |\n"
            for damage in damages
        ]
        parts.append("\n")
    parts.append("| damage | problems | measures | status |\n|---|---|---|---|\n")
    for damage in damages:
        parts.append(_row("+".join(damage) or "none", [scores[name, damage] for name in formats]))
    parts.append(_row("**all**", list(scores.values())))
    return "".join(parts)


def _cell(found: Score) -> str:
    if not found.problems.wanted:
        return f"{found.problems.found} made up"
    return f"{found.problems.value:.3f} / {found.measures.value:.3f}"


def _row(name: str, scores: list[Score]) -> str:
    problems, measures = (_sum([getattr(one, part) for one in scores]) for part in ("problems", "measures"))
    status = [right for one in scores for right in one.status]
    return f"| {name} | {problems.value:.3f} | {measures.value:.3f} | {sum(status) / len(status):.3f} |\n"


def _sum(parts: list[F1]) -> F1:
    return F1(*(sum(getattr(part, name) for part in parts) for name in ("hit", "wanted", "found")))


if __name__ == "__main__":
    main()
