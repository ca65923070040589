from __future__ import annotations

import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.mentions.frames import passages
from transforms.mentions import SCHEMA, documents


def cited(text: str) -> list[tuple[str | None, str | None]]:
    rows = documents.find(passages(text)).iter_rows(named=True)
    return [(r["document_title"], r["document_number"]) for r in rows]


@pytest.mark.parametrize(
    ("text", "title", "number"),
    [
        ("学习《甲市管理办法》精神", "甲市管理办法", None),
        ("印发《甲市管理办法(试行)》(甲办〔2019〕17号)", "甲市管理办法(试行)", "甲办〔2019〕17号"),
        ("印发《甲办法》(甲办[2023]55号)", "甲办法", "甲办[2023]55号"),
        ("印发《甲办法》(甲办(2023)5号)", "甲办法", "甲办(2023)5号"),
        ("印发《甲办法》甲办发〔2019〕17号", "甲办法", "甲办发〔2019〕17号"),
        ("印发《甲(试行)》方案(甲医[2023]65号)", "甲(试行)", "甲医[2023]65号"),
        ("印发《甲办法》(甲党委〔20177号),将", "甲办法", "甲党委〔20177号"),
        ("《关于印发〈甲办法〉的通知》", "关于印发〈甲办法〉的通知", None),
        ("《关于印发《甲办法》的通知》", "关于印发《甲办法》的通知", None),
        ("《关于印发<甲办法>的通知》", "关于印发<甲办法>的通知", None),
        ("《关于印发〈甲办法(试行)》后", "关于印发〈甲办法(试行)", None),
        ("《关于印发《甲办法》的通知,修订", "关于印发《甲办法》的通知", None),
        ("学习《甲市公务接待管理办法,规范流程", "甲市公务接待管理办法", None),
        ("学习《甲市管理办法的通知,规范流程", "甲市管理办法的通知", None),
        ("根据甲党廉发〔2019〕4号文件", None, "甲党廉发〔2019〕4号"),
        ("按照国办发[2020]第12号要求", None, "国办发[2020]第12号"),
    ],
)
def test_documents(text: str, title: str | None, number: str | None) -> None:
    assert cited(text) == [(title, number)]


def test_several_in_a_row() -> None:
    assert cited("学习《甲》《乙》和《丙》(丙办〔2020〕1号)、丁发〔2021〕2号") == [
        ("甲", None),
        ("乙", None),
        ("丙", "丙办〔2020〕1号"),
        (None, "丁发〔2021〕2号"),
    ]


@pytest.mark.parametrize("text", ["12345号文件", "第17号楼", "2019年17号", "〔2019〕17号", "没有文件"])
def test_no_documents(text: str) -> None:
    assert cited(text) == []


def test_text_runs_from_the_bracket_to_the_end_of_the_number() -> None:
    text = "印发《甲办法》(甲办〔2019〕17号)文件"
    row = documents.find(passages("前文", text, offset=50)).row(0, named=True)
    assert row["text"] == "《甲办法》(甲办〔2019〕17号"
    assert (row["start"], row["stop"]) == (54, 54 + len(row["text"]))


def test_a_lost_bracket_lowers_the_confidence() -> None:
    rows = documents.find(passages("《甲办法》,《甲办法》(甲办〔20197号),《甲管理办法,"))
    assert rows.get_column("confidence").to_list() == [1.0, 0.7, 0.7]


def test_titles_are_printed_ones() -> None:
    frame = passages("印发《甲(试行)》").with_columns(pl.lit("印發《甲（試行）》").alias("printed"))
    assert documents.find(frame).get_column("document_title").to_list() == ["甲（試行）"]


def test_columns() -> None:
    assert dict(documents.find(passages()).schema) == SCHEMA


@given(st.text("《》〈〉〔〕()[]2019号甲办发的通知,。", max_size=40))
def test_any_passage_is_read_without_error(text: str) -> None:
    for row in documents.find(passages(text)).iter_rows(named=True):
        assert row["text"] == text[row["start"] : row["stop"]]
        assert row["document_title"] is not None or row["document_number"] is not None


@given(st.from_regex(documents._CORE))
def test_a_number_holds_the_sign_it_is_first_told_by(number):
    assert re.search("[0-9]号", number)
