"""Bugs that are known: tests with the right expectation that fail today. A bug that is put right loses its line here."""

from __future__ import annotations

import pytest

# (test function, what its id begins with, why it fails)
KNOWN: list[tuple[str, str, str]] = [
    ("test_problems", "04_township_run_in_fields-measures", "a forecast behind an effect is taken for a measure"),
]
WHOLE = ("of_made_up_notices", "test_problems")  # ids of these tests are matched whole, unless the entry ends in a dash


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        name, _, rest = item.name.partition("[")
        known = rest.removesuffix("]").encode("ascii", "backslashreplace").decode("unicode_escape")
        for function, begin, reason in KNOWN:
            if name.startswith(function) and (known == begin if _is_whole(name, begin) else known.startswith(begin)):
                # The columns of one table may be read right by chance.
                item.add_marker(pytest.mark.xfail(strict=not begin.endswith("-"), reason=reason))
                break


def _is_whole(name: str, begin: str) -> bool:
    return not begin.endswith("-") and any(part in name for part in WHOLE)
