"""Great Expectations: running checks on a build and saying what came out.

The only module that imports Great Expectations (seconds); import it inside the function that needs it. What is checked
belongs in `suites/`, what follows from the outcome in `run.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import great_expectations as gx
from great_expectations.core import ExpectationValidationResult
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.datasource.fluent.interfaces import Batch, TestConnectionError
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.expectations import core
from great_expectations.expectations.core.unexpected_rows_expectation import UnexpectedRowsExpectation
from great_expectations.expectations.expectation import Expectation
from great_expectations.render.components import LegacyDiagnosticRendererType
from great_expectations.render.renderer.renderer import renderer
from sqlalchemy.pool import StaticPool

from expectations import dialect
from expectations.suites import FAILING_ROWS, Check, CheckError
from warehouse.tables import BY_NAME

MOST_KEYS = 20
CATALOGUE = "catalogue"
WHOLE = "whole"
SEVERITY = {"blocking": "critical", "warning": "warning"}


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


class FailingRows(UnexpectedRowsExpectation):
    """A rule in SQL: passes where its query returns no row.

    The stock class runs the query twice, once for rows and once to count them. Here the query is wrapped so that one
    run gives the count and the first rows: one row (`unexpected_count`, `failing_keys`).
    """

    metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.table",)

    def _validate(
        self, metrics: dict[str, Any], runtime_configuration: Any = None, execution_engine: Any = None
    ) -> dict[str, Any]:
        del runtime_configuration, execution_engine
        found = metrics["unexpected_rows_query.table"][0]
        count, keys = found["unexpected_count"], found["failing_keys"]
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


def run(build_path: Path, checks: Iterable[Check], previous: Path | None = None) -> Iterator[Outcome]:
    """The outcome of each check on the build, in no particular order. Nothing is written.

    Great Expectations' own are first asked for yes or no alone, which makes one query a table of nearly all of them;
    those that failed are asked for their failing rows. `previous` is the build that checks with `needs_previous` compare
    with. Raises CheckError where one cannot be opened.
    """
    by_query: list[Check] = []
    of_table: dict[str, list[Check]] = {}
    for check in checks:
        (by_query if check.expectation == FAILING_ROWS else of_table.setdefault(check.table, [])).append(check)
    try:
        source = _source(build_path, of_table, previous)
        for table, its_checks in of_table.items():
            for outcome in _validate(_batch(source, table), its_checks, {"result_format": "BOOLEAN_ONLY"}):
                if outcome.success or outcome.error:
                    yield outcome
                else:
                    by_query.append(replace(outcome.check, expectation=FAILING_ROWS))
        yield from _validate(_batch(source, CATALOGUE), by_query, {"result_format": "BASIC"})
    finally:
        dialect.close()


def _source(build_path: Path, tables: Iterable[str], previous: Path | None) -> SQLDatasource:
    """The build as Great Expectations sees it: one asset for each table, and one for the rules, which name their tables.

    The assets are queries because GX deprecates naming the schema of a table, and are given at once because each one
    that is added later is written to the (ephemeral) context anew.
    """
    dialect.register()
    connect = {"database": str(build_path), "read_only": True}
    if previous is not None:
        connect["previous"] = str(previous)
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        progress_bars=ProgressBarsConfig(globally=False),
        analytics_enabled=False,
    )
    queries = {CATALOGUE: "SELECT * FROM duckdb_tables()"} | {
        table: f"SELECT * FROM {BY_NAME[table].schema}.{BY_NAME[table].name}" for table in tables
    }
    assets = [
        {"name": name, "type": "query", "query": query, "batch_definitions": [{"name": WHOLE}]}
        for name, query in queries.items()
    ]
    context: Any = gx.get_context(mode="ephemeral", project_config=config)
    try:
        source: SQLDatasource = context.data_sources.add_sql(
            "build",
            connection_string=f"{dialect.SCHEME}://",
            create_temp_table=False,
            kwargs={"connect_args": connect, "poolclass": StaticPool},
            assets=assets,
        )
    except TestConnectionError as error:
        raise CheckError(f"the build cannot be opened for its checks: {error}") from error
    return source


def _batch(source: SQLDatasource, asset: str) -> Batch:
    batch: Batch = source.get_asset(asset).get_batch_definition(WHOLE).get_batch()
    return batch


def _validate(batch: Batch, checks: Sequence[Check], result_format: dict[str, Any]) -> Iterator[Outcome]:
    if not checks:
        return
    suite = gx.ExpectationSuite("build", expectations=[_expectation(check) for check in checks])
    by_name = {check.name: check for check in checks}
    for result in batch.validate(suite, result_format=result_format).results:
        config: Any = result.expectation_config
        yield _outcome(by_name[config.meta["check"]], result)


def _expectation(check: Check) -> Expectation:
    common: dict[str, Any] = {
        "severity": SEVERITY[check.severity],
        "meta": {"check": check.name, "reason": check.reason},
        "description": f"{check.zh} ({check.name}; {check.severity}: {check.reason})",
    }
    if check.expectation == FAILING_ROWS:
        return FailingRows(unexpected_rows_query=_wrapped(check.query), **common)
    stock: type[Expectation] = getattr(core, check.expectation)
    return stock(**check.arguments, **common)


def _wrapped(query: str) -> str:
    """The query, counted. Great Expectations formats it (so braces are doubled) and wants `{batch}` to stand in it."""
    body = query.replace("{", "{{").replace("}", "}}")
    return f"""/* {{batch}} */
WITH failing AS MATERIALIZED (
{body}
)
SELECT
  (SELECT count(*) FROM failing) AS unexpected_count,
  (SELECT CAST(to_json(list(first_rows)) AS VARCHAR)
   FROM (SELECT * FROM failing ORDER BY ALL LIMIT {MOST_KEYS}) AS first_rows) AS failing_keys"""


def _outcome(check: Check, result: ExpectationValidationResult) -> Outcome:
    if error := _error(result.exception_info):
        return Outcome(check, error=error)
    found = result.result
    if result.success:
        return Outcome(check, True, _rows(0), 0, result=result)
    if check.expectation != FAILING_ROWS:  # asked for yes or no alone
        return Outcome(check)
    count = found["observed_value"]
    return Outcome(check, False, _rows(count), count, found["failing_keys"], result=result)


def _rows(count: int) -> str:
    return f"{count} rows" if count != 1 else "1 row"


def _error(information: dict[str, Any] | None) -> str | None:
    """What went wrong inside a check; Great Expectations gives it once for a check, or by metric."""
    if not information:
        return None
    parts = [information] if "raised_exception" in information else list(information.values())
    messages = [str(part["exception_message"]) for part in parts if part.get("raised_exception")]
    return messages[0] if messages else None
