"""Checks that follow from the declarations of the tables: what `warehouse.tables` promises the reader of a column.

No notice can break such a promise, only a fault of the reading or of the build can: every check here blocks. What the
declarations do not know belongs in `expectations/sql/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import dataframely as dy

from expectations.suites.check import FAILING_ROWS, Check, Scope
from warehouse.ddl import duckdb_type, literal, qualified, quoted
from warehouse.tables import BY_NAME, STAR, TABLES, Table

SCHEMA_SUITE = "schema"
DECLARED_SUITE = "declared"
NOTICE = "notice_key"
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
            scope="whole",
            reason=REASON,
            query=_columns_query(table),
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
        meaning, quoted_name = table.meanings[name], quoted(name)
        zh = meaning["zh"]
        if not column.nullable:
            yield _check(
                table,
                name,
                ("is_never_null", f"{zh}：不为空"),
                f"{quoted_name} IS NULL",
                "ExpectColumnValuesToNotBeNull",
                {},
            )
        if codes := meaning["codes"]:
            yield _check(
                table,
                name,
                ("is_a_known_code", f"{zh}：取值在代码表内"),
                f"{quoted_name} NOT IN ({', '.join(map(literal, codes))})",
                "ExpectColumnValuesToBeInSet",
                {"value_set": codes},
            )
        if bounds := _bounds(column):
            beyond = {"min_value": "<", "max_value": ">"}
            yield _check(
                table,
                name,
                ("is_within_its_bounds", f"{zh}：在允许范围内"),
                " OR ".join(f"{quoted_name} {beyond[end]} {value}" for end, value in bounds.items()),
                "ExpectColumnValuesToBeBetween",
                bounds,
            )
        if refers := meaning["refers"]:
            target = BY_NAME[refers]
            # NULL refers to nothing, which `is_never_null` judges
            yield _check(
                table,
                name,
                (f"is_found_in_{refers}", f"{zh}：在“{target.zh}”中存在"),
                f"{quoted_name} IS NOT NULL AND {quoted_name} NOT IN "
                f"(SELECT {quoted(target.primary_key[0])} FROM {qualified(target)})",
            )


def _check(
    table: Table,
    column: str,
    says: tuple[str, str],
    failing: str,
    expectation: str = FAILING_ROWS,
    arguments: dict[str, Any] | None = None,
) -> Check:
    """A check of one column; `says` in the name and in Chinese, `failing` is true of the rows that fail."""
    return Check(
        suite=DECLARED_SUITE,
        name=f"{_flat(table)}_{column}_{says[0]}",
        zh=f"{table.zh}·{says[1]}",
        table=table.full_name,
        severity="blocking",
        scope=_scope(table),
        reason=REASON,
        query=f"SELECT {_keys(table, column)} FROM {qualified(table)} WHERE {failing}",
        expectation=expectation,
        arguments={} if arguments is None else {"column": column, **arguments},
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
        scope=_scope(table),
        reason=REASON,
        query=f"SELECT {_keys(table)} FROM {qualified(table)} "
        f"QUALIFY count(*) OVER (PARTITION BY {', '.join(map(quoted, columns))}) > 1",
        expectation="ExpectColumnValuesToBeUnique" if single else "ExpectCompoundColumnsToBeUnique",
        arguments={"column": columns[0]} if single else {"column_list": columns},
        column=columns[0] if single else None,
    )


def _scope(table: Table) -> Scope:
    """Rows of the star that name their notice can be left out with it; those of other tables belong to many or none."""
    return "notice" if table in STAR and NOTICE in table.polars_schema else "whole"


def _keys(table: Table, *columns: str) -> str:
    """What a failing row shows: its key, its notice where it has one, and the columns looked at."""
    notice = [NOTICE] if NOTICE in table.polars_schema else []
    return ", ".join(map(quoted, dict.fromkeys([*table.primary_key, *notice, *columns])))


def _bounds(column: dy.Column) -> dict[str, float]:
    """The declared least and greatest value, as Great Expectations calls them; empty where none is declared."""
    bounds = {"min_value": getattr(column, "min", None), "max_value": getattr(column, "max", None)}
    return {name: value for name, value in bounds.items() if value is not None}


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
