"""What is remembered from night to night: runs, results of checks, and when a file was first and last in quarantine.

Belongs here: the Parquet files of home/audit, each replaced whole. Does not belong here: this night's findings, which
come from the rooms that made them.
"""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl

from warehouse.home import Home, written_aside
from warehouse.tables import BY_NAME


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
    """Add the results of a run's checks: all results."""
    return _upsert(home, "audit.expectation_result", results)


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
    # The declaration may have gained or lost columns since the file was written.
    return pl.read_parquet(path).match_to_schema(schema, missing_columns="insert", extra_columns="ignore")


def _upsert(home: Home, name: str, rows: pl.DataFrame) -> pl.DataFrame:
    table = BY_NAME[name]
    rows = table.conform(rows)
    return _write(home, name, pl.concat([_read(home, name).join(rows, on=table.primary_key, how="anti"), rows]))


def _write(home: Home, name: str, rows: pl.DataFrame) -> pl.DataFrame:
    rows = BY_NAME[name].conform(rows)
    with written_aside(home.audit / f"{name}.parquet") as aside:
        rows.write_parquet(aside)
    return rows
