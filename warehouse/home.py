"""What lies where in the warehouse's home folder, how files are put there safely, and who may write.

Belongs here: the layout of WAREHOUSE_HOME, writing a file so that it is there whole or not at all, the lock that keeps
two runs apart, and sweeping up what a killed run left behind. Does not belong here: what the files hold.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

UNFINISHED = ".unfinished-"
"""Prefix of names under which files and folders are made before they get their own name."""


class HomeBusyError(RuntimeError):
    """Another run is writing to this home."""


@dataclass(frozen=True)
class Home:
    """The folder that holds everything the warehouse keeps.

    archive/      bytes of every file taken in, named by their SHA-256
    readings/     what was read from them, by parser version
    builds/       finished builds; builds/in_progress/ the one being made
    audit/        what is remembered from night to night
    data_docs/    pages about the checks of the last runs
    rectification.duckdb   link to the published build
    """

    root: Path

    @property
    def archive(self) -> Path:
        """Folder of the archived bytes."""
        return self.root / "archive"

    @property
    def readings(self) -> Path:
        """Folder of the readings."""
        return self.root / "readings"

    @property
    def builds(self) -> Path:
        """Folder of the finished builds."""
        return self.root / "builds"

    @property
    def in_progress(self) -> Path:
        """Folder of the builds that are not finished; emptied by `sweep`."""
        return self.builds / "in_progress"

    @property
    def audit(self) -> Path:
        """Folder of the history of runs, checks and quarantine."""
        return self.root / "audit"

    @property
    def data_docs(self) -> Path:
        """Folder of the pages about the checks."""
        return self.root / "data_docs"

    @property
    def published(self) -> Path:
        """The link that readers open."""
        return self.root / "rectification.duckdb"

    def published_build(self) -> Path | None:
        """The build that readers see; None before the first one."""
        return self.published.resolve() if self.published.exists() else None

    def prepare(self) -> Home:
        """Make the folders that are not there yet."""
        for folder in (self.archive, self.readings, self.in_progress, self.audit):
            folder.mkdir(parents=True, exist_ok=True)
        return self

    def why_unwritable(self) -> str | None:
        """What the operating system says where nothing can be written here; None where something can."""
        probe = self.root / f"{UNFINISHED}probe"
        try:
            self.prepare()
            probe.write_bytes(bytes(65_536))
            probe.unlink()
        except OSError as error:
            return str(error)
        return None

    def sweep(self) -> None:
        """Remove what a killed run left unfinished. Call it at the start of a run, under `lock`."""
        shutil.rmtree(self.in_progress, ignore_errors=True)
        for folder in (
            self.root,
            self.builds,
            self.audit,
            self.data_docs,
            self.readings,
            *self.readings.glob("*/"),
            *self.archive.glob("??/"),
        ):
            for leftover in folder.glob(f"{UNFINISHED}*"):
                remove(leftover)
        self.prepare()

    @contextmanager
    def lock(self, holder: str = "a run") -> Iterator[None]:
        """Hold the right to write; the operating system gives it back when the process ends, however it ends.

        Raises `HomeBusyError`, which names the holder, where another run holds it.
        """
        self.prepare()
        with (self.root / ".lock").open("a+", encoding="utf-8") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                handle.seek(0)
                other = handle.read().strip() or "another process"
                raise HomeBusyError(f"{other} is writing to {self.root}; wait until it has ended") from error
            handle.truncate(0)
            handle.write(f"{holder}, process {os.getpid()}, since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n")
            handle.flush()
            yield

    def is_locked(self) -> bool:
        """Whether somebody holds the lock just now."""
        if not (self.root / ".lock").exists():
            return False
        with (self.root / ".lock").open(encoding="utf-8") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False


def remove(path: Path) -> None:
    """Remove a file, a link or a whole folder; nothing where there is none."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Have the operating system put a file or a folder's entries on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """A path to write a file or fill a folder at; it becomes `path` when the block ends well, and is removed otherwise.

    A file of that name is replaced. A folder of that name must be empty or absent.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{UNFINISHED}{path.name}")
    remove(aside)
    try:
        yield aside
        for written in aside.rglob("*") if aside.is_dir() else ():
            sync(written)
        sync(aside)
        aside.replace(path)
        sync(path.parent)
    finally:
        remove(aside)
