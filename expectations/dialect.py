"""The SQLAlchemy dialect through which Great Expectations reads a build, under the URL scheme `duckdbaudit`.

Only the connection belongs here; no check and no SQL of a rule. See docs/decisions/0030-great-expectations-on-duckdb.md.
"""

from __future__ import annotations

from typing import Any

import duckdb
import duckdb_engine
from sqlalchemy.dialects import registry

from warehouse.ddl import literal

SCHEME = "duckdbaudit"
PREVIOUS = "previous"  # name under which rules find the build that was published before

MEMORY = "25%"
"""Of the machine's: what the checks do not need at once is spilled beside the build. DuckDB alone would take 80 %."""

_opened: list[duckdb.DuckDBPyConnection] = []


class AuditDialect(duckdb_engine.Dialect):
    """DuckDB read-only and without transactions.

    Great Expectations reads the rows of a query after it has handed the connection back; the rollback that goes with
    handing back makes DuckDB drop the open result (`list index out of range`). Nothing is written here, so there is
    nothing to commit or to roll back.
    """

    supports_statement_cache = False  # as in the parent class; SQLAlchemy warns where a class does not say so itself

    def connect(self, *args: Any, **kwargs: Any) -> Any:
        """Open the build as `duckdb.connect` does; the file named by `previous`, if any, is attached read-only beside it.

        No user agent is set, unlike in the parent class: DuckDB refuses a second connection of the same process whose
        settings differ.
        """
        previous = kwargs.pop("previous", None)
        kwargs.pop("url_config", None)
        connection = duckdb.connect(*args, **kwargs)
        connection.execute(f"SET memory_limit = {literal(MEMORY)}")
        if previous is not None:
            # two connections of one process to one file share what is attached
            connection.execute(f"ATTACH IF NOT EXISTS {literal(previous)} AS {PREVIOUS} (READ_ONLY)")
        _opened.append(connection)
        return duckdb_engine.ConnectionWrapper(connection)

    def do_begin(self, connection: Any) -> None:
        """Nothing: see the class."""

    def do_commit(self, connection: Any) -> None:
        """Nothing: see the class."""

    def do_rollback(self, connection: Any) -> None:
        """Nothing: see the class."""


def register() -> None:
    """Make `duckdbaudit://` known to SQLAlchemy."""
    registry.register(SCHEME, __name__, AuditDialect.__name__)


def close() -> None:
    """Close all connections. Great Expectations leaves open the one it tests a source with: nobody else could write."""
    while _opened:
        _opened.pop().close()
