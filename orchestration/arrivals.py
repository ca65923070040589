"""What has arrived in the landing folder since the last run, and whether it has settled.

Belongs here: judging a listing of the folder. Does not belong here: walking it (`warehouse.landing`), starting a run
(`orchestration.sensors`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

from warehouse import landing

SIGNATURE = ["source_name", "size", "mtime_ns", "ctime_ns", "inode"]
"""What tells that a file is another one than before, or is still being written."""


class LandingUnreadable(OSError):  # noqa: N818 - says what is wrong, like PermissionError
    """The landing folder, or a folder in it, cannot be listed: nobody knows what lies in it."""


@dataclass(frozen=True)
class Sighting:
    """A listing, named by its hash, and since when (seconds of the epoch) the folder has looked like that."""

    mark: str = ""
    since: float = 0.0

    @classmethod
    def recall(cls, cursor: str | None) -> Sighting:
        """What was noted; nothing where the note is of another version."""
        try:
            return cls(**json.loads(cursor or "{}"))
        except (TypeError, ValueError):
            return cls()

    def note(self) -> str:
        """As a cursor."""
        return json.dumps(asdict(self))

    def again(self, files: pl.DataFrame, now: float) -> Sighting:
        """The sighting of `files`: this one where they look the same, else one that begins now."""
        mark = hashlib.sha256(files.select(SIGNATURE).sort("source_name").write_csv().encode()).hexdigest()
        return self if mark == self.mark else Sighting(mark, now)


def listing(folder: Path) -> pl.DataFrame:
    """The files of the landing folder (`landing.find_files`).

    Raises `landing.LandingMissing` where there is no folder and `LandingUnreadable` where one cannot be listed: neither
    is an empty folder.
    """
    files = landing.find_files(folder)
    closed = files.filter(kind="folder_not_readable").get_column("source_name").to_list()
    if closed:
        names = ", ".join(str(folder / name) for name in closed[:5])
        raise LandingUnreadable(f"cannot be listed: {names}; look at its permissions (chmod +rx) and its storage")
    return files


def unseen(files: pl.DataFrame, last: pl.DataFrame | None) -> pl.DataFrame:
    """The files that the last run, whose listing is `last`, did not find, or found other than they are now."""
    return files if last is None else files.join(last, on=SIGNATURE, how="anti")
