"""From a key, a file or a figure back to the words, the file and the run; on a published build of the samples' kind."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest
from rich.console import Console

from orchestration import trace
from tests.warehouse import made_up
from warehouse import build, publish
from warehouse import trace as asking
from warehouse.home import Home

RUN = {
    "run_id": "run-of-tonight",
    "started_at": datetime(2026, 3, 1, 18),
    "finished_at": datetime(2026, 3, 1, 18),
    **dict.fromkeys(["notices_read", "notices_new", "notices_changed", "notices_unchanged", "notices_quarantined"], 0),
    "rows_by_table": "{}",
    "parser_version": "test",
    "engine": "{}",
    "reference_data": "{}",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("home"))
    info = made_up.info()
    star = made_up.star(3)
    audit = {
        **made_up.audit(),
        "audit.run": pl.DataFrame([RUN | {"build_id": info.build_id}]),
        "audit.source": star["dim_notice"].with_columns(byte_count=pl.lit(1), copy_key=pl.lit(None)),
    }
    path = build.build(home, star, audit, info)
    build.add_results(path, made_up.results())
    build.seal(path)
    publish.publish(home, path)
    return home


@pytest.fixture
def published(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(home.published_build(), read_only=True) as connection:
        yield connection


@pytest.fixture
def said(home: Home, monkeypatch: pytest.MonkeyPatch):
    def ask(key: str, figure: str = "") -> tuple[int, str]:
        monkeypatch.setenv("WAREHOUSE_HOME", str(home.root))
        monkeypatch.setenv("KEY", key)
        monkeypatch.setenv("FIGURE", figure)
        screen = io.StringIO()
        status = trace.main(Console(file=screen, width=200, soft_wrap=True))
        return status, screen.getvalue()

    return ask


KEYS = {
    "measure_key": "dim_measure",
    "problem_key": "dim_problem",
    "mention_key": "fact_mention",
    "notice_key": "dim_notice",
    "unit_key": "dim_unit",
    "inspection_key": "dim_inspection",
}


@pytest.mark.parametrize(("key", "table"), KEYS.items())
def test_every_key_leads_to_rows_passages_file_and_run(published, said, key: str, table: str) -> None:
    value = published.execute(f"SELECT max({key}) FROM {table}").fetchall()[0][0]
    status, text = said(str(value))
    assert status == 0
    assert table in text
    found = asking.passages(published, value)
    assert found.height
    for name in ("source_name", "content_sha256", "build_id", "run_id"):
        assert str(found[name][0]) in text
    assert f"字符 {found['spans'][0][0]['start']}–" in text


def test_a_passage_is_the_words_of_the_text(published) -> None:
    key = published.execute("SELECT max(measure_key) FROM dim_measure").fetchall()[0][0]
    row = asking.passages(published, key).filter(kind="measure").row(0, named=True)
    text = published.execute("SELECT text FROM evidence.notice_text WHERE notice_key = $1", [row["notice_key"]])
    words = text.fetchall()[0][0]
    assert row["passage"] == "".join(words[span["start"] : span["stop"]] for span in row["spans"])


def test_a_file_is_found_by_its_name_and_by_its_hash(published, said) -> None:
    name, sha256 = published.execute("SELECT source_name, content_sha256 FROM audit.source").fetchall()[0]
    assert said(name) == said(sha256)
    assert said(name)[0] == 0


def test_a_figure_shows_its_value_and_the_columns_it_is_made_of(published, said) -> None:
    key, closed = published.execute("SELECT unit_key, closed FROM v_progress_by_unit ORDER BY closed DESC").fetchall()[
        0
    ]
    status, text = said(str(key), "v_progress_by_unit.closed")
    assert status == 0
    assert f"v_progress_by_unit.closed = {closed}" in text
    assert "← dim_status.is_closed" in text
    assert "← archive.bytes" in text


@pytest.mark.parametrize(
    ("key", "figure", "message"),
    [
        ("77", "", "no row of this build has the key 77"),
        ("99999999999999999999999", "", "is no key"),
        ("nowhere.txt", "", "audit.quarantine"),
        ("77", "v_progress_by_unit.closed", "no row of v_progress_by_unit"),
        ("77", "v_progress_by_unit.nothing", "is no column"),
        ("77", "build_info.as_of", "no column \\*_key"),
        ("", "", "usage"),
        ("77", "closed", "usage"),
    ],
)
def test_what_cannot_be_found_is_said(said, key: str, figure: str, message: str) -> None:
    status, text = said(key, figure)
    assert status == 1
    assert message.replace("\\", "") in text


def test_before_the_first_publication_it_says_so(tmp_path: Path, said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace.settings, "warehouse_home", lambda: tmp_path)
    assert "make run" in said("1")[1]
