"""Opening the published warehouse for reading.

Belongs here: the one way in for the report, the scripts and the notebooks. Does not belong here: writing.
"""

from __future__ import annotations

import duckdb

from warehouse.home import Home


class NotPublishedError(FileNotFoundError):
    """Nothing has been published yet."""


def connect(home: Home) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the build published now. It keeps that build also after the next one is published.

    The link is followed first: two connections of one process to the same name would share the older file. Raises
    `NotPublishedError`.
    """
    path = home.published_build()
    if path is None:
        raise NotPublishedError(
            f"nothing is published at {home.published}: put notices into landing/ and run `make run`"
        )
    return duckdb.connect(path, read_only=True)
