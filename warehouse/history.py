"""What is remembered from night to night: runs, results of checks, and when a file was first and last in quarantine.

Belongs here: the Parquet files of home/audit, each replaced whole, with its sum beside it, for this is what
cannot be made again. Does not belong here: this night's findings, which
come from the rooms that made them.
"""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from warehouse.home import Home, written_aside
from warehouse.tables import BY_NAME


class HistoryDamagedError(RuntimeError):
    """A file of home/audit is no longer what was written."""


RUNS_SHOWN = 90
"""Runs whose checks the published file shows: a season of nights. Those of all runs stay in the home."""


def runs(home: Home) -> pl.DataFrame:
    """Every run so far: the rows of `audit.run`."""
    return _read(home, "audit.run")


def remember_run(home: Home, run: pl.DataFrame) -> pl.DataFrame:
    """Add a run, or replace what is remembered of it: all runs."""
    return _upsert(home, "audit.run", run)


def expectation_results(home: Home) -> pl.DataFrame:
    """Results of the checks of every run so far: rows of `audit.expectation_result`."""
    return _read(home, "audit.expectation_result")


def remember_results(home: Home, results: pl.DataFrame) -> pl.DataFrame:
    """Add the results of a run's checks: rows of `audit.expectation_history` of the last RUNS_SHOWN runs."""
    everything = _upsert(home, "audit.expectation_result", results)
    last = runs(home).sort("started_at").tail(RUNS_SHOWN).select("run_id", "started_at")
    return BY_NAME["audit.expectation_history"].conform(everything.join(last, on="run_id"))


def quarantine(home: Home, refused: pl.DataFrame, now: datetime | None = None) -> pl.DataFrame:
    """The files that lie in quarantine tonight: rows of `audit.quarantine`.

    `refused`: source_name, content_sha256, stage, reason_code, reason, at most one row a file is kept. `first_seen_at`
    is the night from which on the same file was refused for the same reason without a night between. A file that is
    not in `refused` has left the quarantine. Nothing is remembered of it yet (`remember_quarantine`).
    """
    table = BY_NAME["audit.quarantine"]
    now = (now or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    same = ["source_name", "content_sha256", "reason_code"]
    rows = (
        refused.sort("source_name", "stage", "reason_code")
        .unique("source_name", keep="first", maintain_order=True)
        .join(_read(home, table.full_name).select(*same, "first_seen_at"), on=same, how="left", nulls_equal=True)
        .with_columns(pl.col("first_seen_at").fill_null(now), last_seen_at=pl.lit(now, dtype=pl.Datetime("us")))
    )
    return table.conform(rows)


def remember_quarantine(home: Home, rows: pl.DataFrame) -> None:
    """Keep what lies in quarantine tonight, for the nights to come."""
    _write(home, "audit.quarantine", rows)


def _read(home: Home, name: str) -> pl.DataFrame:
    path = home.audit / f"{name}.parquet"
    schema = BY_NAME[name].polars_schema
    if not path.exists():
        return pl.DataFrame(schema=schema)
    content, sums = path.read_bytes(), _sums(path)
    if sums.exists() and _sum(content) not in sums.read_text(encoding="ascii").split():
        raise HistoryDamagedError(
            f"{path} is damaged: restore it from a backup, or remove it to begin this history anew"
        )
    # The declaration may have gained or lost columns since the file was written. A row of an older version that lacks what
    # must be there now would keep every later build from being published: it is left out.
    rows = pl.read_parquet(content).match_to_schema(schema, missing_columns="insert", extra_columns="ignore")
    required = [column for column, declared in BY_NAME[name].columns.columns().items() if not declared.nullable]
    return rows.drop_nulls(required)


def _upsert(home: Home, name: str, rows: pl.DataFrame) -> pl.DataFrame:
    table = BY_NAME[name]
    rows = table.conform(rows)
    return _write(home, name, pl.concat([_read(home, name).join(rows, on=table.primary_key, how="anti"), rows]))


def _write(home: Home, name: str, rows: pl.DataFrame) -> pl.DataFrame:
    rows = BY_NAME[name].conform(rows)
    path, content = home.audit / f"{name}.parquet", io.BytesIO()
    rows.write_parquet(content)
    # Both sums, the old file's and the new one's: a run that is killed between the two leaves the old file, which is whole.
    sums = [_sum(one) for one in (path.read_bytes() if path.exists() else b"", content.getvalue())]
    with written_aside(_sums(path)) as aside:
        aside.write_text("\n".join(sums), encoding="ascii")
    with written_aside(path) as aside:
        aside.write_bytes(content.getvalue())
    return rows


def _sums(path: Path) -> Path:
    """Where the sums of a file of the history stand."""
    return path.with_suffix(".sha256")


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
