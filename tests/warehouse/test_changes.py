"""What differs from the build published before."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from tests.warehouse import cases, made_up
from tests.warehouse.cases import Problem
from warehouse import build, publish
from warehouse.build import BuildInfo
from warehouse.home import Home
from warehouse.tables import BY_NAME


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


COLUMNS = "change_code, cause_code, source_name, title, column_name, was, becomes"


def night(
    home: Home,
    problems: list[Problem],
    number: int,
    *,
    parser: str = "test",
    file: str | None = None,
    refused: str = "",
) -> list[tuple[Any, ...]]:
    """Publish a build of `problems`, from `file` if it is one: what `v_changes` says then. `refused` is in quarantine."""
    frames = cases.star(problems).frames()
    sources = cases.sources(frames).with_columns(
        source_name=pl.lit(file) if file else "source_name", content_sha256=pl.col("notice_key").cast(pl.String)
    )
    quarantined = [cases.row("audit.quarantine", {"source_name": name, "stage": "read"}) for name in refused.split()]
    audit = {
        "audit.source": sources,
        "audit.quarantine": pl.DataFrame(quarantined, schema=BY_NAME["audit.quarantine"].polars_schema),
    }
    info = BuildInfo(cases.TODAY, parser, f"{number:08d}", datetime(2026, 3, number, 18), "landing")
    path = build.build(home, frames, made_up.audit() | audit, info)
    build.add_results(path, made_up.results())
    build.seal(path)
    final = publish.publish(home, path)
    with duckdb.connect(final, read_only=True) as connection:
        return connection.execute(f"SELECT {COLUMNS} FROM v_changes ORDER BY ALL").fetchall()


def test_first_build_and_same_build_have_no_changes(home: Home) -> None:
    assert night(home, [Problem()], 1) == []
    assert night(home, [Problem()], 2) == []
    assert night(home, [Problem()], 3, parser="next") == []


def test_notices_added_and_withdrawn(home: Home) -> None:
    night(home, [Problem(notice=1)], 1)
    assert night(home, [Problem(notice=2)], 2) == [
        ("notice_added", "new_file", "2.txt", None, None, None, None),
        ("notice_withdrawn", "file_gone", "1.txt", None, None, None, None),
    ]


def test_a_notice_that_went_to_quarantine_is_told_from_one_that_is_gone(home: Home) -> None:
    night(home, [Problem(), Problem(notice=2)], 1)
    assert night(home, [Problem()], 2, refused="2.txt") == [
        ("notice_withdrawn", "file_quarantined", "2.txt", None, None, None, None)
    ]


def test_another_parser_reads_a_problem_otherwise(home: Home) -> None:
    night(home, [Problem("in_progress")], 1)
    changed = Problem("completed", deadline=(date(2026, 5, 1), "month"), measures=("一是召开会议。", "二是修订制度。"))
    assert night(home, [changed], 2, parser="next") == [
        ("measure_added", "new_parser", "1.txt", "学习不够", None, None, "二是修订制度。"),
        ("problem_changed", "new_parser", "1.txt", "学习不够", "deadline_on", None, "2026-05-01"),
        ("problem_changed", "new_parser", "1.txt", "学习不够", "deadline_precision", None, "month"),
        ("problem_changed", "new_parser", "1.txt", "学习不够", "measure_count", "1", "2"),
        ("problem_changed", "new_parser", "1.txt", "学习不够", "measures_done", "1", "2"),
        ("problem_changed", "new_parser", "1.txt", "学习不够", "status_code", "in_progress", "completed"),
    ]


def test_another_text_in_the_file_changes_the_notice_and_what_it_says(home: Home) -> None:
    night(home, [Problem("in_progress", measures=("甲。",)), Problem(title="乙")], 1, file="a.txt")
    later = {"notice": 2, "published": date(2026, 2, 1)}
    assert night(
        home, [Problem("completed", measures=("丙。",), **later), Problem(title="丁", **later)], 2, file="a.txt"
    ) == [
        ("header_changed", "changed_file", "a.txt", None, "published_on", "2026-01-10", "2026-02-01"),
        ("measure_added", "changed_file", "a.txt", "学习不够", None, None, "丙。"),
        ("measure_removed", "changed_file", "a.txt", "学习不够", None, "甲。", None),
        ("notice_changed", "changed_file", "a.txt", None, None, None, None),
        ("problem_added", "changed_file", "a.txt", "丁", None, None, "not_stated"),
        ("problem_changed", "changed_file", "a.txt", "学习不够", "status_code", "in_progress", "completed"),
        ("problem_removed", "changed_file", "a.txt", "乙", None, "not_stated", None),
    ]


def test_a_header_changes_with_what_other_notices_say(home: Home) -> None:
    night(home, [Problem(feedback=date(2025, 10, 10))], 1)
    assert night(home, [Problem(feedback=date(2025, 10, 11))], 2) == [
        ("header_changed", "other_notices", "1.txt", None, "feedback_on", "2025-10-10", "2025-10-11")
    ]


def test_second_problem_of_the_same_title_is_told_from_the_first(home: Home) -> None:
    night(home, [Problem(), Problem("in_progress")], 1)
    assert night(home, [Problem(), Problem("completed")], 2, parser="next") == [
        ("problem_changed", "new_parser", "1.txt", "学习不够", "status_code", "in_progress", "completed")
    ]


def test_previous_build_of_another_make_is_told(home: Home) -> None:
    night(home, [Problem()], 1)
    final = home.published_build()
    assert final is not None
    final.chmod(0o644)
    with duckdb.connect(final) as connection:
        connection.execute("DROP TABLE audit.source CASCADE")
    assert night(home, [Problem()], 2) == [("previous_not_comparable", *[None] * 6)]


def test_damaged_previous_build_does_not_hold_up_the_next(home: Home) -> None:
    night(home, [Problem()], 1)
    final = home.published_build()
    assert final is not None
    final.chmod(0o644)
    final.write_bytes(b"damaged" * 1000)
    assert night(home, [Problem()], 2) == [("previous_not_comparable", *[None] * 6)]
    assert night(home, [Problem()], 3) == []
