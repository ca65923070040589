"""Bugs that are known: tests with the right expectation that fail today. A bug that is put right loses its line here."""

from __future__ import annotations

import pytest

# (test function, what its id begins with, why it fails)
KNOWN: list[tuple[str, str, str]] = [
    (
        "test_problems",
        "15_county_bureau_feedback_run_in-titles",
        "a heading that ends at a comma, not at a sentence end",
    ),
    ("test_problems", "20_education_dotted_measures_heading_status-titles", "a heading on two lines without a sign"),
    ("test_problems", "25_water_bureau_typographic_damage-measures", "a label lost without a sign before it"),
    (
        "test_problems",
        "35_water_group_unlabelled_headings_prose_paragraphs-deadline",
        "a month in which work shall begin",
    ),
    ("test_problems", "37_street_web_copy_glued_lines_lost_dates-titles", "a wrong number in the middle of a line"),
    ("test_problems", "37_street_web_copy_glued_lines_lost_dates-deadline", "dates without 年 in a follow-up"),
    ("test_problems", "68_disease_control_one_line-deadline", "4月20日前完成, which was past when it was published"),
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
