"""Checks that follow from the declarations of the tables: what `warehouse.tables` promises the reader of a column.

No notice can break such a promise, only a fault of the reading or of the build can: every check here blocks. What the
declarations do not know belongs in `expectations/sql/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import dataframely as dy

from expectations.suites.check import Check, Scope, Tally, fingerprint
from warehouse.ddl import columns, literal, qualified, quoted
from warehouse.tables import BY_NAME, STAR, TABLES, Table

SCHEMA_SUITE = "schema"
DECLARED_SUITE = "declared"
NOTICE = "notice_key"
ABOVE = {"dim_problem": [NOTICE], "dim_measure": [NOTICE, "problem_key"]}
"""What a problem and a measure belong to. A row that refers to one of them, and names these too, names the same ones."""

TWINS = {"fact_disclosure": "dim_notice", "fact_rectification": "dim_problem", "fact_measure": "dim_measure"}
"""Facts → the dimension that has one row for each of them, under the same key."""

PARTS = "stored.text_parts"
"""What the texts are put together from: a text is there where its parts are."""

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
            tallies=(Tally(of_all, f"count(*) FILTER (WHERE full_name = {literal(table.full_name)})"),),
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
            yield _never_null(table, name, zh)
        if codes := meaning["codes"]:
            unknown = f"{quoted_name} NOT IN ({', '.join(map(literal, codes))})"
            # each code once: DuckDB then asks them only once as well
            tally = _tally(table, f"count(DISTINCT {quoted_name}) FILTER (WHERE {unknown})")
            yield _check(table, name, ("is_a_known_code", f"{zh}：取值在代码表内"), unknown, (tally,))
        if bounds := _bounds(column):
            beyond = " OR ".join(f"{quoted_name} {sign} {value}" for sign, value in bounds.items())
            yield _check(table, name, ("is_within_its_bounds", f"{zh}：在允许范围内"), beyond)
        if refers := meaning["refers"]:
            yield _reference(table, name, zh, BY_NAME[refers])


def _check(
    table: Table, column: str, says: tuple[str, str], failing: str, tallies: tuple[Tally, ...] | None = None
) -> Check:
    """A check of one column; `says` in the name and in Chinese, `failing` is true of the rows that fail.

    These are counted where no other `tallies` are given.
    """
    return Check(
        suite=DECLARED_SUITE,
        name=f"{_flat(table)}_{column}_{says[0]}",
        zh=f"{table.zh}·{says[1]}",
        table=table.full_name,
        severity="blocking",
        scope=_scope(table),
        reason=REASON,
        query=f"SELECT {_keys(table, column)} FROM {qualified(table)} WHERE {failing}",
        tallies=(_tally(table, f"count(*) FILTER (WHERE {failing})"),) if tallies is None else tallies,
        column=column,
    )


def _tally(table: Table, failing: str) -> Tally:
    return Tally(table.full_name, failing)


def _primary_key(table: Table) -> Check:
    columns = table.primary_key
    keys = ", ".join(map(quoted, columns))
    return Check(
        suite=DECLARED_SUITE,
        name=f"{_flat(table)}_{'_and_'.join(columns)}_names_one_row",
        zh=f"{table.zh}：主键不重复",
        table=table.full_name,
        severity="blocking",
        scope=_scope(table),
        reason=REASON,
        query=f"SELECT {_keys(table)} FROM {qualified(table)} QUALIFY count(*) OVER (PARTITION BY {keys}) > 1",
        tallies=no_key_twice(table),
        column=columns[0] if len(columns) == 1 else None,
    )


def no_key_twice(table: Table) -> tuple[Tally, ...]:
    """Whether the primary key names one row."""
    if table.name in TWINS:
        return _as_its_twin(table), *no_key_twice(BY_NAME[TWINS[table.name]])
    if len(table.primary_key) == 1:
        return (_tally(table, f"count(*) - count(DISTINCT {quoted(table.primary_key[0])})"),)
    # Rows lie in the order of their keys: none is twice where each is greater than the one before. Where they do not lie in
    # this order, the query tells.
    key = f"({', '.join(map(quoted, table.primary_key))})"
    in_order = f"(SELECT {key} AS key, lag({key}) OVER () AS key_before FROM {qualified(table)})"
    return (Tally(in_order, "count(*) FILTER (WHERE key <= key_before)"),)


def _never_null(table: Table, name: str, zh: str) -> Check:
    """Of a derived column it is asked whether what it is derived from is there: to derive all its values takes long."""
    says = ("is_never_null", f"{zh}：不为空")
    if name in table.derived:
        absent = _absent(table, name)
        return _check(
            table,
            name,
            says,
            f"{quoted(name)} IS NULL AND {absent}",
            (_tally(table, f"count(*) FILTER (WHERE {absent})"),),
        )
    # No column is read for this count where DuckDB has noted that it holds no NULL; and no text is put together.
    source = PARTS if table.put_together else table.full_name
    there = Tally(source, f"count(*) - count({quoted(name)})")
    return _check(table, name, says, f"{quoted(name)} IS NULL", (there,))


def _absent(table: Table, name: str) -> str:
    """SQL: whether a column is NULL. A derived one is where nothing is kept and a column that its SQL reads is NULL."""
    if name not in table.derived:
        return f"{quoted(name)} IS NULL"
    read = sorted(set(re.findall(r"\w+", table.derived[name])) & (table.polars_schema.keys() | table.helping.keys()))
    return f"({quoted(table.kept[name])} IS NULL AND ({' OR '.join(_absent(table, one) for one in read)}))"


def _reference(table: Table, name: str, zh: str, target: Table) -> Check:
    key = quoted(target.primary_key[0])
    # NULL refers to nothing, which `is_never_null` judges
    lost = f"{quoted(name)} IS NOT NULL AND {quoted(name)} NOT IN (SELECT {key} FROM {qualified(target)})"
    return _check(
        table,
        name,
        (f"is_found_in_{target.full_name}", f"{zh}：在“{target.zh}”中存在"),
        lost,
        _found(table, name, target),
    )


def _found(table: Table, name: str, target: Table) -> tuple[Tally, ...]:
    """Whether what the column refers to is there, and belongs to the notice and the problem that the row names."""
    twin = TWINS.get(table.name)
    if twin == target.name:
        return (_as_its_twin(table),)
    if twin and name in ABOVE.get(twin, []):
        return _as_its_twin(table), *_found(BY_NAME[twin], name, target)
    above = [column for column in ABOVE.get(target.name, []) if column in table.polars_schema]
    mine, there = (", ".join(map(quoted, [first, *above])) for first in (name, target.primary_key[0]))
    if above:
        mine, there = f"hash({mine})", f"hash({there})"
    lost = f"{quoted(name)} IS NOT NULL AND {mine} NOT IN (SELECT {there} FROM {qualified(target)})"
    return (_tally(table, f"count(*) FILTER (WHERE {lost})"),)


def _as_its_twin(table: Table) -> Tally:
    """Whether facts and dimension have the same keys, and name the same notices and problems under them."""
    twin = BY_NAME[TWINS[table.name]]
    columns = list(map(quoted, [*twin.primary_key, *ABOVE.get(twin.name, [])]))
    same = fingerprint(*columns)
    return _tally(table, f"{same} - (SELECT {same} FROM {qualified(twin)} WHERE {columns[0]} <> 0)")


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
