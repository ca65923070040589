"""Checks that follow from the declarations of the tables: what `warehouse.tables` promises the reader of a column.

No notice can break such a promise, only a fault of the reading or of the build can: every check here blocks. What the
declarations do not know belongs in `expectations/sql/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import dataframely as dy

from expectations.suites.check import Check, Scope, Tally
from warehouse.ddl import columns, literal, qualified, quoted
from warehouse.tables import BY_NAME, STAR, TABLES, Table

SCHEMA_SUITE = "schema"
DECLARED_SUITE = "declared"
NOTICE = "notice_key"
REASON = "promised by the declaration of the table; no notice can break it, only a fault of the reading or of the build"


@cache
def schema_checks() -> tuple[Check, ...]:
    """One check a table: its columns, their order and their types. The other checks stand on these."""
    of_all = f"({_columns_query(TABLES)})"
    return tuple(
        Check(
            suite=SCHEMA_SUITE,
            name=f"{_flat(table)}_has_the_declared_columns",
            zh=f"{table.zh}：列的名称、顺序与类型符合声明",
            table=table.full_name,
            severity="blocking",
            scope="whole",
            reason=REASON,
            query=f"SELECT * EXCLUDE (full_name) FROM ({_columns_query([table])})",
            tally=Tally(of_all, f"count_if(full_name = {literal(table.full_name)})"),
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
            yield _check(table, name, ("is_never_null", f"{zh}：不为空"), f"{quoted_name} IS NULL")
        if codes := meaning["codes"]:
            yield _check(
                table,
                name,
                ("is_a_known_code", f"{zh}：取值在代码表内"),
                f"{quoted_name} NOT IN ({', '.join(map(literal, codes))})",
            )
        if bounds := _bounds(column):
            beyond = " OR ".join(f"{quoted_name} {sign} {value}" for sign, value in bounds.items())
            yield _check(table, name, ("is_within_its_bounds", f"{zh}：在允许范围内"), beyond)
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


def _check(table: Table, column: str, says: tuple[str, str], failing: str) -> Check:
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
        tally=Tally(qualified(table), f"count_if({failing})"),
        column=column,
    )


def _primary_key(table: Table) -> Check:
    columns = table.primary_key
    keys = ", ".join(map(quoted, columns))
    single = len(columns) == 1
    # Hashes of different keys may be the same, hardly ever: then the query says that no row fails.
    distinct = keys if single else f"hash({keys})"
    return Check(
        suite=DECLARED_SUITE,
        name=f"{_flat(table)}_{'_and_'.join(columns)}_names_one_row",
        zh=f"{table.zh}：主键不重复",
        table=table.full_name,
        severity="blocking",
        scope=_scope(table),
        reason=REASON,
        query=f"SELECT {_keys(table)} FROM {qualified(table)} QUALIFY count(*) OVER (PARTITION BY {keys}) > 1",
        tally=Tally(qualified(table), f"count(*) - count(DISTINCT {distinct})"),
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
    """The declared least and greatest value, by the sign of what lies beyond; empty where none is declared."""
    bounds = {"<": getattr(column, "min", None), ">": getattr(column, "max", None)}
    return {sign: value for sign, value in bounds.items() if value is not None}


def _columns_query(tables: Sequence[Table]) -> str:
    """Columns that are missing, too many, in another place or of another type than declared, with their table."""
    # typeof makes DuckDB spell the declared type as its catalogue spells the built one.
    declared = ",\n    ".join(
        f"({literal(table.full_name)}, {position}, {literal(name)}, typeof(NULL::{type_}))"
        for table in tables
        for position, (name, type_) in enumerate(columns(table).items(), 1)
    )
    named = ", ".join(
        f"({literal(table.full_name)}, {literal(table.schema)}, {literal(table.name)})" for table in tables
    )
    return f"""WITH declared (full_name, position, column_name, data_type) AS (
  VALUES
    {declared}
), built AS (
  SELECT full_name, column_index AS position, column_name, data_type
  FROM duckdb_columns() AS catalogue
  JOIN (VALUES {named}) AS named (full_name, schema_name, table_name) USING (schema_name, table_name)
  WHERE database_name = current_database()
)
SELECT
  full_name, column_name,
  declared.data_type AS declared_type, built.data_type AS built_type,
  declared.position AS declared_position, built.position AS built_position
FROM declared FULL JOIN built USING (full_name, column_name)
WHERE (declared.position, declared.data_type) IS DISTINCT FROM (built.position, built.data_type)"""


def _flat(table: Table) -> str:
    return table.full_name.replace(".", "_")
