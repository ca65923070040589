"""Great Expectations: running checks on a build and saying what came out.

The only module that imports Great Expectations (seconds); import it inside the function that needs it. What is checked
belongs in `suites/`, what follows from the outcome in `run.py`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import great_expectations as gx
from great_expectations.core import ExpectationValidationResult
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.datasource.fluent.interfaces import Batch, TestConnectionError
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.expectations.core.unexpected_rows_expectation import UnexpectedRowsExpectation
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.metadata_types import FailureSeverity
from great_expectations.render.components import LegacyDiagnosticRendererType
from great_expectations.render.renderer.renderer import renderer
from great_expectations.validator.metric_configuration import MetricConfiguration
from great_expectations.validator.validator import ValidationDependencies
from sqlalchemy.pool import StaticPool

from expectations import dialect
from expectations.suites import Check, CheckError, Tally

MOST_KEYS = 20
COUNTED = "unexpected_rows_query.table"  # Great Expectations' name of what a statement returns
FAILING = "failing_rows"
KEYS = "failing_keys"
SEVERITY = {"blocking": FailureSeverity.CRITICAL, "warning": FailureSeverity.WARNING}


Counts = list[tuple[str, str]]
"""Statements of one row each, and the column of that row which counts for a check."""


@dataclass(frozen=True)
class Outcome:
    """What a check found. `error` is set where the check itself went wrong, and then nothing else counts.

    `result` is Great Expectations' own account of it.
    """

    check: Check
    success: bool = False
    observed: str | None = None
    unexpected_count: int | None = None
    failing: str | None = None
    error: str | None = None
    result: ExpectationValidationResult | None = None


class NoRowFails(UnexpectedRowsExpectation):
    """No row fails a check: what statements count for it is 0.

    A statement (`statements`, one row each) counts for one check or for many, under the names in `counts`, and is run once
    however many checks it counts for. The stock class runs a query for each, twice: once for rows and once to count them.
    """

    statements: list[str]
    counts: list[str]

    def get_validation_dependencies(
        self, execution_engine: Any = None, runtime_configuration: Any = None
    ) -> ValidationDependencies:
        """The rows of the statements. The inherited way there takes most of the time of a check."""
        del execution_engine
        return ValidationDependencies(
            metric_configurations={statement: _counted(statement, self.batch_id) for statement in self.statements},
            result_format=(runtime_configuration or {}).get("result_format", {}),
        )

    def _validate(
        self, metrics: dict[str, Any], runtime_configuration: Any = None, execution_engine: Any = None
    ) -> dict[str, Any]:
        del runtime_configuration, execution_engine
        rows = [row for statement in self.statements for row in metrics[statement]]
        found = [row[name] for row, name in zip(rows, self.counts, strict=True)]
        count = next((number for number in found if number != 0), 0)
        keys = rows[0].get(KEYS)
        shown = [json.dumps(row, ensure_ascii=False) for row in json.loads(keys or "[]")]
        return {
            "success": count == 0,
            "result": {
                "observed_value": count,
                "failing_keys": keys,
                "unexpected_count": count,
                "partial_unexpected_list": shown,
            },
        }

    @classmethod
    @renderer(renderer_type=LegacyDiagnosticRendererType.UNEXPECTED_STATEMENT)
    def _diagnostic_unexpected_statement_renderer(
        cls, configuration: Any = None, result: Any = None, runtime_configuration: Any = None
    ) -> list[Any]:
        """No statement: it would say which share of all rows fails, and a rule does not count the others."""
        del configuration, result, runtime_configuration
        return []


@cache
def _counted(statement: str, batch_id: str) -> MetricConfiguration:
    """The one row of a statement, as Great Expectations asks for it."""
    domain = {"batch_id": batch_id, "row_condition": None, "condition_parser": None}
    return MetricConfiguration(COUNTED, domain, {"unexpected_rows_query": statement})


def run(build_path: Path, checks: Iterable[Check], previous: Path | None = None) -> Iterator[Outcome]:
    """The outcome of each check on the build, in no particular order. Nothing is written.

    Checks with tallies are first looked at by these, one scan a source. Those that do not pass are asked again alone, for
    their failing rows, and so that an error is that of the check in which it is. `previous` is the build that checks with
    `needs_previous` compare with. Raises CheckError where one cannot be opened.
    """
    looked_at: list[Check] = []
    alone: list[Check] = []
    for check in checks:
        (looked_at if check.tallies else alone).append(check)
    try:
        batch = _batch(build_path, previous)
        for outcome in _validate(batch, _first_looks(looked_at)):
            if outcome.success:
                yield outcome
            else:
                alone.append(outcome.check)
        yield from _validate(batch, {check: [(_rows_of(check), FAILING)] for check in alone})
    finally:
        dialect.close()


def _batch(build_path: Path, previous: Path | None) -> Batch:
    """The build as Great Expectations sees it: its catalogue, for the statements name their tables themselves."""
    dialect.register()
    connect = {"database": str(build_path), "read_only": True}
    if previous is not None:
        connect["previous"] = str(previous)
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        progress_bars=ProgressBarsConfig(globally=False),
        analytics_enabled=False,
    )
    context: Any = gx.get_context(mode="ephemeral", project_config=config)
    try:
        source: SQLDatasource = context.data_sources.add_sql(
            "build",
            connection_string=f"{dialect.SCHEME}://",
            create_temp_table=False,
            kwargs={"connect_args": connect, "poolclass": StaticPool},
        )
        asset = source.add_query_asset("catalogue", query="SELECT * FROM duckdb_tables()")
        batch: Batch = asset.add_batch_definition("whole").get_batch()
    except TestConnectionError as error:
        raise CheckError(f"the build cannot be opened for its checks: {error}") from error
    return batch


def _validate(batch: Batch, asked: Mapping[Check, Counts]) -> Iterator[Outcome]:
    """What comes out of each check by what is counted for it."""
    if not asked:
        return
    suite = gx.ExpectationSuite("build", expectations=[_expectation(*one) for one in asked.items()])
    by_name = {check.name: check for check in asked}
    for result in batch.validate(suite, result_format={"result_format": "BASIC"}).results:
        config: Any = result.expectation_config
        yield _outcome(by_name[config.meta["check"]], result)


def _expectation(check: Check, counts: Counts) -> Expectation:
    return NoRowFails(
        statements=[statement for statement, _ in counts],
        counts=[name for _, name in counts],
        unexpected_rows_query=counts[0][0],
        severity=SEVERITY[check.severity],
        meta={"check": check.name, "reason": check.reason},
        description=f"{check.zh} ({check.name}; {check.severity}: {check.reason})",
    )


def _first_looks(checks: Iterable[Check]) -> dict[Check, Counts]:
    """The tallies of each check: one statement a source, with a column for each different tally of it."""
    of_source = defaultdict[str, dict[Tally, str]](dict)
    for check in checks:
        for tally in check.tallies:
            names = of_source[tally.source]
            names.setdefault(tally, f"tally_{len(names)}")
    statements = {source: _tallies(source, names) for source, names in of_source.items()}
    return {
        check: [(statements[tally.source], of_source[tally.source][tally]) for tally in check.tallies]
        for check in checks
    }


def _tallies(source: str, names: Mapping[Tally, str]) -> str:
    counts = ",\n  ".join(f"{tally.failing} AS {name}" for tally, name in names.items())
    return _formatted(f"SELECT\n  {counts}\nFROM {source}")


def _rows_of(check: Check) -> str:
    """How many rows fail, and the first of them."""
    return _formatted(f"""WITH failing AS MATERIALIZED (
{check.query}
)
SELECT
  (SELECT count(*) FROM failing) AS {FAILING},
  (SELECT CAST(to_json(list(first_rows)) AS VARCHAR)
   FROM (SELECT * FROM failing ORDER BY ALL LIMIT {MOST_KEYS}) AS first_rows) AS {KEYS}""")


def _formatted(statement: str) -> str:
    """Great Expectations formats a statement (so braces are doubled) and wants `{batch}` to stand in it."""
    return "/* {batch} */\n" + statement.replace("{", "{{").replace("}", "}}")


def _outcome(check: Check, result: ExpectationValidationResult) -> Outcome:
    if error := _error(result.exception_info):
        return Outcome(check, error=error)
    count: int = result.result["observed_value"]
    return Outcome(check, count == 0, _rows(count), count, result.result["failing_keys"], result=result)


def _rows(count: int) -> str:
    return f"{count} rows" if count != 1 else "1 row"


def _error(information: dict[str, Any] | None) -> str | None:
    """What went wrong inside a check; Great Expectations gives it once for a check, or by metric."""
    if not information:
        return None
    parts = [information] if "raised_exception" in information else list(information.values())
    messages = [str(part["exception_message"]) for part in parts if part.get("raised_exception")]
    return messages[0] if messages else None
