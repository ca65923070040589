"""Files that change under the reading, two runs at once, a clock set back, bytes that flip."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import polars as pl
import pytest

from tests.faults import nights
from tests.faults.conftest import World
from warehouse.home import Home

FAKETIME = shutil.which("faketime")


def _flip(path: Path, share: float = 0.5) -> None:
    """Turn one bit of a file, leaving its size and times as they are but for the change."""
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[int(len(content) * share)] ^= 1
    path.write_bytes(content)


@pytest.mark.slow
def test_two_runs_at_once_end_as_one(world: World, tmp_path: Path) -> None:
    home = world.copy(tmp_path)
    both = [nights.start(world.landing, home) for _ in range(2)]
    said = [process.communicate(timeout=nights.PATIENCE)[0] for process in both]
    assert sorted(process.returncode for process in both) == [0, 1], said
    (refused,) = [text for text, process in zip(said, both, strict=True) if process.returncode]
    assert "is writing to" in refused
    assert nights.same(nights.star(home), world.second)


@pytest.mark.slow
def test_files_that_change_and_vanish_while_they_are_read(world: World, tmp_path: Path) -> None:
    home, landing = world.copy(tmp_path), tmp_path / "landing"
    shutil.copytree(world.landing, landing)
    restless = [nights.add(landing, number) for number in range(6, 10)]
    contents = {path: path.read_bytes() for path in restless}
    still = threading.Event()

    def disturb() -> None:
        while not still.is_set():
            for path in restless:
                path.unlink(missing_ok=True)
                path.write_bytes(contents[path][: len(contents[path]) // 2])
                path.write_bytes(contents[path])

    thread = threading.Thread(target=disturb)
    thread.start()
    try:
        status, said = nights.run(landing, home)
    finally:
        still.set()
        thread.join()
    assert status == 0, said
    assert nights.is_whole(home)
    for path in restless:
        path.unlink(missing_ok=True)
    status, said = nights.run(landing, home)
    assert status == 0, said
    assert nights.same(nights.star(home), world.second)


@pytest.mark.slow
@pytest.mark.skipif(FAKETIME is None, reason="needs faketime (Debian package faketime)")
@pytest.mark.parametrize("back", ["-3h", "-400d"])
def test_a_clock_set_back_harms_nothing(back: str, world: World, tmp_path: Path) -> None:
    home = world.copy(tmp_path)
    before = Home(home).published_build()
    status, said = nights.run(world.landing, home, prefix=("faketime", "-f", back))
    assert status == 0, said
    published = Home(home).published_build()
    assert published is not None
    assert published != before
    assert published.name < before.name
    assert nights.same(nights.star(home), world.second)
    status, said = nights.run(world.landing, home)
    assert status == 0, said
    assert nights.same(nights.star(home), world.second)


@pytest.mark.slow
def test_flipped_bytes_in_the_archive_are_named_and_taken_in_again(world: World, tmp_path: Path) -> None:
    home = Home(world.copy(tmp_path))
    for path in home.archive.glob("??/*"):
        _flip(path)
    shutil.rmtree(home.readings)
    status, said = nights.run(world.landing, home.root)
    assert status == 0, said
    assert said.count("档案中该文件的字节缺失或已损坏") == len(list(home.archive.glob("??/.damaged-*"))) == 3
    assert nights.is_whole(home.root)
    status, said = nights.run(world.landing, home.root)
    assert status == 0, said
    assert nights.same(nights.star(home.root), world.second)


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_flipped_bytes_in_the_readings_are_read_again_from_the_archive(
    share: float, world: World, tmp_path: Path
) -> None:
    home = world.copy(tmp_path)
    for path in Home(home).readings.rglob("*.parquet"):
        _flip(path, share)
    status, said = nights.run(world.landing, home)
    assert status == 0, said
    assert nights.same(nights.star(home), world.second)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["audit.run", "audit.quarantine", "audit.expectation_result"])
def test_flipped_bytes_in_the_history_are_named(name: str, world: World, tmp_path: Path) -> None:
    home = world.copy(tmp_path)
    _flip(home / "audit" / f"{name}.parquet")
    status, said = nights.run(world.landing, home)
    assert status == 1, said
    assert f"{name}.parquet" in said
    assert "Traceback" not in said
    assert nights.same(nights.star(home), world.first)


@pytest.mark.slow
def test_a_published_build_that_was_damaged_is_replaced(world: World, tmp_path: Path) -> None:
    home = world.copy(tmp_path)
    published = Home(home).published_build()
    assert published is not None
    _flip(published)
    status, said = nights.run(world.landing, home)
    assert status == 0, said
    assert nights.is_whole(home)
    assert nights.same(nights.star(home), world.second)


def test_the_star_compares_rows(world: World) -> None:
    changed = {**world.second, "dim_unit": world.second["dim_unit"].with_columns(unit_type=pl.lit("x"))}
    assert not nights.same(world.second, changed)
    assert not nights.same(world.first, world.second)
