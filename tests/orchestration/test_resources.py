from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest

from expectations.run import CheckError
from orchestration.resources import Checker, LandingFolder, WarehouseHome
from warehouse.home import HomeBusyError


def test_landing_is_the_one_given_or_the_one_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDING", "/elsewhere")
    assert LandingFolder().path == Path("/elsewhere")
    assert LandingFolder(folder="/here").path == Path("/here")


def test_home_is_locked_as_long_as_the_run_lasts(tmp_path: Path) -> None:
    warehouse = WarehouseHome(folder=str(tmp_path))
    context = dg.build_init_resource_context()
    with warehouse.yield_for_execution(context) as held:
        assert held.home.root == tmp_path
        with pytest.raises(HomeBusyError), held.home.lock():
            pass
    with held.home.lock():
        pass


def test_runs_whose_process_was_killed_are_ended(tmp_path: Path) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        dead = instance.create_run_for_job(_job())
        instance.report_run_canceling(dead)
        context = dg.build_init_resource_context(instance=instance)
        with WarehouseHome(folder=str(tmp_path)).yield_for_execution(context):
            assert instance.get_run_by_id(dead.run_id).status == dg.DagsterRunStatus.FAILURE


def _job() -> dg.JobDefinition:
    @dg.job
    def night() -> None:
        pass

    return night


def test_a_check_that_goes_wrong_says_so(tmp_path: Path) -> None:
    with (
        Checker().yield_for_execution(dg.build_init_resource_context()) as checker,
        pytest.raises(CheckError, match="no build to check"),
    ):
        checker.check(tmp_path / "none.duckdb", "run", None, tmp_path / "results.parquet")


def test_the_checking_process_ends_where_it_was_not_asked() -> None:
    with Checker().yield_for_execution(dg.build_init_resource_context()) as checker:
        process = checker._process
        assert process.poll() is None
    assert process.poll() is not None
