from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest

from expectations.run import CheckError, blocking_failures
from orchestration.resources import Checker, LandingFolder, WarehouseHome
from tests.expectations import made_up
from warehouse.home import Home, HomeBusyError


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
        checker.check(tmp_path / "none.duckdb", "run", Home(tmp_path), tmp_path / "results.parquet")


@pytest.mark.parametrize(("cleared_out", "compared"), [(None, True), ("1", False)])
def test_a_cleared_out_folder_is_not_compared_with_the_night_before(
    cleared_out: str | None, compared: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path / "home").prepare()
    for name, notices in (("full", 12), ("halved", 5)):
        build = made_up.make(tmp_path / name, notices)
        final = home.builds / f"{name}.duckdb"
        build.rename(final)
    home.published.symlink_to(home.builds / "full.duckdb")
    if cleared_out:
        monkeypatch.setenv("CLEARED_OUT", cleared_out)
    with Checker().yield_for_execution(dg.build_init_resource_context()) as checker:
        results = checker.check(home.builds / "halved.duckdb", "run", home, tmp_path / "results.parquet")
    failed = blocking_failures(results)["expectation"].to_list()
    assert failed == (["volumes_did_not_halve"] if compared else [])


def test_the_checking_process_ends_where_it_was_not_asked() -> None:
    with Checker().yield_for_execution(dg.build_init_resource_context()) as checker:
        process = checker._process
        assert process.poll() is None
    assert process.poll() is not None
