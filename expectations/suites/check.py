"""What a check is, whatever runs it, and what it means that one went wrong. No check is declared here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["blocking", "warning"]
Scope = Literal["notice", "whole"]

FAILING_ROWS = "FailingRows"  # the expectation that runs a rule's SQL; the others are Great Expectations' own


class CheckError(Exception):
    """A check that could not be carried out: it neither passed nor failed."""


@dataclass(frozen=True)
class Check:
    """One check of one table.

    `name` is the message a reader sees when it fails, `zh` the same in Chinese, `reason` why its bound and its severity
    are what they are. `query` returns the rows that fail, in SQL. `scope` says whose fault a failing row is: that of the
    `notice` whose `notice_key` stands in it, which can be left out, or of the build as a `whole`. `expectation` is the
    class that runs the check, with its `arguments`; `column` is set where the check looks at one column. A check with
    `needs_previous` compares with the build that was published before.
    """

    suite: str
    name: str
    zh: str
    table: str
    severity: Severity
    scope: Scope
    reason: str
    query: str
    expectation: str = FAILING_ROWS
    arguments: Mapping[str, Any] = field(default_factory=dict)
    column: str | None = None
    needs_previous: bool = False
