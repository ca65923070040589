"""What differs from the build published before."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse import cases, made_up
from tests.warehouse.cases import Problem
from warehouse import build, publish
from warehouse.build import BuildInfo
from warehouse.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def night(home: Home, problems: list[Problem], number: int) -> list[tuple[Any, ...]]:
    """Publish a build of `problems`: what `v_changes` says then."""
    frames = cases.star(problems).frames()
    info = BuildInfo(cases.TODAY, "test", f"{number:08d}", datetime(2026, 3, number, 18), "landing")
    path = build.build(home, frames, made_up.audit() | {"audit.source": cases.sources(frames)}, info)
    build.add_results(path, made_up.results())
    build.seal(path)
    final = publish.publish(home, path)
    with duckdb.connect(final, read_only=True) as connection:
        return connection.execute(
            "SELECT change_code, source_name, title, was, becomes FROM v_changes ORDER BY ALL"
        ).fetchall()


def test_first_build_and_same_build_have_no_changes(home: Home) -> None:
    assert night(home, [Problem()], 1) == []
    assert night(home, [Problem()], 2) == []


def test_notices_added_and_withdrawn(home: Home) -> None:
    night(home, [Problem(notice=1)], 1)
    assert night(home, [Problem(notice=2)], 2) == [
        ("notice_added", "2.txt", None, None, None),
        ("notice_withdrawn", "1.txt", None, None, None),
    ]


def test_status_deadline_and_measures_of_a_problem(home: Home) -> None:
    night(home, [Problem("in_progress")], 1)
    changed = Problem("completed", deadline=(date(2026, 5, 1), "month"), measures=("一", "二"))
    assert night(home, [changed], 2) == [
        ("deadline_changed", "1.txt", "学习不够", None, "2026-05-01"),
        ("measures_changed", "1.txt", "学习不够", "1", "2"),
        ("status_changed", "1.txt", "学习不够", "in_progress", "completed"),
    ]


def test_problems_added_and_removed(home: Home) -> None:
    night(home, [Problem(title="甲"), Problem(title="乙")], 1)
    assert night(home, [Problem(title="甲"), Problem("completed", title="丙")], 2) == [
        ("problem_added", "1.txt", "丙", None, "completed"),
        ("problem_removed", "1.txt", "乙", "not_stated", None),
    ]


def test_second_problem_of_the_same_title_is_told_from_the_first(home: Home) -> None:
    night(home, [Problem(), Problem("in_progress")], 1)
    assert night(home, [Problem(), Problem("completed")], 2) == [
        ("status_changed", "1.txt", "学习不够", "in_progress", "completed")
    ]


def test_previous_build_of_another_make_is_told(home: Home) -> None:
    night(home, [Problem()], 1)
    final = home.published_build()
    assert final is not None
    final.chmod(0o644)
    with duckdb.connect(final) as connection:
        connection.execute("DROP TABLE audit.source CASCADE")
    assert night(home, [Problem()], 2) == [("previous_not_comparable", None, None, None, None)]


def test_damaged_previous_build_does_not_hold_up_the_next(home: Home) -> None:
    night(home, [Problem()], 1)
    final = home.published_build()
    assert final is not None
    final.chmod(0o644)
    final.write_bytes(b"damaged" * 1000)
    assert night(home, [Problem()], 2) == [("previous_not_comparable", None, None, None, None)]
    assert night(home, [Problem()], 3) == []
