from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from orchestration.tonight import NotThisBuildError, Tonight

LISTING = pl.DataFrame({"source_name": ["a.txt"]})


@pytest.fixture
def tonight(tmp_path: Path) -> Tonight:
    tonight = Tonight(tmp_path / "tonight")
    tonight.begin("run", LISTING)
    return tonight


@pytest.fixture
def build(tmp_path: Path, tonight: Tonight) -> Path:
    build = tmp_path / "a.duckdb"
    build.write_bytes(b"a build")
    tonight.built(build)
    return build


def test_frames_are_handed_on_until_the_next_night(tonight: Tonight) -> None:
    frame = pl.DataFrame({"a": [1]})
    tonight.write("some", frame)
    assert tonight.read("some").equals(frame)
    tonight.begin("run", LISTING)
    with pytest.raises(FileNotFoundError):
        tonight.read("some")


def test_a_build_that_passed_is_handed_on(tonight: Tonight, build: Path) -> None:
    tonight.checked()
    assert tonight.checked_build() == build


def test_a_build_that_did_not_pass_is_not(tonight: Tonight, build: Path) -> None:
    with pytest.raises(NotThisBuildError, match="passed its checks"):
        tonight.checked_build()


def test_a_newer_build_must_pass_anew(tonight: Tonight, build: Path) -> None:
    tonight.checked()
    tonight.built(build)
    with pytest.raises(NotThisBuildError, match="passed its checks"):
        tonight.checked_build()


def test_a_build_that_was_changed_after_its_checks_is_not_handed_on(tonight: Tonight, build: Path) -> None:
    tonight.checked()
    build.write_bytes(b"another")
    with pytest.raises(NotThisBuildError, match="changed after it was checked"):
        tonight.checked_build()


def test_a_build_that_is_gone_is_not_handed_on(tonight: Tonight, build: Path) -> None:
    tonight.checked()
    build.unlink()
    with pytest.raises(NotThisBuildError, match="no longer there"):
        tonight.checked_build()


def test_nothing_is_handed_on_before_the_first_night(tmp_path: Path) -> None:
    with pytest.raises(NotThisBuildError):
        Tonight(tmp_path / "none").checked_build()


def test_what_lay_there_is_remembered_until_the_next_run(tonight: Tonight, tmp_path: Path) -> None:
    assert tonight.listing().equals(LISTING)
    assert Tonight(tmp_path / "none").listing() is None
    assert Tonight(tmp_path / "none").marker() == ""


def test_a_run_that_goes_on_with_what_another_found_has_its_own_beginning(tonight: Tonight) -> None:
    first = tonight.started_at
    tonight.resume("run")
    assert tonight.started_at == first
    tonight.resume("another run")
    assert tonight.started_at > first
    assert tonight.listing().equals(LISTING)
