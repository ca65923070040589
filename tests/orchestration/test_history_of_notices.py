"""Made-up notices and those that follow them, from their texts to the views: what one problem was in notice after notice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import duckdb
import polars as pl
import pytest

from orchestration import audit
from tests.transforms.later_notices import World, world
from tests.warehouse import cases
from warehouse import build, views


@pytest.fixture(scope="module")
def made() -> World:
    return world()


@pytest.fixture(scope="module")
def warehouse(made: World) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of all of them, sources included."""
    sources = made.read["contents"].with_columns(
        source_name="content_sha256", byte_count=pl.lit(1), first_seen_at=pl.lit(datetime(2026, 1, 1))
    )
    files = audit.under_kept_notices(sources, made.star["bridge_notice_copy"])
    with duckdb.connect() as connection:
        build.create_empty(connection)
        with cases.filled(connection, made.star | {"audit.source": files}):
            views.store(connection, views.load())
            yield connection


def test_later_notices_go_on_with_the_history_of_a_problem(warehouse: duckdb.DuckDBPyConnection, made: World) -> None:
    statements = warehouse.execute(
        "SELECT count(*), count(DISTINCT thread_key), max(statements), bool_and(statement_number = 1 OR thread_score >= 0.4)"
        " FROM v_status_history"
    ).fetchall()[0]
    assert statements[0] == made.star["dim_problem"].height
    assert statements[1] < 0.6 * statements[0]
    assert statements[2] >= 3
    assert statements[3]


def test_regressions_are_closed_before_and_open_or_found_again(
    warehouse: duckdb.DuckDBPyConnection, made: World
) -> None:
    found = dict(warehouse.execute("SELECT regression_code, count(*) FROM v_regressions GROUP BY 1").fetchall())
    assert found.keys() == {"reopened", "found_again"}
    wrong = (
        "SELECT count(*) FROM v_regressions WHERE regression_code = 'reopened' AND published_on < previous_published_on"
    )
    assert warehouse.execute(wrong).fetchall() == [(0,)]


def test_reopened_problems_are_those_of_the_making(warehouse: duckdb.DuckDBPyConnection, made: World) -> None:
    """Where both notices print a status for each item, a second disclosure that takes a closed one back is a regression."""
    true = 0
    for name, notice in made.made.items():
        if made.kind[name] != "second_disclosure":
            continue
        before = {p["seq"]: p["status"] for p in made.made[made.first[name]].truth["problems"]}
        closed = ("completed", "completed_sustained", "immediate_sustained")
        true += sum(
            p["status"] not in (*closed, "not_stated") and before.get(p["earlier"]) in closed
            for p in notice.truth["problems"]
        )
    found = warehouse.execute("SELECT count(*) FROM v_regressions WHERE regression_code = 'reopened'").fetchall()[0][0]
    assert true > 8
    assert 0.75 * true <= found <= 1.1 * true


def test_a_second_disclosure_does_not_double_the_problems(warehouse: duckdb.DuckDBPyConnection, made: World) -> None:
    """Problems fed back: those of the first notices and the new ones of later inspections, each once."""
    true = sum(
        len(notice.truth["problems"])
        for name, notice in made.made.items()
        if made.kind[name] in ("first", "look_back", "next_round")
    )
    counted = warehouse.execute("SELECT sum(problems) FROM v_progress_by_unit").fetchall()[0][0]
    assert abs(counted / true - 1) < 0.05


def test_copies_are_listed_beside_what_is_used(warehouse: duckdb.DuckDBPyConnection, made: World) -> None:
    rows = warehouse.execute("SELECT source_name, kept_source_name, likeness FROM v_copies").fetchall()
    assert len(rows) >= 36
    for source, kept, likeness in rows:
        assert made.first[source] == made.first[kept]
        assert {made.kind[source], made.kind[kept]} == {"first", "copy"}
        assert likeness >= 0.9
    files = warehouse.execute("SELECT len(source_files) FROM v_notice_list WHERE len(source_files) > 1").fetchall()
    assert len(files) == len(rows)
