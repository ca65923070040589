"""What the steps of a run hand on to each other: small files in one folder of the home, replaced every night.

Belongs here: their names and their form. Does not belong here: the data itself (readings and builds, `warehouse`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from expectations.quarantine import WITHHELD


class NotThisBuildError(RuntimeError):
    """The build that lies there is not the one that was checked."""


@dataclass(frozen=True)
class Tonight:
    """The folder. Frames are Parquet, facts about the run JSON."""

    folder: Path

    def begin(self, run_id: str, listing: pl.DataFrame) -> None:
        """Forget the night before; note when the run began, and what it found (`warehouse.landing.find_files`)."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in self.folder.iterdir():
            path.unlink()
        self._note("run", run_id=run_id, started_at=_now())
        self.write("listing", listing)

    def resume(self, run_id: str) -> None:
        """Go on with what an earlier run found; note when this run began, if it is another one."""
        if self._recall("run").get("run_id") != run_id:
            self._note("run", run_id=run_id, started_at=_now())

    def marker(self) -> str:
        """What tells this run's files from those of another run; empty before the first run."""
        return self._recall("run").get("started_at", "")

    def listing(self) -> pl.DataFrame | None:
        """What lay in the landing folder when the last run began; None before the first run."""
        return self.read("listing") if self._path("listing").exists() else None

    @property
    def started_at(self) -> datetime:
        """When the run began, UTC."""
        return datetime.fromisoformat(self._recall("run")["started_at"])

    def write(self, name: str, frame: pl.DataFrame) -> None:
        """Hand on a frame."""
        frame.write_parquet(self._path(name))

    def read(self, name: str) -> pl.DataFrame:
        """The frame handed on under that name."""
        return pl.read_parquet(self._path(name))

    def withhold(self, notices: pl.DataFrame) -> None:
        """Hand on the notices that are left out of the build (`expectations.quarantine.WITHHELD`)."""
        self.write("withheld", notices)

    def withheld(self) -> pl.DataFrame:
        """The notices that are left out of the build; none where nobody has said so."""
        return self.read("withheld") if self._path("withheld").exists() else pl.DataFrame(schema=WITHHELD)

    def built(self, build: Path) -> None:
        """Hand on a new build; what was noted of another one no longer holds."""
        (self.folder / "checked.json").unlink(missing_ok=True)
        self._note("built", path=str(build))

    @property
    def build(self) -> Path:
        """The build handed on."""
        return Path(self._recall("built")["path"])

    def checked(self) -> None:
        """Note that the build, as its bytes are now, has passed."""
        self._note("checked", path=str(self.build), sha256=_digest(self.build))

    def checked_build(self) -> Path:
        """The build handed on, byte for byte as it was when it passed. Raises `NotThisBuildError`."""
        noted = self._recall("checked")
        if not noted:
            raise NotThisBuildError("no build that passed its checks lies ready: run the whole nightly job")
        build = Path(noted["path"])
        if not build.is_file():
            raise NotThisBuildError(f"the build {build.name} is no longer there: it was published or swept away")
        if _digest(build) != noted["sha256"]:
            raise NotThisBuildError(
                f"the build {build.name} was changed after it was checked: run the nightly job again"
            )
        return build

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.parquet"

    def _note(self, name: str, **facts: str) -> None:
        (self.folder / f"{name}.json").write_text(json.dumps(facts), encoding="utf-8")

    def _recall(self, name: str) -> dict[str, str]:
        path = self.folder / f"{name}.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _now() -> str:
    return datetime.now(UTC).replace(tzinfo=None).isoformat()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
