"""From archived files to texts, or to quarantine with a reason."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from warehouse import archive, decode
from warehouse.archive import take_in
from warehouse.home import Home
from warehouse.landing import find_files
from warehouse.refusals import REASONS, RefusalError

TEXT = "根据市委统一部署,现将巡察整改情况予以公布。"


def read(tmp_path: Path, files: dict[str, bytes]) -> tuple[pl.DataFrame, pl.DataFrame]:
    landing = tmp_path / "landing"
    for name, content in files.items():
        (landing / name).parent.mkdir(parents=True, exist_ok=True)
        (landing / name).write_bytes(content)
    sources = take_in(Home(tmp_path / "home"), find_files(landing)).sources
    return decode.decode(Home(tmp_path / "home"), sources.select("content_sha256", "source_name"))


def test_text_comes_with_format_and_encoding(tmp_path: Path) -> None:
    texts, refused = read(tmp_path, {"a.txt": TEXT.encode("gb18030")})
    assert texts.drop("content_sha256").rows() == [("txt", "gb18030", TEXT)]
    assert refused.is_empty()


def test_no_contents_give_empty_frames(tmp_path: Path) -> None:
    empty = pl.DataFrame(schema={"content_sha256": pl.String, "source_name": pl.String})
    texts, refused = decode.decode(Home(tmp_path), empty)
    assert texts.schema == decode.TEXTS
    assert refused.schema == decode.REFUSED


@pytest.mark.parametrize(
    ("name", "kind"), [("a.txt", "txt"), ("a.md", "md"), ("a.MARKDOWN", "md"), ("a", "txt"), ("a.log", "txt")]
)
def test_format_is_told_by_the_name(tmp_path: Path, name: str, kind: str) -> None:
    assert read(tmp_path, {name: TEXT.encode()})[0]["source_format"].to_list() == [kind]


def test_equal_bytes_are_read_once_under_the_first_name(tmp_path: Path) -> None:
    texts, _ = read(tmp_path, {"b.txt": TEXT.encode(), "a.md": TEXT.encode()})
    assert texts["source_format"].to_list() == ["md"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_become_lf(tmp_path: Path, end: str) -> None:
    texts, _ = read(tmp_path, {"a.txt": f"{TEXT}{end}{end}{TEXT}{end}".encode()})
    assert texts["text"][0] == f"{TEXT}\n\n{TEXT}\n"


def test_nothing_else_in_the_text_is_changed(tmp_path: Path) -> None:
    text = f"\u3000\u3000{TEXT}\u200b\t１２ \x0c{TEXT}\u2028"
    assert read(tmp_path, {"a.txt": text.encode()})[0]["text"].to_list() == [text]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b" \r\n\t\n", "blank_text"),
        ("\ufeff\u3000".encode(), "blank_text"),
        (b"%PDF-1.7 ...", "damaged_file"),
        (b"PK\x03\x04....", "damaged_file"),
        (b"\xd0\xcf\x11\xe0.." + "EncryptedPackage".encode("utf-16-le"), "encrypted_file"),
        (b"\xd0\xcf\x11\xe0....", "unsupported_format"),
        (b"\x89PNG\r\n....", "unsupported_format"),
        (b"<!DOCTYPE html>\n<html><body><script>1</script>", "blank_text"),
        (bytes(range(256)) * 3, "binary_file"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(tmp_path: Path, content: bytes, code: str) -> None:
    texts, refused = read(tmp_path, {"a.txt": content, "b.txt": TEXT.encode()})
    assert texts["text"].to_list() == [TEXT]
    assert refused.select("stage", "reason_code").rows() == [("decode", code)]
    assert "请" in refused["reason"][0]


def test_single_tags_in_a_notice_are_left_in_the_text(tmp_path: Path) -> None:
    text = f"{TEXT}<x><html>"
    assert read(tmp_path, {"a.txt": text.encode()})[0]["text"].to_list() == [text]


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a"])
def test_a_web_page_is_told_by_its_content(tmp_path: Path, name: str) -> None:
    page = f"<!-- x -->\n<html><body><p>{TEXT}</p><p>完</p>"
    texts, _ = read(tmp_path, {name: page.encode("gb18030")})
    assert texts.drop("content_sha256").rows() == [("html", "gb18030", f"{TEXT}\n完")]


def test_a_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "MAX_BYTES", 10)
    assert read(tmp_path, {"a.txt": TEXT.encode()})[1]["reason_code"].to_list() == ["too_large"]


def test_refusal_names_the_format(tmp_path: Path) -> None:
    assert "PDF" in read(tmp_path, {"a.pdf": b"%PDF-1.7"})[1]["reason"][0]


def test_damaged_archive_is_refused(tmp_path: Path) -> None:
    read(tmp_path, {"a.txt": TEXT.encode()})
    home = Home(tmp_path / "home")
    sha256 = archive.archived(home)[0]
    archive.path_of(home, sha256).unlink()
    _, refused = decode.decode(home, pl.DataFrame({"content_sha256": [sha256], "source_name": ["a.txt"]}))
    assert refused["reason_code"].to_list() == ["archive_damaged"]


def test_texts_come_in_the_order_of_their_hashes(tmp_path: Path) -> None:
    texts, _ = read(tmp_path, {f"{n}.txt": f"{TEXT}{n}".encode() for n in range(20)})
    assert texts["content_sha256"].is_sorted()


def test_reasons_have_no_open_gaps() -> None:
    for code in REASONS:
        assert "{" not in RefusalError(code, "PDF").reason
