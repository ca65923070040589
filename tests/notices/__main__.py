"""Write made-up notices and their gold: `python -m tests.notices --help`."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.notices import DAMAGES, FORMATS, generate
from tests.notices.files import KINDS, SAMPLES, samples, some_damage, write


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.notices", description=__doc__)
    parser.add_argument("--count", type=int, default=20, help="how many notices (20)")
    parser.add_argument("--out", type=Path, help="folder for the texts")
    parser.add_argument("--gold", type=Path, help="folder for the gold files")
    parser.add_argument("--seed", type=int, default=0, help="seed of the first; the others count on from it")
    parser.add_argument("--format", choices=list(FORMATS), help="one format (all in turn)")
    parser.add_argument("--damage", action="append", choices=[*DAMAGES, "random"], default=[], help="repeatable")
    parser.add_argument("--chars", type=int, help="about so many characters each")
    parser.add_argument(
        "--long-measures", action="store_true", help="measures of about 90 characters, as real ones have"
    )
    parser.add_argument("--items", type=int, help="so many items each")
    parser.add_argument("--kinds", default="txt,txt,gb18030,txt,md", help=f"in turn, of {', '.join(KINDS)}")
    parser.add_argument("--jobs", type=int, default=1, help="processes (1)")
    parser.add_argument("--samples", action="store_true", help=f"write the shipped samples to {SAMPLES.name}/ instead")
    given = parser.parse_args(arguments)
    if given.samples:
        for notice, kind in samples():
            print(write(notice, SAMPLES, kind))
        return 0
    if not given.out:
        parser.error("--out is needed")
    kinds = given.kinds.split(",")
    if unknown := set(kinds) - set(KINDS):
        parser.error(f"unknown kinds: {', '.join(sorted(unknown))}")
    seeds = range(given.seed, given.seed + given.count)
    one = partial(_write_one, given=given, kinds=kinds)
    if given.jobs == 1:
        for seed in seeds:
            one(seed)
        return 0
    with ProcessPoolExecutor(given.jobs) as pool:
        for _ in pool.map(one, seeds, chunksize=200):
            pass
    return 0


def _write_one(seed: int, given: argparse.Namespace, kinds: list[str]) -> None:
    """Make and write the notice of one seed; formats and kinds of file take turns."""
    formats = [given.format] if given.format else list(FORMATS)
    damage = some_damage(seed) if "random" in given.damage else tuple(given.damage)
    kind = kinds[seed % len(kinds)]
    if kind == "md" and "markdown_marks" not in damage:
        damage = (*damage, "markdown_marks")
    made = generate(
        seed,
        format=formats[seed % len(formats)],
        damage=damage,
        items=given.items,
        chars=given.chars,
        long_measures=given.long_measures,
    )
    write(made, given.out, kind, given.gold)


if __name__ == "__main__":
    sys.exit(main())
