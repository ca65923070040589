"""Checking a whole build, and telling an error inside a check from a check that failed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest

from expectations import run
from expectations.suites import Tally, checks, rules
from warehouse.tables import BY_NAME


@pytest.fixture(scope="module")
def results(good_build: Path, previous_build: Path) -> pl.DataFrame:
    return run.check(good_build, "run-1", previous_build)


def test_a_good_build_passes_every_check(results: pl.DataFrame) -> None:
    assert results.filter(~pl.col("success")).is_empty()
    assert run.blocking_failures(results).is_empty()


def test_every_check_gives_one_row_that_conforms_to_the_declaration(results: pl.DataFrame) -> None:
    table = BY_NAME["audit.expectation_result"]
    assert results.schema == table.polars_schema
    assert sorted(results.select("suite", "expectation").rows()) == sorted((c.suite, c.name) for c in checks())
    assert table.columns.is_valid(results)
    assert results["run_id"].unique().to_list() == ["run-1"]
    assert results["unexpected_count"].to_list() == [0] * results.height


def test_without_another_build_there_is_nothing_to_compare_with(good_build: Path, results: pl.DataFrame) -> None:
    alone = run.check(good_build, "run-1", good_build)
    left_out = set(results["expectation"]) - set(alone["expectation"])
    assert left_out == {rule.name for rule in rules() if rule.needs_previous} != set()


def test_no_check_of_a_good_build_needs_a_second_look(good_build: Path) -> None:
    tallies = {tally: check.name for check in checks() for tally in check.tallies}
    with duckdb.connect(good_build, read_only=True) as connection:
        for tally, name in tallies.items():
            found = connection.execute(f"SELECT {tally.failing} FROM {tally.source}").fetchall()
            assert found == [(0,)], (name, tally)


def test_the_build_is_not_written_and_not_held(broken: Callable) -> None:
    path = broken()
    before = path.read_bytes()
    run.check(path, "run-1")
    assert path.read_bytes() == before
    assert not path.with_name(f"{path.name}.wal").exists()
    with duckdb.connect(path) as connection:  # a connection that writes wants the file for itself
        connection.execute("CREATE TABLE after_the_checks (i INTEGER)")


def test_readers_of_the_same_process_are_no_obstacle(good_build: Path, previous_build: Path) -> None:
    with (
        duckdb.connect(good_build, read_only=True) as reader,
        duckdb.connect(previous_build, read_only=True) as reader_of_previous,
    ):
        run.check(good_build, "run-1", previous_build)
        for connection in (reader, reader_of_previous):
            assert connection.execute("SELECT count(*) FROM dim_notice").fetchall() == [(24,)]


def test_failures_that_block_are_told_from_warnings(broken: Callable) -> None:
    path = broken(
        "DELETE FROM dim_problem WHERE problem_key = 1001000",
        "UPDATE fact_mention SET confidence = 0.5 WHERE mention_key = 2",
    )
    results = run.check(path, "run-2")
    failed = results.filter(~pl.col("success"))
    blocking = run.blocking_failures(results)
    assert "every_measure_belongs_to_a_problem" in blocking["expectation"]
    assert "dim_measure_problem_key_is_found_in_dim_problem" in blocking["expectation"]
    assert "dates_are_undamaged" in failed["expectation"]
    assert set(blocking["severity"]) == {"blocking"}
    orphans = blocking.row(by_predicate=pl.col("expectation") == "every_measure_belongs_to_a_problem", named=True)
    assert orphans["table_name"] == "dim_measure"
    assert orphans["unexpected_count"] == 2
    assert orphans["observed"] == "2 rows"
    assert '"measure_key":1001001' in orphans["failing_keys"]


def test_where_columns_are_missing_only_the_schema_is_judged(broken: Callable) -> None:
    results = run.check(broken("ALTER TABLE dim_problem DROP COLUMN aspect"), "run-3")
    assert results["suite"].unique().to_list() == ["schema"]
    assert run.blocking_failures(results)["expectation"].to_list() == ["dim_problem_has_the_declared_columns"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"query": "SELECT no_such_column FROM dim_unit"}, "no_such_column"),
        ({"query": "SELECT error('不行') FROM dim_unit"}, "不行"),
        (
            {"query": "SELECT no_such_column FROM dim_unit", "tallies": (Tally("dim_unit", "max(no_such_column)"),)},
            "no_such_column",
        ),
    ],
)
def test_an_error_inside_a_check_is_neither_passed_nor_failed(
    change: dict, says: str, good_build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty = replace(rules()[0], name="a_faulty_rule", table="dim_unit", **change)
    monkeypatch.setattr(run, "rules", lambda: [faulty, *rules()])
    with pytest.raises(run.CheckError, match=says) as caught:
        run.check(good_build, "run-4")
    assert "a_faulty_rule" in str(caught.value)
    assert all(rule.name not in str(caught.value) for rule in rules())


def test_a_build_that_is_not_there_is_named(tmp_path: Path, good_build: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        run.check(tmp_path / "nowhere.duckdb", "run-5")
    with pytest.raises(FileNotFoundError, match="nowhere"):
        run.check(good_build, "run-5", tmp_path / "nowhere.duckdb")


@pytest.mark.parametrize("which", ["build", "previous"])
def test_a_file_that_is_no_build_is_an_error(which: str, tmp_path: Path, good_build: Path) -> None:
    rubbish = tmp_path / "rubbish.duckdb"
    rubbish.write_text("不是数据库" * 100)
    with pytest.raises(run.CheckError, match="rubbish"):
        run.check(*((rubbish, "run-6") if which == "build" else (good_build, "run-6", rubbish)))


def test_names_with_signs_that_mean_something_in_a_url(broken: Callable, previous_build: Path, tmp_path: Path) -> None:
    odd = "空 格'$HOME?a=b#c%20.duckdb"
    path, previous = tmp_path / odd, tmp_path / f"previous {odd}"
    broken().replace(path)
    shutil.copyfile(previous_build, previous)
    assert run.blocking_failures(run.check(path, "run-7", previous)).is_empty()


def test_great_expectations_is_imported_only_when_a_build_is_checked() -> None:
    asks = (
        "import sys, expectations.run, expectations.suites; expectations.suites.checks(); "
        "print('great_expectations' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_checking_says_nothing_on_the_terminal(good_build: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run.check(good_build, "run-8")
    assert capfd.readouterr() == ("", "")
