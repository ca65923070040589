"""What the nightly command says at the end, and what people are told: the figures of the run, or why nothing was published.

Belongs here: tables for the terminal and messages for people, from what the run left in the home. Does not belong here:
queries that readers ask (`warehouse/views`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
from rich.console import Group, RenderableType
from rich.table import Table

from orchestration import findings
from orchestration.notification import Message
from warehouse import history
from warehouse.build import parquet_folder
from warehouse.home import Home

MOST_LINES = 10
EXPECTED = {"HistoryDamagedError", "HomeBusyError", "NotThisBuildError", "NotPublishableError", "LandingMissing"}
"""Errors whose message says all there is to say."""


def published(home: Home, run_id: str) -> RenderableType:
    """The figures of a run that published: files, problems, measures, statuses, quarantine, and where the file is."""
    run = history.runs(home).row(by_predicate=pl.col("run_id") == run_id, named=True)
    rows = json.loads(run["rows_by_table"])
    folder = parquet_folder(home.builds / f"{run['build_id']}.duckdb")
    checks = history.expectation_results(home).filter(pl.col("run_id") == run_id)
    table = Table(show_header=False, box=None, pad_edge=False)
    for label, value in (
        ("notices read", run["notices_read"]),
        ("  new", run["notices_new"]),
        ("  changed", run["notices_changed"]),
        ("  unchanged", run["notices_unchanged"]),
        ("  quarantined", run["notices_quarantined"]),
        ("problems", rows["fact_rectification"]),
        ("measures", rows["fact_measure"]),
        *((f"  {label} {code}", count) for label, code, count in _statuses(folder)),
        ("checks passed", checks["success"].sum()),
        ("  warnings", checks.height - checks["success"].sum()),
    ):
        table.add_row(label, f"{value:,}")
    warnings = findings.lines(findings.findings(home.builds / f"{run['build_id']}.duckdb", checks))
    shown = ["", *warnings] if warnings else []
    docs = f"checks: {home.data_docs / run_id / 'index.html'}"
    return Group("", table, *shown, *_quarantine(folder), "", docs, f"published: {home.published}")


def not_published(home: Home, run_id: str, events: Sequence[dg.DagsterEvent]) -> RenderableType:
    """Why a run did not publish: the blocking checks that failed, or the error that ended it."""
    return Group("", "NOT PUBLISHED", *reasons(home, run_id, events), _kept(home))


def broken_off(home: Home, error: Exception) -> RenderableType:
    """That a run broke off because Dagster could not write its history, so that no event tells of it."""
    told = str(error).partition("\n")[0]
    cure = "see that the disk has room and that the home can be written, then run again"
    return Group(
        "", "NOT PUBLISHED", f"The history of runs in {home.root} cannot be written ({told}): {cure}", _kept(home)
    )


def _kept(home: Home) -> str:
    kept = home.published_build()
    return f"Readers keep what they had: {kept.name}" if kept else "Nothing has been published yet."


def reasons(home: Home, run_id: str, events: Sequence[dg.DagsterEvent]) -> list[str]:
    """Why a run failed, in lines: the blocking checks that failed, or what its failed steps say."""
    try:
        results = history.expectation_results(home)
    except history.HistoryDamagedError:  # it ended the run, and stands among its errors
        return _errors(events)
    failed = results.filter(pl.col("run_id") == run_id, ~pl.col("success"), pl.col("severity") == "blocking")
    return list(_failed_checks(failed)) or _errors(events)


def failure_message(home: Home, run_id: str, events: Sequence[dg.DagsterEvent]) -> Message:
    """What people are told of a run that failed."""
    kept = home.published_build()
    last = f"读者仍用上一版 readers keep {kept.name}" if kept else "尚未发布过 nothing has been published yet"
    title = "巡察整改数据：本次运行失败，未发布 Rectification warehouse: the run failed, nothing was published"
    return Message(title, (f"运行 run {run_id}", *reasons(home, run_id, events), last))


def warning_message(home: Home, run_id: str) -> Message | None:
    """What people are told of a run that published with warnings or files in quarantine; None where there are none."""
    runs = history.runs(home).filter(run_id=run_id)
    if runs.is_empty():
        return None  # the landing folder was empty
    build = home.builds / f"{runs['build_id'][0]}.duckdb"
    warnings = findings.lines(
        findings.findings(build, history.expectation_results(home).filter(pl.col("run_id") == run_id))
    )
    lines = [*warnings, *_quarantine(parquet_folder(build))]
    title = "巡察整改数据：已发布，有提示 Rectification warehouse: published with warnings"
    return Message(title, (f"运行 run {run_id}", *lines)) if lines else None


def _failed_checks(failed: pl.DataFrame) -> Iterator[str]:
    for row in failed.head(MOST_LINES).iter_rows(named=True):
        yield f"  check {row['expectation']} on table {row['table_name']}: {row['unexpected_count']} rows fail"
        yield f"    keys: {row['failing_keys']}"
    if failed.height > MOST_LINES:
        yield f"  and {failed.height - MOST_LINES} more: make ui shows them"


def _errors(events: Sequence[dg.DagsterEvent]) -> list[str]:
    """What the failed steps say; the whole stack where nobody meant them to fail."""
    steps = [event.step_failure_data for event in events if event.event_type == dg.DagsterEventType.STEP_FAILURE]
    meant = [data.user_failure_data.description for data in steps if data.user_failure_data]
    if meant:
        return [f"  {description}" for description in meant]
    errors = [data.error for data in steps] + [
        event.job_failure_data.error for event in events if event.event_type == dg.DagsterEventType.RUN_FAILURE
    ]
    return [_told(error) for error in errors if error][:1]


def _told(error: Any) -> str:
    """An error, without the layers that Dagster wraps around it; without its stack where its message says it all."""
    while error.cls_name.startswith("Dagster") and error.cause:
        error = error.cause
    if error.cls_name == dg.DagsterExecutionInterruptedError.__name__:
        return "  interrupted"
    if error.cls_name in EXPECTED:
        return f"  {error.message.partition(': ')[2].strip()}"
    return str(error.to_string())


def _statuses(folder: Path) -> list[tuple[str, str, int]]:
    return (
        pl.scan_parquet(folder / "main.fact_rectification.parquet")
        .join(pl.scan_parquet(folder / "main.dim_status.parquet"), on="status_key")
        .group_by("label_zh", "status_code", "rank")
        .len()
        .sort("rank", "status_code", descending=[True, False])
        .select("label_zh", "status_code", "len")
        .collect()
        .rows()
    )


def _quarantine(folder: Path) -> list[str]:
    rows = pl.read_parquet(folder / "audit.quarantine.parquet", columns=["source_name", "reason"])
    lines = [f"  {name}: {reason}" for name, reason in rows.head(MOST_LINES).iter_rows()]
    if rows.height > MOST_LINES:
        lines.append(f"  and {rows.height - MOST_LINES} more: table audit.quarantine")
    return ["", "in quarantine:", *lines] if lines else []
