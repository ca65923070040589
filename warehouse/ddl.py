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


def columns(table: Table) -> dict[str, str]:
    """The columns of the table in the file, with their types: the declared ones, those that help, those that keep."""
    declared = {name: duckdb_type(dtype) for name, dtype in table.polars_schema.items()}
    helping = {name: type_ for name, (type_, _, _) in table.helping.items()}
    return declared | helping | {kept: _kept_type(declared[name]) for name, kept in table.kept.items()}


def _kept_type(type_: str) -> str:
    """Lists are kept as text: DuckDB 1.0 cannot read a column of lists that holds nothing but NULL."""
    return "VARCHAR" if type_.endswith("[]") else type_


def create_table(table: Table) -> str:
    """CREATE TABLE. NOT NULL comes later (`not_null`): bad rows are named by a check, not by a failed insert."""
    lines = ",\n  ".join(f"{quoted(name)} {type_}{_derivation(table, name)}" for name, type_ in columns(table).items())
    return f"CREATE TABLE {qualified(table)} (\n  {lines}\n)"


def _derivation(table: Table, name: str) -> str:
    if name not in table.derived:
        return ""
    value = f"coalesce({quoted(table.kept[name])}::{duckdb_type(table.polars_schema[name])}, {table.derived[name]})"
    if table.columns.columns()[name].nullable:
        value = f"nullif({value}, '')"  # where there is no value, '' is kept
    return f" GENERATED ALWAYS AS ({value}) VIRTUAL"


def insert(table: Table, source: str) -> str:
    """INSERT of the rows of `source`, which has the declared columns."""
    stored = [quoted(name) for name in table.polars_schema if name not in table.derived]
    helping = [quoted(name) for name in table.helping]
    kept = (_kept(table, name) for name in table.derived)
    names = ", ".join([*stored, *helping, *map(quoted, table.kept.values())])
    values = ",\n  ".join([*stored, *helping, *kept])
    filled = ", ".join(["*", *(f"{sql} AS {quoted(name)}" for name, (_, sql, _) in table.helping.items())])
    return f"INSERT INTO {qualified(table)} ({names})\nSELECT {values}\nFROM (SELECT {filled} FROM {source})"


def _kept(table: Table, name: str) -> str:
    """What is kept of a derived column: its value where its SQL gives another one."""
    value = quoted(name)
    if table.columns.columns()[name].nullable:
        value = f"coalesce({value}, '')"
        return f"CASE WHEN {value} <> coalesce({table.derived[name]}, '') THEN {value} END"
    type_ = _kept_type(duckdb_type(table.polars_schema[name]))
    return f"CASE WHEN {value} IS DISTINCT FROM ({table.derived[name]}) THEN {value}::{type_} END"


def not_null(table: Table) -> Iterator[str]:
    """ALTER TABLE for every stored column that may not be NULL."""
    for name, column in table.columns.columns().items():
        if not column.nullable and name not in table.derived and not table.put_together:
            yield f"ALTER TABLE {qualified(table)} ALTER COLUMN {quoted(name)} SET NOT NULL"


def comments(table: Table) -> Iterator[str]:
    """COMMENT ON the table, or the view that it is put together by, and each of its columns, in Chinese and English."""
    kind = "VIEW" if table.put_together else "TABLE"
    yield f"COMMENT ON {kind} {qualified(table)} IS {literal(table_comment(table))}"
    for name, meaning in table.meanings.items():
        yield f"COMMENT ON COLUMN {qualified(table)}.{quoted(name)} IS {literal(column_comment(meaning))}"
    for name, (_, _, comment) in table.helping.items():
        yield f"COMMENT ON COLUMN {qualified(table)}.{quoted(name)} IS {literal(comment)}"
    for name, kept in table.kept.items():
        comment = f"{name} 的值，仅在不能由其他列得出时存放。Value of {name} where other columns do not give it"
        yield f"COMMENT ON COLUMN {qualified(table)}.{quoted(kept)} IS {literal(comment)}"


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
