"""`python -m orchestration.nightly`: the nightly job, in this process. What `make run` runs.

Exit status: 0 published, or nothing to do; 1 a blocking check or the run failed; 2 there is no landing folder. Nothing
else belongs here: what the job does is in `orchestration.assets`.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import sys
import uuid
from typing import TYPE_CHECKING

from rich.console import Console

from orchestration import settings
from warehouse import landing
from warehouse.home import Home

if TYPE_CHECKING:
    from orchestration.notification import Message

PUBLISHED, FAILED, NO_LANDING = 0, 1, 2


def main(console: Console | None = None) -> int:
    """Run the job: the exit status."""
    console = console or Console(highlight=False, markup=False, soft_wrap=True)
    chosen, home = settings.landing(), Home(settings.warehouse_home())
    try:
        files = landing.find_files(chosen.folder)
    except landing.LandingMissing as missing:
        console.print(f"ERROR: {missing}")
        return NO_LANDING
    if files.is_empty():
        console.print(f"The landing folder {chosen.folder} is empty: nothing to do, nothing was published.")
        return PUBLISHED
    if chosen.is_sample:
        console.print("landing/ holds no notices: reading the made-up samples instead. Put notices there, or name a")
        console.print("folder: make run LANDING=folder")
    if reason := home.why_unwritable():
        console.print(
            f"ERROR: the home {home.root} cannot be written ({reason}): free it, or name another (WAREHOUSE_HOME)"
        )
        return FAILED
    console.print(f"{files.height:,} files in {chosen.folder}")
    return _run(console, home)


def _run(console: Console, home: Home) -> int:
    os.environ["DAGSTER_HOME"] = str(settings.dagster_home())
    # Dagster takes a second to import, and whoever named a wrong folder should not wait for it.
    import dagster as dg  # noqa: PLC0415
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415

    from orchestration import summary  # noqa: PLC0415
    from orchestration.definitions import defs  # noqa: PLC0415
    from orchestration.jobs import NIGHTLY, TRIGGER  # noqa: PLC0415
    from orchestration.progress import Progress  # noqa: PLC0415

    _hurry_sqlite()
    logging.getLogger("dagster._core").setLevel(logging.ERROR)  # what it warns about is in the history
    run_id = str(uuid.uuid4())
    try:
        with dg.DagsterInstance.get() as instance, Progress(console) as progress:
            instance.add_event_listener(run_id, progress)
            result = defs.resolve_job_def(NIGHTLY).execute_in_process(
                instance=instance,
                run_id=run_id,
                raise_on_error=False,
                tags={TRIGGER: settings.BY_HAND},
                run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            )
    except (OSError, SQLAlchemyError) as error:  # what the steps raise is in the result; this is Dagster's own history
        console.print(summary.broken_off(home, error))
        return FAILED
    if result.success:
        console.print(summary.published(home, run_id))
        told = summary.warning_message(home, run_id) if settings.notifications().of_warnings else None
    else:
        console.print(summary.not_published(home, run_id, result.all_events))
        told = summary.failure_message(home, run_id, result.all_events)
    if told:
        _tell(console, told)
    return PUBLISHED if result.success else FAILED


def _tell(console: Console, message: Message) -> None:
    """Send a message where people want to be told; that it did not get through changes nothing about the run."""
    from orchestration.notification import NotificationError, Notifier  # noqa: PLC0415 - Dagster

    try:
        Notifier().send(message)
    except NotificationError as error:
        console.print(f"nobody could be told: {error}")


def _hurry_sqlite() -> None:
    """Have Dagster's history of runs wait for no disk: hundreds of small commits took longer than the work itself.

    A power cut may cost the history of the run, nothing else: the warehouse does not rest on it.
    """
    import sqlalchemy as sa  # noqa: PLC0415 - takes a second

    @sa.event.listens_for(sa.engine.Engine, "connect")
    def connected(connection: object, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA synchronous = OFF")


if __name__ == "__main__":
    sys.exit(main())
