"""New files start one run, once nothing changes any more; what cannot be listed is not empty."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from orchestration import arrivals, sensors
from orchestration.jobs import NIGHTLY
from orchestration.tonight import Tonight
from warehouse import landing
from warehouse.home import Home


class Watch:
    """The sensor, looked at again and again: a clock, a landing folder, a home."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.landing, self.home = folder / "landing", Home(folder / "home").prepare()
        self.landing.mkdir()
        self.instance = dg.DagsterInstance.ephemeral()
        self.cursor: str | None = None
        self.now = 1000.0
        for name, value in {"LANDING": self.landing, "WAREHOUSE_HOME": self.home.root, "SETTLE_SECONDS": 60}.items():
            monkeypatch.setenv(name, str(value))
        monkeypatch.setattr(sensors.time, "time", lambda: self.now)

    def drop(self, name: str, text: str = "通报") -> None:
        (self.landing / name).write_text(text, encoding="utf-8")

    def look(self, after: float = 0) -> dg.SensorResult:
        self.now += after
        with dg.build_sensor_context(instance=self.instance, cursor=self.cursor) as context:
            result = sensors.new_files(context)
        self.cursor = result.cursor
        return result

    def take_in(self, run_id: str = "run") -> None:
        Tonight(self.home.root / "tonight").begin(run_id, landing.find_files(self.landing))


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(tmp_path, monkeypatch)


def test_files_that_settled_start_one_run(watch: Watch) -> None:
    watch.drop("a.txt")
    watch.drop("b.txt")
    assert not watch.look().run_requests
    assert not watch.look(59).run_requests
    request = watch.look(1).run_requests[0]
    assert request.tags["new_files"] == "2"
    watch.take_in()
    assert "none of 2 files is new" in watch.look(60).skip_reason.skip_message


def test_while_files_change_nothing_starts(watch: Watch) -> None:
    watch.drop("a.txt")
    watch.look()
    watch.drop("a.txt", "通报,又长了一些")
    assert not watch.look(100).run_requests
    watch.drop("b.txt")
    assert not watch.look(100).run_requests
    assert watch.look(60).run_requests


def test_files_that_arrive_during_a_run_start_another_one_after_it(watch: Watch) -> None:
    watch.drop("a.txt")
    watch.take_in()
    run = watch.instance.create_run_for_job(_job(NIGHTLY), status=dg.DagsterRunStatus.STARTED)
    with watch.home.lock():
        watch.drop("b.txt")
        assert "under way" in watch.look().skip_reason.skip_message
        assert not watch.look(1000).run_requests
    watch.instance.report_run_canceled(run)
    watch.look()
    assert watch.look(60).run_requests[0].tags["new_files"] == "1"


def test_a_run_that_waits_is_enough(watch: Watch) -> None:
    watch.drop("a.txt")
    watch.instance.create_run_for_job(_job(NIGHTLY), status=dg.DagsterRunStatus.NOT_STARTED)
    watch.look()
    assert not watch.look(60).run_requests


def test_a_run_whose_process_was_killed_keeps_nobody_waiting(watch: Watch) -> None:
    watch.drop("a.txt")
    watch.instance.create_run_for_job(_job(NIGHTLY), status=dg.DagsterRunStatus.STARTED)
    watch.look()
    assert watch.look(60).run_requests


def test_the_same_files_after_the_same_run_have_the_same_key(watch: Watch) -> None:
    watch.drop("a.txt")
    watch.look()
    first = watch.look(60).run_requests[0].run_key
    assert watch.look(60).run_requests[0].run_key == first
    watch.take_in()
    watch.drop("b.txt")
    watch.look()
    second = watch.look(60).run_requests[0].run_key
    watch.take_in("next")
    (watch.landing / "b.txt").unlink()
    watch.drop("b.txt")
    watch.look()
    assert len({first, second, watch.look(60).run_requests[0].run_key}) == 3


def test_a_file_that_went_away_waits_for_the_night(watch: Watch) -> None:
    watch.drop("a.txt")
    watch.drop("b.txt")
    watch.take_in()
    (watch.landing / "b.txt").unlink()
    watch.look()
    assert not watch.look(1000).run_requests


def test_a_landing_folder_that_is_not_there_is_an_error(watch: Watch) -> None:
    watch.drop("a.txt")
    watch.take_in()
    (watch.landing / "a.txt").unlink()
    watch.landing.rmdir()
    with pytest.raises(landing.LandingMissing):
        watch.look()


def test_a_folder_that_cannot_be_listed_is_an_error(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    watch.drop("a.txt")
    found = landing.find_files(watch.landing)
    closed = found.with_columns(source_name=pl.lit("2026"), kind=pl.lit("folder_not_readable"))
    monkeypatch.setattr(arrivals.landing, "find_files", lambda _: closed)
    with pytest.raises(arrivals.LandingUnreadable, match="2026"):
        watch.look()


def test_a_cursor_of_another_version_is_forgotten() -> None:
    assert arrivals.Sighting.recall("[1]") == arrivals.Sighting.recall("what?") == arrivals.Sighting()


def _job(name: str) -> dg.JobDefinition:
    @dg.job(name=name)
    def night() -> None:
        pass

    return night
