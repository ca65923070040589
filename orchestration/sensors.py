"""What the daemon watches: the landing folder for new files, and runs that failed or published with warnings.

Belongs here: when a run is started and when somebody is told. Does not belong here: what counts as settled
(`orchestration.arrivals`), how a message looks and travels (`orchestration.notification`).
"""

from __future__ import annotations

import time

import dagster as dg

from orchestration import arrivals, settings, summary
from orchestration.jobs import NIGHTLY, TRIGGER, nightly_job
from orchestration.notification import Notifier
from orchestration.resources import LandingFolder, WarehouseHome

SECONDS_BETWEEN_LOOKS = 20
WAITING = [dg.DagsterRunStatus.QUEUED, dg.DagsterRunStatus.NOT_STARTED, dg.DagsterRunStatus.STARTING]
RUNNING = [dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]


def _on(is_on: bool) -> dg.DefaultSensorStatus:
    return dg.DefaultSensorStatus.RUNNING if is_on else dg.DefaultSensorStatus.STOPPED


@dg.sensor(
    job=nightly_job,
    minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
    default_status=_on(settings.watch_landing()),
    description=(
        "Starts the job when new files have arrived in the landing folder and nothing in it has changed for a while "
        "(SETTLE_SECONDS): one run for all of them. Off unless WATCH_LANDING=1."
    ),
)
def new_files(context: dg.SensorEvaluationContext) -> dg.SensorResult:
    """One run a settled drop: none while another one waits or runs, none for files that went away."""
    warehouse = WarehouseHome()
    last = warehouse.tonight.listing()
    files = arrivals.listing(LandingFolder().path)
    new = arrivals.unseen(files, last)
    if new.is_empty():
        return dg.SensorResult(skip_reason=f"none of {files.height} files is new", cursor=arrivals.Sighting().note())
    if _under_way(context.instance, warehouse):
        return dg.SensorResult(
            skip_reason=f"{new.height} new files; a run is under way or waits", cursor=context.cursor
        )
    now = time.time()
    sighting = arrivals.Sighting.recall(context.cursor).again(files, now)
    settled_in = sighting.since + settings.settle_seconds() - now
    if settled_in > 0:
        reason = f"{new.height} new files; settled in {settled_in:.0f} s if nothing changes"
        return dg.SensorResult(skip_reason=reason, cursor=sighting.note())
    request = dg.RunRequest(
        # The same files after the same run: a run that broke before it took them in is not tried again and again.
        run_key=f"{sighting.mark}/{warehouse.tonight.marker()}",
        tags={TRIGGER: "new_files", "batch": sighting.mark[:12], "new_files": str(new.height)},
    )
    return dg.SensorResult(run_requests=[request], cursor=sighting.note())


def _under_way(instance: dg.DagsterInstance, warehouse: WarehouseHome) -> bool:
    """Whether a run of the job waits, or runs: one whose process was killed holds no lock and counts no more."""
    if instance.get_runs(filters=dg.RunsFilter(job_name=NIGHTLY, statuses=WAITING), limit=1):
        return True
    return bool(instance.get_runs(filters=dg.RunsFilter(statuses=RUNNING), limit=1)) and warehouse.home.is_locked()


@dg.run_failure_sensor(
    name="tell_of_failures",
    monitored_jobs=[nightly_job],
    default_status=_on(settings.notifications().is_on),
    description="Tells of a run that failed, by webhook or e-mail, where these are set (docs/operations.md).",
)
def tell_of_failures(context: dg.RunFailureSensorContext, notifier: Notifier) -> None:
    """What `make run` starts tells of itself."""
    run = context.dagster_run
    if run.tags.get(TRIGGER) != settings.BY_HAND:
        events = [*context.get_step_failure_events(), context.failure_event]
        notifier.send(summary.failure_message(WarehouseHome().home, run.run_id, events))


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    name="tell_of_warnings",
    monitored_jobs=[nightly_job],
    default_status=_on(settings.notifications().is_on and settings.notifications().of_warnings),
    description="Tells of a run that published with warnings or files in quarantine; not with NOTIFY_ON=failure.",
)
def tell_of_warnings(context: dg.RunStatusSensorContext, notifier: Notifier) -> None:
    """What `make run` starts tells of itself."""
    run = context.dagster_run
    if run.tags.get(TRIGGER) != settings.BY_HAND and (
        told := summary.warning_message(WarehouseHome().home, run.run_id)
    ):
        notifier.send(told)
