"""The lineage of views' columns, taken from their SQL: `python -m warehouse.view_lineage` writes views/_lineage.csv.

Belongs here: taking SQL apart, with sqlglot. That takes seconds and needs a package that only developers have, so a run
reads the file instead. Does not belong here: what the rows are for (`warehouse.lineage`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import duckdb
import polars as pl
import sqlglot
from sqlglot import exp
from sqlglot.lineage import Node, lineage

from warehouse import build, views
from warehouse.lineage import LINEAGE, VIEWS
from warehouse.tables import BY_NAME, TABLES
from warehouse.views import View

DIALECT = "duckdb"
AS_IT_IS = "as it is"
PIECES = {
    "stored.text_parts": ["evidence.notice_text"],
    "stored.segment_text": ["evidence.segment", "evidence.notice_text"],
}
"""View of `sql/notice_text.sql` → the tables that it puts together; they stand in its place."""

MOST_OF_A_RULE = 300
"""Characters of an expression that are kept; the whole of it stands in the view."""

Source = tuple[str | None, str | None]
"""Table or view, and its column; the column is None where rows are counted."""

Columns = dict[str, dict[str, dict[str, str]]]
"""Schema → table or view → column → type, as sqlglot wants it."""


def view_lineage() -> pl.DataFrame:
    """Rows of `audit.column_lineage` for all views and macros: one hop, to the tables and views that their SQL names."""
    found = views.load()
    columns = _columns(found)
    rows = [row for view in found for row in _of_view(view, columns)]
    return BY_NAME[LINEAGE].conform(pl.DataFrame(rows, schema=BY_NAME[LINEAGE].polars_schema, orient="row"))


def _columns(found: list[View]) -> Columns:
    columns: Columns = {}
    for table in TABLES:
        columns.setdefault(table.schema, {})[table.name] = dict.fromkeys(table.polars_schema, "UNKNOWN")
    with duckdb.connect() as connection:
        build.create_empty(connection)
        for view in found:
            columns["main"][view.name] = {column.name: column.type for column in views.describe(connection, view)}
        for name in PIECES:
            schema, _, view_name = name.partition(".")
            columns.setdefault(schema, {})[view_name] = dict.fromkeys(connection.sql(f"FROM {name}").columns, "UNKNOWN")
    return columns


def _of_view(view: View, columns: Columns) -> Iterator[tuple[str, str, int, str | None, str | None, str]]:
    query = _query(view, columns)
    for column, node in lineage(None, query, columns, dialect=DIALECT).items():
        ends = [one for one in node.walk() if not one.downstream]
        read = {_source(end.expression, _last(end.name)) for end in ends if isinstance(end.expression, exp.Table)}
        # Where rows are counted, or a constant names a branch, the rows of what is read there are the source.
        counted = _relations(end.source for end in ends) or _relations([query])
        is_parameter = any(isinstance(end.expression, exp.Placeholder) for end in ends)
        rule = _rule(node) if read else _rule(node).replace(AS_IT_IS, "constant that names a branch of the SQL")
        sources: list[Source] = [*sorted(read)] or ([(None, None)] if is_parameter else [*sorted(counted)])
        for number, source in enumerate(sources, start=1):
            yield view.name, column, number, *source, rule


def _relations(queries: Iterable[exp.Expr]) -> set[tuple[str, None]]:
    names = {_name(table) for query in queries for table in query.find_all(exp.Table) if table.db}
    return {(PIECES.get(name, [name])[0], None) for name in names}


def _source(table: exp.Table, column: str) -> tuple[str, str]:
    """The declared table and column, or those of a view, that a query reads."""
    name = _name(table)
    for declared in PIECES.get(name, []):
        if column in BY_NAME[declared].polars_schema:
            return declared, column
    return (PIECES[name][-1], "text") if name in PIECES else (name, column)


def _query(view: View, columns: Columns) -> exp.Expr:
    """The query of a view, a macro it calls standing as a table, and every table named with its schema."""
    query: exp.Expr = sqlglot.parse_one(view.sql, dialect=DIALECT).expression
    for table in query.find_all(exp.Table):
        if isinstance(table.this, exp.Anonymous):
            table.set("this", exp.to_identifier(table.this.name))
        if not table.db and table.name in columns["main"]:
            table.set("db", exp.to_identifier("main"))
    return query


def _name(table: exp.Expr) -> str:
    return table.name if table.text("db") == "main" else f"{table.text('db')}.{table.name}"


def _last(column: str) -> str:
    return column.rpartition(".")[2]


def _rule(node: Node) -> str:
    """The first expression on the way down that is more than the name of another column."""
    while isinstance(node.expression.unalias(), exp.Column) and len(node.downstream) == 1:
        if isinstance(node.downstream[0].expression, exp.Table):
            break
        node = node.downstream[0]
    expression = node.expression.unalias()
    if isinstance(expression, exp.Column | exp.Table):
        return AS_IT_IS
    text = re.sub(r"\s+", " ", expression.sql(dialect=DIALECT))
    return text if len(text) <= MOST_OF_A_RULE else f"{text[:MOST_OF_A_RULE]} …"


if __name__ == "__main__":
    view_lineage().write_csv(VIEWS)
    print(VIEWS)
