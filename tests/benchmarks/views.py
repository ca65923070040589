"""`python -m tests.benchmarks.views`: how fast the views are, and how large the file is, at 100,000 notices.

Reads some made-up notices that are as dense as real ones (13,000 characters, 40 problems, 100 measures), copies their
star under other keys and in other words until there are COUNT notices, lets the project store its views, and asks every
view. Keeps the file with `--keep`; a file kept is asked again with `--file`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
from rich.console import Console
from rich.table import Table as Printed

from tests.notices import FORMATS, generate
from warehouse import build, views
from warehouse.tables import STAR, TABLES

CHARACTERS = 13_300
SHARED = {"dim_status", "dim_category", "dim_rule", "dim_date"}  # the same, however many notices there are
AGGREGATING = [
    *("v_progress_by_unit", "v_progress_by_category", "v_progress_by_region", "v_progress_by_month"),
    *("v_responsibility_list", "v_notice_list", "v_coverage", "v_cycle_time", "v_declared_vs_extracted"),
    *("v_recurring_problems", "v_regressions", "v_doubts", "v_signals", "v_warnings", "v_changes", "build_info"),
]
AS_IT_IS = {"label", "number_label", "source_name", "role", "inspection_kind", "content_sha256"}
ROTATED = 300
TIMES = 20


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=100_000, help="notices in the file")
    arguments.add_argument("--base", type=int, default=1_000, help="notices that are made and read")
    arguments.add_argument("--threads", type=int, default=2, help="threads of the reader")
    arguments.add_argument("--home", type=Path, help="a home to copy from, instead of made-up notices")
    arguments.add_argument("--keep", type=Path, help="where to keep the file")
    arguments.add_argument("--file", type=Path, help="a file kept before: only ask it")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        file = given.file
        if file is None:
            home = given.home or _read(Path(folder), given.base)
            file = given.keep or Path(folder, "copied.duckdb")
            _copy(home, file, given.count)
        _ask(file, given.threads)
    return 0


def _read(folder: Path, count: int) -> Path:
    """A home in which the nightly job has read `count` made-up notices."""
    landing, home = folder / "landing", folder / "home"
    landing.mkdir()
    formats = [name for name in FORMATS if name != "no_items"]
    for seed in range(count):
        made = generate(seed, format=formats[seed % len(formats)], chars=CHARACTERS, long_measures=True)
        (landing / made.name).write_text(made.text, encoding="utf-8")
    environment = os.environ | {"LANDING": str(landing), "WAREHOUSE_HOME": str(home)}
    subprocess.run([sys.executable, "-m", "orchestration.nightly"], env=environment, check=True)
    return home


def _copy(home: Path, file: Path, count: int) -> None:
    """A build at `file` that holds the star of `home` under new keys until there are `count` notices."""
    published = (home / "rectification.duckdb").resolve()
    base = {table.full_name: pl.read_parquet(build.parquet_file(published, table)) for table in TABLES}
    base["fact_mention"] = _thinned(base["fact_mention"])
    signs = _frequent(base["evidence.notice_text"].get_column("text"))
    copies = max(round(count / base["dim_notice"].height), 1)
    file.unlink(missing_ok=True)
    with build.opened(file) as connection:
        build.create_empty(connection)
        for number in range(copies):
            build.insert(connection, build.laid_out(_copied(base, signs, number, copies)))
    began = time.process_time()
    with build.opened(file) as connection:
        for view in views.load():
            one = time.process_time()
            views.store(connection, [view])
            if view.sorted_by:
                print(f"stored {view.name}: {time.process_time() - one:.1f} s of CPU")
    print(f"storing the views took {time.process_time() - began:.1f} s of CPU")
    build.seal(file)


def _thinned(mentions: pl.DataFrame) -> pl.DataFrame:
    """Made-up measures name ten times the outcomes and five times the sums of real ones, and as many dates and documents."""
    of = pl.int_range(pl.len()).over("kind")
    return mentions.filter(
        ((pl.col("kind") != "outcome") | (of % 10 == 0)) & ((pl.col("kind") != "amount") | (of % 5 == 0))
    )


def _frequent(texts: pl.Series) -> list[str]:
    """The most frequent characters of the texts, numerals aside."""
    found = texts.sample(min(texts.len(), 100), seed=1).str.extract_all(
        r"[\p{Han}--[〇一二三四五六七八九十百千万亿年月日元]]"
    )
    counts = found.explode().value_counts(sort=True)
    return counts.head(ROTATED).to_series().to_list()


def _copied(base: dict[str, pl.DataFrame], signs: list[str], number: int, copies: int) -> dict[str, pl.DataFrame]:
    """The tables of copy `number`: under other keys, in other words.

    Keys of all copies are in the order of their copies. Words differ by turning the most frequent characters into one
    another, so that no copy says what another one says, and its text is as long and as varied.
    """
    turned = dict(zip(signs, [*signs[number:], *signs[:number]], strict=True)) if number else {}
    bits = max(copies - 1, 1).bit_length()
    frames = {}
    for table in TABLES:
        frame = base[table.full_name]
        if table.full_name in SHARED or table.schema == "audit":
            frames[table.full_name] = frame if not number else frame.clear()
            continue
        own = table.primary_key[0]
        if number and table in STAR and table.name.startswith("dim_"):
            frame = frame.filter(pl.col(own) != 0)  # unknown members are there once
        keys = [
            pl.when(pl.col(name) == 0)
            .then(0)
            .otherwise(number * 2 ** (64 - bits) + pl.col(name) // 2**bits)
            .alias(name)
            for name, dtype in table.polars_schema.items()
            if dtype == pl.UInt64 and (table.meanings[name]["refers"] or table.name) not in SHARED
        ]
        words = [
            pl.col(name).str.replace_many(turned)
            for name, dtype in table.polars_schema.items()
            if turned and dtype == pl.String and not table.meanings[name]["codes"] and name not in AS_IT_IS
        ]
        frames[table.full_name] = frame.with_columns(*keys, *words)
    return frames


def _ask(file: Path, threads: int) -> None:
    with duckdb.connect(file, read_only=True, config={"threads": threads}) as connection:
        ask = lambda sql: connection.execute(sql).fetchall()  # noqa: E731
        text = ask("SELECT sum(strlen(text)) FROM evidence.notice_text")[0][0]
        size = file.stat().st_size
        counts = ", ".join(f"{ask(f'SELECT count(*) FROM {t}')[0][0]:,} {t}" for t in ("dim_notice", "dim_problem"))
        print(f"{counts}; file {size / 1e6:,.0f} MB, text {text / 1e6:,.0f} MB: {size / text:.2f} times the text")
        shown = Printed(title=f"{file.name}, {threads} threads, {TIMES} times each")
        for heading in ("view", "asked", "rows", "median ms", "p95 ms", "CPU ms"):
            shown.add_column(heading, justify="left" if heading in {"view", "asked"} else "right")
        for view, what, sql in _questions(connection):
            shown.add_row(view, what, *_timed(connection, sql))
    Console(width=110).print(shown)


def _questions(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str, str]]:
    """View, what is asked, SQL."""
    unit, problem = connection.execute(
        "SELECT unit_key, problem_key FROM fact_rectification ORDER BY hash(problem_key) LIMIT 1"
    ).fetchall()[0]
    for name in AGGREGATING:
        yield name, "all", f"SELECT * FROM {name}"
    keyed = connection.execute(
        "SELECT view_name, column_name FROM duckdb_views() AS v JOIN duckdb_columns() AS c ON c.table_name = view_name"
        " WHERE v.schema_name = 'main' AND c.schema_name = 'main' AND column_name IN ('unit_key', 'problem_key')"
        " ORDER BY ALL"
    )
    for view, column in keyed.fetchall():
        key = unit if column == "unit_key" else problem
        yield view, column.removesuffix("_key"), f"SELECT * FROM {view} WHERE {column} = {key}"
    yield "open_items_as_of", "unit", f"SELECT * FROM open_items_as_of(DATE '2025-01-01') WHERE unit_key = {unit}"


def _timed(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[str, str, str, str]:
    """Rows, median and 95th percentile of the wall time, median of the CPU time."""
    walls, cpus, rows = [], [], 0
    for _ in range(TIMES + 1):
        wall, cpu = time.perf_counter(), time.process_time()
        rows = connection.sql(sql).to_arrow_table().num_rows
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
        if sum(walls) > 60_000:  # far from what is asked: no need to wait for all
            break
    walls, cpus = walls[1:] or walls, cpus[1:] or cpus  # the first one reads the disk
    p95 = sorted(walls)[round(0.95 * (len(walls) - 1))]
    return f"{rows:,}", f"{statistics.median(walls):.0f}", f"{p95:.0f}", f"{statistics.median(cpus):.0f}"


if __name__ == "__main__":
    sys.exit(main())
