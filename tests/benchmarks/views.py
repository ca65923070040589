"""`python -m tests.benchmarks.views`: how fast the views are, and how large the file is, at 100,000 notices.

Reads some made-up notices that are as dense as real ones (13,000 characters, 40 problems, 100 measures), copies their
star under other keys and in other words until there are COUNT notices, lets the project store its views, and asks every
view. Keeps the file with `--keep`; a file kept is asked again with `--file`.

Aggregating views are asked whole: their rows stand for units, kinds, months, responsible parties, notices or groups of
problems. The other views are lists, a row for each problem, measure, passage, doubt, warning or sign, which tools read with a
filter: those that have the keys are asked for one unit (the one with most notices, too) and one problem. Stored lists
are asked whole for comparison, and signs are counted by kind.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl
from rich.console import Console
from rich.table import Table as Printed

from tests.notices import FORMATS, generate
from warehouse import build, ddl, passages, views
from warehouse.tables import BY_NAME, STAR, TABLES

CHARACTERS = 13_300
SHARED = {"dim_status", "dim_category", "dim_rule", "dim_date"}  # the same, however many notices there are
AGGREGATING = [
    *("v_progress_by_unit", "v_progress_by_category", "v_progress_by_region", "v_progress_by_month"),
    *("v_responsibility_list", "v_notice_list", "v_coverage", "v_cycle_time", "v_declared_vs_extracted"),
    *("v_recurring_problems", "build_info"),
]
STORED_LISTS = ["v_regressions", "v_doubts", "v_warnings"]
AS_IT_IS = {"label", "number_label", "source_name", "role", "inspection_kind", "content_sha256"}
SCATTERED = {"unit_key", "inspection_key", "recurrence_key"}
ODD = 0x9E3779B97F4A7C15  # multiplying by it, modulo 2**64, gives each key another one
ROTATED = 300
MEMORY = "5GB"  # DuckDB's; the copying takes another gigabyte
COMMITTED = 10  # copies; each alone would leave half-filled blocks in the file, all at once would need their memory
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
    with _small(file, build.ROW_GROUP) as connection:
        build.create_empty(connection)
        build.insert(connection, build.laid_out({name: _spread(rows, name, copies) for name, rows in base.items()}))
        first = {name: _rows(connection, name, columns) for name, columns in _stored().items()}
        for number in range(1, copies):
            for name, rows in first.items():
                copied = _copied(name, rows, signs, number, copies)
                connection.register("copied", copied)
                connection.execute(f"INSERT INTO {name} BY NAME FROM copied")
                connection.unregister("copied")
            if number % COMMITTED == 0:
                connection.commit()  # until then DuckDB keeps the frames
                connection.begin()
    began = time.process_time()
    for view in views.load():
        one = time.process_time()
        with _small(file) as connection:
            views.store(connection, [view])
        if view.sorted_by:
            print(f"stored {view.name}: {time.process_time() - one:.1f} s of CPU", flush=True)
    print(f"storing the views took {time.process_time() - began:.1f} s of CPU")
    build.seal(file)


@contextmanager
def _small(file: Path, row_group: int = build.STORED_ROW_GROUP) -> Iterator[duckdb.DuckDBPyConnection]:
    """The build, in memory that leaves others some: what does not fit is spilled beside the file."""
    with build.opened(file, row_group) as connection:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        yield connection


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


def _rows(connection: duckdb.DuckDBPyConnection, name: str, columns: Iterable[str]) -> pl.DataFrame:
    return connection.sql(f"SELECT {', '.join(map(ddl.quoted, columns))} FROM {name}").pl()


def _stored() -> dict[str, list[str]]:
    """The tables that are copied, and their columns in the file that are stored, not derived."""
    stored = {
        table.full_name: [name for name in ddl.columns(table) if name not in table.derived]
        for table in STAR
        if table.full_name not in SHARED and not table.put_together
    }
    return stored | {build.BETWEEN: list(passages.BETWEEN)}


def _keys(name: str, columns: Iterable[str]) -> list[str]:
    """Those of a table's columns that hold keys of what is there once more in each copy."""
    meanings = BY_NAME[name].meanings if name in BY_NAME else {}
    shared = {c for c, meaning in meanings.items() if meaning["refers"] in SHARED}
    return [c for c in columns if c.removesuffix("_kept").endswith("_key") and c not in shared and "date" not in c]


def _spread(frame: pl.DataFrame, name: str, copies: int) -> pl.DataFrame:
    """The rows of a table under keys that have room for those of the copies.

    Keys of notices and their parts leave their first bits to the number of the copy, so that the rows of all copies lie
    sorted by them; those of units, inspections and groups are in no order, as hashes are.
    """
    if name in SHARED:
        return frame
    return frame.with_columns(
        pl.col(key) * pl.lit(ODD, pl.UInt64) if key in SCATTERED else pl.col(key) // 2 ** _bits(copies)
        for key in _keys(name, frame.columns)
    )


def _bits(copies: int) -> int:
    return max(copies - 1, 1).bit_length()


def _copied(name: str, first: pl.DataFrame, signs: list[str], number: int, copies: int) -> pl.DataFrame:
    """The rows of a table in copy `number`, from those of the first one: under other keys, in other words.

    Words differ by turning the most frequent characters into one another, so that no copy says what another one says, and
    its text is as long and as varied.
    """
    turned = dict(zip(signs, [*signs[number:], *signs[:number]], strict=True))
    codes = {c for c, meaning in BY_NAME[name].meanings.items() if meaning["codes"]} if name in BY_NAME else set()
    if name.startswith("dim_"):
        first = first.filter(pl.col(BY_NAME[name].primary_key[0]) != 0)  # unknown members are there once
    keys = {key: ODD if key in SCATTERED else 2 ** (64 - _bits(copies)) for key in _keys(name, first.columns)}
    return first.with_columns(
        *(
            pl.when(pl.col(key) != 0)
            .then(pl.col(key) + pl.lit(number * step % 2**64, pl.UInt64))
            .otherwise(pl.col(key))
            for key, step in keys.items()
        ),
        *(
            pl.col(column).str.replace_many(turned)
            for column, dtype in first.schema.items()
            if dtype == pl.String and column not in codes | AS_IT_IS and not column.startswith("spans")
        ),
    )


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
    for name in AGGREGATING:
        yield name, "all", f"SELECT * FROM {name}"
    for name in STORED_LISTS:
        yield name, "all of the list", f"SELECT * FROM {name}"
    yield "problem_signals", "count by kind", "SELECT signal_code, count(*) FROM problem_signals GROUP BY 1"
    unit, problem = connection.execute(
        "SELECT unit_key, problem_key FROM fact_rectification WHERE unit_key <> 0 ORDER BY hash(problem_key) LIMIT 1"
    ).fetchall()[0]
    largest, notices = connection.execute(
        "SELECT unit_key, count(*) FROM fact_disclosure WHERE unit_key <> 0 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
    ).fetchall()[0]
    asked = {"unit_key": [("unit", unit), (f"unit, {notices} notices", largest)], "problem_key": [("problem", problem)]}
    keyed = connection.execute(
        "SELECT view_name, column_name FROM duckdb_views() AS v JOIN duckdb_columns() AS c ON c.table_name = view_name"
        " WHERE v.schema_name = 'main' AND c.schema_name = 'main' AND column_name IN ('unit_key', 'problem_key')"
        " ORDER BY ALL"
    )
    for view, column in keyed.fetchall():
        for what, key in asked[column]:
            yield view, what, f"SELECT * FROM {view} WHERE {column} = {key}"
    yield "open_items_as_of", "unit", f"SELECT * FROM open_items_as_of(DATE '2025-01-01') WHERE unit_key = {unit}"


def _timed(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[str, str, str, str]:
    """Rows, median and 95th percentile of the wall time, median of the CPU time.

    Many rows are taken as Arrow; few as drivers take them: `sql` would plan such a question twice.
    """
    few = " WHERE " in sql
    walls, cpus, rows = [], [], 0
    for _ in range(TIMES + 1):
        wall, cpu = time.perf_counter(), time.process_time()
        rows = len(connection.execute(sql).fetchall()) if few else connection.sql(sql).to_arrow_table().num_rows
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
        if sum(walls) > 60_000:  # far from what is asked: no need to wait for all
            break
    walls, cpus = walls[1:] or walls, cpus[1:] or cpus  # the first one reads the disk
    p95 = sorted(walls)[round(0.95 * (len(walls) - 1))]
    return f"{rows:,}", f"{statistics.median(walls):.0f}", f"{p95:.0f}", f"{statistics.median(cpus):.0f}"


if __name__ == "__main__":
    sys.exit(main())
