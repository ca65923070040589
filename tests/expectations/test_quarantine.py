"""Which notices are left out of a build: those whose own rows fail, and no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from expectations import run
from expectations.quarantine import MOST_NOTICES, WITHHELD, to_withhold

NOTICE = 1_000_000


@pytest.fixture
def withheld(broken: Callable) -> Callable[..., pl.DataFrame]:
    def find(*statements: str) -> pl.DataFrame:
        path: Path = broken(*statements)
        results = run.check(path, "run-1")
        assert run.blocking_failures(results).height or not statements
        return to_withhold(path, results)

    return find


def test_nobody_is_left_out_of_a_good_build(withheld: Callable) -> None:
    assert withheld().is_empty()


def test_a_failing_notice_is_named_with_rule_and_row(withheld: Callable) -> None:
    found = withheld(f"UPDATE fact_measure SET progress_code = 'x' WHERE notice_key = {NOTICE}")
    assert found.schema == WITHHELD
    assert found["notice_key"].to_list() == [NOTICE]
    reason = found["reason"][0]
    assert "fact_measure_progress_code_is_a_known_code" in reason
    assert '"measure_key":1001001' in reason


def test_a_notice_that_fails_several_checks_is_named_once(withheld: Callable) -> None:
    found = withheld(
        f"DELETE FROM fact_rectification WHERE notice_key = {NOTICE}",
        f"UPDATE dim_measure SET text_kept = '凭空而来' WHERE notice_key IN ({NOTICE}, {3 * NOTICE})",
    )
    assert sorted(found["notice_key"]) == [NOTICE, 3 * NOTICE]


def test_copies_of_a_failing_notice_are_left_out_with_it(withheld: Callable) -> None:
    found = withheld(
        f"UPDATE fact_measure SET progress_code = 'x' WHERE notice_key = {NOTICE}",
        f"INSERT INTO bridge_notice_copy BY NAME SELECT {NOTICE} AS notice_key, 77 AS copy_key",
    )
    assert sorted(found["notice_key"]) == [77, NOTICE]
    assert found["reason"].n_unique() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dim_status SET status_code = 'completed'",
        "DELETE FROM dim_category WHERE category_key = 0",
        "UPDATE fact_disclosure SET char_unclassified = char_count // 3",
        f"UPDATE fact_measure SET progress_code = 'x' WHERE notice_key <= {MOST_NOTICES + 1} * {NOTICE}",
        "UPDATE fact_measure SET progress_code = 'x'",
    ],
    ids=["rule_over_the_whole", "declaration_of_a_shared_table", "share", "too_many_notices", "all_notices"],
)
def test_a_fault_of_the_whole_leaves_nobody_out(statement: str, withheld: Callable) -> None:
    assert withheld(statement).is_empty()
