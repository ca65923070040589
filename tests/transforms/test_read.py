"""The reading as a whole: what it takes for a notice, its contents rows, and what it hands on."""

from __future__ import annotations

from functools import cache

import polars as pl
import pytest

import transforms
from tests.notices import DAMAGES, generate
from tests.transforms import reading
from warehouse.tables import BY_NAME

ITEM = "1.关于理论学习不深入的问题。一是制定学习计划，2023年8月开展学习6次。二是追回资金3.5万元，印发《学习制度》。"


@cache
def found() -> dict[str, pl.DataFrame]:
    return transforms.read(reading.frame([reading.problems(ITEM), "今天天气晴朗。"]))


@pytest.mark.parametrize(
    ("text", "is_notice"),
    [
        ("县委巡察组反馈意见，现将整改情况公布。", True),
        ("省委巡视组反馈意见，现将整改情况公布。", True),
        ("縣委巡察組反饋意見，現將整改情況公布。", True),
        ("县委巡\u200b察组反馈意见，现将整\n改情况公布。", True),
        ("２０２３年巡察整改", True),
        ("关于开展消防安全隐患整改的通知", False),
        ("县委巡察组进驻公告", False),
        ("今天天气晴朗。", False),
        ("", False),
    ],
)
def test_what_is_a_notice(text: str, is_notice: bool) -> None:
    row = transforms.read(reading.frame([text]))["contents"].row(0, named=True)
    assert (row["notice_key"] is not None) is is_notice
    assert (row["reason_code"] == "not_a_notice") is not is_notice
    assert (row["stage"] is None) is is_notice


def test_every_text_has_a_contents_row() -> None:
    contents = found()["contents"]
    assert len(contents) == 2
    assert contents["notice_key"].null_count() == 1


def test_equal_texts_are_one_notice() -> None:
    text = reading.problems(ITEM)
    given = reading.frame([text, text]).with_columns(content_sha256=pl.Series(["a", "b"]))
    read = transforms.read(given)
    assert read["contents"]["notice_key"].n_unique() == 1
    assert len(read["contents"]) == 2
    assert len(read["dim_notice"]) == 1
    assert len(read["dim_problem"]) == 1


def test_no_problem_is_made_up_where_a_notice_tells_none() -> None:
    kinds: list[tuple[str, ...]] = [(), *((damage,) for damage in DAMAGES)]
    made = [generate(seed, format="no_items", damage=damage) for damage in kinds for seed in range(6)]
    read = transforms.read(reading.frame([notice.text for notice in made]))
    assert read["dim_notice"].height > len(kinds)
    assert read["dim_problem"]["title"].to_list() == []


def test_the_text_is_kept_as_it_is_stored() -> None:
    assert found()["evidence.notice_text"]["text"].to_list() == [reading.problems(ITEM)]


@pytest.mark.parametrize(
    ("table", "column", "expected"),
    [
        ("dim_notice", "layout", ["plain"]),
        ("dim_notice", "parser_version", [transforms.PARSER_VERSION]),
        ("dim_problem", "title", ["理论学习不深入"]),
        ("dim_problem", "sequence", [1]),
        ("dim_measure", "label", ["一是", "二是"]),
        ("dim_measure", "ordinal", [1, 2]),
        ("fact_rectification", "measure_count", [2]),
        ("fact_rectification", "status_basis", ["none"]),
        ("fact_rectification", "status_speaker", [None]),
        ("fact_rectification", "is_evidenced", [True]),
        ("fact_rectification", "first_action_date_key", [20230801]),
        ("fact_rectification", "feedback_date_key", [20230615]),
        ("fact_disclosure", "extracted_problems", [1]),
        ("fact_disclosure", "extracted_measures", [2]),
        ("fact_disclosure", "extracted_aspects", [0]),
        ("fact_disclosure", "char_unclassified", [0]),
    ],
)
def test_values(table: str, column: str, expected: list[object]) -> None:
    rows = found()[table]
    keys = [name for name in ("problem_key", "ordinal") if name in rows.columns]
    assert rows.sort(keys or rows.columns[0])[column].to_list() == expected


def test_sums_and_documents_belong_to_their_measure() -> None:
    measures = (
        found()["dim_measure"]
        .select("measure_key", "ordinal")
        .join(found()["fact_measure"], on="measure_key")
        .sort("ordinal")
    )
    assert [None if value is None else float(value) for value in measures["amount_yuan"]] == [None, 35000.0]
    assert measures["document_count"].to_list() == [0, 1]
    assert measures["first_date_key"].to_list() == [20230801, 0]


@pytest.mark.parametrize("layout", ["table", "markdown", "plain"])
def test_layouts(layout: str) -> None:
    body = {
        "plain": ITEM,
        "markdown": "## （一）方面\n" + ITEM,
        "table": "序号\t反馈问题\t整改措施\n1\t学习不深入\t一是制定计划。",
    }[layout]
    read = transforms.read(reading.frame([reading.problems(body)]))
    assert read["dim_notice"]["layout"].to_list() == [layout]


ACROSS_NOTICES = ("bridge_notice_copy", "bridge_recurring_problem")  # made of all notices together, not of each


@pytest.mark.parametrize(
    "table",
    [name for name in BY_NAME if name.startswith(("fact_", "bridge_")) and name not in ACROSS_NOTICES],
)
def test_facts_conform_to_their_declaration(table: str) -> None:
    assert len(BY_NAME[table].conform(found()[table])) == len(found()[table])
