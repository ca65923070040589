"""Rules of the subject matter, one `.sql` file each under `expectations/sql/`: the file's name is the rule's name.

A file opens with a header of `-- key: value` lines (`suite`, `table`, `severity`, `scope`, `zh`, `reason`; `needs: previous`
where it compares with the build published before; a line that starts with `--   ` goes on with the value above it) and
holds one query that returns the rows that fail: first their keys, `notice_key` among them where the scope is `notice`,
then what helps to see why. No rule is written in Python.

Where the query takes long, the header says how to see sooner that no row fails: `tally of <source>` is an aggregate over
that source that is 0 then (`check.Tally`), `passes with` names other checks, with commas, whose tallies are to be 0 as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast

from expectations.suites.check import Check, Scope, Severity, Tally
from expectations.suites.declared import declared_checks
from expectations.suites.viewed import view_checks

FOLDER = Path(__file__).resolve().parent.parent / "sql"
KEYS = {"suite", "table", "severity", "scope", "zh", "reason"}
OPTIONAL_KEYS = {"needs", "passes with"}
TALLY = "tally of "
VALUES = {"severity": ("blocking", "warning"), "scope": ("notice", "whole"), "needs": ("previous",)}


class RuleError(ValueError):
    """A rule's file that cannot be understood."""


def read_rule(path: Path) -> Check:
    """The rule that the file holds; raises RuleError where its header is incomplete or names something unknown."""
    text = path.read_text(encoding="utf-8")
    header: dict[str, str] = {}
    key = ""
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        if line.startswith("--   ") and key:
            header[key] += " " + line[2:].strip()
        else:
            key, _, value = line[2:].partition(":")
            key = key.strip()
            header[key] = value.strip()
    tallies = [Tally(key.removeprefix(TALLY), header.pop(key)) for key in list(header) if key.startswith(TALLY)]
    if unknown := header.keys() - KEYS - OPTIONAL_KEYS:
        raise RuleError(f"{path.name}: the header holds unknown keys: {', '.join(sorted(unknown))}")
    if missing := KEYS - {key for key, value in header.items() if value}:
        raise RuleError(f"{path.name}: the header lacks {', '.join(sorted(missing))}")
    for key, allowed in VALUES.items():
        if header.get(key, allowed[0]) not in allowed:
            raise RuleError(f"{path.name}: {key} is {' or '.join(allowed)}, not {header[key]}")
    return Check(
        suite=header["suite"],
        name=path.stem,
        zh=header["zh"],
        table=header["table"],
        severity=cast(Severity, header["severity"]),
        scope=cast(Scope, header["scope"]),
        reason=header["reason"],
        query=text.strip(),
        tallies=tuple(tallies),
        passes_with=tuple(re.split(r",\s*", header["passes with"])) if "passes with" in header else (),
        needs_previous="needs" in header,
    )


@cache
def rules(folder: Path = FOLDER) -> tuple[Check, ...]:
    """All rules, by name. Raises RuleError where one passes with a check that is not there."""
    read = [read_rule(path) for path in sorted(folder.glob("*.sql"))]
    by_name = {check.name: check for check in (*declared_checks(), *view_checks(), *read)}
    return tuple(_with_all_tallies(rule, by_name) for rule in read)


def _with_all_tallies(rule: Check, by_name: Mapping[str, Check]) -> Check:
    if strangers := [name for name in rule.passes_with if name not in by_name]:
        raise RuleError(f"{rule.name}.sql: it passes with checks that are not there: {', '.join(strangers)}")
    others = (tally for name in rule.passes_with for tally in by_name[name].tallies)
    return replace(rule, tallies=(*rule.tallies, *others))
