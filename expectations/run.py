"""Running all checks on a build and judging the outcome. The only way in for `orchestration`.

What is checked belongs in `suites/` and `sql/`, how it is asked in `engine.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from expectations.suites import CheckError, declared_checks, rules, schema_checks, view_checks
from warehouse.tables import BY_NAME

if TYPE_CHECKING:
    from expectations.engine import Outcome
    from expectations.suites import Check

RESULTS = BY_NAME["audit.expectation_result"]

__all__ = ["CheckError", "blocking_failures", "check"]


def check(build_path: Path, run_id: str, previous: Path | None = None, docs: Path | None = None) -> pl.DataFrame:
    """Check the build; `previous` is the build that readers see now. A build is not compared with itself.

    One row a check, as `audit.expectation_result` declares. Where a table does not have its declared columns, only the
    checks of the schema are run, for the others stand on them. Raises CheckError where a check itself goes wrong (named)
    or a file is no database, and FileNotFoundError where there is none. Nothing is written but pages about the outcome
    into the folder `docs`, where one is named.
    """
    for path in (build_path, previous):
        if path is not None and not path.is_file():
            raise FileNotFoundError(f"no build to check at {path}")
    if previous is not None and previous.samefile(build_path):
        previous = None
    outcomes = _outcomes(build_path, schema_checks(), previous)
    if all(outcome.success for outcome in outcomes):
        on_top = [
            one
            for one in (*declared_checks(), *view_checks(), *rules())
            if previous is not None or not one.needs_previous
        ]
        outcomes += _outcomes(build_path, on_top, previous)
    if docs is not None:
        from expectations import docs as pages  # noqa: PLC0415 - Great Expectations

        pages.write(docs, run_id, outcomes)
    rows = [_row(outcome, run_id) for outcome in outcomes]
    return RESULTS.conform(pl.DataFrame(rows, schema=RESULTS.polars_schema))


def blocking_failures(results: pl.DataFrame) -> pl.DataFrame:
    """The rows of `check`'s result that forbid publishing; empty where the build may be published."""
    return results.filter(~pl.col("success"), pl.col("severity") == "blocking")


def _outcomes(build_path: Path, asked: Iterable[Check], previous: Path | None) -> list[Outcome]:
    from expectations import engine  # seconds: Great Expectations  # noqa: PLC0415

    found = list(engine.run(build_path, asked, previous))
    if errors := [outcome for outcome in found if outcome.error]:
        lines = (f"{one.check.suite}.{one.check.name} (table {one.check.table}): {one.error}" for one in errors)
        raise CheckError("checks went wrong and say nothing about the build:\n" + "\n".join(lines))
    return found


def _row(outcome: Outcome, run_id: str) -> dict[str, object]:
    asked = outcome.check
    return {
        "run_id": run_id,
        "suite": asked.suite,
        "expectation": asked.name,
        "label_zh": asked.zh,
        "table_name": asked.table,
        "column_name": asked.column,
        "severity": asked.severity,
        "reason": asked.reason,
        "success": outcome.success,
        "observed": outcome.observed,
        "unexpected_count": outcome.unexpected_count,
        "failing_keys": outcome.failing,
    }
