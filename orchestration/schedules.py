"""When the job runs by itself: while the Dagster daemon is up (`make ui`)."""

from __future__ import annotations

import dagster as dg

from orchestration.jobs import nightly_job

nightly_schedule = dg.ScheduleDefinition(
    name="nightly_at_two",
    job=nightly_job,
    cron_schedule="0 2 * * *",
    execution_timezone="Asia/Shanghai",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every night at two o'clock, Shanghai time.",
)
