"""Pages about the checks: one a table, for a browser without a network, and nothing in them that a notice could run."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from expectations import run
from warehouse.tables import TABLES

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))"


@pytest.fixture(scope="module")
def folder(good_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    docs = tmp_path_factory.mktemp("docs")
    run.check(good_build, "run-1", docs=docs)
    return docs


def test_every_table_has_a_page_and_every_run_a_list(folder: Path) -> None:
    pages = folder / "run-1"
    assert {f"{table.full_name}.html" for table in TABLES} < {page.name for page in pages.glob("*.html")}
    assert "v_ledger.html" in (pages / "index.html").read_text(encoding="utf-8")
    assert "run-1/index.html" in (folder / "index.html").read_text(encoding="utf-8")


def test_a_page_says_what_was_checked_and_why(folder: Path) -> None:
    page = (folder / "run-1" / "evidence.segment.html").read_text(encoding="utf-8")
    assert "tiles_follow_one_another" in page
    assert "每段正文紧接前一段" in page
    assert "a character in two tiles or in none belongs to two passages or to none" in page


def test_nothing_is_loaded_from_elsewhere(folder: Path) -> None:
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "://" not in text, page
        assert "<script" not in text, page


def test_what_a_notice_says_stays_text(broken: Callable, tmp_path: Path) -> None:
    path = broken(f"UPDATE fact_mention SET confidence = 0.5, text = '{HOSTILE}' WHERE mention_key = 2")
    run.check(path, "run-2", docs=tmp_path)
    page = (tmp_path / "run-2" / "fact_mention.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)" in page
    assert not re.search(r"<(script|img)\b", page)
    assert "href" not in page.replace('href="index.html"', "").replace('href="#', "")


def test_pages_of_old_runs_are_removed(folder: Path, good_build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from expectations import docs, engine  # noqa: PLC0415
    from expectations.suites import schema_checks  # noqa: PLC0415

    monkeypatch.setattr(docs, "KEPT", 1)
    docs.write(folder, "run-3", engine.run(good_build, schema_checks()[:1]))
    assert [page.name for page in folder.iterdir() if page.is_dir()] == ["run-3"]


def test_pages_left_half_written_are_in_nobodys_way(
    folder: Path, good_build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from expectations import docs, engine  # noqa: PLC0415
    from expectations.suites import schema_checks  # noqa: PLC0415

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    outcomes = list(engine.run(good_build, schema_checks()[:1]))
    with monkeypatch.context() as broken:
        broken.setattr(docs, "_write_index", full)
        with pytest.raises(OSError, match="No space left"):
            docs.write(folder, "run-4", outcomes)
    assert not (folder / "run-4").exists()
    (folder / "killed").mkdir()  # as an older version left it
    docs.write(folder, "run-5", outcomes)
    assert "run-5/index.html" in (folder / "index.html").read_text(encoding="utf-8")
