"""All that Dagster loads: assets, checks, jobs, schedule, sensors and resources. Nothing is defined here itself."""

from __future__ import annotations

import dagster as dg

from orchestration.assets import ingest, publication, reading, star
from orchestration.checks import check_build
from orchestration.jobs import nightly_job, rebuild_job, reread_job
from orchestration.notification import Notifier
from orchestration.resources import Checker, LandingFolder, WarehouseHome
from orchestration.schedules import nightly_schedule
from orchestration.sensors import new_files, tell_of_failures, tell_of_warnings

defs = dg.Definitions(
    assets=[ingest.take_in, reading.readings, reading.batch, star.build_warehouse, publication.published_warehouse],
    asset_checks=[check_build],
    jobs=[nightly_job, rebuild_job, reread_job],
    schedules=[nightly_schedule],
    sensors=[new_files, tell_of_failures, tell_of_warnings],
    resources={
        "landing_folder": LandingFolder(),
        "warehouse": WarehouseHome(),
        "checker": Checker(),
        "notifier": Notifier(),
    },
    executor=dg.in_process_executor,
)
