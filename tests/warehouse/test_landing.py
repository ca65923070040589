"""Which files are found, and which are found wanting."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from warehouse.landing import SCHEMA, LandingMissing, find_files


def names(landing: Path, kind: str = "file") -> list[str]:
    files = find_files(landing)
    return files.filter(files["kind"] == kind)["source_name"].to_list()


def test_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LandingMissing, match=r"nowhere does not exist: create it"):
        find_files(tmp_path / "nowhere")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LandingMissing):
        find_files(tmp_path / "file")


def test_empty_folder_gives_an_empty_frame(tmp_path: Path) -> None:
    assert find_files(tmp_path).schema == SCHEMA
    assert find_files(tmp_path).is_empty()


def test_files_of_all_folders_are_found_in_order_and_dot_names_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "深/层/通报.md", "深/.hidden", ".git/config", "深/.x/y.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert names(tmp_path) == ["a.txt", "b.txt", "深/层/通报.md"]


def test_facts_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("四个字符")
    facts = path.stat()
    row = find_files(tmp_path).row(0, named=True)
    assert (row["size"], row["mtime_ns"], row["inode"]) == (12, facts.st_mtime_ns, facts.st_ino)
    assert os.fsdecode(row["path"]) == str(path)


def test_link_inside_counts_as_its_file_and_links_outside_do_not(tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    landing.mkdir()
    (landing / "a.txt").write_text("x")
    (tmp_path / "secret").write_text("x")
    (tmp_path / "folder").mkdir()
    (landing / "inside").symlink_to("a.txt")
    (landing / "outside").symlink_to("../secret")
    (landing / "folder").symlink_to("../folder")
    (landing / "dangling").symlink_to("nowhere")
    assert names(landing) == ["a.txt", "inside"]
    assert names(landing, "link_leads_outside") == ["dangling", "folder", "outside"]


def test_link_that_goes_round_in_circles_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert names(tmp_path, "link_leads_outside") == ["loop"]


def test_landing_folder_may_itself_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("x")
    (tmp_path / "landing").symlink_to("real")
    assert names(tmp_path / "landing") == ["a.txt"]


def test_pipes_are_told_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(tmp_path, "not_a_regular_file") == ["pipe.txt"]


def test_names_in_gb18030_are_read_and_others_escaped(tmp_path: Path) -> None:
    for name in ("通报.txt".encode("gb18030"), b"\xff.txt", "utf8通报.txt".encode()):
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
            file.write(b"x")
    assert sorted(names(tmp_path)) == sorted(["\\xff.txt", "utf8通报.txt", "通报.txt"])


def test_names_that_read_alike_are_told_apart(tmp_path: Path) -> None:
    for name in ("通报.txt".encode("gb18030"), "通报.txt".encode()):
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
            file.write(b"x")
    found = names(tmp_path)
    assert len(set(found)) == 2
    assert all(name.startswith("通报.txt#") for name in found)


def test_folder_without_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "a.txt").write_text("x")
    real = os.scandir

    def scandir(path: bytes) -> object:
        if path.endswith(b"closed"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert names(tmp_path, "folder_not_readable") == ["closed"]
