"""The project as it is deployed: its own processes, in a home and a landing folder of a test."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import dagster as dg
import duckdb

from orchestration import settings
from tests.shared import ROOT

SAMPLES = sorted(settings.SAMPLES.glob("*.txt"))


class Deployed:
    """A landing folder, a home, and the environment that names them."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self.landing, self.home = folder / "landing", folder / "home"
        self.landing.mkdir()
        own = {"LANDING": str(self.landing), "WAREHOUSE_HOME": str(self.home), "DAGSTER_HOME": f"{self.home}/dagster"}
        self.environ = {**os.environ, **own, **environ}
        settings.dagster_home(self.environ)

    def drop(self, *samples: Path) -> None:
        """Put notices into the landing folder, each whole at once."""
        for sample in samples:
            aside = self.landing / f".{sample.name}"
            shutil.copyfile(sample, aside)
            aside.rename(self.landing / sample.name)

    def make_run(self) -> subprocess.CompletedProcess[str]:
        """What `make run` runs."""
        command = [sys.executable, "-m", "orchestration.nightly"]
        return subprocess.run(command, cwd=ROOT, env=self.environ, capture_output=True, text=True, check=False)

    @contextmanager
    def running(self, *command: str) -> Iterator[subprocess.Popen[bytes]]:
        """A process, and all that it starts, as long as the block lasts; it may be killed before."""
        log = (self.home / f"{Path(command[0]).name}.log").open("wb")
        process = subprocess.Popen(command, cwd=ROOT, env=self.environ, stdout=log, stderr=log, start_new_session=True)
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
            log.close()

    @contextmanager
    def instance(self) -> Iterator[dg.DagsterInstance]:
        """Dagster's history."""
        with dg.DagsterInstance.from_config(str(self.home / "dagster")) as instance:
            yield instance

    def query(self, sql: str) -> list[tuple]:
        """Rows of the published file."""
        with duckdb.connect(os.path.realpath(self.home / "rectification.duckdb"), read_only=True) as connection:
            return connection.execute(sql).fetchall()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(there: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait; fails where it takes longer."""
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end, f"not within {seconds:.0f} s: {what}"
        time.sleep(1)
