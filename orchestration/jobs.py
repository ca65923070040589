"""The jobs. Their steps are the assets (`orchestration.assets`) and the checks. What is published has passed them, in each."""

from __future__ import annotations

import dagster as dg

NIGHTLY, REBUILD, REREAD = "nightly", "rebuild", "reread"
TRIGGER = "trigger"
"""Tag of a run: who started it."""

BATCHES = dg.AssetSelection.assets("batch")
ONE_PROCESS = dg.in_process_executor
"""The steps share the lock on the warehouse's home, and none of them waits for another to start up."""

nightly_job = dg.define_asset_job(
    NIGHTLY,
    selection=dg.AssetSelection.all() - BATCHES,
    description=(
        "From the landing folder to the published file: take in, read, build aside, check, publish. A failed blocking "
        "check ends the run before anything is published. The launchpad takes a day, a format or a unit to be read again."
    ),
    tags={"layer": "all", "cadence": "nightly"},
    executor_def=ONE_PROCESS,
)

rebuild_job = dg.define_asset_job(
    REBUILD,
    selection=nightly_job.selection - dg.AssetSelection.assets("landing_files", "archive", "readings"),
    description=(
        "Tables and views anew from what the last run found and what is read already; then check and publish. For a change "
        "of views, of declarations or of checks: nothing is taken in or read."
    ),
    tags={"layer": "all", "cadence": "on-demand"},
    executor_def=ONE_PROCESS,
)

reread_job = dg.define_asset_job(
    REREAD,
    selection=BATCHES,
    description="Read again what arrived on some days. Publishes nothing: the next night does, or the job rebuild.",
    tags={"layer": "reading", "cadence": "on-demand"},
    executor_def=ONE_PROCESS,
)
