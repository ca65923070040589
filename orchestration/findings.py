"""What failed checks found, with the file and the passage of every row: for logs, Dagster's pages and messages.

Belongs here: looking up the rows that a check names. Does not belong here: the checks (`expectations`), how a row is traced
(`warehouse.trace`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl

from warehouse import trace

MOST_ROWS = 3
"""Rows that a line of text names; Dagster's pages show all that the check kept."""

FINDING = pl.Schema(
    {
        "expectation": pl.String,
        "label_zh": pl.String,
        "table_name": pl.String,
        "severity": pl.String,
        "rows": pl.Int64,
        "file": pl.String,
        "passage": pl.String,
        "keys": pl.String,
    }
)


def findings(build: Path, results: pl.DataFrame) -> pl.DataFrame:
    """One row for each row that a failed check of `results` names: FINDING; `file` and `passage` are NULL where it has none.

    A check that names no row has one line. `build` is the DuckDB file that was checked.
    """
    with duckdb.connect(build, read_only=True) as connection:
        found = [
            row
            for result in results.filter(~pl.col("success")).iter_rows(named=True)
            for row in _rows(connection, result)
        ]
    return pl.DataFrame(found, schema=FINDING, orient="row")


def _rows(connection: duckdb.DuckDBPyConnection, result: dict[str, object]) -> Iterator[tuple[object, ...]]:
    about = tuple(result[name] for name in ("expectation", "label_zh", "table_name", "severity", "unexpected_count"))
    for row in json.loads(str(result["failing_keys"] or "null")) or [{}]:
        file, passage = trace.place(connection, row)
        keys = {name: value for name, value in row.items() if name != "passage"}
        yield *about, file, row.get("passage") or passage, json.dumps(keys, ensure_ascii=False) if keys else None


def lines(found: pl.DataFrame) -> list[str]:
    """The findings as text: one line a check, and under it file and passage of its first rows."""
    said = []
    for check in found.partition_by("expectation", "table_name", maintain_order=True):
        first = check.row(0, named=True)
        count = "" if first["rows"] is None else f": {first['rows']:,} rows"
        said.append(f"{first['severity']}: {first['label_zh']} ({first['expectation']}, {first['table_name']}){count}")
        for row in check.drop_nulls("keys").head(MOST_ROWS).iter_rows(named=True):
            place = " · ".join(part for part in (row["file"], row["passage"]) if part)
            said.append(f"  {place or row['keys']}")
    return said
