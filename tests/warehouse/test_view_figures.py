"""What the views count, and what they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import duckdb
import pytest

from tests.warehouse import cases
from tests.warehouse.cases import Problem
from warehouse import build

Ask = Callable[..., list[tuple[Any, ...]]]
CLOSED, OPEN, SILENT = "completed", "in_progress", "not_stated"


@pytest.fixture(scope="module")
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        build.create_empty(connection, stored=False)
        yield connection


@pytest.fixture
def ask(warehouse: duckdb.DuckDBPyConnection) -> Ask:
    """Rows of a query on a warehouse of some problems, and of more rows by table (`__` for the dot in its name)."""

    def asker(problems: list[Problem], sql: str, **rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        star = cases.star(problems)
        for name, extra in rows.items():
            table = name.replace("__", ".")
            star.rows[table] += [cases.row(table, values) for values in extra]
        with cases.filled(warehouse, star.frames()):
            return warehouse.execute(sql).fetchall()

    return asker


def test_quality_is_told_run_by_run_for_checks_that_failed(ask: Ask) -> None:
    def result(night: int, name: str, failing: int) -> dict[str, Any]:
        return {
            "run_id": f"run-{night}",
            "started_at": datetime(2026, 3, night, 18),
            "suite": "dates",
            "expectation": name,
            "table_name": "fact_mention",
            "severity": "warning",
            "success": failing == 0,
            "unexpected_count": failing,
        }

    nights = [result(night, "dates_are_undamaged", failing) for night, failing in ((1, 0), (2, 5), (3, 2))]
    nights += [result(night, "amounts_are_plausible", 0) for night in (1, 2, 3)]
    asked = "SELECT run_id, expectation, unexpected_count, change FROM v_quality_trend ORDER BY started_at"
    assert ask([], asked, audit__expectation_history=nights) == [
        ("run-1", "dates_are_undamaged", 0, None),
        ("run-2", "dates_are_undamaged", 5, 5),
        ("run-3", "dates_are_undamaged", 2, -3),
    ]


PARTS = "SELECT problems, closed, sustained, basically_completed, open, not_stated, unmapped FROM v_progress_by_unit"


def test_every_problem_is_closed_open_or_not_stated(ask: Ask) -> None:
    codes = [
        "completed",
        "completed_sustained",
        "basically_completed",
        "in_progress",
        "unmapped",
        "not_stated",
        "unknown",
    ]
    problems = [Problem(code) for code in codes]
    assert ask(problems, PARTS) == [(7, 2, 1, 1, 3, 2, 1)]


def test_basically_completed_and_unmapped_are_not_closed(ask: Ask) -> None:
    assert ask([Problem("basically_completed"), Problem("unmapped")], PARTS)[0][1] == 0


RATES = "SELECT claimed_completion_rate, evidenced_completion_rate FROM v_progress_by_unit WHERE unit_key = 1"


def test_evidenced_rate_counts_closed_items_with_evidence_only(ask: Ask) -> None:
    problems = [Problem(CLOSED, evidenced=True), Problem(CLOSED), Problem(OPEN, evidenced=True), Problem(OPEN)]
    assert ask(problems, RATES) == [(0.5, 0.25)]


def test_rates_are_null_where_there_is_no_problem(ask: Ask) -> None:
    disclosure = {"notice_key": 9, "unit_key": 9}
    rows: dict[str, Any] = {
        "fact_disclosure": [disclosure],
        "dim_notice": [{"notice_key": 9, "source_name": "9.txt"}],
        "dim_unit": [{"unit_key": 9}],
    }
    sql = "SELECT problems, measures, claimed_completion_rate, notices FROM v_progress_by_unit WHERE unit_key = 9"
    assert ask([Problem()], sql, **rows) == [(0, 0, None, 1)]


def test_categories_without_problems_are_listed_with_null_rates(ask: Ask) -> None:
    sql = "SELECT category_key, problems, claimed_completion_rate FROM v_progress_by_category ORDER BY 1"
    assert ask([Problem(CLOSED, category=2)], sql) == [(0, 0, None), (1, 0, None), (2, 1, 1.0), (3, 0, None)]


def test_problem_of_unknown_unit_category_and_date_is_not_dropped(ask: Ask) -> None:
    problem = Problem(CLOSED, unit=0, inspection=0, category=0, published=None, feedback=None)
    for view in ("unit", "category", "region", "month"):
        assert ask([problem], f"SELECT sum(problems) FROM v_progress_by_{view}") == [(1,)]


def test_four_progress_views_agree(ask: Ask) -> None:
    problems = [
        Problem(CLOSED, notice=n, unit=n % 3, inspection=n, category=n % 4, published=date(2025, 1 + n, 1))
        for n in range(1, 9)
    ]
    sums = {
        ask(problems, f"SELECT sum(problems), sum(closed), sum(measures) FROM v_progress_by_{view}")[0]
        for view in ("unit", "category", "region", "month")
    }
    assert sums == {(8, 8, 8)}


def test_problem_reported_again_counts_once_by_its_latest_notice(ask: Ask) -> None:
    problems = [
        Problem(OPEN, notice=1, thread=7, published=date(2025, 6, 1)),
        Problem(CLOSED, notice=2, thread=7, published=date(2026, 1, 1)),
    ]
    assert ask(problems, "SELECT problems, closed, notices FROM v_progress_by_unit") == [(1, 1, 2)]


def test_notice_without_a_date_is_older_than_one_with_a_date(ask: Ask) -> None:
    problems = [Problem(OPEN, notice=1, thread=7, published=None), Problem(CLOSED, notice=2, thread=7)]
    assert ask(problems, "SELECT problem_key FROM problem_states_as_of(DATE '2026-03-02')") == [(2,)]


def test_same_problem_of_a_later_inspection_is_a_problem_of_its_own(ask: Ask) -> None:
    problems = [
        Problem(CLOSED, thread=7),
        Problem(CLOSED, notice=2, inspection=2, thread=7, published=date(2026, 2, 1)),
    ]
    assert ask(problems, "SELECT problems FROM v_progress_by_unit") == [(2,)]


def test_two_like_problems_of_one_notice_both_count(ask: Ask) -> None:
    assert ask([Problem(thread=7), Problem(thread=7)], "SELECT problems FROM v_progress_by_unit") == [(2,)]


@pytest.mark.parametrize(
    ("status", "progress", "is_open"),
    [
        (CLOSED, "planned", False),
        (OPEN, "done", True),
        ("basically_completed", "done", True),
        ("unmapped", "done", True),
        (SILENT, "done", False),
        (SILENT, "ongoing", True),
        (SILENT, "planned", True),
        (SILENT, None, True),
    ],
)
def test_open_where_not_closed_or_not_stated_and_not_shown_done(
    ask: Ask, status: str, progress: str | None, is_open: bool
) -> None:
    assert ask([Problem(status, progress=progress)], "SELECT count(*) FROM v_open_items") == [(int(is_open),)]


DEADLINE = "SELECT days_left, days_overdue, overdue, light FROM v_open_items"


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        ((date(2026, 3, 1), "day"), (-1, 1, "certain", "red")),
        ((date(2026, 3, 2), "day"), (0, None, "no", "yellow")),
        ((date(2026, 3, 12), "day"), (10, None, "no", "yellow")),
        ((date(2026, 3, 13), "day"), (11, None, "no", "green")),
        ((date(2026, 3, 22), "day"), (20, None, "no", "green")),
        ((date(2026, 3, 23), "day"), (21, None, "no", None)),
        ((date(2026, 2, 1), "month"), (-2, 2, "certain", "red")),
        ((date(2026, 3, 1), "month"), (29, None, "possible", None)),
        ((date(2026, 1, 1), "year"), (304, None, "possible", None)),
        ((date(2025, 1, 1), "year"), (-61, 61, "certain", "red")),
        (None, (None, None, None, None)),
    ],
)
def test_deadline_is_the_last_day_of_what_is_printed(ask: Ask, deadline: Any, expected: tuple[Any, ...]) -> None:
    assert ask([Problem(OPEN, deadline=deadline)], DEADLINE) == [expected]


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        ((date(2026, 3, 1), "day"), ("certain", "past_due", "red", "past_due")),
        ((date(2026, 3, 12), "day"), ("no", "past_due", "yellow", "warning_10_days")),
        ((date(2026, 3, 22), "day"), ("no", "past_due", "green", "warning_20_days")),
        ((date(2026, 1, 1), "year"), ("possible", "past_due", None, None)),
        (None, (None, None, None, None)),
    ],
)
def test_every_flag_and_light_names_its_rule(ask: Ask, deadline: Any, expected: tuple[Any, ...]) -> None:
    columns = "overdue, overdue_rule, light, light_rule"
    assert ask([Problem(OPEN, deadline=deadline)], f"SELECT {columns} FROM v_open_items") == [expected]
    assert ask([Problem(OPEN, deadline=deadline)], "SELECT light_rule FROM v_ledger") == [expected[3:]]


def test_warnings_hold_items_with_a_light_or_possibly_past(ask: Ask) -> None:
    days = [(date(2026, 2, 1), "day"), (date(2026, 3, 1), "month"), (date(2026, 12, 1), "day"), None]
    problems = [Problem(OPEN, deadline=day) for day in days]
    assert ask(problems, "SELECT problem_key FROM v_warnings ORDER BY 1") == [(1,), (2,)]


def test_closed_item_is_never_overdue(ask: Ask) -> None:
    sql = "SELECT overdue, days_overdue, light FROM problem_states_as_of(DATE '2026-03-02')"
    assert ask([Problem(CLOSED, deadline=(date(2026, 2, 1), "day"))], sql) == [(None, None, None)]
    assert ask([Problem(CLOSED, deadline=(date(2026, 2, 1), "day"))], "SELECT overdue FROM v_progress_by_unit") == [
        (0,)
    ]


def test_macro_shows_what_was_known_on_a_day(ask: Ask) -> None:
    problems = [
        Problem(OPEN, notice=1, thread=7, published=date(2025, 6, 1)),
        Problem(CLOSED, notice=2, thread=7, published=date(2026, 1, 1)),
    ]
    sql = "SELECT problem_key FROM open_items_as_of(DATE '{}')"
    assert ask(problems, sql.format("2025-05-31")) == []
    assert ask(problems, sql.format("2025-12-31")) == [(1,)]
    assert ask(problems, sql.format("2026-01-01")) == []


def test_notice_dated_after_the_build_is_still_in_its_views(ask: Ask) -> None:
    assert ask([Problem(OPEN, published=date(2027, 1, 1))], "SELECT count(*) FROM v_open_items") == [(1,)]


def test_declared_totals_are_compared_only_where_declared(ask: Ask) -> None:
    sql = "SELECT problems_difference, measures_difference, agrees FROM v_declared_vs_extracted ORDER BY notice_key"
    disclosures = [
        {"notice_key": 8, "declared_problems": 5, "extracted_problems": 4},
        {
            "notice_key": 9,
            "declared_problems": 4,
            "extracted_problems": 4,
            "declared_measures": 7,
            "extracted_measures": 7,
        },
    ]
    notices = [{"notice_key": 8}, {"notice_key": 9}]
    found = ask([Problem()], sql, fact_disclosure=disclosures, dim_notice=notices)
    assert found == [(None, None, None), (-1, None, False), (0, 0, True)]


@pytest.mark.parametrize(
    ("declared", "counted_as", "agrees"),
    [(3, "items", True), (2, "groups", True), (4, None, False), (None, None, None)],
)
def test_declared_problems_may_count_items_or_groups(
    ask: Ask, declared: int | None, counted_as: str | None, agrees: bool | None
) -> None:
    disclosure = {"notice_key": 9, "declared_problems": declared, "extracted_problems": 3}
    problems = [
        {"problem_key": 90 + n, "notice_key": 9, "aspect": "一", "theme": theme}
        for n, theme in enumerate(["甲", "甲", None])
    ]
    rows: dict[str, Any] = {"fact_disclosure": [disclosure], "dim_problem": problems, "dim_notice": [{"notice_key": 9}]}
    sql = "SELECT problems_counted_as, agrees FROM v_declared_vs_extracted WHERE notice_key = 9"
    assert ask([Problem()], sql, **rows) == [(counted_as, agrees)]
    doubt = "SELECT count(*) FROM v_doubts WHERE doubt_code = 'total_missed'"
    assert ask([Problem()], doubt, **rows) == [(int(agrees is False),)]


def test_share_of_stated_items_tells_how_much_a_rate_says(ask: Ask) -> None:
    problems = [Problem(CLOSED), Problem(SILENT), Problem(SILENT, progress="planned"), Problem("unmapped")]
    assert ask(problems, "SELECT stated_share, shown_done FROM v_progress_by_unit") == [(0.5, 3)]


def test_coverage_adds_up_by_role(ask: Ask) -> None:
    segments = [
        {"notice_key": 1, "start": 0, "stop": 6, "role": "heading"},
        {"notice_key": 1, "start": 6, "stop": 8, "role": "unclassified"},
    ]
    rows: dict[str, Any] = {"evidence__segment": segments}
    sql = "SELECT char_covered, char_heading, char_unclassified, char_measure FROM v_coverage"
    assert ask([Problem()], sql, **rows) == [(8, 6, 2, 0)]


def test_status_history_looks_past_silent_notices(ask: Ask) -> None:
    problems = [
        Problem(CLOSED, notice=1, thread=7, published=date(2025, 1, 1)),
        Problem(SILENT, notice=2, thread=7, published=date(2025, 2, 1)),
        Problem(OPEN, notice=3, thread=7, published=date(2025, 3, 1)),
    ]
    sql = "SELECT statement_number, status_code, previous_status_code FROM v_status_history ORDER BY 1"
    assert ask(problems, sql) == [(1, CLOSED, None), (2, SILENT, CLOSED), (3, OPEN, CLOSED)]
    assert ask(problems, "SELECT regression_code, problem_key FROM v_regressions") == [("reopened", 3)]


def test_problem_found_again_by_a_later_inspection_is_a_regression(ask: Ask) -> None:
    problems = [
        Problem(CLOSED, notice=1, thread=7, published=date(2024, 1, 1)),
        Problem(CLOSED, notice=2, inspection=2, thread=7, published=date(2026, 1, 1)),
    ]
    assert ask(problems, "SELECT regression_code FROM v_regressions") == [("found_again",)]


def test_open_then_closed_is_no_regression(ask: Ask) -> None:
    problems = [
        Problem(OPEN, notice=1, thread=7, published=date(2025, 1, 1)),
        Problem(CLOSED, notice=2, thread=7, published=date(2026, 1, 1)),
    ]
    assert ask(problems, "SELECT * FROM v_regressions") == []


SIGNALS = "SELECT signal_code, problem_key, measure_key FROM v_signals ORDER BY ALL"
LONG = ("召开专题会议研究部署并逐项明确责任分工到岗到人。",)


def test_signal_closed_but_planned(ask: Ask) -> None:
    problems = [Problem(CLOSED, measure_progress="planned", evidenced=True), Problem(CLOSED, evidenced=True)]
    assert ask(problems, SIGNALS) == [("closed_but_planned", 1, None)]


def test_signal_nothing_specific_and_without_measures(ask: Ask) -> None:
    problems = [Problem(CLOSED), Problem(CLOSED, measures=()), Problem(OPEN)]
    assert ask(problems, SIGNALS) == [("closed_without_measures", 2, None), ("nothing_specific", 1, None)]
    passages = "SELECT passage FROM v_signals ORDER BY problem_key"
    assert ask(problems, passages) == [("一是召开会议。",), ("学习不够",)]


def test_signal_same_measure_text_under_several_problems(ask: Ask) -> None:
    problems = [Problem(measures=LONG), Problem(measures=(LONG[0].replace("。", ";"),), unit=2), Problem()]
    found = ask(
        problems, "SELECT signal_code, measure_key, other_problems, other_units, passage FROM v_signals ORDER BY 2"
    )
    assert [row[:4] for row in found] == [("same_measure_text", 101, 1, 1), ("same_measure_text", 201, 1, 1)]
    assert found[0][4] == LONG[0]


def test_same_measure_text_of_the_same_problem_in_two_notices_is_no_signal(ask: Ask) -> None:
    problems = [
        Problem(measures=LONG, thread=7),
        Problem(measures=LONG, thread=7, notice=2, published=date(2026, 2, 1)),
    ]
    assert ask(problems, SIGNALS) == []


def test_short_set_phrases_are_no_signal(ask: Ask) -> None:
    assert ask([Problem(measures=("加强学习。",)), Problem(measures=("加强学习。",))], SIGNALS) == []


def doubts(ask: Ask, problems: list[Problem], **rows: Any) -> list[tuple[Any, ...]]:
    return ask(problems, "SELECT doubt_code, problem_key, start, passage FROM v_doubts ORDER BY ALL", **rows)


@pytest.mark.parametrize(
    ("labels", "gaps"),
    [
        (["1", "2", "3"], []),
        (["1", "3"], [2]),
        (["（一）", "（二）", "（四）"], [3]),
        (["九", "十", "十一"], []),
        (["十九", "二十", "二十一", "二十三"], [4]),
        (["1", "2", "1", "2"], []),
        ([None, "2"], []),
        (["", "x"], []),
    ],
)
def test_doubt_numbering_gap(ask: Ask, labels: list[str | None], gaps: list[int]) -> None:
    found = doubts(ask, [Problem(label=label) for label in labels])
    assert [row[1] for row in found if row[0] == "numbering_gap"] == gaps


def test_doubts_of_items_without_measures_and_unmapped_statuses(ask: Ask) -> None:
    found = doubts(ask, [Problem(measures=()), Problem("unmapped", title="问题二")])
    assert found == [("item_without_measures", 1, 0, "学习不够"), ("unmapped_status", 2, 0, "问题二")]


def test_doubt_repaired_date_tells_both_readings(ask: Ask) -> None:
    mention = {
        "mention_key": 1,
        "notice_key": 1,
        "problem_key": 1,
        "kind": "date",
        "text": "2025717",
        "date_start": date(2025, 7, 17),
        "precision": "day",
        "confidence": 0.7,
        "alternative": "2025-07-01",
        "spans": [{"start": 1, "stop": 2}],
    }
    sql = "SELECT doubt_code, detail, start, passage FROM v_doubts"
    expected = [("repaired_date", "读作 2025-07-17，或 2025-07-01", 1, "2025717")]
    assert ask([Problem()], sql, fact_mention=[mention]) == expected


def test_doubt_totals_name_what_is_missed(ask: Ask) -> None:
    disclosure = {"notice_key": 9, "declared_problems": 5, "extracted_problems": 4}
    sql = "SELECT doubt_code, detail FROM v_doubts"
    found = ask([Problem()], sql, fact_disclosure=[disclosure], dim_notice=[{"notice_key": 9}])
    assert found == [("total_missed", "问题：自述 5，读出 4")]


def test_doubts_of_unclassified_passages_leave_out_blank_ones(ask: Ask) -> None:
    segments = [
        {"notice_key": 9, "start": 0, "stop": 2, "role": "unclassified"},
        {"notice_key": 9, "start": 2, "stop": 4, "role": "unclassified"},
    ]
    rows: dict[str, Any] = {
        "evidence__segment": segments,
        "evidence__notice_text": [{"notice_key": 9, "text": "甲乙\n\u3000"}],
        "dim_notice": [{"notice_key": 9}],
    }
    assert doubts(ask, [Problem()], **rows) == [("unclassified_passage", None, 0, "甲乙")]


def test_doubt_damaged_characters(ask: Ask) -> None:
    rows: dict[str, Any] = {
        "evidence__notice_text": [{"notice_key": 9, "text": "甲乙\ufffd丙"}],
        "dim_notice": [{"notice_key": 9}],
    }
    assert doubts(ask, [Problem()], **rows) == [("damaged_characters", None, 2, "甲乙\ufffd丙")]


RULE = {"rule_key": 77, "rule_code": "four", "base_event": "feedback", "offset_months": 4}


@pytest.mark.parametrize(
    ("feedback", "published", "expected"),
    [
        (date(2025, 10, 31), date(2026, 2, 28), (date(2026, 2, 28), 0, True)),
        (date(2025, 10, 31), date(2026, 3, 1), (date(2026, 2, 28), 1, False)),
        (date(2025, 10, 10), None, (date(2026, 2, 10), None, None)),
    ],
)
def test_rules_run_in_calendar_months(
    ask: Ask, feedback: date, published: date | None, expected: tuple[Any, ...]
) -> None:
    sql = "SELECT due_on, days_after_due, is_within FROM v_cycle_time_by_rule WHERE rule_code = 'four'"
    assert ask([Problem(feedback=feedback, published=published)], sql, dim_rule=[RULE]) == [expected]


@pytest.mark.parametrize(
    ("valid", "count"), [({"valid_from": date(2026, 1, 1)}, 0), ({"valid_to": date(2026, 1, 1)}, 1), ({}, 1)]
)
def test_rule_applies_where_it_is_in_force_on_the_day_of_feedback(ask: Ask, valid: dict[str, date], count: int) -> None:
    sql = "SELECT count(*) FROM v_cycle_time_by_rule WHERE rule_code = 'four'"
    assert ask([Problem()], sql, dim_rule=[RULE | valid]) == [(count,)]


def test_cycle_time_tells_which_terms_were_exceeded(ask: Ask) -> None:
    problem = Problem(feedback=date(2025, 10, 10), published=date(2026, 1, 1))
    sql = "SELECT rules_within, rules_exceeded, exceeded_rules FROM v_cycle_time"
    assert ask([problem], sql) == [(1, 1, "report_2_months")]


def action(key: int, start: date, precision: str = "day", **more: Any) -> dict[str, Any]:
    values = {"kind": "date", "role": "action", "part": "measure", "date_start": start, "precision": precision}
    return {"mention_key": key, "notice_key": 1, "text": "日期", "spans": []} | values | more


CYCLE = "SELECT first_action_on, days_feedback_to_first_action, days_feedback_to_publication FROM v_cycle_time"


def test_cycle_time_counts_days_between_events(ask: Ask) -> None:
    problem = Problem(feedback=date(2025, 10, 10), published=date(2026, 1, 10))
    mentions = [action(1, date(2025, 12, 1)), action(2, date(2025, 11, 1))]
    assert ask([problem], CYCLE, fact_mention=mentions) == [(date(2025, 11, 1), 22, 92)]


@pytest.mark.parametrize(
    ("mention", "first"),
    [
        (action(1, date(2019, 5, 1)), None),
        (action(1, date(2025, 1, 1), "year"), None),
        (action(1, date(2025, 11, 1), role="deadline"), None),
        (action(1, date(2025, 9, 1), "month"), None),
        (action(1, date(2025, 10, 1), "month"), date(2025, 10, 10)),
        (action(1, date(2019, 5, 1), "month", date_end=date(2025, 11, 1)), date(2025, 10, 10)),
    ],
)
def test_first_action_is_one_since_the_inspection(ask: Ask, mention: dict[str, Any], first: date | None) -> None:
    found = ask([Problem(feedback=date(2025, 10, 10))], CYCLE, fact_mention=[mention])
    assert found[0][0] == first


def test_first_action_is_unknown_where_nothing_tells_when_the_inspection_was(ask: Ask) -> None:
    assert ask([Problem(feedback=None)], CYCLE, fact_mention=[action(1, date(2025, 11, 1))])[0][0] is None


def test_recurring_problems_are_counted_by_group(ask: Ask) -> None:
    problems = [
        Problem(title="“三会一课”不够规范", recurrence=7, likeness=0.8),
        Problem(title="三会一课不规范", unit=2, inspection=2, notice=2, recurrence=7),
        Problem(title="别的"),
    ]
    columns = "recurrence_key, title, problems, wordings, least_likeness, units, problem_keys"
    expected = [(7, "三会一课不规范", 2, 2, 0.8, 2, [1, 2])]
    assert ask(problems, f"SELECT {columns} FROM v_recurring_problems") == expected


def test_a_problem_reported_twice_does_not_recur(ask: Ask) -> None:
    twice = [Problem(thread=1, recurrence=7), Problem(notice=2, thread=1, recurrence=7, published=date(2026, 2, 1))]
    assert ask(twice, "FROM v_recurring_problems") == []


def test_ledger_has_one_line_an_item_with_its_measures(ask: Ask) -> None:
    problems = [Problem(measures=("甲。", "乙。")), Problem(measures=())]
    found = ask(problems, "SELECT problem_key, measures_text FROM v_ledger ORDER BY 1")
    assert found == [(1, "甲。\n乙。"), (2, None)]


def test_responsibility_list_keeps_items_that_name_nobody(ask: Ask) -> None:
    problems = [Problem(OPEN, responsible="办公室"), Problem(CLOSED, responsible="办公室"), Problem(OPEN)]
    sql = "SELECT responsible, problems, closed, open_items FROM v_responsibility_list ORDER BY 1 NULLS LAST"
    assert ask(problems, sql) == [("办公室", 2, 1, 1), (None, 1, 0, 1)]


def test_outcomes_outside_the_items_are_kept(ask: Ask) -> None:
    outcome = {
        "mention_key": 1,
        "notice_key": 1,
        "unit_key": 1,
        "kind": "outcome",
        "text": "修订制度3项",
        "outcome_code": "rules",
        "spans": [],
    }
    assert ask([Problem()], "SELECT text, title, is_latest FROM v_outcomes", fact_mention=[outcome]) == [
        ("修订制度3项", None, True)
    ]


def test_evidence_joins_scattered_spans_in_order(ask: Ask) -> None:
    spans = [{"start": 4, "stop": 6}, {"start": 0, "stop": 2}]
    mention = {"mention_key": 1, "notice_key": 9, "kind": "date", "text": "丙丁甲乙", "spans": spans}
    rows: dict[str, Any] = {
        "fact_mention": [mention],
        "evidence__notice_text": [{"notice_key": 9, "text": "甲乙--丙丁"}],
        "dim_notice": [{"notice_key": 9}],
    }
    assert ask([Problem()], "SELECT passage FROM v_evidence WHERE kind = 'mention'", **rows) == [("丙丁甲乙",)]


def test_evidence_counts_characters_not_bytes_or_graphemes(ask: Ask) -> None:
    text = "𠮷e\u0301甲乙"
    mention = {"mention_key": 1, "notice_key": 9, "kind": "date", "text": "甲", "spans": [{"start": 3, "stop": 4}]}
    rows: dict[str, Any] = {
        "fact_mention": [mention],
        "evidence__notice_text": [{"notice_key": 9, "text": text}],
        "dim_notice": [{"notice_key": 9}],
    }
    assert ask([Problem()], "SELECT passage FROM v_evidence WHERE kind = 'mention'", **rows) == [(text[3],)]
