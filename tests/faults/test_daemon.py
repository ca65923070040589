"""SIGKILL for Dagster's daemon and for the process that it lets do a run: readers keep a whole file, later nights go on."""

from __future__ import annotations

import os
import re
import signal
import sys
from pathlib import Path

import dagster as dg
import pytest

from tests.faults import nights
from tests.orchestration.deployed import SAMPLES, Deployed, until
from warehouse.home import Home

pytestmark = pytest.mark.slow

DAEMON = (str(Path(sys.executable).with_name("dagster-daemon")), "run", "-m", "orchestration.definitions")


@pytest.fixture
def deployed(tmp_path: Path) -> Deployed:
    """Three notices are published; new ones start a run as soon as a daemon watches."""
    made = Deployed(tmp_path, WATCH_LANDING="1", SETTLE_SECONDS="3")
    made.drop(*SAMPLES[:3])
    assert made.make_run().returncode == 0
    return made


def _runs(deployed: Deployed, *statuses: dg.DagsterRunStatus) -> list[dg.DagsterRun]:
    with deployed.instance() as instance:
        return list(instance.get_runs(filters=dg.RunsFilter(job_name="nightly", statuses=list(statuses))))


def _worker(deployed: Deployed) -> int:
    """The process that does the run which is under way: it holds the home's lock, and the lock names it."""
    until(Home(deployed.home).is_locked, 240, "a run of the daemon is under way")
    named = re.search(r"process (\d+)", (deployed.home / ".lock").read_text(encoding="utf-8"))
    assert named
    return int(named[1])


def _is_untouched(deployed: Deployed) -> bool:
    return nights.is_whole(deployed.home) and deployed.query("SELECT count(*) FROM dim_notice") == [(3,)]


def _goes_on(deployed: Deployed, notices: int) -> None:
    assert deployed.query("SELECT count(*) FROM dim_notice") == [(notices,)]
    assert nights.is_whole(deployed.home)
    assert len(_runs(deployed, dg.DagsterRunStatus.FAILURE)) == 1  # the killed run is not under way for ever


def test_a_killed_daemon_harms_nothing(deployed: Deployed) -> None:
    with deployed.running(*DAEMON) as daemon:
        deployed.drop(SAMPLES[3])
        _worker(deployed)
        os.killpg(daemon.pid, signal.SIGKILL)  # the daemon, its code server and the run: a power cut
        daemon.wait()
        until(lambda: not Home(deployed.home).is_locked(), 30, "the lock is given back")
        assert _is_untouched(deployed)
    night = deployed.make_run()
    assert night.returncode == 0, night.stdout
    _goes_on(deployed, 4)


def test_a_killed_worker_harms_nothing(deployed: Deployed) -> None:
    with deployed.running(*DAEMON):
        deployed.drop(SAMPLES[3])
        os.kill(_worker(deployed), signal.SIGKILL)
        until(lambda: not Home(deployed.home).is_locked(), 30, "the lock is given back")
        assert _is_untouched(deployed)
        deployed.drop(SAMPLES[4])  # the daemon lives, and takes it up
        until(lambda: bool(_runs(deployed, dg.DagsterRunStatus.SUCCESS)[1:]), 400, "a run after the killed one")
    _goes_on(deployed, 5)
