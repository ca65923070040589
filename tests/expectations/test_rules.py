"""Every rule passes on a good build and fails on one that breaks it, naming the right rows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from expectations.suites import RuleError, Tally, rules
from expectations.suites.rules import read_rule
from warehouse import views
from warehouse.tables import BY_NAME

NOTICE, PROBLEM, MEASURE = 1_000_000, 1_001_000, 1_001_001
OTHER_NOTICE, OTHER_PROBLEM = 2_000_000, 2_001_000
HEADER = "-- suite: s\n-- table: t\n-- zh: 好\n-- reason: r\n"

TEXTS_AS_A_TABLE = """
CREATE TEMP TABLE texts AS FROM evidence.notice_text;
DROP VIEW evidence.notice_text;
CREATE TABLE evidence.notice_text AS FROM texts;
"""  # the view puts texts together from the rows of other tables, where no single text can be deleted

BREAKS: dict[str, tuple[str, ...]] = {
    # keys
    "every_notice_has_its_fact": (f"DELETE FROM fact_disclosure WHERE notice_key = {NOTICE}",),
    "every_notice_has_its_text": (
        TEXTS_AS_A_TABLE,
        f"DELETE FROM evidence.notice_text WHERE notice_key = {NOTICE}",
    ),
    "every_notice_has_a_source": (f"DELETE FROM audit.source WHERE notice_key = {NOTICE}",),
    "every_problem_has_its_fact": (f"DELETE FROM fact_rectification WHERE problem_key = {PROBLEM}",),
    "every_measure_has_its_fact": (
        f"UPDATE fact_measure SET problem_key = {OTHER_PROBLEM} WHERE measure_key = {MEASURE}",
    ),
    "every_measure_belongs_to_a_problem": (
        f"UPDATE dim_measure SET problem_key = {OTHER_PROBLEM} WHERE measure_key = {MEASURE}",
    ),
    "every_mention_belongs_to_its_notice": (
        f"UPDATE fact_mention SET problem_key = {OTHER_PROBLEM} WHERE measure_key = {MEASURE} AND kind = 'amount'",
    ),
    "every_tile_belongs_to_its_notice": (
        f"UPDATE evidence.segment SET problem_key = {OTHER_PROBLEM} WHERE notice_key = {NOTICE} AND role = 'status'",
    ),
    "every_notice_has_one_main_unit": (f"INSERT INTO bridge_disclosure_unit VALUES ({NOTICE}, 102, true)",),
    "every_inspection_is_of_the_unit_of_its_notice": (
        "UPDATE dim_inspection SET unit_key = 102 WHERE inspection_key = 201",
    ),
    "facts_of_a_problem_agree_with_its_notice": (
        f"UPDATE fact_rectification SET published_date_key = 20240101 WHERE problem_key = {PROBLEM}",
    ),
    "facts_of_a_measure_agree_with_its_problem": (
        f"UPDATE fact_measure SET status_key = 2 WHERE measure_key = {MEASURE}",
    ),
    "parts_name_the_unit_of_their_notice": (f"UPDATE dim_measure SET unit_key = 102 WHERE measure_key = {MEASURE}",),
    "a_thread_has_one_problem_of_a_notice": (
        f"UPDATE dim_problem SET thread_key_kept = {PROBLEM} WHERE notice_key = {NOTICE}",
    ),
    "dimensions_have_an_unknown_member": ("DELETE FROM dim_category WHERE category_key = 0",),
    "codes_name_one_status": ("UPDATE dim_status SET status_code = 'completed'",),
    "codes_name_one_category": ("UPDATE dim_category SET category_code = 'conduct'",),
    "codes_name_one_rule": ("UPDATE dim_rule SET rule_code = 'report'",),
    # counts
    "measure_counts_agree": (f"UPDATE fact_rectification SET measures_done = 1 WHERE problem_key = {PROBLEM}",),
    "extracted_totals_agree": (f"UPDATE fact_disclosure SET extracted_measures = 5 WHERE notice_key = {NOTICE}",),
    "declared_totals_are_found": (f"UPDATE fact_disclosure SET declared_problems = 3 WHERE notice_key = {NOTICE}",),
    "every_problem_has_measures": (f"UPDATE fact_rectification SET measure_count = 0 WHERE problem_key = {PROBLEM}",),
    "problems_are_numbered_without_gaps": (
        f'UPDATE dim_problem SET "sequence" = 3 WHERE problem_key = {PROBLEM + 1000}',
    ),
    "measures_are_numbered_without_gaps": (f"UPDATE dim_measure SET ordinal = 2 WHERE measure_key = {MEASURE}",),
    "printed_numbers_run_on": (f"UPDATE dim_problem SET number_label = '（3）' WHERE problem_key = {PROBLEM + 1000}",),
    "amounts_add_up": (f"UPDATE fact_measure SET amount_yuan = 35000.01 WHERE measure_key = {MEASURE}",),
    # tiling
    "every_notice_is_covered_by_its_tiles": (
        f"DELETE FROM evidence.segment WHERE notice_key = {NOTICE} AND role = 'signature'",
    ),
    "tiles_follow_one_another": (
        f"UPDATE evidence.segment SET size = size - 1 WHERE notice_key = {NOTICE} AND role = 'intro'",
    ),
    "reading_order_counts_every_tile": (
        f"UPDATE evidence.segment SET reading_order = 1 WHERE notice_key = {NOTICE} AND reading_order = 2",
    ),
    "char_counts_agree": (f"UPDATE fact_disclosure SET char_unclassified = 7 WHERE notice_key = {NOTICE}",),
    # evidence
    "spans_lie_inside_the_text": (
        "UPDATE fact_mention SET begins = NULL, spans_kept = [{'start': 5, 'stop': 100000}] "
        f"WHERE measure_key = {MEASURE} AND kind = 'date'",
    ),
    "texts_are_put_together_without_gaps": (
        f"UPDATE dim_measure SET begins = begins + 1 WHERE measure_key = {MEASURE}",
    ),
    "spans_give_back_the_text": (f"UPDATE dim_measure SET text_kept = '凭空而来' WHERE measure_key = {MEASURE}",),
    # status
    "a_status_that_is_not_printed_is_not_stated": (
        f"UPDATE fact_rectification SET status_text = NULL, status_basis = 'none' WHERE problem_key = {PROBLEM}",
    ),
    "status_phrases_are_known": (
        f"UPDATE fact_rectification SET status_key = 3, status_text = '已了了之' WHERE problem_key = {PROBLEM}",
    ),
    # dates
    "inspections_start_before_they_end": (
        "UPDATE dim_inspection SET inspection_start = '2024-05-01' WHERE inspection_key = 201",
    ),
    "feedback_follows_the_inspection": (
        "UPDATE dim_inspection SET feedback_on = '2024-04-29' WHERE inspection_key = 201",
    ),
    "publication_follows_the_feedback": (
        f"UPDATE fact_disclosure SET published_date_key = 20240604 WHERE notice_key = {NOTICE}",
    ),
    "nothing_is_published_in_the_future": (
        f"UPDATE dim_notice SET published_on = '2025-02-02' WHERE notice_key = {NOTICE}",
    ),
    "comment_periods_start_before_they_end": (
        f"UPDATE dim_notice SET comment_end = '2025-01-19' WHERE notice_key = {NOTICE}",
    ),
    "deadlines_follow_the_feedback": (
        f"UPDATE fact_rectification SET deadline_on = '2024-05-01' WHERE problem_key = {PROBLEM}",
    ),
    "actions_precede_the_publication": (
        f"UPDATE fact_measure SET last_date_key_kept = 20250121 WHERE measure_key = {MEASURE}",
    ),
    "periods_start_before_they_end": (
        f"UPDATE fact_mention SET date_end = '2024-02-29' WHERE notice_key = {NOTICE} AND role = 'inspection'",
    ),
    "dates_are_undamaged": (
        f"UPDATE fact_mention SET confidence = 0.8 WHERE measure_key = {MEASURE} AND kind = 'date'",
    ),
    "date_keys_agree_with_the_dates": (
        f"UPDATE fact_rectification SET deadline_date_key = 20241202 WHERE problem_key = {PROBLEM}",
    ),
    "first_dates_precede_last_dates": (
        f"UPDATE fact_measure SET first_date_key = 20240702, last_date_key_kept = 20240701 WHERE measure_key = {MEASURE}",
    ),
    "days_to_publication_are_right": (
        f"UPDATE fact_disclosure SET days_feedback_to_publication = NULL WHERE notice_key = {NOTICE}",
    ),
    # mentions
    "mentions_hold_what_their_kind_says": (
        f"UPDATE fact_mention SET amount_yuan = NULL WHERE measure_key = {MEASURE} AND kind = 'amount'",
    ),
    "amounts_are_plausible": (
        f"UPDATE fact_mention SET amount_yuan = 3e12 WHERE measure_key = {MEASURE} AND kind = 'amount'",
    ),
    # reading
    "passages_are_classified": (f"UPDATE fact_disclosure SET char_unclassified = 50 WHERE notice_key = {NOTICE}",),
    "most_of_the_text_is_classified": ("UPDATE fact_disclosure SET char_unclassified = char_count // 3",),
    "no_file_is_in_quarantine": (
        "INSERT INTO audit.quarantine VALUES ('坏.txt', NULL, 'decode', 'binary', '无法读取', now(), now())",
    ),
    "a_file_came_in_lately": ("UPDATE audit.source SET first_seen_at = '2024-10-01'",),
    "there_are_notices": ("DELETE FROM dim_notice",),
    # views
    "lists_hold_every_row_of_their_facts": (f"DELETE FROM dim_measure WHERE measure_key = {MEASURE}",),
    "progress_adds_up_to_the_problems": (
        "CREATE OR REPLACE VIEW v_progress_by_month AS SELECT * REPLACE (2 AS claimed_completion_rate) "
        "FROM v_progress_by_region",
    ),
    "shares_of_a_text_lie_between_none_and_all": (
        f"UPDATE {views.STORED}.v_coverage SET char_covered = 1 WHERE notice_key = {NOTICE}",
    ),
    "lights_follow_the_days_left": (
        "CREATE OR REPLACE VIEW v_warnings AS SELECT * REPLACE ('red' AS light) "
        f"FROM problem_states_as_of(DATE '2025-02-01') WHERE problem_key = {PROBLEM}",
    ),
    # volume, against the good build
    "volumes_did_not_halve": (f"DELETE FROM dim_notice WHERE notice_key > 11 * {NOTICE}",),
    "volumes_did_not_triple": (
        "INSERT INTO fact_mention BY NAME SELECT mention_key, notice_key, kind, part, text, begins FROM fact_mention, range(3)",
    ),
}
KEYS: dict[str, object] = {
    "lists_hold_every_row_of_their_facts": "v_task_list",
    "progress_adds_up_to_the_problems": "v_progress_by_month",
    "dimensions_have_an_unknown_member": "dim_category",
    "status_phrases_are_known": "已了了之",
    "no_file_is_in_quarantine": "坏.txt",
    "inspections_start_before_they_end": 201,
    "feedback_follows_the_inspection": 201,
    "volumes_did_not_halve": "dim_notice",
    "volumes_did_not_triple": "fact_mention",
}


@pytest.fixture
def outcome(previous_build: Path) -> Callable[[Path, str], tuple[bool, list[dict[str, object]]]]:
    """Runs one rule on a build, with the good build as the previous one: passed or not, and the rows that fail."""
    from expectations import engine  # noqa: PLC0415

    by_name = {rule.name: rule for rule in rules()}

    def run(path: Path, name: str) -> tuple[bool, list[dict[str, object]]]:
        (found,) = engine.run(path, [by_name[name]], previous_build)
        assert found.error is None
        return found.success, json.loads(found.failing or "[]")

    return run


def test_every_rule_is_seen_to_fail() -> None:
    assert BREAKS.keys() == {rule.name for rule in rules()}


@pytest.mark.parametrize("name", BREAKS)
def test_rule_fails_on_a_broken_build_and_names_the_rows(name: str, broken: Callable, outcome: Callable) -> None:
    success, failing = outcome(broken(*BREAKS[name]), name)
    assert not success
    assert 1 <= len(failing) <= 20
    if next(rule for rule in rules() if rule.name == name).scope == "notice":
        assert all(row["notice_key"] for row in failing)
    key = KEYS.get(name)
    if key is not None:
        assert any(key in row.values() for row in failing)
    elif numbers := [int(number) for number in re.findall(r"\b\d{7}\b", " ".join(BREAKS[name]))]:
        assert any(number in row.values() for number in [*numbers, NOTICE] for row in failing)


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("amounts_add_up", f"UPDATE fact_rectification SET amount_yuan = 1 WHERE problem_key = {PROBLEM}"),
        ("amounts_add_up", f"UPDATE fact_measure SET document_count = 2 WHERE measure_key = {MEASURE}"),
        ("extracted_totals_agree", f"UPDATE fact_disclosure SET extracted_problems = 1 WHERE notice_key = {NOTICE}"),
        ("measure_counts_agree", f"UPDATE fact_measure SET progress_code = 'planned' WHERE measure_key = {MEASURE}"),
        ("char_counts_agree", f"UPDATE dim_notice SET char_count = char_count + 1 WHERE notice_key = {NOTICE}"),
        ("char_counts_agree", f"UPDATE fact_disclosure SET char_count = char_count - 1 WHERE notice_key = {NOTICE}"),
        ("every_notice_is_covered_by_its_tiles", f"DELETE FROM evidence.segment WHERE notice_key = {NOTICE}"),
        (
            "spans_lie_inside_the_text",
            f"UPDATE fact_mention SET begins = begins + 100000 WHERE measure_key = {MEASURE} AND kind = 'amount'",
        ),
        (
            "spans_lie_inside_the_text",
            f"UPDATE dim_measure SET spans_kept = [{{'start': 5, 'stop': 5}}] WHERE measure_key = {MEASURE}",
        ),
        ("every_measure_has_its_fact", f"DELETE FROM fact_measure WHERE measure_key = {MEASURE}"),
        (
            "every_measure_has_its_fact",  # the same keys on both sides, in other pairs
            f"UPDATE fact_measure SET problem_key = CASE measure_key WHEN {MEASURE} THEN {PROBLEM + 1000} ELSE {PROBLEM} END "
            f"WHERE measure_key IN ({MEASURE}, {MEASURE + 1000})",
        ),
        ("progress_adds_up_to_the_problems", f"UPDATE {views.STORED}.v_progress_by_unit SET problems = problems + 1"),
    ],
)
def test_rule_fails_also_in_another_way(name: str, statement: str, broken: Callable, outcome: Callable) -> None:
    success, failing = outcome(broken(statement), name)
    assert not success
    assert failing


@pytest.fixture
def never_fails(broken: Callable, outcome: Callable) -> Callable[..., None]:
    def check(name: str, *statements: str) -> None:
        assert outcome(broken(*statements), name) == (True, [])

    return check


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        # the end of a month as deadline is its last day
        (
            "deadlines_follow_the_feedback",
            f"UPDATE fact_rectification SET deadline_on = '2024-06-01' WHERE problem_key = {PROBLEM}",
        ),
        # numbers start again at 1
        ("printed_numbers_run_on", "UPDATE dim_problem SET number_label = '1'"),
        ("printed_numbers_run_on", "UPDATE dim_problem SET number_label = NULL"),
        # a plan may lie ahead
        (
            "actions_precede_the_publication",
            "UPDATE fact_measure SET last_date_key_kept = 20260101, progress_code = 'planned'",
        ),
        # a notice that names no unit
        (
            "every_notice_has_one_main_unit",
            f"UPDATE fact_disclosure SET unit_key = 0 WHERE notice_key = {NOTICE}; "
            f"DELETE FROM bridge_disclosure_unit WHERE notice_key = {NOTICE}",
        ),
        # nothing is known
        (
            "days_to_publication_are_right",
            "UPDATE fact_disclosure SET feedback_date_key = 0, days_feedback_to_publication = NULL",
        ),
        ("date_keys_agree_with_the_dates", "UPDATE fact_rectification SET deadline_on = NULL, deadline_date_key = 0"),
        ("publication_follows_the_feedback", "UPDATE fact_disclosure SET published_date_key = 0"),
        # half is not below half; and another folder is another matter
        ("volumes_did_not_halve", f"DELETE FROM dim_notice WHERE notice_key > 12 * {NOTICE}"),
        ("volumes_did_not_halve", "DELETE FROM dim_notice; UPDATE audit.build SET landing = '/elsewhere'"),
        # a code may return after its time
        (
            "codes_name_one_rule",
            "UPDATE dim_rule SET rule_code = 'report', valid_to = CASE rule_key WHEN 1 THEN DATE '2024-01-31' END, "
            "valid_from = CASE rule_key WHEN 2 THEN DATE '2024-02-01' END",
        ),
        # text that the source scatters: two ranges, in reading order
        (
            "spans_give_back_the_text",
            "UPDATE dim_problem SET spans_kept = [{'start': spans[1].start, 'stop': spans[1].start + 3}, "
            "{'start': spans[1].start + 3, 'stop': spans[1].stop}]",
        ),
        (
            "texts_are_put_together_without_gaps",
            "UPDATE dim_problem SET begins = NULL, spans_kept = [{'start': begins, 'stop': begins + 3}, "
            "{'start': begins + 3, 'stop': begins + length(printed)}]",
        ),
        # punctuation that only ends a heading, quotes, blanks and invisible characters
        (
            "spans_give_back_the_text",
            "UPDATE dim_problem SET heading_kept = '“' || heading || '”　' || chr(8203) || '。'",
        ),
    ],
)
def test_rule_passes_where_nothing_is_wrong(name: str, statement: str, never_fails: Callable) -> None:
    never_fails(name, statement)


def test_scattered_text_in_the_wrong_order_is_not_given_back(broken: Callable, outcome: Callable) -> None:
    path = broken(
        "UPDATE dim_problem SET spans_kept = [{'start': spans[1].start + 3, 'stop': spans[1].stop}, "
        f"{{'start': spans[1].start, 'stop': spans[1].start + 3}}] WHERE problem_key = {PROBLEM}",
    )
    success, failing = outcome(path, "spans_give_back_the_text")
    assert not success
    assert [row["key"] for row in failing] == [PROBLEM]


MOVED = [f"UPDATE {table} SET begins = begins + 12000" for table in ("dim_problem", "dim_measure", "fact_mention")] + [
    'UPDATE stored.text_between SET "start" = "start" + 12000',
    "INSERT INTO stored.text_between SELECT notice_key, 1000 * n, repeat('前文𠀀a', 250) FROM dim_notice, range(12) AS part (n)",
]


@pytest.mark.parametrize("part", ["measure", "other"])
def test_text_is_compared_also_far_into_a_long_notice(part: str, broken: Callable, outcome: Callable) -> None:
    """A mention is looked for in its measure, or else between the measures."""
    assert outcome(broken(*MOVED), "spans_give_back_the_text") == (True, [])
    right = "3.5万元" if part == "measure" else "2024年3月1日至4月30日"
    wrong = right.replace("3", "4", 1)
    spoilt = f"UPDATE fact_mention SET text = '{wrong}' WHERE notice_key = {NOTICE} AND text = '{right}'"
    success, failing = outcome(broken(*MOVED, spoilt), "spans_give_back_the_text")
    assert not success
    assert {(row["words"], row["passage"]) for row in failing} == {(wrong, right)}


def test_a_mention_across_two_parts_is_put_together(broken: Callable, outcome: Callable) -> None:
    """The first half of a measure, moved into what stands between: the dates at its beginning lie across the two."""
    cut = [
        "INSERT INTO stored.text_between SELECT notice_key, begins, left(printed, 4) FROM dim_measure",
        "UPDATE dim_measure SET begins = begins + 4, printed = substring(printed, 5), text_kept = text, reading_kept = reading",
        "UPDATE dim_measure SET spans_kept = [{'start': begins - 4, 'stop': begins + length(printed)}]",
    ]
    assert outcome(broken(*cut), "spans_give_back_the_text") == (True, [])
    spoilt = f"UPDATE fact_mention SET text = '2024年7月2日' WHERE measure_key = {MEASURE} AND kind = 'date'"
    success, failing = outcome(broken(*cut, spoilt), "spans_give_back_the_text")
    assert not success
    assert [(row["words"], row["passage"]) for row in failing] == [("2024年7月2日", "2024年7月1日")]


def test_long_passages_are_compared_to_their_end(broken: Callable, outcome: Callable) -> None:
    whole = (
        "UPDATE dim_measure SET text_kept = notice.text, spans_kept = [{'start': 0, 'stop': length(notice.text)}] "
        "FROM evidence.notice_text AS notice WHERE notice.notice_key = dim_measure.notice_key"
    )
    longer = (
        "INSERT INTO stored.text_between "
        "SELECT notice_key, char_count + 1000 * n, repeat('尾', 1000) FROM dim_notice, range(2) AS part (n)"
    )
    assert outcome(broken(longer, whole), "spans_give_back_the_text") == (True, [])
    success, _ = outcome(
        broken(longer, whole, f"UPDATE dim_measure SET text_kept = text || '尾' WHERE measure_key = {MEASURE}"),
        "spans_give_back_the_text",
    )
    assert not success


def test_a_handful_of_notices_may_be_unclassified_or_withdrawn(broken: Callable, outcome: Callable) -> None:
    fewer = f"DELETE FROM fact_disclosure WHERE notice_key > 19 * {NOTICE}"
    unread = "UPDATE fact_disclosure SET char_unclassified = char_count"
    assert outcome(broken(fewer, unread), "most_of_the_text_is_classified") == (True, [])


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_rule_is_complete(rule) -> None:
    assert rule.table in BY_NAME.keys() | {view.name for view in views.load()}
    assert len(rule.reason) > 20
    assert re.search(r"[\u4e00-\u9fff]", rule.zh)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("-- suite: s\n-- table: t\nSELECT 1", "lacks reason, scope, severity, zh"),
        ("-- colour: red\nSELECT 1", "unknown keys: colour"),
        (f"{HEADER}-- severity: fatal\n-- scope: whole\nSELECT 1", "not fatal"),
        (f"{HEADER}-- severity: warning\n-- scope: town\nSELECT 1", "not town"),
        (f"{HEADER}-- severity: warning\n-- scope: whole\n-- needs: luck\nSELECT 1", "not luck"),
    ],
)
def test_a_header_that_cannot_be_understood_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "rule.sql"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=says):
        read_rule(path)


def test_a_value_of_a_header_may_go_on_in_the_next_line(tmp_path: Path) -> None:
    path = tmp_path / "rule.sql"
    path.write_text(
        "-- suite: s\n-- table: t\n-- zh: 好\n-- severity: warning\n-- reason: one\n--   two\n-- more\nSELECT 1"
    )
    with pytest.raises(RuleError, match="unknown keys: more"):
        read_rule(path)


def test_a_rule_passes_with_checks_that_are_there(tmp_path: Path) -> None:
    header = f"{HEADER}-- severity: warning\n-- scope: whole\n"
    (tmp_path / "one.sql").write_text(f"{header}-- tally of dim_unit: count(*)\n--   - 1\nSELECT 1")
    (tmp_path / "two.sql").write_text(f"{header}-- passes with: one, dim_unit_unit_key_names_one_row\nSELECT 1")
    one, two = rules(tmp_path)
    assert one.tallies == (Tally("dim_unit", "count(*) - 1"),)
    assert two.tallies == (*one.tallies, Tally("dim_unit", 'count(*) - count(DISTINCT "unit_key")'))
    (tmp_path / "two.sql").write_text(f"{header}-- passes with: three\nSELECT 1")
    with pytest.raises(RuleError, match="not there: three"):
        rules.__wrapped__(tmp_path)
