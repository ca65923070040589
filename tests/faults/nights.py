"""Real runs of the nightly job in processes of their own, to be killed, starved and lied to; and what must hold after.

Belongs here: starting a night, stopping it at a stage, and comparing homes. Does not belong here: any one fault.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

import duckdb
import polars as pl

from orchestration import settings
from orchestration.progress import STEPS
from warehouse.build import parquet_folder
from warehouse.home import Home
from warehouse.tables import STAR

PATIENCE = 300.0
"""Seconds after which a run counts as hanging."""

STAGES = ["start", *STEPS]
"""What a run is doing: it starts up, then does its steps."""


def landing(folder: Path, notices: int = 3) -> Path:
    """A landing folder with so many of the samples."""
    folder.mkdir(parents=True)
    for path in sorted(settings.SAMPLES.glob("*.txt"))[:notices]:
        shutil.copy(path, folder)
    return folder


def add(folder: Path, number: int) -> Path:
    """One more sample in a landing folder."""
    return Path(shutil.copy(sorted(settings.SAMPLES.glob("*.txt"))[number], folder))


def start(
    landing: Path, home: Path, environ: Mapping[str, str] | None = None, prefix: tuple[str, ...] = ()
) -> subprocess.Popen[str]:
    """A night, begun; `prefix` is a command to start it with."""
    environment = {
        **os.environ,
        "LANDING": str(landing),
        "WAREHOUSE_HOME": str(home),
        "PYTHONUNBUFFERED": "1",
        **(environ or {}),
    }
    command = [*prefix, sys.executable, "-m", "orchestration.nightly"]
    return subprocess.Popen(
        command, env=environment, cwd=settings.PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def run(
    landing: Path, home: Path, environ: Mapping[str, str] | None = None, prefix: tuple[str, ...] = ()
) -> tuple[int, str]:
    """A whole night: its exit status and what it said."""
    process = start(landing, home, environ, prefix)
    said, _ = process.communicate(timeout=PATIENCE)
    return process.returncode, said


def until(process: subprocess.Popen[str], stage: str) -> str:
    """Wait until a run does that stage; what it said so far. The run may have ended before."""
    said = ""
    if stage == "start":
        return said
    before = STAGES[STAGES.index(stage) - 1]
    for line in _lines(process.stdout):
        said += line
        if (before == "start" and "files in" in line) or (before != "start" and line.startswith(STEPS[before])):
            break
    return said


def _lines(stream: IO[str] | None) -> Iterator[str]:
    """Line by line; unlike the stream's own iterator, one that is left midway does not close it."""
    assert stream is not None
    yield from iter(stream.readline, "")


def rest(process: subprocess.Popen[str]) -> str:
    """Wait for the end of a run of which some lines were read: the other lines."""
    assert process.stdout is not None
    patience = threading.Timer(PATIENCE, process.kill)
    patience.start()
    said = process.stdout.read()
    process.wait()
    patience.cancel()
    return said


def kill(process: subprocess.Popen[str], after: float) -> None:
    """SIGKILL, so many seconds from now."""
    time.sleep(after)
    process.kill()
    rest(process)


def star(home: Path) -> dict[str, pl.DataFrame]:
    """The rows that are published, without the clock that stands in them."""
    build = Home(home).published_build()
    assert build is not None
    folder = parquet_folder(build)
    frames = {table.full_name: pl.read_parquet(folder / f"{table.schema}.{table.name}.parquet") for table in STAR}
    frames["dim_notice"] = frames["dim_notice"].drop("first_seen_at")
    return frames


def same(one: Mapping[str, pl.DataFrame], other: Mapping[str, pl.DataFrame]) -> bool:
    """Whether two homes publish the same rows."""
    return all(one[name].equals(other[name]) for name in one) and one.keys() == other.keys()


def is_whole(home: Path) -> bool:
    """Whether the published file opens, was checked, holds no blocking failure, and all its tables can be read."""
    build = Home(home).published_build()
    assert build is not None
    with duckdb.connect(build, read_only=True) as connection:
        checked, failed = connection.execute(
            "SELECT count(*), count(*) FILTER (NOT success AND severity = 'blocking') FROM audit.expectation_result"
        ).fetchall()[0]
        for table in STAR:
            connection.execute(f"SELECT sum(hash(t)) FROM {table.schema}.{table.name} AS t").fetchall()
    return checked > 0 and failed == 0
