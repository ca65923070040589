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

    All tallies of a source are counted in one scan, however many checks look at them. What one counts need not be rows: a
    check whose tallies are not all 0 is asked again by its query.
    """

    source: str
    failing: str


@dataclass(frozen=True)
class Check:
    """One check of one table.

    `name` is the message a reader sees when it fails, `zh` the same in Chinese, `reason` why its bound and its severity
    are what they are. `query` returns the rows that fail, in SQL. `scope` says whose fault a failing row is: that of the
    `notice` whose `notice_key` stands in it, which can be left out, or of the build as a `whole`. `tallies` are set where
    scans shared with other checks can tell that it passes: it does where each of them is 0; `passes_with` names the checks
    of which it has some of them. `column` is set where the check looks at one column. A check with `needs_previous`
    compares with the build that was published before.
    """

    suite: str
    name: str
    zh: str
    table: str
    severity: Severity
    scope: Scope
    reason: str
    query: str
    tallies: tuple[Tally, ...] = ()
    passes_with: tuple[str, ...] = ()
    column: str | None = None
    needs_previous: bool = False


def fingerprint(*columns: str) -> str:
    """SQL: a number that two sets of rows share, in any order, where these columns hold the same in both.

    A sum of 64-bit hashes. Different rows give the same sum by chance alone, once in 10^19 times: comparing two sums takes a
    hundredth of what a join takes. Hashed twice, for the hash of several columns mixes theirs too simply to be added up.
    """
    return f"sum(hash(hash({', '.join(columns)})))"
