"""Taking files in: once each, byte for byte, and never a bad one in silence."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from warehouse import archive
from warehouse.archive import Intake, take_in
from warehouse.home import Home
from warehouse.landing import find_files

NIGHTS = [datetime(2026, 3, day, 18) for day in range(1, 9)]
LONG_AGO = 1_600_000_000


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    folder = tmp_path / "landing"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a test are always fresh; let their times be trusted all the same."""
    monkeypatch.setattr(archive, "RACY_NS", -(10**18))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Paths that were opened for reading."""
    paths: list[bytes] = []
    real = archive._read

    def read(path: bytes) -> tuple[bytes, os.stat_result]:
        paths.append(os.path.basename(path))
        return real(path)

    monkeypatch.setattr(archive, "_read", read)
    return paths


def night(home: Home, landing: Path, number: int = 0) -> Intake:
    return take_in(home, find_files(landing), NIGHTS[number])


def changes(intake: Intake) -> dict[str, str]:
    return dict(intake.sources.select("source_name", "change").iter_rows())


def reasons(intake: Intake) -> dict[str, str]:
    return dict(intake.refused.select("source_name", "reason_code").iter_rows())


def test_bytes_are_kept_under_their_hash(home: Home, landing: Path) -> None:
    content = "原文\r\n".encode("gb18030")
    (landing / "a.txt").write_bytes(content)
    row = night(home, landing).sources.row(0, named=True)
    sha256 = hashlib.sha256(content).hexdigest()
    assert row == {
        "source_name": "a.txt",
        "content_sha256": sha256,
        "byte_count": len(content),
        "first_seen_at": NIGHTS[0],
        "change": "new",
    }
    assert archive.path_of(home, sha256).read_bytes() == content
    assert archive.read_bytes(home, sha256) == content


def test_empty_landing_gives_empty_frames(home: Home, landing: Path) -> None:
    intake = night(home, landing)
    assert intake.sources.schema == archive.SOURCES
    assert intake.refused.schema == archive.REFUSED
    assert intake.sources.is_empty()


def test_unchanged_file_is_not_opened_again(home: Home, landing: Path, opened: list[bytes]) -> None:
    (landing / "a.txt").write_text("甲")
    first = night(home, landing)
    second = night(home, landing, 1)
    assert opened == [b"a.txt"]
    assert changes(second) == {"a.txt": "unchanged"}
    assert second.sources.drop("change").equals(first.sources.drop("change"))


def test_changed_file_is_read_again_and_both_contents_are_kept(home: Home, landing: Path) -> None:
    (landing / "a.txt").write_text("甲")
    night(home, landing)
    (landing / "a.txt").write_text("乙")
    intake = night(home, landing, 1)
    assert changes(intake) == {"a.txt": "changed"}
    assert intake.sources["first_seen_at"].to_list() == [NIGHTS[1]]
    assert archive.archived(home).len() == 2


def test_new_content_of_the_same_size_and_time_is_noticed(home: Home, landing: Path) -> None:
    path = landing / "a.txt"
    path.write_text("甲")
    os.utime(path, (LONG_AGO, LONG_AGO))
    night(home, landing)
    path.write_text("乙")
    os.utime(path, (LONG_AGO, LONG_AGO))
    assert changes(night(home, landing, 1)) == {"a.txt": "changed"}


def test_times_that_changed_alone_leave_the_file_unchanged(home: Home, landing: Path, opened: list[bytes]) -> None:
    (landing / "a.txt").write_text("甲")
    night(home, landing)
    (landing / "a.txt").touch()
    assert changes(night(home, landing, 1)) == {"a.txt": "unchanged"}
    assert changes(night(home, landing, 2)) == {"a.txt": "unchanged"}
    assert opened == [b"a.txt", b"a.txt"]


def test_file_changed_just_before_it_was_read_is_read_again(
    home: Home, landing: Path, opened: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "RACY_NS", 10**18)
    (landing / "a.txt").write_text("甲")
    night(home, landing)
    assert changes(night(home, landing, 1)) == {"a.txt": "unchanged"}
    assert len(opened) == 2


def test_content_that_comes_back_was_first_seen_the_first_time(home: Home, landing: Path) -> None:
    for number, text in enumerate("甲乙甲"):
        (landing / "a.txt").write_text(text)
        intake = night(home, landing, number)
    assert changes(intake) == {"a.txt": "changed"}
    assert intake.sources["first_seen_at"].to_list() == [NIGHTS[0]]


def test_removed_file_leaves_sources_and_stays_in_the_archive(home: Home, landing: Path) -> None:
    (landing / "a.txt").write_text("甲")
    (landing / "b.txt").write_text("乙")
    night(home, landing)
    (landing / "a.txt").unlink()
    assert changes(night(home, landing, 1)) == {"b.txt": "unchanged"}
    assert archive.archived(home).len() == 2


def test_equal_bytes_under_two_names_are_kept_once(home: Home, landing: Path) -> None:
    (landing / "a.txt").write_text("甲")
    (landing / "b.txt").write_text("甲")
    intake = night(home, landing)
    assert intake.sources["content_sha256"].n_unique() == 1
    assert archive.archived(home).len() == 1


def test_content_lost_from_the_archive_is_taken_in_again(home: Home, landing: Path) -> None:
    (landing / "a.txt").write_text("甲")
    sha256 = night(home, landing).sources["content_sha256"][0]
    archive.path_of(home, sha256).unlink()
    assert changes(night(home, landing, 1)) == {"a.txt": "unchanged"}
    assert archive.read_bytes(home, sha256) == "甲".encode()


def test_damaged_content_is_not_given_out(home: Home, landing: Path) -> None:
    (landing / "a.txt").write_text("甲")
    sha256 = night(home, landing).sources["content_sha256"][0]
    path = archive.path_of(home, sha256)
    path.chmod(0o644)
    path.write_bytes(b"else")
    assert archive.read_bytes(home, sha256) is None


def test_damaged_content_is_set_aside_and_taken_in_again(home: Home, landing: Path) -> None:
    (landing / "a.txt").write_text("甲")
    sha256 = night(home, landing).sources["content_sha256"][0]
    path = archive.path_of(home, sha256)
    path.chmod(0o644)
    path.write_bytes("乙".encode())
    assert archive.read_bytes(home, sha256) is None
    assert changes(night(home, landing, 1)) == {"a.txt": "unchanged"}
    assert archive.read_bytes(home, sha256) == "甲".encode()
    assert [kept.read_text() for kept in path.parent.glob(f"{archive.DAMAGED}*")] == ["乙"]


def test_the_same_bytes_under_another_name_cure_damaged_ones_of_the_same_size(home: Home, landing: Path) -> None:
    (landing / "a.txt").write_text("甲")
    sha256 = night(home, landing).sources["content_sha256"][0]
    archive.path_of(home, sha256).chmod(0o644)
    archive.path_of(home, sha256).write_bytes("乙".encode())
    (landing / "b.txt").write_text("甲")
    night(home, landing, 1)
    assert archive.read_bytes(home, sha256) == "甲".encode()


def test_archived_files_are_read_only(home: Home, landing: Path) -> None:
    (landing / "a.txt").write_text("甲")
    sha256 = night(home, landing).sources["content_sha256"][0]
    assert archive.path_of(home, sha256).stat().st_mode & 0o222 == 0


def test_torn_last_line_of_the_ledger_is_dropped_and_the_file_read_again(home: Home, landing: Path) -> None:
    (landing / "a.txt").write_text("甲")
    night(home, landing)
    (landing / "b.txt").write_text("乙")
    night(home, landing, 1)
    ledger = home.archive / "arrivals.jsonl"
    ledger.write_bytes(ledger.read_bytes()[:-20])
    assert archive.read_ledger(home)["source_name"].to_list() == ["a.txt"]
    assert changes(night(home, landing, 2)) == {"a.txt": "unchanged", "b.txt": "new"}
    assert archive.read_ledger(home)["source_name"].to_list() == ["a.txt", "b.txt"]


def test_ledger_with_nothing_but_a_torn_line_is_empty(home: Home, landing: Path) -> None:
    home.prepare()
    (home.archive / "arrivals.jsonl").write_bytes(b'{"source_name":"a')
    assert archive.read_ledger(home).is_empty()
    (landing / "a.txt").write_text("甲")
    assert changes(night(home, landing)) == {"a.txt": "new"}
    assert archive.read_ledger(home).height == 1


def test_ledger_is_not_written_to_where_nothing_arrived(home: Home, landing: Path) -> None:
    (landing / "a.txt").write_text("甲")
    night(home, landing)
    ledger = home.archive / "arrivals.jsonl"
    before = ledger.read_bytes()
    night(home, landing, 1)
    assert ledger.read_bytes() == before


def test_names_with_any_characters_survive_the_ledger(home: Home, landing: Path) -> None:
    name = 'a\n"\\通报\u2028 .txt'
    (landing / name).write_text("甲")
    night(home, landing)
    assert changes(night(home, landing, 1)) == {name: "unchanged"}


def test_empty_file_is_refused(home: Home, landing: Path) -> None:
    (landing / "a.txt").touch()
    intake = night(home, landing)
    assert intake.refused.row(0, named=True) == {
        "source_name": "a.txt",
        "content_sha256": None,
        "stage": "landing",
        "reason_code": "empty_file",
        "reason": archive.REASONS["empty_file"],
    }
    assert intake.sources.is_empty()


def test_refused_file_is_taken_in_once_it_is_whole(home: Home, landing: Path) -> None:
    (landing / "a.txt").touch()
    night(home, landing)
    (landing / "a.txt").write_text("甲")
    assert changes(night(home, landing, 1)) == {"a.txt": "new"}


def test_pipes_and_links_that_lead_outside_are_refused_unread(home: Home, landing: Path, tmp_path: Path) -> None:
    os.mkfifo(landing / "pipe.txt")
    (tmp_path / "secret").write_text("x")
    (landing / "link.txt").symlink_to("../secret")
    assert reasons(night(home, landing)) == {"link.txt": "link_leads_outside", "pipe.txt": "not_a_regular_file"}
    assert archive.archived(home).is_empty()


def test_file_that_became_a_pipe_does_not_stop_the_run(home: Home, landing: Path) -> None:
    (landing / "a.txt").write_text("甲")
    files = find_files(landing)
    (landing / "a.txt").unlink()
    os.mkfifo(landing / "a.txt")
    assert reasons(take_in(home, files)) == {"a.txt": "not_a_regular_file"}


def test_vanished_file_is_refused_and_the_others_taken_in(home: Home, landing: Path) -> None:
    (landing / "a.txt").write_text("甲")
    (landing / "b.txt").write_text("乙")
    files = find_files(landing)
    (landing / "a.txt").unlink()
    intake = take_in(home, files)
    assert reasons(intake) == {"a.txt": "file_vanished"}
    assert changes(intake) == {"b.txt": "new"}


def test_large_file_is_refused_unread(home: Home, landing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 10)
    (landing / "a.txt").write_bytes(b"x" * 11)
    (landing / "b.txt").write_bytes(b"x" * 10)
    intake = night(home, landing)
    assert reasons(intake) == {"a.txt": "file_too_large"}
    assert changes(intake) == {"b.txt": "new"}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionError(13, "no"), "file_not_readable"),
        (FileNotFoundError(2, "no"), "file_vanished"),
        (OSError(5, "no"), "read_error"),
        (IsADirectoryError(21, "no"), "read_error"),
    ],
)
def test_errors_of_the_operating_system_refuse_one_file(
    home: Home, landing: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str
) -> None:
    (landing / "a.txt").write_text("甲")
    (landing / "b.txt").write_text("乙")
    real: Callable[..., int] = os.open

    def refuse(path: bytes, *arguments: int, **options: int) -> int:
        if os.fsencode(path).endswith(b"a.txt"):
            raise error
        return real(path, *arguments, **options)

    monkeypatch.setattr(os, "open", refuse)
    intake = night(home, landing)
    assert reasons(intake) == {"a.txt": code}
    assert changes(intake) == {"b.txt": "new"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission_is_refused(home: Home, landing: Path) -> None:
    (landing / "a.txt").write_text("甲")
    (landing / "a.txt").chmod(0)
    assert reasons(night(home, landing)) == {"a.txt": "file_not_readable"}


def test_file_that_grows_while_it_is_read_is_refused(
    home: Home, landing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = landing / "a.txt"
    path.write_text("甲")
    real = os.fstat
    calls: list[int] = []

    def fstat(handle: int) -> os.stat_result:
        calls.append(handle)
        if len(calls) == 2:
            with path.open("a") as file:
                file.write("乙")
        return real(handle)

    monkeypatch.setattr(os, "fstat", fstat)
    assert reasons(night(home, landing)) == {"a.txt": "file_changed_while_reading"}


def test_disk_full_while_archiving_ends_the_run_and_notes_nothing(
    home: Home, landing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (landing / "a.txt").write_text("甲")

    def full(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match="No space left"):
            night(home, landing)
    assert archive.read_ledger(home).is_empty()
    assert changes(night(home, landing)) == {"a.txt": "new"}


def test_every_reason_says_what_to_do() -> None:
    assert all("请" in reason or "下一次运行" in reason for reason in archive.REASONS.values())


def test_many_files_are_taken_in(home: Home, landing: Path) -> None:
    for number in range(300):
        (landing / f"{number}.txt").write_text(str(number % 100))
    intake = night(home, landing)
    assert intake.sources.height == 300
    assert intake.sources["source_name"].is_sorted()
    assert archive.archived(home).len() == 100
    assert intake.sources.filter(pl.col("change") != "new").is_empty()
