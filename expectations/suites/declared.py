"""Checks that follow from the declarations of the tables: what `warehouse.tables` promises the reader of a column.

No notice can break such a promise, only a fault of the reading or of the build can: every check here blocks. What the
declarations do not know belongs in `expectations/sql/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import dataframely as dy

from expectations.suites.check import FAILING_ROWS, Check
from warehouse.ddl import duckdb_type, literal
from warehouse.tables import BY_NAME, TABLES, Table

SCHEMA_SUITE = "schema"
DECLARED_SUITE = "declared"
REASON = "promised by the declaration of the table; no notice can break it, only a fault of the reading or of the build"


@cache
def schema_checks() -> tuple[Check, ...]:
    """One check a table: its columns, their order and their types. The other checks stand on these."""
    return tuple(
        Check(
            suite=SCHEMA_SUITE,
            name=f"{_flat(table)}_has_the_declared_columns",
            zh=f"{table.zh}：列的名称、顺序与类型符合声明",
            table=table.full_name,
            severity="blocking",
            reason=REASON,
            expectation=FAILING_ROWS,
            arguments={"query": _columns_query(table)},
        )
        for table in TABLES
    )


@cache
def declared_checks() -> tuple[Check, ...]:
    """Primary keys, filled-in columns, codes, ranges and references of all tables."""
    return tuple(check for table in TABLES for check in _table_checks(table))


def _table_checks(table: Table) -> Iterator[Check]:
    yield _primary_key(table)
    for name, column in table.columns.columns().items():
        zh = table.meanings[name]["zh"]
        if not column.nullable:
            yield _check(table, name, "is_never_null", f"{zh}：不为空", "ExpectColumnValuesToNotBeNull", {})
        if codes := table.meanings[name]["codes"]:
            arguments: dict[str, Any] = {"value_set": codes}
            yield _check(
                table, name, "is_a_known_code", f"{zh}：取值在代码表内", "ExpectColumnValuesToBeInSet", arguments
            )
        if bounds := _bounds(column):
            yield _check(
                table, name, "is_within_its_bounds", f"{zh}：在允许范围内", "ExpectColumnValuesToBeBetween", bounds
            )
        if refers := table.meanings[name]["refers"]:
            query = _reference_query(table, name, BY_NAME[refers])
            yield _check(
                table, name, f"is_found_in_{refers}", f"{zh}：在“{BY_NAME[refers].zh}”中存在", FAILING_ROWS, query
            )


def _check(table: Table, column: str, says: str, zh: str, expectation: str, arguments: dict[str, Any]) -> Check:
    return Check(
        suite=DECLARED_SUITE,
        name=f"{_flat(table)}_{column}_{says}",
        zh=f"{table.zh}·{zh}",
        table=table.full_name,
        severity="blocking",
        reason=REASON,
        expectation=expectation,
        arguments=arguments if expectation == FAILING_ROWS else {"column": column, **arguments},
        column=column,
    )


def _primary_key(table: Table) -> Check:
    columns = table.primary_key
    single = len(columns) == 1
    return Check(
        suite=DECLARED_SUITE,
        name=f"{_flat(table)}_{'_and_'.join(columns)}_names_one_row",
        zh=f"{table.zh}：主键不重复",
        table=table.full_name,
        severity="blocking",
        reason=REASON,
        expectation="ExpectColumnValuesToBeUnique" if single else "ExpectCompoundColumnsToBeUnique",
        arguments={"column": columns[0]} if single else {"column_list": columns},
        column=columns[0] if single else None,
    )


def _bounds(column: dy.Column) -> dict[str, float]:
    """The declared least and greatest value, as Great Expectations calls them; empty where none is declared."""
    bounds = {"min_value": getattr(column, "min", None), "max_value": getattr(column, "max", None)}
    return {name: value for name, value in bounds.items() if value is not None}


def _reference_query(table: Table, column: str, target: Table) -> dict[str, str]:
    """Rows whose key is not in the table it refers to; NULL refers to nothing, which `is_never_null` judges."""
    keys = ", ".join(dict.fromkeys([*table.primary_key, column]))
    return {
        "query": f"SELECT {keys} FROM {table.schema}.{table.name} AS referring\n"
        f"WHERE {column} IS NOT NULL AND NOT EXISTS (\n"
        f"  FROM {target.schema}.{target.name} AS target WHERE target.{target.primary_key[0]} = referring.{column}\n)"
    }


def _columns_query(table: Table) -> str:
    """Columns that are missing, too many, in another place or of another type than declared."""
    # typeof makes DuckDB spell the declared type as its catalogue spells the built one.
    declared = ",\n    ".join(
        f"({position}, {literal(name)}, typeof(NULL::{duckdb_type(dtype)}))"
        for position, (name, dtype) in enumerate(table.polars_schema.items(), 1)
    )
    return f"""WITH declared (position, column_name, data_type) AS (
  VALUES
    {declared}
), built AS (
  SELECT column_index AS position, column_name, data_type FROM duckdb_columns()
  WHERE database_name = current_database() AND schema_name = {literal(table.schema)} AND table_name = {literal(table.name)}
)
SELECT
  coalesce(declared.column_name, built.column_name) AS column_name,
  declared.data_type AS declared_type, built.data_type AS built_type,
  declared.position AS declared_position, built.position AS built_position
FROM declared FULL JOIN built USING (column_name)
WHERE (declared.position, declared.data_type) IS DISTINCT FROM (built.position, built.data_type)"""


def _flat(table: Table) -> str:
    return table.full_name.replace(".", "_")
