"""Checks that follow from the declarations: every table has them, and each kind is seen to fail."""

from __future__ import annotations

import json
from collections.abc import Callable

import duckdb
import pytest

from expectations.suites import checks, declared_checks, schema_checks
from expectations.suites.declared import REASON
from warehouse.tables import TABLES

BY_NAME = {check.name: check for check in (*schema_checks(), *declared_checks())}


@pytest.fixture
def outcome(broken: Callable) -> Callable[..., tuple[bool, int | None, list[dict[str, object]]]]:
    from expectations import engine  # noqa: PLC0415

    def run(name: str, *statements: str) -> tuple[bool, int | None, list[dict[str, object]]]:
        (found,) = engine.run(broken(*statements), [BY_NAME[name]])
        assert found.error is None
        return found.success, found.unexpected_count, json.loads(found.failing or "[]")

    return run


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.full_name)
def test_every_table_is_checked(table) -> None:
    own = [check for check in checks() if check.table == table.full_name]
    assert {"schema", "declared"} <= {check.suite for check in own}
    columns = {check.column for check in own}
    promised = {name for name, column in table.columns.columns().items() if not column.nullable}
    assert promised <= columns


def test_names_are_unique() -> None:
    names = [check.name for check in checks()]
    assert len(names) == len(set(names))


def test_all_of_them_block() -> None:
    assert {(check.severity, check.reason) for check in BY_NAME.values()} == {("blocking", REASON)}


def test_codes_bounds_and_references_come_from_the_declarations() -> None:
    kind = BY_NAME["fact_mention_kind_is_a_known_code"]
    assert kind.query.endswith("""WHERE "kind" NOT IN ('date', 'amount', 'document', 'outcome')""")
    confidence = BY_NAME["fact_mention_confidence_is_within_its_bounds"]
    assert confidence.query.endswith('WHERE "confidence" < 0 OR "confidence" > 1')
    assert 'FROM "main"."dim_problem"' in BY_NAME["dim_measure_problem_key_is_found_in_dim_problem"].query
    assert BY_NAME["dim_measure_problem_key_is_found_in_dim_problem"].zh == "整改措施·问题键：在“巡察反馈问题”中存在"


def test_bounds_are_inclusive_and_null_is_not_judged(outcome: Callable) -> None:
    name = "fact_mention_confidence_is_within_its_bounds"
    assert outcome(name, "UPDATE fact_mention SET confidence = mention_key % 2")[0]
    assert outcome(name, "UPDATE fact_mention SET confidence = NULL")[0]
    assert not outcome(name, "UPDATE fact_mention SET confidence = 1.01 WHERE mention_key = 5")[0]


@pytest.mark.parametrize(
    ("name", "statement", "count", "key"),
    [
        (
            "fact_measure_measure_key_names_one_row",
            "INSERT INTO fact_measure BY NAME SELECT * EXCLUDE (last_date_key) FROM fact_measure WHERE measure_key = 1001001",
            2,
            ("measure_key", 1001001),
        ),
        (
            "bridge_disclosure_unit_notice_key_and_unit_key_names_one_row",
            "INSERT INTO bridge_disclosure_unit FROM bridge_disclosure_unit WHERE notice_key = 1000000",
            2,
            ("unit_key", 101),
        ),
        (
            "evidence_segment_notice_key_and_start_names_one_row",
            "INSERT INTO evidence.segment BY NAME SELECT * EXCLUDE (stop) FROM evidence.segment "
            'WHERE notice_key = 1000000 AND "start" = 0',
            2,
            ("notice_key", 1000000),
        ),
        (
            "fact_measure_problem_key_is_found_in_dim_problem",
            "DELETE FROM dim_problem WHERE problem_key = 1001000",
            2,
            ("measure_key", 1001001),
        ),
        (
            "dim_problem_heading_is_never_null",
            "UPDATE dim_problem SET printed = NULL, heading_kept = NULL WHERE problem_key = 1001000",
            1,
            ("problem_key", 1001000),
        ),
        (
            "dim_measure_spans_is_never_null",
            "UPDATE dim_measure SET begins = NULL, spans_kept = NULL WHERE measure_key = 1001001",
            1,
            ("measure_key", 1001001),
        ),
        (
            "fact_measure_progress_code_is_a_known_code",
            "UPDATE fact_measure SET progress_code = '完成' WHERE measure_key = 1001001",
            1,
            ("progress_code", "完成"),
        ),
        (
            "evidence_segment_start_is_within_its_bounds",
            'UPDATE evidence.segment SET "start" = -1 WHERE notice_key = 1000000 AND "start" = 0',
            1,
            ("notice_key", 1000000),
        ),
        (
            "fact_measure_first_date_key_is_found_in_dim_date",
            "UPDATE fact_measure SET first_date_key = 20240732 WHERE measure_key = 1001001",
            1,
            ("first_date_key", 20240732),
        ),
        (
            "dim_measure_problem_key_is_found_in_dim_problem",
            "DELETE FROM dim_problem WHERE problem_key = 1001000",
            2,
            ("measure_key", 1001001),
        ),
        (
            "fact_mention_measure_key_is_found_in_dim_measure",
            "UPDATE fact_mention SET measure_key = 7 WHERE mention_key = 2",
            1,
            ("mention_key", 2),
        ),
        (
            "fact_measure_has_the_declared_columns",
            "ALTER TABLE fact_measure RENAME amount_yuan TO amount",
            2,
            ("column_name", "amount"),
        ),
        (
            "fact_measure_has_the_declared_columns",
            "ALTER TABLE fact_measure ALTER amount_yuan TYPE DOUBLE",
            1,
            ("built_type", "DOUBLE"),
        ),
        (
            "fact_measure_has_the_declared_columns",
            "ALTER TABLE fact_measure ADD COLUMN extra INTEGER",
            1,
            ("column_name", "extra"),
        ),
        ("dim_category_has_the_declared_columns", "DROP TABLE dim_category", 4, ("column_name", "category_code")),
    ],
)
def test_check_fails_on_a_broken_build_and_names_the_rows(
    name: str, statement: str, count: int, key: tuple[str, object], outcome: Callable
) -> None:
    success, unexpected, failing = outcome(name, statement)
    assert not success
    assert unexpected == count
    assert any(row[key[0]] == key[1] for row in failing)


def test_null_refers_to_nothing(outcome: Callable) -> None:
    name = "fact_mention_measure_key_is_found_in_dim_measure"
    assert outcome(name, "UPDATE fact_mention SET measure_key = NULL")[0]


def test_at_most_twenty_keys_are_given(outcome: Callable) -> None:
    name = "fact_measure_progress_code_is_a_known_code"
    success, count, failing = outcome(name, "UPDATE fact_measure SET progress_code = 'x'")
    assert not success
    assert count == 96
    assert len(failing) == 20


def test_rows_in_another_order_have_no_key_twice(outcome: Callable) -> None:
    name = "evidence_segment_notice_key_and_start_names_one_row"
    turned = "CREATE OR REPLACE TABLE evidence.segment AS FROM evidence.segment ORDER BY notice_key DESC, start"
    assert outcome(name, turned)[0]


def test_what_belongs_elsewhere_is_there_all_the_same(outcome: Callable) -> None:
    """References are first looked at together with what they belong to; they themselves are not at fault."""
    elsewhere = "UPDATE fact_mention SET problem_key = 2001000 WHERE measure_key = 1001001"
    assert outcome("fact_mention_problem_key_is_found_in_dim_problem", elsewhere)[0]
    assert outcome("fact_mention_measure_key_is_found_in_dim_measure", elsewhere)[0]


@pytest.mark.parametrize("printed", ["", " ", "。", "！％", "\u3000。", "12", "文"])
def test_derived_columns_are_null_only_where_what_they_are_derived_from_is(printed: str, broken: Callable) -> None:
    spoil = [f"UPDATE {table} SET printed = '{printed}'" for table in ("dim_problem", "dim_measure")]
    path = broken(*spoil, f"UPDATE fact_mention SET text = '{printed}'")
    with duckdb.connect(path, read_only=True) as connection:
        for table in TABLES:
            for name in table.derived:
                if not table.columns.columns()[name].nullable:
                    asked = f'SELECT count(*) FROM {table.full_name} WHERE "{name}" IS NULL'
                    assert connection.execute(asked).fetchall() == [(0,)], (table.name, name)
