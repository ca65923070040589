"""Checks that follow from the declarations of the views: every view has one, and it is seen to fail."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from expectations import run
from expectations.suites import checks, view_checks
from warehouse import views

VIEWS = [view for view in views.load() if not view.is_macro]
MACROS = [view for view in views.load() if view.is_macro]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_view_is_checked(view: views.View) -> None:
    own = [check for check in checks() if check.table == view.name]
    assert "views" in {check.suite for check in own}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_row_that_a_view_shows_twice_fails(view: views.View, broken: Callable) -> None:
    from expectations import engine  # noqa: PLC0415

    columns = ", ".join(f"1 AS {name}" for name in view.key)
    path = broken(f"CREATE OR REPLACE VIEW {view.name} AS SELECT {columns} FROM range(2)")
    (found,) = engine.run(path, [check for check in view_checks() if check.table == view.name])
    assert not found.success
    assert json.loads(found.failing)[0]["row_count"] == 2


@pytest.mark.parametrize("macro", MACROS, ids=lambda macro: macro.name)
def test_the_key_of_a_macro_names_one_row(macro: views.View, good_build: Path) -> None:
    keys = ", ".join(macro.key)
    with duckdb.connect(good_build, read_only=True) as connection:
        sql = f"SELECT {keys} FROM {macro.name}{macro.argument} GROUP BY {keys} HAVING count(*) > 1"
        assert connection.execute(sql).fetchall() == []


def test_a_view_that_does_not_open_is_an_error_of_its_check(broken: Callable) -> None:
    with pytest.raises(run.CheckError, match="v_outcomes_mention_key_names_one_row"):
        run.check(broken("ALTER VIEW v_outcomes RENAME TO v_gone"), "run-1")
