"""The suites: every check of a build, declared without Great Expectations, so that reading them costs nothing."""

from __future__ import annotations

from expectations.suites.check import Check, CheckError, Scope, Severity, Tally
from expectations.suites.declared import declared_checks, schema_checks
from expectations.suites.rules import RuleError, rules
from expectations.suites.viewed import view_checks

__all__ = [
    "Check",
    "CheckError",
    "RuleError",
    "Scope",
    "Severity",
    "Tally",
    "checks",
    "declared_checks",
    "rules",
    "schema_checks",
    "view_checks",
]


def checks() -> list[Check]:
    """All checks, those of the schema first. `suite` and `name` together name one of them."""
    return [*schema_checks(), *declared_checks(), *view_checks(), *rules()]
