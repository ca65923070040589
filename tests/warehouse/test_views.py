"""The files in views/: headers, order, comments; each object can be read in an empty and in a made-up warehouse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.warehouse import cases, made_up
from warehouse import build, views
from warehouse.tables.evidence import ROLES
from warehouse.views import BadViewError, View

CONTRACT = [
    "build_info",
    "v_changes",
    "v_coverage",
    "v_cycle_time",
    "v_declared_vs_extracted",
    "v_doubts",
    "v_evidence",
    "v_ledger",
    "v_open_items",
    "v_outcomes",
    "v_problem_list",
    "v_progress_by_category",
    "v_progress_by_month",
    "v_progress_by_region",
    "v_progress_by_unit",
    "v_recurring_problems",
    "v_regressions",
    "v_responsibility_list",
    "v_signals",
    "v_status_history",
    "v_task_list",
    "v_warnings",
    "open_items_as_of",
    "warnings_as_of",
]
VIEWS = views.load()
FROM_FILES = {
    "v_changes",
    "v_copies",
    "v_quality_trend",
}  # they speak of files, builds and runs, and have tests of their own


@pytest.fixture(scope="module")
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        build.create_empty(connection, stored=False)
        yield connection


@pytest.fixture(scope="module")
def star() -> dict[str, pl.DataFrame]:
    return made_up.star(40)


def test_everything_readers_rely_on_is_there() -> None:
    assert set(CONTRACT) <= {view.name for view in VIEWS}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_view_of_an_empty_warehouse(warehouse: duckdb.DuckDBPyConnection, view: View) -> None:
    warehouse.execute(f"SELECT * FROM {view.name}{view.argument}").fetchall()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_view_of_vocabularies_without_notices(warehouse: duckdb.DuckDBPyConnection, view: View) -> None:
    with cases.filled(warehouse, made_up.empty_star()):
        rows = warehouse.execute(f"SELECT * FROM {view.name}{view.argument}").fetchall()
    assert len(rows) == {"build_info": 1, "v_progress_by_category": len(made_up.CATEGORIES)}.get(view.name, 0)


@pytest.mark.parametrize("view", [view for view in VIEWS if view.name not in FROM_FILES], ids=lambda view: view.name)
def test_view_of_a_made_up_warehouse_has_rows(
    warehouse: duckdb.DuckDBPyConnection, star: dict[str, pl.DataFrame], view: View
) -> None:
    with cases.filled(warehouse, star):
        rows = warehouse.execute(f"SELECT * FROM {view.name}{view.argument}").fetchall()
    assert rows


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_column_has_a_meaning_in_both_languages(warehouse: duckdb.DuckDBPyConnection, view: View) -> None:
    for column in views.describe(warehouse, view):
        assert any("\u4e00" <= character <= "\u9fff" for character in column.zh), column
        assert column.en.isascii() or "÷" in column.en, column


def test_every_view_has_the_same_rows_under_chinese_names(
    warehouse: duckdb.DuckDBPyConnection, star: dict[str, pl.DataFrame]
) -> None:
    with cases.filled(warehouse, star):
        for view in VIEWS:
            twin = warehouse.execute(f'FROM zh."{view.zh_name}"{view.argument}')
            assert [column[0] for column in twin.description] == [c.zh_name for c in views.describe(warehouse, view)]
            rows = warehouse.execute(f"FROM {view.name}{view.argument}").fetchall()
            assert sorted(
                map(repr, warehouse.execute(f'FROM zh."{view.zh_name}"{view.argument}').fetchall())
            ) == sorted(map(repr, rows)), view.name


def test_chinese_names_are_names(warehouse: duckdb.DuckDBPyConnection) -> None:
    names = [view.zh_name for view in VIEWS]
    assert len(set(names)) == len(names)
    for view in VIEWS:
        for name in (view.zh_name, *(column.zh_name for column in views.describe(warehouse, view))):
            assert re.fullmatch(r"(DuckDB )?[\u4e00-\u9fff、_]{1,14}", name), (view.name, name)


def test_chinese_names_have_comments(warehouse: duckdb.DuckDBPyConnection) -> None:
    lacking = (
        "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'zh' AND comment IS NULL"
        " UNION ALL SELECT view_name, NULL FROM duckdb_views() WHERE schema_name = 'zh' AND comment IS NULL"
    )
    assert warehouse.execute(lacking).fetchall() == []
    assert warehouse.execute(
        "SELECT comment FROM duckdb_columns() WHERE table_name = '任务清单' AND column_name = '措施原文'"
    ).fetchall() == [("措施原文，去编号。text of the measure as printed, label off; = v_task_list.measure_text",)]


def test_evidence_gives_back_the_words_of_every_row(
    warehouse: duckdb.DuckDBPyConnection, star: dict[str, pl.DataFrame]
) -> None:
    kinds = (
        "SELECT kind, count(*), bool_and(starts_with(passage, recorded)) FROM v_evidence GROUP BY kind ORDER BY kind"
    )
    with cases.filled(warehouse, star):
        found = warehouse.execute(kinds).fetchall()
    assert found == [("measure", 320, True), ("mention", 320, True), ("problem", 160, True)]


def test_totals_agree_between_lists_and_progress(
    warehouse: duckdb.DuckDBPyConnection, star: dict[str, pl.DataFrame]
) -> None:
    with cases.filled(warehouse, star):
        ask = lambda sql: warehouse.execute(sql).fetchall()[0]  # noqa: E731
        problems, closed, open_items = ask("SELECT sum(problems), sum(closed), sum(open_items) FROM v_progress_by_unit")
        counts = "count(*), count(*) FILTER (is_closed), count(*) FILTER (is_open)"
        assert ask(f"SELECT {counts} FROM v_problem_list WHERE is_latest") == (
            problems,
            closed,
            open_items,
        )
        assert ask("SELECT count(*) FROM v_open_items") == (open_items,)
        assert ask("SELECT count(*) FROM v_ledger") == (problems,)
        assert ask("SELECT sum(problems) FROM v_responsibility_list") == (problems,)
        assert ask("SELECT sum(closed + open + not_stated) FROM v_progress_by_month") == (problems,)


def test_open_items_are_the_macro_on_the_builds_day(
    warehouse: duckdb.DuckDBPyConnection, star: dict[str, pl.DataFrame]
) -> None:
    with cases.filled(warehouse, star, date(2026, 3, 2)):
        difference = "(FROM v_open_items EXCEPT FROM open_items_as_of(DATE '2026-03-02'))"
        assert warehouse.execute(f"SELECT count(*) FROM {difference}").fetchall() == [(0,)]


def test_stored_views_hold_what_they_select(star: dict[str, pl.DataFrame]) -> None:
    with duckdb.connect() as connection:
        build.create_empty(connection)
        with cases.filled(connection, star):
            views.store(connection, VIEWS)
            for view in VIEWS:
                if view.sorted_by:
                    rows = connection.execute(f"SELECT * FROM {view.name}").fetchall()
                    assert rows == connection.execute(f"{view.query} ORDER BY {view.sorted_by}").fetchall()
                    assert rows or view.name == "problem_signals"


def test_coverage_has_a_column_for_every_role() -> None:
    coverage = next(view for view in VIEWS if view.name == "v_coverage")
    assert {f"char_{role}" for role in ROLES} <= coverage.columns.keys()


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.sql"
    path.write_text(text, encoding="utf-8")
    return path


HEADER = "-- zh: 甲\n-- en: a\n-- grain: 一行\n-- key: a\n-- question: 问？\n"


def test_views_come_after_those_they_read(tmp_path: Path) -> None:
    write(tmp_path, "v_a", f"{HEADER}CREATE VIEW v_a AS FROM v_c JOIN v_b USING (x);")
    write(tmp_path, "v_b", f"{HEADER}CREATE VIEW v_b AS FROM v_c;")
    write(tmp_path, "v_c", f"{HEADER}CREATE VIEW v_c AS SELECT 1 AS x;")
    write(tmp_path, "_columns", "-- column x: 甲 | a")
    assert [view.name for view in views.load(tmp_path)] == ["v_c", "v_b", "v_a"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT 1;", "must hold CREATE VIEW"),
        (f"{HEADER}CREATE VIEW v_other AS SELECT 1;", "must hold CREATE VIEW or CREATE MACRO v_a"),
        ("-- zh: 甲\nCREATE VIEW v_a AS SELECT 1;", "lacks en, grain, key, question"),
        (f"{HEADER}CREATE MACRO v_a(a, b) AS TABLE SELECT 1;", "one parameter"),
        (f"{HEADER}-- column x: 只有中文\nCREATE VIEW v_a AS SELECT 1 AS x;", "column x needs"),
    ],
)
def test_file_that_lacks_something_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadViewError, match=message):
        views.parse(write(tmp_path, "v_a", text))


def test_columns_of_one_view_differ_in_their_chinese_names(tmp_path: Path) -> None:
    columns = "-- column odd: 怪，一 | odd\n-- column even: 怪：二 | even\n"
    view = views.parse(write(tmp_path, "v_a", f"{HEADER}{columns}CREATE VIEW v_a AS SELECT 1 AS odd, 2 AS even;"))
    with duckdb.connect() as connection, pytest.raises(BadViewError, match=r"several columns: \['怪'\]"):
        views.create(connection, [view])


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("", r"without a meaning: \['odd'\]"),
        ("-- column odd: 怪 | odd\n-- column more: 多 | more\n", r"without a column: \['more'\]"),
    ],
)
def test_columns_and_meanings_must_match(tmp_path: Path, columns: str, message: str) -> None:
    view = views.parse(write(tmp_path, "v_a", f"{HEADER}{columns}CREATE VIEW v_a AS SELECT 1 AS odd;"))
    with duckdb.connect() as connection, pytest.raises(BadViewError, match=message):
        views.create(connection, [view])
