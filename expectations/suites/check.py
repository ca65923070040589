"""What a check is, whatever runs it, and what it means that one went wrong. No check is declared here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["blocking", "warning"]
Scope = Literal["notice", "whole"]


class CheckError(Exception):
    """A check that could not be carried out: it neither passed nor failed."""


@dataclass(frozen=True)
class Tally:
    """A first look at a check: an aggregate over the rows of `source` (what stands behind FROM), 0 where no row fails.

    Checks with the same source are looked at in one scan. What it counts need not be rows: a check whose tally is not 0
    is asked again by its query.
    """

    source: str
    failing: str


@dataclass(frozen=True)
class Check:
    """One check of one table.

    `name` is the message a reader sees when it fails, `zh` the same in Chinese, `reason` why its bound and its severity
    are what they are. `query` returns the rows that fail, in SQL. `scope` says whose fault a failing row is: that of the
    `notice` whose `notice_key` stands in it, which can be left out, or of the build as a `whole`. `tally` is set where a
    scan that it shares with other checks can tell whether it passes; `column` where the check looks at one column. A check
    with `needs_previous` compares with the build that was published before.
    """

    suite: str
    name: str
    zh: str
    table: str
    severity: Severity
    scope: Scope
    reason: str
    query: str
    tally: Tally | None = None
    column: str | None = None
    needs_previous: bool = False
