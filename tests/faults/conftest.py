"""One undisturbed pair of nights for all faults: what every disturbed home must come to."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from tests.faults import nights


@dataclass(frozen=True)
class World:
    """A home after its first night, the landing folder of the second night, and the rows the second one must publish."""

    home: Path
    landing: Path
    first: dict[str, pl.DataFrame]
    second: dict[str, pl.DataFrame]

    def copy(self, folder: Path) -> Path:
        """The home after its first night, for a second one that something happens to."""
        home = folder / "home"
        shutil.copytree(self.home, home, symlinks=True)
        return home


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("faults")
    landing, home = nights.landing(folder / "landing"), folder / "home"
    status, said = nights.run(landing, home)
    assert status == 0, said
    first = nights.star(home)
    nights.add(landing, 5)
    undisturbed = folder / "undisturbed"
    shutil.copytree(home, undisturbed, symlinks=True)
    status, said = nights.run(landing, undisturbed)
    assert status == 0, said
    return World(home, landing, first, nights.star(undisturbed))
