"""How well notices are read: the real ones against the gold, made-up ones of every format against their truth.

Floors only rise. A floor is today's figure less a little.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

import transforms
from tests.notices import DAMAGES, FORMATS, generate
from tests.shared import shared_dir
from tests.transforms import reading
from tests.transforms.scoring import Score, score
from warehouse.tables import STAR

GOLD_FLOORS = {
    "header": 1.0,
    "problem_f1": 0.99,
    "grouping": 0.98,
    "status": 0.99,
    "category": 0.955,
    "deadline_f1": 0.95,
    "measure_f1": 0.99,
    "boundary": 0.98,
    "progress": 0.975,
    "date_f1": 0.98,
    "amount_f1": 0.99,
    "document_f1": 0.99,
    "evidence": 1.0,
}


def star(texts: list[str], names: list[str]) -> dict[str, pl.DataFrame]:
    """All star tables of a warehouse of these texts."""
    given = reading.frame(texts)
    found = transforms.read(given)
    sources = given.select("content_sha256", source_name=pl.Series(names)).join(
        found["contents"], on="content_sha256", how="left"
    )
    known = sources.with_columns(byte_count=pl.lit(1), first_seen_at=pl.lit(None, pl.Datetime))
    return transforms.combine(lambda name: found[name].lazy(), known)


def keep(tables: dict[str, pl.DataFrame], path: Path) -> None:
    """The tables in a DuckDB file, as their declarations want them."""
    with duckdb.connect(str(path)) as db:
        db.execute("create schema evidence")
        for table in STAR:
            db.register("rows", table.conform(tables[table.full_name]))
            db.execute(f"create table {table.full_name} as select * from rows")
            db.unregister("rows")


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    shared, folder = shared_dir(), tmp_path_factory.mktemp("gold")
    files = sorted((shared / "corpus").glob("*.txt"))
    texts = [path.read_bytes().decode().replace("\r\n", "\n") for path in files]
    keep(star(texts, [path.name for path in files]), folder / "w.duckdb")
    command = [
        sys.executable,
        shared / "tools" / "score.py",
        folder / "w.duckdb",
        shared / "gold",
        "--json",
        folder / "f.json",
    ]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    known: dict[str, float] = json.loads((folder / "f.json").read_text())
    return known


@pytest.mark.parametrize(("name", "floor"), GOLD_FLOORS.items(), ids=GOLD_FLOORS.keys())
def test_real_notices(figures: dict[str, float], name: str, floor: float) -> None:
    assert figures[name] >= floor


SEEDS = (2101, 2102, 2103)
DAMAGED = ("aspect_item", "labelled_fields")
FLOOR = 0.95
DATES_FLOOR = 0.97
HEADER_FLOOR = 0.97
CELLS = [(name, "") for name in FORMATS] + [(name, damage) for name in DAMAGED for damage in DAMAGES]
IDS = ["-".join(filter(None, cell)) for cell in CELLS]


@cache
def scores() -> dict[tuple[str, str], Score]:
    """The score of every cell; all notices are read in one go."""
    made = [
        (cell, generate(seed, format=cell[0], damage=(cell[1],) if cell[1] else (), items=10))
        for cell in CELLS
        for seed in SEEDS
    ]
    seen = reading.read([notice.text for _, notice in made])
    pairs: dict[tuple[str, str], list[Any]] = {}
    for (cell, notice), one in zip(made, seen, strict=True):
        pairs.setdefault(cell, []).append((notice.truth, one))
    return {cell: score(found) for cell, found in pairs.items()}


@pytest.mark.parametrize("cell", CELLS, ids=IDS)
def test_problems_of_made_up_notices(cell: tuple[str, str]) -> None:
    assert scores()[cell].problems.value >= FLOOR


@pytest.mark.parametrize("cell", CELLS, ids=IDS)
def test_measures_of_made_up_notices(cell: tuple[str, str]) -> None:
    assert scores()[cell].measures.value >= FLOOR


@pytest.mark.parametrize("cell", CELLS, ids=IDS)
def test_dates_of_made_up_notices(cell: tuple[str, str]) -> None:
    assert scores()[cell].dates.value >= DATES_FLOOR


@pytest.mark.parametrize("cell", CELLS, ids=IDS)
def test_headers_of_made_up_notices(cell: tuple[str, str]) -> None:
    right = [one for field in scores()[cell].header.values() for one in field]
    assert sum(right) >= HEADER_FLOOR * len(right)


@pytest.mark.parametrize("cell", CELLS, ids=IDS)
def test_statuses_of_made_up_notices(cell: tuple[str, str]) -> None:
    right = scores()[cell].status
    assert sum(right) >= FLOOR * len(right)
