"""What assets and checks are given: the landing folder, the home with the right to write to it, the checking process.

Belongs here: Dagster resources, typed. Does not belong here: the layout of the home (`warehouse.home`), the meaning of
the environment variables (`settings`).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
from pydantic import PrivateAttr

from expectations.run import CheckError
from orchestration import settings
from orchestration.tonight import Tonight
from warehouse.home import Home

STARTED = [dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.CANCELING]


class LandingFolder(dg.ConfigurableResource["LandingFolder"]):
    """The folder that notices arrive in; LANDING, or its default, where none is given."""

    folder: str | None = None

    @property
    def path(self) -> Path:
        """The folder."""
        return Path(self.folder) if self.folder else settings.landing().folder


class WarehouseHome(dg.ConfigurableResource["WarehouseHome"]):
    """The warehouse's home folder, WAREHOUSE_HOME where none is given; whoever holds it may write.

    One run at a time: the lock is taken when a run begins and given back when it ends, however it ends.
    """

    folder: str | None = None

    @property
    def home(self) -> Home:
        """The home."""
        return Home(Path(self.folder) if self.folder else settings.warehouse_home())

    @property
    def tonight(self) -> Tonight:
        """What the steps of the run hand on."""
        return Tonight(self.home.root / "tonight")

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[WarehouseHome]:
        """Hold the lock for the whole run."""
        with self.home.lock(holder=f"run {context.run_id}"):
            _end_dead_runs(context)
            yield self


class Checker(dg.ConfigurableResource["Checker"]):
    """The process that checks (`orchestration.checking`); it is there as long as the run, and ends with it."""

    _process: subprocess.Popen[str] = PrivateAttr()

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Checker]:  # noqa: ARG002
        """Start the process, so that it is ready when its turn comes."""
        self._process = _start_checking()
        try:
            yield self
        finally:
            self._process.kill()
            self._process.communicate()

    def check(self, build: Path, run_id: str, home: Home, results: Path) -> pl.DataFrame:
        """What `expectations.run.check` finds; it comes by way of the file `results`. Raises `CheckError`.

        The build is compared with the published one, unless somebody says that the landing folder was cleared out.
        """
        previous = home.published_build() if settings.compares_volumes() else None
        asked = {
            "build": str(build),
            "run_id": run_id,
            "previous": previous and str(previous),
            "docs": str(home.data_docs),
            "results": str(results),
        }
        if self._process.poll() is not None:  # it answers once
            self._process = _start_checking()
        _, complaint = self._process.communicate(json.dumps(asked))
        if self._process.returncode:
            raise CheckError(complaint.strip())
        return pl.read_parquet(results)


def _start_checking() -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "orchestration.checking"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _end_dead_runs(context: dg.InitResourceContext) -> None:
    """Runs that were killed still count as started; who holds the lock knows that they are not."""
    instance: Any = context.instance
    if instance is None:
        return
    for run in instance.get_runs(filters=dg.RunsFilter(statuses=STARTED)):
        if run.run_id != context.run_id:
            instance.report_run_failed(run, "The process ended before the run did.")
