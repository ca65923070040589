"""The daemon, run for real: its schedule, and drops of files that arrive while runs are under way."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from tests.orchestration.deployed import SAMPLES, Deployed, until

pytestmark = pytest.mark.slow

DUE_SOON = '''
"""The project's definitions, with a schedule due in a minute or two."""

import dagster as dg

from orchestration import definitions
from orchestration.jobs import nightly_job

soon = dg.ScheduleDefinition(
    name="soon",
    job=nightly_job,
    cron_schedule="{cron}",
    execution_timezone="Asia/Shanghai",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
defs = dg.Definitions.merge(definitions.defs, dg.Definitions(schedules=[soon]))
'''


@pytest.fixture
def deployed(tmp_path: Path) -> Deployed:
    return Deployed(tmp_path, WATCH_LANDING="1", SETTLE_SECONDS="5")


def runs(deployed: Deployed, **tags: str) -> list[dg.DagsterRun]:
    with deployed.instance() as instance:
        return list(instance.get_runs(filters=dg.RunsFilter(job_name="nightly", tags=tags)))


def test_schedule_and_sensor_process_every_drop_once(deployed: Deployed, tmp_path: Path) -> None:
    due = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(seconds=90)
    code = tmp_path / "due_soon.py"
    code.write_text(DUE_SOON.format(cron=f"{due.minute} {due.hour} * * *"), encoding="utf-8")
    daemon = str(Path(sys.executable).with_name("dagster-daemon"))
    with deployed.running(daemon, "run", "--python-file", str(code)):
        deployed.drop(*SAMPLES[:2])
        until(lambda: bool(runs(deployed)), 180, "a first run")
        until(lambda: runs(deployed)[-1].status == dg.DagsterRunStatus.STARTED, 120, "the first run starts")
        deployed.drop(SAMPLES[2])  # arrives while the first run is under way
        until(lambda: bool(runs(deployed, **{"dagster/schedule_name": "soon"})), 240, "a run of the schedule")
        until(lambda: _published(deployed) == 3, 400, "all three notices are published")
        deployed.drop(SAMPLES[3])
        until(lambda: _published(deployed) == 4, 300, "the fourth notice is published")
        until(lambda: all(run.is_finished for run in runs(deployed)), 120, "all runs end")
    finished = runs(deployed)
    assert {run.status for run in finished} == {dg.DagsterRunStatus.SUCCESS}
    taken = deployed.query("SELECT notices_new FROM audit.run ORDER BY started_at")
    assert sum(new for (new,) in taken) == 4
    watched = [run for run in finished if run.tags.get("trigger") == "new_files"]
    assert len({run.tags["dagster/run_key"] for run in watched}) == len(watched)
    assert len(finished) <= 4  # two or three drops, one schedule: no run without a reason


def _published(deployed: Deployed) -> int:
    if not (deployed.home / "rectification.duckdb").exists():
        return 0
    return int(deployed.query("SELECT count(*) FROM dim_notice")[0][0])
