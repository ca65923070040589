from __future__ import annotations

from pathlib import Path

import dagster as dg
import polars as pl

from expectations.suites import checks as declared
from orchestration import checks
from orchestration.findings import FINDING
from warehouse import views
from warehouse.tables import BY_NAME

RESULT = BY_NAME["audit.expectation_result"]
NAME = "dim_measure_text_is_never_null"
FOUND = pl.DataFrame(
    [(NAME, "正文非空", "dim_measure", "blocking", 2, "a.txt", "立行立改", '{"k": 1}')], schema=FINDING, orient="row"
)


def outcome(*failing: str) -> pl.DataFrame:
    """A result of every check; those named fail."""
    blank = {name: "-" if dtype == pl.String else None for name, dtype in RESULT.polars_schema.items()}
    rows = [
        blank
        | {
            "suite": check.suite,
            "expectation": check.name,
            "table_name": check.table,
            "column_name": check.column,
            "severity": check.severity,
            "success": check.name not in failing,
            "unexpected_count": 2 if check.name in failing else 0,
            "failing_keys": '[{"k": 1}]' if check.name in failing else None,
        }
        for check in declared()
    ]
    return RESULT.conform(pl.DataFrame(rows, schema_overrides=RESULT.polars_schema))


def results(frame: pl.DataFrame) -> dict[str, dg.AssetCheckResult]:
    found = checks.dagster_results(frame, FOUND, checks.SHOWN, Path("docs"))
    return {f"{result.asset_key.to_user_string()}:{result.check_name}": result for result in found}


def test_every_check_is_shown_once() -> None:
    shown = [(check.suite, check.name) for members in checks.SHOWN.values() for check in members]
    assert sorted(shown) == sorted((check.suite, check.name) for check in declared())


def test_declarations_are_shown_as_one_check_a_table_or_view() -> None:
    names = [key.name for key in checks.SHOWN]
    views_shown = [view for view in views.load() if not view.is_macro]
    assert names.count(checks.DECLARATION) == len(BY_NAME) + len(views_shown)


def test_all_pass_where_all_passed() -> None:
    found = results(outcome())
    assert len(found) == len(checks.SHOWN)
    assert all(result.passed for result in found.values())


def test_a_failed_declaration_is_an_error_that_names_the_expectation_and_the_keys() -> None:
    found = results(outcome(NAME))
    failed = found.pop(f"dim_measure:{checks.DECLARATION}")
    assert not failed.passed
    assert failed.severity == dg.AssetCheckSeverity.ERROR
    assert failed.metadata["failed"].value == 1
    assert failed.metadata["data_docs"].value == "docs/dim_measure.html"
    assert failed.metadata["failing_keys"].value == {NAME: '[{"k": 1}]'}
    assert NAME.replace("_", "\\_") in failed.metadata["failures"].value
    assert "| a.txt | 立行立改 |" in failed.metadata["failing rows"].value
    assert all(result.passed for result in found.values())


def test_a_failed_warning_is_a_warning() -> None:
    rule = next(check for check in declared() if check.severity == "warning")
    failed = results(outcome(rule.name))[f"{rule.table.replace('.', '/')}:{rule.name}"]
    assert not failed.passed
    assert failed.severity == dg.AssetCheckSeverity.WARN


def test_a_check_that_was_not_run_has_no_result() -> None:
    rule = next(check for check in declared() if check.needs_previous)
    frame = outcome().filter(pl.col("expectation") != rule.name)
    assert f"{rule.table.replace('.', '/')}:{rule.name}" not in results(frame)


def test_only_what_was_asked_for_is_told() -> None:
    key = next(iter(checks.SHOWN))
    assert [result.check_name for result in checks.dagster_results(outcome(), FOUND, [key], Path("docs"))] == [key.name]
