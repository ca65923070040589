"""The same notices give the same bytes: on one thread or two, in any order and number of nights, on any hash seed.

Also from the archive alone, when the landing folder and everything else is gone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from orchestration import settings
from tests.faults import nights
from warehouse import archive
from warehouse.build import parquet_folder
from warehouse.home import Home
from warehouse.tables import STAR

NOTICES = 8


def _hashes(home: Path) -> dict[str, str]:
    """SHA-256 of the Parquet file of each table of the star, and the hash of the input."""
    build = Home(home).published_build()
    assert build is not None
    folder = parquet_folder(build)
    files = {table.full_name: folder / f"{table.schema}.{table.name}.parquet" for table in STAR}
    hashes = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    return {**hashes, "input": build.stem.rpartition("-")[2]}


def _night(landing: Path, home: Path, environ: Mapping[str, str] | None = None) -> None:
    # the only clock in the star is when a file was first seen: the same for all, by a clock that stands still
    still = {"FAKETIME_DONT_FAKE_MONOTONIC": "1", **(environ or {})}
    status, said = nights.run(landing, home, still, prefix=("faketime", "-f", "2026-03-01 02:00:00"))
    assert status == 0, said


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, str]]:
    """Landing folder, home and hashes of one plain night."""
    if shutil.which("faketime") is None:
        pytest.skip("needs faketime (Debian package faketime)")
    folder = tmp_path_factory.mktemp("determinism")
    landing = nights.landing(folder / "landing", NOTICES)
    _night(landing, folder / "home")
    return landing, folder / "home", _hashes(folder / "home")


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_hash_seeds_change_nothing(seed: str, reference: tuple[Path, Path, dict[str, str]], tmp_path: Path) -> None:
    _night(reference[0], tmp_path / "home", {"PYTHONHASHSEED": seed})
    assert _hashes(tmp_path / "home") == reference[2]


@pytest.mark.slow
@pytest.mark.parametrize("threads", ["1", "2"])
def test_the_number_of_threads_changes_nothing(
    threads: str, reference: tuple[Path, Path, dict[str, str]], tmp_path: Path
) -> None:
    _night(reference[0], tmp_path / "home", {"POLARS_MAX_THREADS": threads})
    assert _hashes(tmp_path / "home") == reference[2]


@pytest.mark.slow
def test_the_order_of_the_files_changes_nothing(reference: tuple[Path, Path, dict[str, str]], tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    landing.mkdir()
    for path in sorted(reference[0].iterdir(), reverse=True):
        shutil.copyfile(path, landing / path.name)
    _night(landing, tmp_path / "home")
    assert _hashes(tmp_path / "home") == reference[2]


@pytest.mark.slow
def test_five_nights_come_to_what_one_comes_to(reference: tuple[Path, Path, dict[str, str]], tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    landing.mkdir()
    paths = sorted(reference[0].iterdir())
    for night in range(5):
        for path in paths[night::5]:
            shutil.copyfile(path, landing / path.name)
        _night(landing, tmp_path / "home")
    assert _hashes(tmp_path / "home") == reference[2]


@pytest.mark.slow
def test_the_archive_alone_gives_the_same_build(reference: tuple[Path, Path, dict[str, str]], tmp_path: Path) -> None:
    home = Home(tmp_path / "old")
    shutil.copytree(reference[1] / "archive", home.archive)
    landing = tmp_path / "landing"
    landing.mkdir()
    for name, sha256 in archive.read_ledger(home).select("source_name", "sha256").iter_rows():
        content = archive.read_bytes(home, sha256)
        assert content is not None
        (landing / name).write_bytes(content)
    _night(landing, tmp_path / "new")
    assert _hashes(tmp_path / "new") == reference[2]


def test_samples_are_enough() -> None:
    assert len(os.listdir(settings.SAMPLES)) >= NOTICES
