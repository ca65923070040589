"""Readers see the old build or the new one, and nothing between."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path

import duckdb
import pytest

from tests.warehouse import made_up
from warehouse import build, publish
from warehouse.build import parquet_folder
from warehouse.connect import NotPublishedError, connect
from warehouse.home import Home
from warehouse.publish import NotPublishableError

ROOT = Path(__file__).resolve().parents[2]


MADE = tempfile.TemporaryDirectory()


@cache
def ready(day: int, success: bool | None = True, severity: str = "blocking") -> Path:
    """A sealed build of that day, made once for all tests; without results where `success` is None."""
    home = Home(Path(MADE.name) / f"{day}-{success}-{severity}")
    path = build.build(home, made_up.empty_star(), made_up.audit(), made_up.info(datetime(2026, 3, day, 18)))
    if success is not None:
        build.add_results(path, made_up.results(success, severity))
    build.seal(path)
    return path


def sealed(home: Home, day: int = 1, success: bool | None = True, severity: str = "blocking") -> Path:
    """Such a build, in progress in `home`."""
    made = ready(day, success, severity)
    home.prepare()
    shutil.copytree(parquet_folder(made), home.in_progress / made.stem)
    return shutil.copy(made, home.in_progress / made.name)


def build_id(home: Home) -> str:
    with connect(home) as connection:
        return str(connection.execute("SELECT build_id FROM build_info").fetchall()[0][0])


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_nothing_published_says_what_to_do(home: Home) -> None:
    with pytest.raises(NotPublishedError, match="make run"):
        connect(home)


def test_published_build_is_read_through_the_link(home: Home) -> None:
    final = publish.publish(home, sealed(home))
    assert final.parent == home.builds
    assert home.published.is_symlink()
    assert home.published.resolve() == final.resolve()
    with duckdb.connect(str(home.published), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM build_info").fetchall() == [(1,)]
    assert parquet_folder(final).is_dir()
    assert list(home.in_progress.iterdir()) == []


def test_link_is_relative_so_that_the_home_can_be_moved(home: Home) -> None:
    publish.publish(home, sealed(home))
    moved = Home(home.root.rename(home.root.with_name("elsewhere")))
    assert build_id(moved) == "20260301T180000Z-ab12cd34"


def test_published_files_cannot_be_written(home: Home) -> None:
    final = publish.publish(home, sealed(home))
    for path in (final, *parquet_folder(final).iterdir()):
        assert path.stat().st_mode & 0o222 == 0
    with connect(home) as connection, pytest.raises(duckdb.Error, match="read-only"):
        connection.execute("DELETE FROM dim_date")


def test_reader_keeps_its_build_and_the_next_connection_sees_the_new_one(home: Home) -> None:
    publish.publish(home, sealed(home, 1))
    with connect(home) as reader:
        publish.publish(home, sealed(home, 2))
        assert reader.execute("SELECT build_id FROM build_info").fetchall() == [("20260301T180000Z-ab12cd34",)]
        assert build_id(home) == "20260302T180000Z-ab12cd34"


def test_link_is_never_missing_while_it_is_flipped(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    publish.publish(home, sealed(home, 1))
    path = sealed(home, 2)
    seen: list[bool] = []
    real = Path.replace

    def watched(self: Path, target: Path) -> Path:
        seen.append(home.published.exists())
        result = real(self, target)
        seen.append(home.published.exists())
        return result

    monkeypatch.setattr(Path, "replace", watched)
    publish.publish(home, path)
    assert seen
    assert all(seen)


@pytest.mark.parametrize(
    ("success", "message"), [(None, "was not checked"), (False, "failed blocking checks: made up")]
)
def test_build_that_did_not_pass_is_not_published(home: Home, success: bool | None, message: str) -> None:
    publish.publish(home, sealed(home, 1))
    with pytest.raises(NotPublishableError, match=message):
        publish.publish(home, sealed(home, 2, success))
    assert build_id(home) == "20260301T180000Z-ab12cd34"


def test_failed_warning_does_not_hold_the_build_back(home: Home) -> None:
    publish.publish(home, sealed(home, 1, success=False, severity="warning"))
    assert build_id(home) == "20260301T180000Z-ab12cd34"


def test_build_that_is_not_there_or_not_sealed_is_not_published(home: Home) -> None:
    with pytest.raises(NotPublishableError, match="no build"):
        publish.publish(home, home.in_progress / "x.duckdb")
    path = sealed(home)
    path.with_name(f"{path.name}.wal").touch()
    with pytest.raises(NotPublishableError, match="not sealed"):
        publish.publish(home, path)


def test_old_builds_are_pruned_and_the_published_one_never(home: Home) -> None:
    for day in (1, 2, 3, 4):
        publish.publish(home, sealed(home, day), keep=2)
    days = [path.name[6:8] for path in sorted(home.builds.glob("*.duckdb"))]
    assert days == ["03", "04"]
    assert sorted(p.name for p in home.builds.iterdir() if p.is_dir()) == [
        "20260303T180000Z-ab12cd34",
        "20260304T180000Z-ab12cd34",
        "in_progress",
    ]


def test_published_build_older_than_others_is_kept(home: Home) -> None:
    oldest = sealed(home, 1)
    publish.publish(home, sealed(home, 2))
    publish.publish(home, sealed(home, 3))
    publish.publish(home, oldest, keep=1)
    assert build_id(home) == "20260301T180000Z-ab12cd34"
    assert len(list(home.builds.glob("*.duckdb"))) == 2


def test_publishing_twice_changes_nothing(home: Home) -> None:
    final = publish.publish(home, sealed(home))
    assert publish.publish(home, final) == final
    assert build_id(home) == "20260301T180000Z-ab12cd34"


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.warehouse import made_up
from warehouse import build, publish
from warehouse.home import Home

def die(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)

home, made, where = Home(Path(sys.argv[1])), Path(sys.argv[2]), sys.argv[3]
match where:
    case "while filling":
        insert = build._insert
        build._insert = lambda c, sql, rows: die() if "fact_measure" in sql else insert(c, sql, rows)
        build.build(home, made_up.empty_star(), made_up.audit(), made_up.info())
    case "before the checkpoint":
        build.views.create = die
        build.build(home, made_up.empty_star(), made_up.audit(), made_up.info())
    case "before flipping":
        publish._flip = die
    case "within flipping":
        replace = Path.replace
        Path.replace = lambda self, target: die() if self.is_symlink() else replace(self, target)
    case "before pruning":
        publish.prune = die
publish.publish(home, made)
"""


@pytest.mark.parametrize(
    ("where", "published"),
    [
        ("while filling", "01"),
        ("before the checkpoint", "01"),
        ("before flipping", "01"),
        ("within flipping", "01"),
        ("before pruning", "02"),
    ],
)
def test_killed_at_any_moment_the_published_build_is_whole(home: Home, where: str, published: str) -> None:
    publish.publish(home, sealed(home, 1))
    command = [sys.executable, "-c", KILLED, str(home.root), str(sealed(home, 2)), where]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    assert build_id(home) == f"202603{published}T180000Z-ab12cd34"
    home.sweep()
    assert list(home.in_progress.iterdir()) == []
    assert not [p for p in home.root.iterdir() if p.name.startswith(".unfinished")]
    publish.publish(home, sealed(home, 3))
    assert build_id(home) == "20260303T180000Z-ab12cd34"


FULL = """
import sys
from pathlib import Path
from tests.warehouse import made_up
from warehouse import build
from warehouse.home import Home

build.build(Home(Path(sys.argv[1])), made_up.empty_star(), made_up.audit(), made_up.info())
"""


def test_full_disk_leaves_the_published_build_whole(home: Home) -> None:
    publish.publish(home, sealed(home, 1))

    def no_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    command = [sys.executable, "-c", FULL, str(home.root)]
    outcome = subprocess.run(command, cwd=ROOT, check=False, preexec_fn=no_room, capture_output=True)
    assert outcome.returncode == 1
    assert b"Error" in outcome.stderr
    assert build_id(home) == "20260301T180000Z-ab12cd34"


def test_build_is_seen_by_its_file_and_not_by_the_links_name(home: Home) -> None:
    publish.publish(home, sealed(home, 1))
    with connect(home) as first:
        publish.publish(home, sealed(home, 2))
        with connect(home) as second:
            ids = [c.execute("SELECT build_id FROM build_info").fetchall()[0][0] for c in (first, second)]
    assert len(set(ids)) == 2
    assert os.path.islink(home.published)
