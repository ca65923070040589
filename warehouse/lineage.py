"""Where each column comes from: declared for tables, taken from the SQL of views.

Belongs here: reading `tables/lineage.toml` and `views/_lineage.csv` into the rows of `audit.column_lineage`. Does not belong
here: how the SQL of a view is taken apart (`warehouse.view_lineage`, which writes that file).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polars as pl

from warehouse.tables import BY_NAME, TABLES

LINEAGE = "audit.column_lineage"
DECLARED = Path(__file__).with_name("tables") / "lineage.toml"
VIEWS = Path(__file__).with_name("views") / "_lineage.csv"
BEFORE_THE_TABLES = {"archive.bytes", "landing_files.source_name"}
"""What a column may come from that is in no table: the bytes of the archive, the entries of the landing folder."""


class BadLineageError(ValueError):
    """`tables/lineage.toml` names what is not there, or says nothing of a column."""


@cache
def column_lineage() -> pl.DataFrame:
    """Rows of `audit.column_lineage`: every column of every table and view, one row a source.

    Raises `BadLineageError` where the declaration and the tables do not agree.
    """
    views = pl.read_csv(VIEWS, schema=BY_NAME[LINEAGE].polars_schema)
    return BY_NAME[LINEAGE].conform(pl.concat([declared(DECLARED), views]))


def declared(path: Path) -> pl.DataFrame:
    """The rows that a file declares for the tables. Raises `BadLineageError` naming every column that is wrong."""
    said: dict[str, dict[str, list[str]]] = tomllib.loads(path.read_text(encoding="utf-8"))
    if wrong := sorted(_wrong(said)):
        raise BadLineageError(f"{path}: " + "; ".join(wrong))
    rows = [
        (table, column, number, *source.rpartition(".")[::2], rule)
        for table, columns in said.items()
        for column, (*sources, rule) in columns.items()
        for number, source in enumerate(sources or [""], start=1)
    ]
    frame = pl.DataFrame(rows, schema=BY_NAME[LINEAGE].polars_schema, orient="row")
    return frame.with_columns(pl.col("from_table", "from_column").replace("", None))


def _wrong(said: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    known = {f"{table.full_name}.{column}" for table in TABLES for column in table.polars_schema}
    told = {f"{table}.{column}" for table, columns in said.items() for column in columns}
    yield from (f"{name} has no lineage: declare it" for name in known - told)
    yield from (f"{name} is not a column of any table" for name in told - known)
    for table, columns in said.items():
        for column, (*sources, _rule) in columns.items():
            strange = set(sources) - known - BEFORE_THE_TABLES
            yield from (f"{table}.{column} comes from {name}, which is no column of any table" for name in strange)
