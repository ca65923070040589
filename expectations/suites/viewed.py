"""Checks that follow from the declarations of the views: each opens, and its key names one row.

Macros are not asked: the views hold what they return on the build's day. What a view's figures must agree with belongs in
`expectations/sql/`.
"""

from __future__ import annotations

from functools import cache

from expectations.suites.check import Check
from warehouse import views
from warehouse.ddl import quoted

SUITE = "views"
REASON = (
    "a row that a view shows twice is counted twice by whoever adds it up; no notice can cause it, only a join of ours"
)


@cache
def view_checks() -> tuple[Check, ...]:
    """One check a view; a view that does not open is an error of its check."""
    return tuple(_check(view) for view in views.load() if not view.is_macro)


def _check(view: views.View) -> Check:
    keys = ", ".join(map(quoted, view.key))
    return Check(
        suite=SUITE,
        name=f"{view.name}_{'_and_'.join(view.key)}_names_one_row",
        zh=f"{view.zh_name}：每行只出现一次",
        table=view.name,
        severity="blocking",
        scope="whole",
        reason=REASON,
        query=f"SELECT {keys}, count(*) AS row_count FROM {quoted(view.name)} GROUP BY {keys} HAVING count(*) > 1",
    )
