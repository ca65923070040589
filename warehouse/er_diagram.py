"""The entity-relationship diagram, in Mermaid, from the table declarations: keys, and what they refer to.

Belongs here: how the diagram is drawn; it is part of docs/dictionary.md (`warehouse.dictionary`). Does not belong here: which
table refers to which (`tables`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from warehouse import ddl
from warehouse.tables import Table


def er_diagram(tables: Sequence[Table]) -> str:
    """A fenced Mermaid diagram of `tables`, and of what they refer to; columns that are no keys are left out."""
    lines = [line for table in tables for line in (*_entity(table), *_relations(table))]
    return "\n".join(["```mermaid", "erDiagram", *lines, "```", ""])


def _entity(table: Table) -> Iterator[str]:
    """The table with its primary and foreign keys."""
    yield f'    {_name(table.full_name)}["{table.full_name} {table.zh}"] {{'
    for name, dtype in table.polars_schema.items():
        primary = ["PK"] if name in table.primary_key else []
        foreign = ["FK"] if table.meanings[name]["refers"] else []
        if roles := ", ".join(primary + foreign):
            yield f"        {ddl.duckdb_type(dtype)} {name} {roles}"
    yield "    }"


def _relations(table: Table) -> Iterator[str]:
    """A line for each column that refers to a table: one or (where the column may be NULL) at most one row there."""
    for name, column in table.columns.columns().items():
        if refers := table.meanings[name]["refers"]:
            there = "|o" if column.nullable else "||"
            here = "o|" if table.primary_key == [name] else "o{"
            yield f"    {_name(refers)} {there}--{here} {_name(table.full_name)} : {name}"


def _name(full_name: str) -> str:
    return full_name.replace(".", "_")
