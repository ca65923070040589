"""Back to a kept build, and on from there."""

from __future__ import annotations

import io
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from orchestration import rollback
from tests.warehouse.test_publish import build_id, sealed
from warehouse import publish
from warehouse.home import Home
from warehouse.publish import NotPublishableError

IDS = {day: f"2026030{day}T180000Z-ab12cd34" for day in range(1, 5)}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Three nights have passed."""
    home = Home(tmp_path)
    for day in (1, 2, 3):
        publish.publish(home, sealed(home, day))
    return home


def say(home: Home, monkeypatch: pytest.MonkeyPatch, build: str = "") -> tuple[int, str]:
    monkeypatch.setenv("WAREHOUSE_HOME", str(home.root))
    monkeypatch.setenv("BUILD", build)
    screen = io.StringIO()
    return rollback.main(Console(file=screen, width=200)), screen.getvalue()


def test_each_step_goes_one_build_back_until_there_is_none(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    status, said = say(home, monkeypatch)
    assert (status, build_id(home)) == (0, IDS[2])
    assert f"readers now see: {IDS[2]}" in said
    assert f"make rollback BUILD={IDS[3]}" in said
    assert say(home, monkeypatch)[0] == 0
    assert build_id(home) == IDS[1]
    status, said = say(home, monkeypatch)
    assert (status, build_id(home)) == (1, IDS[1])
    assert f"no build before {IDS[1]} is kept" in said
    assert IDS[3] in said


def test_a_named_build_is_given_also_forward(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert say(home, monkeypatch, IDS[1])[0] == 0
    assert build_id(home) == IDS[1]
    assert say(home, monkeypatch, IDS[3])[0] == 0
    assert build_id(home) == IDS[3]
    status, said = say(home, monkeypatch, "20200101T000000Z-ffffffff")
    assert (status, build_id(home)) == (1, IDS[3])
    assert "is not kept" in said


def test_nothing_is_removed_and_the_next_night_goes_on_from_there(home: Home) -> None:
    publish.rollback(home)
    assert len(list(home.builds.glob("*.duckdb"))) == 3
    final = publish.publish(home, sealed(home, 4), keep=2)
    assert home.published_build() == final.resolve()
    assert sorted(path.stem for path in home.builds.glob("*.duckdb")) == [IDS[3], IDS[4]]


def test_a_reader_keeps_what_it_opened(home: Home) -> None:
    with duckdb.connect(home.published_build(), read_only=True) as reader:
        publish.rollback(home)
        assert reader.execute("SELECT build_id FROM build_info").fetchall() == [(IDS[3],)]


def test_a_build_that_did_not_pass_is_not_given(home: Home) -> None:
    spoiled = home.builds / f"{IDS[2]}.duckdb"
    spoiled.with_name(f"{spoiled.name}.wal").touch()
    with pytest.raises(NotPublishableError, match="not sealed"):
        publish.rollback(home)
    assert build_id(home) == IDS[3]


def test_before_the_first_publication_and_while_a_run_is_writing(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotPublishableError, match="nothing is published"):
        publish.rollback(Home(tmp_path / "other").prepare())
    with home.lock(holder="the nightly job"):
        status, said = say(home, monkeypatch)
    assert (status, build_id(home)) == (1, IDS[3])
    assert "the nightly job" in said
