"""Rules of the subject matter, one `.sql` file each under `expectations/sql/`: the file's name is the rule's name.

A file opens with a header of `-- key: value` lines (`suite`, `table`, `severity`, `scope`, `zh`, `reason`; `needs: previous`
where it compares with the build published before; a line that starts with `--   ` goes on with the value above it) and
holds one query that returns the rows that fail: first their keys, `notice_key` among them where the scope is `notice`,
then what helps to see why. No rule is written in Python.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import cast

from expectations.suites.check import Check, Scope, Severity

FOLDER = Path(__file__).resolve().parent.parent / "sql"
KEYS = {"suite", "table", "severity", "scope", "zh", "reason", "needs"}
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
    if unknown := header.keys() - KEYS:
        raise RuleError(f"{path.name}: the header holds unknown keys: {', '.join(sorted(unknown))}")
    if missing := KEYS - {"needs"} - {key for key, value in header.items() if value}:
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
        needs_previous="needs" in header,
    )


@cache
def rules() -> tuple[Check, ...]:
    """All rules, by name."""
    return tuple(read_rule(path) for path in sorted(FOLDER.glob("*.sql")))
