"""What is remembered from night to night."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from tests.warehouse import made_up
from warehouse import history
from warehouse.home import Home
from warehouse.tables import BY_NAME

NIGHTS = [datetime(2026, 3, day, 18) for day in range(1, 9)]


def refused(*rows: tuple[str, str | None, str]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"source_name": name, "content_sha256": sha256, "stage": "landing", "reason_code": code, "reason": "原因"}
            for name, sha256, code in rows
        ],
        schema={
            "source_name": pl.String,
            "content_sha256": pl.String,
            "stage": pl.String,
            "reason_code": pl.String,
            "reason": pl.String,
        },
    )


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path).prepare()


def seen(home: Home, rows: pl.DataFrame, night: int) -> list[tuple[str, datetime, datetime]]:
    quarantined = history.quarantine(home, rows, NIGHTS[night])
    history.remember_quarantine(home, quarantined)
    return quarantined.select("source_name", "first_seen_at", "last_seen_at").rows()


def test_no_history_gives_declared_frames(home: Home) -> None:
    assert history.runs(home).schema == BY_NAME["audit.run"].polars_schema
    assert history.expectation_results(home).schema == BY_NAME["audit.expectation_result"].polars_schema
    assert history.quarantine(home, refused()).schema == BY_NAME["audit.quarantine"].polars_schema


def test_file_that_stays_in_quarantine_keeps_its_first_night(home: Home) -> None:
    seen(home, refused(("a", None, "empty_file")), 0)
    assert seen(home, refused(("a", None, "empty_file")), 1) == [("a", NIGHTS[0], NIGHTS[1])]
    assert seen(home, refused(("a", None, "empty_file"), ("b", None, "empty_file")), 2) == [
        ("a", NIGHTS[0], NIGHTS[2]),
        ("b", NIGHTS[2], NIGHTS[2]),
    ]


def test_other_content_or_reason_counts_anew(home: Home) -> None:
    seen(home, refused(("a", "1", "blank_text"), ("b", "2", "blank_text")), 0)
    rows = seen(home, refused(("a", "9", "blank_text"), ("b", "2", "binary_file")), 1)
    assert [row[1] for row in rows] == [NIGHTS[1], NIGHTS[1]]


def test_file_that_was_cured_is_gone_and_counts_anew_if_it_fails_again(home: Home) -> None:
    seen(home, refused(("a", None, "empty_file")), 0)
    assert seen(home, refused(), 1) == []
    assert seen(home, refused(("a", None, "empty_file")), 2) == [("a", NIGHTS[2], NIGHTS[2])]


def test_one_row_a_file(home: Home) -> None:
    assert len(seen(home, refused(("a", None, "x"), ("a", None, "b")), 0)) == 1


def test_moments_with_a_time_zone_are_kept_as_utc(home: Home) -> None:
    frame = history.quarantine(home, refused(("a", None, "x")), datetime(2026, 3, 1, 18, tzinfo=UTC))
    assert frame["first_seen_at"].to_list() == [NIGHTS[0]]


def test_runs_add_up_and_one_run_is_remembered_once(home: Home) -> None:
    for run_id in ("run-1", "run-2", "run-2"):
        history.remember_run(home, made_up.audit(run_id)["audit.run"])
    assert history.runs(home)["run_id"].to_list() == ["run-1", "run-2"]


def test_the_history_of_the_checks_shows_the_last_runs(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "RUNS_SHOWN", 2)
    for number, run_id in enumerate(("run-b", "run-c", "run-a")):
        run = made_up.audit(run_id)["audit.run"]
        history.remember_run(home, run.with_columns(pl.col("started_at").dt.offset_by(f"{number}d")))
        shown = history.remember_results(home, made_up.results(run_id=run_id))
    assert shown.schema == BY_NAME["audit.expectation_history"].polars_schema
    assert sorted(shown["run_id"]) == ["run-a", "run-c"]
    assert history.expectation_results(home).height == 3


def test_results_add_up_by_run(home: Home) -> None:
    history.remember_results(home, made_up.results(run_id="run-1"))
    history.remember_results(home, made_up.results(run_id="run-2", success=False))
    history.remember_results(home, made_up.results(run_id="run-2", success=True))
    assert history.expectation_results(home).select("run_id", "success").rows() == [("run-1", True), ("run-2", True)]


def test_history_is_replaced_whole(home: Home) -> None:
    history.remember_run(home, made_up.audit()["audit.run"])
    assert sorted(path.name for path in home.audit.iterdir()) == ["audit.run.parquet", "audit.run.sha256"]


def test_history_of_an_older_declaration_is_read_with_null_for_new_columns(home: Home) -> None:
    old = made_up.audit()["audit.run"].drop("build_id").with_columns(gone=pl.lit("x"))
    old.write_parquet(home.audit / "audit.run.parquet")
    runs = history.runs(home)
    assert runs.columns == BY_NAME["audit.run"].polars_schema.names()
    assert runs["build_id"].to_list() == [None]


def test_rows_of_an_older_declaration_that_lack_what_must_be_there_are_left_out(home: Home) -> None:
    made_up.audit()["audit.run"].drop("engine").write_parquet(home.audit / "audit.run.parquet")
    assert history.runs(home).is_empty()


@pytest.mark.parametrize("place", [0, 0.02, 0.1, 0.4, 0.6, 0.99])
def test_a_flipped_bit_in_the_history_is_named(place: float, home: Home) -> None:
    history.remember_results(home, made_up.results())
    path = home.audit / "audit.expectation_result.parquet"
    flipped = bytearray(path.read_bytes())
    flipped[int(len(flipped) * place)] ^= 1
    path.write_bytes(flipped)
    with pytest.raises(history.HistoryDamagedError, match=r"audit\.expectation_result\.parquet is damaged.*remove it"):
        history.expectation_results(home)


def test_a_run_killed_while_it_writes_the_history_leaves_a_whole_one(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.remember_results(home, made_up.results(run_id="run-1"))
    replace = Path.replace

    def killed(path: Path, target: Path) -> Path:
        if target.suffix == ".parquet":
            raise KeyboardInterrupt
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        history.remember_results(home, made_up.results(run_id="run-2"))
    monkeypatch.undo()
    assert history.expectation_results(home)["run_id"].to_list() == ["run-1"]
    history.remember_results(home, made_up.results(run_id="run-2"))
    assert history.expectation_results(home)["run_id"].to_list() == ["run-1", "run-2"]
