"""Checks that follow from the declarations of the views: each opens, and its key names one row.

Macros are not asked: the views hold what they return on the build's day. What a view's figures must agree with belongs in
`expectations/sql/`.
"""

from __future__ import annotations

from functools import cache

from expectations.suites.check import Check, Tally, fingerprint
from expectations.suites.declared import no_key_twice
from warehouse import views
from warehouse.ddl import quoted
from warehouse.tables import BY_NAME

SUITE = "views"
REASON = (
    "a row that a view shows twice is counted twice by whoever adds it up; no notice can cause it, only a join of ours"
)
LISTS = {
    "problem_states": {"fact_rectification": "problem_key"},
    "v_problem_list": {"fact_rectification": "problem_key"},
    "v_status_history": {"fact_rectification": "problem_key"},
    "v_task_list": {"fact_measure": "measure_key"},
    "v_evidence": {
        "dim_problem": "'problem', problem_key",
        "dim_measure": "'measure', measure_key",
        "fact_mention": "'mention', mention_key",
    },
    "v_notice_list": {"fact_disclosure": "notice_key"},
    "v_coverage": {"fact_disclosure": "notice_key"},
    "v_declared_vs_extracted": {"fact_disclosure": "notice_key"},
    "v_cycle_time": {"fact_disclosure": "notice_key"},
}
"""Views that list all rows of tables → these tables, with the view's key for a row of each."""


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
        tallies=_no_row_twice(view),
    )


def _no_row_twice(view: views.View) -> tuple[Tally, ...]:
    """A list shows each row of its tables once where it has their keys; that these are not there twice is checked with them."""
    if view.name not in LISTS:
        keys = ", ".join(map(quoted, view.key))  # hashed, because NULL is not counted
        return (Tally(view.name, f"count(*) - count(DISTINCT hash({keys}))"),)
    listed = " - ".join(f"(SELECT {fingerprint(key)} FROM {table})" for table, key in LISTS[view.name].items())
    own = Tally(view.name, f"{fingerprint(*map(quoted, view.key))} - {listed}")
    return own, *(tally for table in LISTS[view.name] for tally in no_key_twice(BY_NAME[table]))
