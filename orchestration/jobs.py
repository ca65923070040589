"""The job that runs at night. Its steps are the assets (`orchestration.assets`) and the checks."""

from __future__ import annotations

import dagster as dg

NIGHTLY = "nightly"

nightly_job = dg.define_asset_job(
    NIGHTLY,
    selection=dg.AssetSelection.all(),
    description=(
        "From the landing folder to the published file: take in, read, build aside, check, publish. A failed blocking "
        "check ends the run before anything is published."
    ),
    tags={"layer": "all", "cadence": "nightly"},
    # One process: the steps share the lock on the warehouse's home, and none of them waits for another to start up.
    executor_def=dg.in_process_executor,
)
