"""All that Dagster loads: assets, checks, the job, its schedule, and the resources. Nothing is defined here itself."""

from __future__ import annotations

import dagster as dg

from orchestration.assets import ingest, publication, reading, star
from orchestration.checks import check_build
from orchestration.jobs import nightly_job
from orchestration.resources import Checker, LandingFolder, WarehouseHome
from orchestration.schedules import nightly_schedule

defs = dg.Definitions(
    assets=[ingest.take_in, reading.readings, star.build_warehouse, publication.published_warehouse],
    asset_checks=[check_build],
    jobs=[nightly_job],
    schedules=[nightly_schedule],
    resources={"landing_folder": LandingFolder(), "warehouse": WarehouseHome(), "checker": Checker()},
    executor=dg.in_process_executor,
)
