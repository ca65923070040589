"""Disks that are full or cannot be written: a run ends with status 1 and says so, readers keep their file.

Needs the right to mount: a small file system in memory, filled or made read-only while a run is at work.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import nights
from tests.faults.conftest import World

SIZE = "96m"


@pytest.fixture
def home(world: World, tmp_path: Path) -> Iterator[Path]:
    """The home after its first night, on a file system of its own."""
    mounted = tmp_path / "mounted"
    mounted.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", mounted], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"cannot mount a file system here: {done.stderr.strip()}")
    try:
        shutil.copytree(world.home, mounted / "home", symlinks=True)
        yield mounted / "home"
    finally:
        subprocess.run(["umount", "--lazy", mounted], check=True)


def _fill(home: Path) -> Path:
    """Take all room that is left."""
    filler = home.parent / "filler"
    with filler.open("wb", buffering=0) as handle:
        try:
            while True:
                handle.write(bytes(1 << 16))
        except OSError:
            return filler


def _fails_and_recovers(world: World, home: Path, status: int, said: str, filler: Path) -> None:
    assert status == 1, said
    assert "Readers keep what they had" in said or "cannot be written" in said, said
    assert nights.same(nights.star(home), world.first)
    assert nights.is_whole(home)
    filler.unlink()
    status, said = nights.run(world.landing, home)
    assert status == 0, said
    assert nights.same(nights.star(home), world.second)


@pytest.mark.slow
@pytest.mark.parametrize("stage", nights.STAGES)
def test_a_disk_that_fills_up_harms_nothing(stage: str, world: World, home: Path) -> None:
    process = nights.start(world.landing, home)
    said = nights.until(process, stage)
    filler = _fill(home)
    said += nights.rest(process)
    if stage == "published_warehouse" and process.returncode == 0:  # what was left to do takes no room
        assert nights.same(nights.star(home), world.second)
        return
    _fails_and_recovers(world, home, process.returncode, said, filler)


@pytest.mark.slow
def test_a_home_that_cannot_be_written_is_named(world: World, home: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", home.parent], check=True)
    status, said = nights.run(world.landing, home)
    assert status == 1, said
    assert str(home) in said
    assert "cannot be written" in said
    assert "Traceback" not in said
    assert nights.same(nights.star(home), world.first)
