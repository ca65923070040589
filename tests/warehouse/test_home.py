"""Writing aside, sweeping up and the lock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.home import UNFINISHED, Home, HomeBusyError, remove, written_aside


def test_written_aside_replaces_the_file_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    with written_aside(path) as aside:
        aside.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert os.listdir(tmp_path) == ["a"]


def test_written_aside_leaves_the_old_file_where_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    with pytest.raises(OSError, match="disk full"):
        _fail_half_way(path)
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a"]


def _fail_half_way(path: Path) -> None:
    with written_aside(path) as aside:
        aside.write_text("half")
        raise OSError("disk full")


def test_written_aside_makes_whole_folders(tmp_path: Path) -> None:
    with written_aside(tmp_path / "deep" / "folder") as aside:
        aside.mkdir()
        (aside / "a").write_text("a")
    assert (tmp_path / "deep" / "folder" / "a").read_text() == "a"


def test_sweep_removes_what_a_killed_run_left_and_nothing_else(tmp_path: Path) -> None:
    home = Home(tmp_path).prepare()
    kept = [home.archive / "ab" / "abcd", home.readings / "v1" / "shard" / "a.parquet", home.builds / "b.duckdb"]
    left = [
        home.in_progress / "b.duckdb",
        home.archive / "ab" / f"{UNFINISHED}x",
        home.readings / "v1" / f"{UNFINISHED}shard" / "a.parquet",
        home.audit / f"{UNFINISHED}run",
        home.root / f"{UNFINISHED}rectification.duckdb",
    ]
    for path in [*kept, *left]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    home.sweep()
    assert all(path.exists() for path in kept)
    assert not any(path.exists() for path in left)
    assert home.in_progress.is_dir()


def test_lock_is_held_by_one_at_a_time_and_names_its_holder(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.lock("run one"), pytest.raises(HomeBusyError, match="run one, process"), home.lock("run two"):
        pass
    with home.lock("run two"):
        pass


def test_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from warehouse.home import Home\n"
        "with Home(Path(sys.argv[1])).lock('other'): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(HomeBusyError, match="other"), Home(tmp_path).lock():
            pass
        other.send_signal(signal.SIGKILL)
        other.wait()
    with Home(tmp_path).lock():
        pass


def test_remove_takes_a_link_and_not_what_it_points_to(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    link = tmp_path / "link"
    link.symlink_to(folder)
    remove(link)
    assert folder.is_dir()
    assert not link.exists()
    remove(link)
