"""From a key, or a figure in a view, back to rows, to characters, to the file and its hash, to the run.

Belongs here: asking a published file where something comes from; the macro `trace` (views/trace.sql) does most of it. Does
not belong here: how the answer looks on a terminal (`orchestration.trace`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import polars as pl

from warehouse.ddl import qualified, quoted
from warehouse.tables import TABLES, Table

MOST_DIGITS = 20
"""Of a key; more of them may be a hash."""


class UnknownTraceError(LookupError):
    """Nothing in the file has this key, file name, hash or figure."""


@dataclass(frozen=True)
class Source:
    """A step on the way back from a column: `depth` 0 is the column itself; `rule` says how it is made."""

    depth: int
    table: str
    column: str | None
    rule: str | None


def find_key(connection: duckdb.DuckDBPyConnection, wanted: str) -> int:
    """The key meant by `wanted`: a key; or the notice key of a file's name or SHA-256. Raises `UnknownTraceError`."""
    if wanted.isdecimal() and len(wanted) <= MOST_DIGITS and int(wanted) < 2**64:
        return int(wanted)
    found = connection.execute(
        "SELECT notice_key FROM audit.source WHERE source_name = $1 OR content_sha256 = lower($1)", [wanted]
    ).fetchall()
    if not found:
        raise UnknownTraceError(
            f"{wanted!r} is no key, and no file of that name or SHA-256 is in this build; keys are in the columns *_key, "
            "names in audit.source, refused files in audit.quarantine"
        )
    return int(found[0][0])


def rows(connection: duckdb.DuckDBPyConnection, key: int) -> Iterator[tuple[Table, dict[str, Any]]]:
    """The rows that the key itself names: table and row, in the tables whose primary key is this one column of keys."""
    for table in TABLES:
        if len(table.primary_key) == 1 and table.polars_schema[table.primary_key[0]] == pl.UInt64:
            sql = f"FROM {qualified(table)} WHERE {quoted(table.primary_key[0])} = $1"
            yield from ((table, row) for row in connection.sql(sql, params=[key]).pl().iter_rows(named=True))


def passages(connection: duckdb.DuckDBPyConnection, key: int) -> pl.DataFrame:
    """All that rests on the key, with its passage, file and run: the macro `trace`."""
    found: pl.DataFrame = connection.sql("FROM trace($1::UBIGINT)", params=[key]).pl()
    return found


def figure(connection: duckdb.DuckDBPyConnection, view: str, column: str, key: int) -> list[Any]:
    """The values of a view's column in the rows that hold the key in any column. Raises `UnknownTraceError`."""
    columns = [
        (str(name), str(type_))
        for name, type_ in connection.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = $1 AND schema_name = 'main'", [view]
        ).fetchall()
    ]
    if column not in {name for name, _ in columns}:
        raise UnknownTraceError(
            f"{view}.{column} is no column of a table or view: FIGURE=view.column, see docs/dictionary.md"
        )
    keys = [quoted(name) for name, type_ in columns if name.endswith("_key") and type_ == "UBIGINT"]
    if not keys:
        raise UnknownTraceError(f"{view} has no column *_key, so no row of it can be named")
    sql = f"SELECT {quoted(column)} FROM {quoted(view)} WHERE $1::UBIGINT IN ({', '.join(keys)})"
    return [value for (value,) in connection.execute(sql, [key]).fetchall()]


def column_sources(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> list[Source]:
    """The way back from a column to where nothing lies before it, depth first; each column is followed once."""
    edges: dict[tuple[str, str], list[tuple[str | None, str | None, str]]] = {}
    for name, of, from_table, from_column, rule in connection.execute(
        "SELECT table_name, column_name, from_table, from_column, rule FROM audit.column_lineage"
        " ORDER BY table_name, column_name, source_number"
    ).fetchall():
        edges.setdefault((name, of), []).append((from_table, from_column, rule))
    seen: set[tuple[str, str | None]] = set()

    def walk(table: str, column: str | None, depth: int) -> Iterator[Source]:
        before = edges.get((table, column or ""), [])
        yield Source(depth, table, column, before[0][2] if before else None)
        if (table, column) in seen:
            return
        seen.add((table, column))
        for from_table, from_column, _ in before:
            if from_table:
                yield from walk(from_table, from_column, depth + 1)

    return list(walk(table, column, 0))


def place(connection: duckdb.DuckDBPyConnection, keys: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """File and passage of a row that holds some keys, by the narrowest of them; None where they lead to none."""
    for name in ("mention_key", "measure_key", "problem_key"):
        if keys.get(name):
            sql = "SELECT source_name, passage FROM v_evidence WHERE row_key = $1"
            if found := connection.execute(sql, [keys[name]]).fetchall():
                return str(found[0][0]), str(found[0][1])
    sql = "SELECT source_name FROM dim_notice WHERE notice_key = $1"
    found = connection.execute(sql, [keys["notice_key"]]).fetchall() if keys.get("notice_key") else []
    return (str(found[0][0]) if found else keys.get("source_name")), None
