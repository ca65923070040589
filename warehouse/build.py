"""Making a build: a new DuckDB file, written aside, with tables, views, comments and audit tables.

Belongs here: putting frames into a new file, and closing it so that it can be published. Does not belong here: what
the frames hold (`transforms`), whether they hold what they must (`expectations`), the link that readers open
(`publish`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb
import polars as pl

from warehouse import ddl, lineage, passages, views
from warehouse.ddl import literal
from warehouse.home import Home, remove
from warehouse.tables import AUDIT, BY_NAME, STAR, TABLES, Table

STORAGE_VERSION = "v1.0.0"
"""DuckDB 2's own format does not open in 1.x, on which most BI drivers stand."""

RESULTS = "audit.expectation_result"
HISTORY = "audit.expectation_history"
CHANGES = "audit.change"
SQL = Path(__file__).with_name("sql")
CHANGES_SQL = SQL / "changes.sql"
BETWEEN = "stored.text_between"
BETWEEN_SQL = SQL / "text_between.sql"
ROW_GROUP = 122_880
"""Rows of a row group, in Parquet and in the file; fixed, so that the same rows always make the same file."""

STORED_ROW_GROUP = 40_960
"""Rows of a row group of stored views in the file: a thread reads one at a time, and some views have few and long rows.
A checkpoint merges small groups into those of the attached size, so that only what makes the star attaches the large one."""


@dataclass(frozen=True)
class BuildInfo:
    """What a build is of: the row of `audit.build`. `as_of` is a day in Shanghai, `built_at` a moment in UTC."""

    as_of: date
    parser_version: str
    input_hash: str
    built_at: datetime
    landing: str

    @property
    def build_id(self) -> str:
        """UTC time stamp and the first characters of the input's hash."""
        return f"{self.built_at:%Y%m%dT%H%M%SZ}-{self.input_hash[:8]}"

    def frame(self) -> pl.DataFrame:
        """The row of `audit.build`."""
        row = {name: getattr(self, name, STORAGE_VERSION) for name in BY_NAME["audit.build"].polars_schema}
        return pl.DataFrame([row], schema=BY_NAME["audit.build"].polars_schema)


def input_hash(sources: pl.DataFrame) -> str:
    """Hash of what goes in: `source_name` and `content_sha256` of every file, in any order."""
    lines = sources.select(pl.format("{}\t{}", "source_name", "content_sha256")).to_series().sort()
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def build(
    home: Home,
    star: Mapping[str, pl.DataFrame | pl.LazyFrame],
    audit: Mapping[str, pl.DataFrame],
    info: BuildInfo,
) -> Path:
    """A new build, not yet published: the path of its DuckDB file; Parquet of every table lies in a folder beside it.

    `star` and `audit` give the rows of each table by `Table.full_name`; those of `audit.build` come from `info`, those
    of `audit.column_lineage` from the declarations, those of `audit.expectation_result` later (`add_results`). Tables
    of `audit` may be left out. Raises `KeyError` where a star table is missing, `ValueError` or a Polars error where a
    frame does not fit its declaration.
    """
    missing = [table.full_name for table in STAR if table.full_name not in star]
    if missing:
        raise KeyError(f"no rows were given for {', '.join(missing)}")
    path = home.prepare().in_progress / f"{info.build_id}.duckdb"
    remove(path)
    remove(parquet_folder(path))
    parquet_folder(path).mkdir()
    frames = {**star, **audit, "audit.build": info.frame(), lineage.LINEAGE: lineage.column_lineage()}
    with opened(path, ROW_GROUP) as connection:
        create_empty(connection)
        rows = laid_out(frames)
        insert(connection, rows)
    for table in TABLES:
        rows[table.full_name].write_parquet(parquet_file(path, table), row_group_size=ROW_GROUP)
    with opened(path) as connection:
        views.store(connection, views.load())
    _note_changes(path, home.published_build())
    return path


def create_empty(connection: duckdb.DuckDBPyConnection, *, stored: bool = True) -> None:
    """Make every table and view, with comments and without rows, in the connection's current database.

    Without `stored` no view keeps rows: each is computed when it is read.
    """
    for schema in sorted({table.schema for table in (*STAR, *AUDIT)} - {"main"}):
        connection.execute(f"CREATE SCHEMA {ddl.quoted(schema)}")
    connection.execute(BETWEEN_SQL.read_text(encoding="utf-8"))
    for table in sorted((*STAR, *AUDIT), key=lambda table: table.put_together):  # those last: they read the others
        file = SQL / table.put_together
        connection.execute(file.read_text(encoding="utf-8") if table.put_together else ddl.create_table(table))
        connection.execute(";\n".join(ddl.comments(table)))
    views.create(connection, views.load(), stored=stored)


def add_results(build_path: Path, results: pl.DataFrame, history: pl.DataFrame | None = None) -> None:
    """Put the results of the checks, and of those of the last runs, into the build, in place of any that are there."""
    with opened(build_path) as connection:
        for name, rows in ((RESULTS, results), (HISTORY, history)):
            connection.execute(f"DELETE FROM {ddl.qualified(BY_NAME[name])}")
            _fill(connection, BY_NAME[name], rows, parquet_folder(build_path))


def seal(build_path: Path) -> None:
    """Finish the build: NOT NULL on every column declared so, everything in one file, nothing left to be written."""
    with opened(build_path) as connection:
        for table in (*STAR, *AUDIT):
            for statement in ddl.not_null(table):
                connection.execute(statement)
    log = build_path.with_name(f"{build_path.name}.wal")
    if log.exists():
        raise RuntimeError(f"{log} is still there after the checkpoint: the build cannot be published")


def _note_changes(path: Path, previous: Path | None) -> None:
    """Fill `audit.change` with what differs from the build at `previous`; nothing where there is none."""
    if previous is None or previous == path:
        return
    changes = _changes(path, previous)
    with opened(path) as connection:
        _fill(connection, BY_NAME[CHANGES], changes, parquet_folder(path))


def _changes(path: Path, previous: Path) -> pl.DataFrame:
    with _connected(path) as connection:
        connection.execute(f"ATTACH {literal(str(path))} AS build (READ_ONLY)")
        connection.execute("USE build")
        try:
            connection.execute(f"ATTACH {literal(str(previous))} AS previous (READ_ONLY)")
            changes: pl.DataFrame = connection.sql(CHANGES_SQL.read_text(encoding="utf-8")).pl()
        # The earlier build was made by another version, with other columns, or is damaged: no reason not to build. Of a
        # damaged one DuckDB tells in many ways, down to its plain Error where a checksum does not fit.
        except duckdb.Error:
            row = {"change_number": 1, "change_code": "previous_not_comparable", "previous_build_id": previous.stem}
            return pl.DataFrame([row], schema=BY_NAME[CHANGES].polars_schema)
        return changes


def parquet_folder(build_path: Path) -> Path:
    """The folder beside a build that holds its tables as Parquet."""
    return build_path.with_suffix("")


def parquet_file(build_path: Path, table: Table) -> Path:
    """The Parquet file of a table of that build."""
    return parquet_folder(build_path) / f"{table.schema}.{table.name}.parquet"


def _connected(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection that spills what memory cannot hold beside the build, and not into the folder it happens to run in."""
    return duckdb.connect(config={"temp_directory": str(path.parent / "spilled")})


@contextmanager
def opened(path: Path, row_group: int = STORED_ROW_GROUP) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose current database is the build at `path`; checkpointed and closed at the end of the block.

    Rows that are added lie in groups of at most `row_group`, a multiple of 2,048.
    """
    options = f"STORAGE_VERSION {literal(STORAGE_VERSION)}, ROW_GROUP_SIZE {row_group}"
    with _connected(path) as connection:
        connection.execute(f"ATTACH {literal(str(path))} AS build ({options})")
        connection.execute("USE build")
        connection.begin()  # one transaction: statement by statement, each would wait for the disk
        yield connection
        connection.commit()
        connection.execute("CHECKPOINT build")
        connection.execute("USE memory")
        connection.execute("DETACH build")


def laid_out(frames: Mapping[str, pl.DataFrame | pl.LazyFrame]) -> dict[str, pl.DataFrame]:
    """The rows of every table and of BETWEEN as the file holds them, from `frames` by `Table.full_name`; none for others."""
    rows = {table.full_name: _conformed(table, frames.get(table.full_name)) for table in TABLES}
    printed, between = passages.cut(rows)
    return rows | printed | {BETWEEN: between}


def insert(connection: duckdb.DuckDBPyConnection, rows: Mapping[str, pl.DataFrame]) -> None:
    """Put `rows` (see `laid_out`) into the tables of a build."""
    _insert(connection, f"INSERT INTO {BETWEEN} FROM rows_to_insert", rows[BETWEEN])
    for table in TABLES:
        if not table.put_together:
            _insert(connection, ddl.insert(table, "rows_to_insert"), rows[table.full_name])


def _fill(connection: duckdb.DuckDBPyConnection, table: Table, rows: pl.DataFrame | None, folder: Path) -> None:
    """Put rows into a table that holds none of the notices' words, and write them as Parquet."""
    frame = _conformed(table, rows)
    _insert(connection, ddl.insert(table, "rows_to_insert"), frame)
    frame.write_parquet(folder / f"{table.schema}.{table.name}.parquet", row_group_size=ROW_GROUP)


def _conformed(table: Table, rows: pl.DataFrame | pl.LazyFrame | None) -> pl.DataFrame:
    return table.conform(pl.DataFrame(schema=table.polars_schema) if rows is None else rows.lazy().collect())


def _insert(connection: duckdb.DuckDBPyConnection, statement: str, frame: pl.DataFrame) -> None:
    connection.register("rows_to_insert", frame)
    connection.execute(statement)
    connection.unregister("rows_to_insert")


def rows_by_table(frames: Mapping[str, pl.DataFrame | pl.LazyFrame], tables: Iterable[Table] = STAR) -> dict[str, int]:
    """Number of rows of each table that `frames` holds."""
    return {t.full_name: frames[t.full_name].lazy().select(pl.len()).collect().item() for t in tables}
