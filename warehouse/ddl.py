"""SQL that follows from the table declarations: types, CREATE TABLE, COMMENT ON, NOT NULL.

Belongs here: generated SQL text. Does not belong here: views and everything else written by hand (`views/*.sql`).
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
from polars.datatypes import DataTypeClass

from warehouse.tables import Meaning, Table

SIMPLE_TYPES: dict[DataTypeClass, str] = {
    pl.UInt64: "UBIGINT",
    pl.Int64: "BIGINT",
    pl.Int32: "INTEGER",
    pl.Float64: "DOUBLE",
    pl.Boolean: "BOOLEAN",
    pl.String: "VARCHAR",
    pl.Date: "DATE",
    pl.Datetime: "TIMESTAMP",
}


def duckdb_type(dtype: pl.DataType) -> str:
    """DuckDB's type for a Polars type; raises `TypeError` for one that no table uses."""
    match dtype:
        case pl.Decimal():
            return f"DECIMAL({dtype.precision},{dtype.scale})"
        case pl.List():
            return f"{duckdb_type(_instance(dtype.inner))}[]"
        case pl.Struct():
            return f"STRUCT({', '.join(f'{quoted(f.name)} {duckdb_type(_instance(f.dtype))}' for f in dtype.fields)})"
    for polars_type, name in SIMPLE_TYPES.items():
        if isinstance(dtype, polars_type):
            return name
    raise TypeError(f"no DuckDB type is set for {dtype}")


def _instance(dtype: pl.DataType | DataTypeClass) -> pl.DataType:
    return dtype() if isinstance(dtype, type) else dtype


def quoted(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """An SQL string."""
    return "'" + text.replace("'", "''") + "'"


def qualified(table: Table) -> str:
    """schema.name, quoted."""
    return f"{quoted(table.schema)}.{quoted(table.name)}"


def create_table(table: Table) -> str:
    """CREATE TABLE. NOT NULL comes later (`not_null`): bad rows are named by a check, not by a failed insert."""
    columns = ",\n  ".join(f"{quoted(name)} {duckdb_type(dtype)}" for name, dtype in table.polars_schema.items())
    return f"CREATE TABLE {qualified(table)} (\n  {columns}\n)"


def not_null(table: Table) -> Iterator[str]:
    """ALTER TABLE for every column that may not be NULL."""
    for name, column in table.columns.columns().items():
        if not column.nullable:
            yield f"ALTER TABLE {qualified(table)} ALTER COLUMN {quoted(name)} SET NOT NULL"


def comments(table: Table) -> Iterator[str]:
    """COMMENT ON the table and each of its columns, in Chinese and English."""
    yield f"COMMENT ON TABLE {qualified(table)} IS {literal(table_comment(table))}"
    for name, meaning in table.meanings.items():
        yield f"COMMENT ON COLUMN {qualified(table)}.{quoted(name)} IS {literal(column_comment(meaning))}"


def table_comment(table: Table) -> str:
    """What the table is for, and its grain."""
    return f"{table.zh}。{table.en}. 粒度 grain: {table.grain}"


def column_comment(meaning: Meaning) -> str:
    """What the column means, its unit, what it refers to and the codes it holds."""
    parts = [f"{meaning['zh']}。{meaning['en']}"]
    if meaning["unit"]:
        parts.append(f"单位 unit: {meaning['unit']}")
    if meaning["refers"]:
        parts.append(f"→ {meaning['refers']}")
    if meaning["codes"]:
        parts.append(f"取值 codes: {', '.join(meaning['codes'])}")
    return "; ".join(parts)
