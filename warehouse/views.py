"""The views and macros: loading `views/*.sql`, one object a file, with what their headers say about them.

Belongs here: reading those files and running them in the right order with their comments. Does not belong here: any
view's SQL. A file opens with

    -- zh: what it shows, in Chinese
    -- en: the same in English
    -- grain: what one row is
    -- key: columns that together name a row, with commas
    -- question: a question it answers
    -- stored: columns that its rows are sorted by
    -- column name: meaning in Chinese | meaning in English

A column that the header does not name has the meaning given in `views/_columns.sql`, or else in the table declarations.
A meaning in Chinese begins with a name, of the view or of the column, and what follows the first of ：；，（= explains it.
Under these names each view and macro stands once more in schema `zh`. A view that says `stored` is computed once, when the
build is made: its rows lie in a table of schema `stored`, which the view reads. Readers ask it like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from warehouse.ddl import literal, quoted
from warehouse.tables import TABLES

FOLDER = Path(__file__).with_name("views")
SHARED_COLUMNS = "_columns.sql"
HEADER = re.compile(r"^-- (zh|en|grain|key|question|stored|column (\w+)): *(.+?)\s*$", re.MULTILINE)
CREATE = re.compile(r"^CREATE (VIEW|MACRO) (\w+)(?:\((\w+)\))?", re.MULTILINE)
WORD = re.compile(r"\w+")
CHINESE_NAME = re.compile(r"^[^：；，（=]+")
CHINESE = "zh"
"""The schema of the views' Chinese twins."""
STORED = "stored"
"""The schema of the rows of stored views."""
ARGUMENTS = {"day": "DATE '2026-03-02'", "wanted": "0::UBIGINT"}
"""Parameter of a macro → a value to ask for its columns with."""

Columns = dict[str, tuple[str, str]]
"""Name of a column → its meaning in Chinese and English."""


class BadViewError(ValueError):
    """A file in views/ does not say what it has to."""


@dataclass(frozen=True)
class View:
    """A view or a table macro: its SQL and what its header says.

    A macro has a `parameter`, one of ARGUMENTS; a stored view is `sorted_by` these columns.
    """

    name: str
    parameter: str | None
    zh: str
    en: str
    grain: str
    key: tuple[str, ...]
    question: str
    columns: Columns
    sql: str
    sorted_by: str = ""

    @property
    def query(self) -> str:
        """What a view selects: its SQL without CREATE VIEW … AS."""
        return self.sql.partition(" AS\n")[2]

    @property
    def table(self) -> str:
        """The table that holds the rows of a stored view."""
        return f"{STORED}.{quoted(self.name)}"

    @property
    def zh_name(self) -> str:
        """Its name in schema `zh`."""
        return chinese_name(self.zh)

    @property
    def is_macro(self) -> bool:
        """Whether it is a table macro."""
        return self.parameter is not None

    @property
    def argument(self) -> str:
        """What stands behind the name of a macro where one asks for its columns; nothing behind that of a view."""
        return f"({ARGUMENTS[self.parameter]})" if self.parameter else ""

    @property
    def comment(self) -> str:
        """What BI tools show beside the name."""
        return f"{self.zh}。{self.en}. 粒度 grain: {self.grain}; 例 example: {self.question}"


@dataclass(frozen=True)
class ViewColumn:
    """A column of a view as the database has it: name, DuckDB type, meaning in Chinese and English."""

    name: str
    type: str
    zh: str
    en: str

    @property
    def zh_name(self) -> str:
        """Its name in schema `zh`."""
        return chinese_name(self.zh)

    @property
    def comment(self) -> str:
        """What BI tools show beside the name."""
        return f"{self.zh}。{self.en}"


def chinese_name(meaning: str) -> str:
    """The name that a meaning in Chinese begins with; empty where it begins with none."""
    found = CHINESE_NAME.match(meaning)
    return found.group().strip() if found else ""


def load(folder: Path = FOLDER) -> list[View]:
    """All views and macros, each after those it reads. Raises `BadViewError`."""
    found = {path.stem: parse(path) for path in sorted(folder.glob("[!_]*.sql"))}
    reads = {name: sorted(set(WORD.findall(view.sql)) & (found.keys() - {name})) for name, view in found.items()}
    return [found[name] for name in TopologicalSorter(reads).static_order()]


def parse(path: Path) -> View:
    """One file. Raises `BadViewError` naming the file and what it lacks."""
    text = path.read_text(encoding="utf-8")
    create_line = CREATE.search(text)
    if create_line is None or create_line.group(2) != path.stem:
        raise BadViewError(f"{path.name}: must hold CREATE VIEW or CREATE MACRO {path.stem}")
    facts, columns = _header(path.name, text[: create_line.start()])
    if (create_line.group(1) == "MACRO") != (create_line.group(3) in ARGUMENTS):
        raise BadViewError(f"{path.name}: a macro, and only a macro, has one parameter, of {', '.join(ARGUMENTS)}")
    missing = [key for key in ("zh", "en", "grain", "key", "question") if key not in facts]
    if missing:
        raise BadViewError(f"{path.name}: the header lacks {', '.join(missing)}")
    return View(
        name=path.stem,
        parameter=create_line.group(3),
        key=tuple(re.split(r",\s*", facts.pop("key"))),
        columns=columns,
        sql=text[create_line.start() :].strip().rstrip(";"),
        sorted_by=facts.pop("stored", ""),
        **facts,
    )


def _header(name: str, text: str) -> tuple[dict[str, str], Columns]:
    facts: dict[str, str] = {}
    columns: Columns = {}
    for key, column, value in HEADER.findall(text):
        if not column:
            facts[key] = value
            continue
        zh, bar, en = value.partition(" | ")
        if not bar:
            raise BadViewError(f"{name}: column {column} needs 'Chinese | English'")
        columns[column] = (zh, en)
    return facts, columns


@cache
def shared_columns() -> Columns:
    """Meanings of columns that several views or tables share under one name, by name."""
    declared: Columns = {}
    ambiguous: set[str] = set()
    for table in TABLES:
        for name, meaning in table.meanings.items():
            words = (meaning["zh"], meaning["en"])
            if declared.setdefault(name, words) != words:
                ambiguous.add(name)
    _, shared = _header(SHARED_COLUMNS, (FOLDER / SHARED_COLUMNS).read_text(encoding="utf-8"))
    return {name: words for name, words in declared.items() if name not in ambiguous} | shared


def create(connection: duckdb.DuckDBPyConnection, views: Iterable[View], *, stored: bool = True) -> None:
    """Make `views` and their Chinese twins in the connection's current database, with comments on all of them.

    The tables of stored views are empty until `store`; without `stored`, such views too are computed when they are read.
    Raises `BadViewError` where a column has no meaning, or two columns of a view have one Chinese name.
    """
    for schema in (CHINESE, STORED):
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    for view in views:
        holds_rows = stored and bool(view.sorted_by)
        if holds_rows:
            connection.execute(f"CREATE TABLE {view.table} AS {view.query} WITH NO DATA")
        connection.execute(f"CREATE VIEW {quoted(view.name)} AS FROM {view.table}" if holds_rows else view.sql)
        columns = describe(connection, view)
        comments = {column.name: column.comment for column in columns}
        _comment(connection, view, quoted(view.name), comments)
        if holds_rows:
            _comment(connection, view, view.table, comments, kind="TABLE")
        connection.execute(_twin(view, columns))
        same = {column.zh_name: f"{column.comment}; = {view.name}.{column.name}" for column in columns}
        _comment(connection, view, f"{CHINESE}.{quoted(view.zh_name)}", same)


def store(connection: duckdb.DuckDBPyConnection, views: Iterable[View]) -> None:
    """Compute the stored ones of `views`, in the order given (see `load`), from the tables as they are now."""
    for view in views:
        if view.sorted_by:
            connection.execute(f"INSERT INTO {view.table} SELECT * FROM ({view.query}) ORDER BY {view.sorted_by}")


def _twin(view: View, columns: list[ViewColumn]) -> str:
    """CREATE of the view's twin in schema `zh`. Raises `BadViewError` where its columns do not differ in their names."""
    names = [column.zh_name for column in columns]
    unclear = sorted({name for name in names if not name or names.count(name) > 1})
    if unclear:
        raise BadViewError(f"{view.name}: Chinese names of no column or of several columns: {unclear}")
    selected = ",\n    ".join(f"{quoted(column.name)} AS {quoted(column.zh_name)}" for column in columns)
    name = f"{CHINESE}.{quoted(view.zh_name)}"
    if view.is_macro:
        call = f"({view.parameter})"
        return f"CREATE MACRO {name}{call} AS TABLE SELECT\n    {selected}\nFROM main.{quoted(view.name)}{call}"
    return f"CREATE VIEW {name} AS SELECT\n    {selected}\nFROM main.{quoted(view.name)}"


def _comment(
    connection: duckdb.DuckDBPyConnection, view: View, name: str, columns: dict[str, str], kind: str | None = None
) -> None:
    """Comment on a view or macro `name`, and on its columns where it is a view: DuckDB keeps none on a macro's."""
    kind = kind or ("MACRO TABLE" if view.is_macro else "VIEW")
    connection.execute(f"COMMENT ON {kind} {name} IS {literal(view.comment)}")
    for column, comment in () if view.is_macro else columns.items():
        connection.execute(f"COMMENT ON COLUMN {name}.{quoted(column)} IS {literal(comment)}")


def describe(connection: duckdb.DuckDBPyConnection, view: View) -> list[ViewColumn]:
    """The columns of a view or macro that is there in the database. Raises `BadViewError`."""
    meanings = shared_columns() | view.columns
    columns = [
        (str(row[0]), str(row[1]))
        for row in connection.execute(f"DESCRIBE FROM {quoted(view.name)}{view.argument}").fetchall()
    ]
    unexplained = [name for name, _ in columns if name not in meanings]
    unused = sorted(view.columns.keys() - {name for name, _ in columns})
    if unexplained or unused:
        raise BadViewError(
            f"{view.name}: columns without a meaning: {unexplained}; meanings without a column: {unused}"
        )
    return [ViewColumn(name, type_, *meanings[name]) for name, type_ in columns]
