"""Statuses: printed phrases and their codes; what is not known is unmapped."""

from __future__ import annotations

import polars as pl
import pytest

from transforms import status, vocabulary

CODES = {
    "completed_sustained": [
        "整改完成,并长期坚持",
        "已完成并长期坚持",
        "已完成,长期坚持",
        "已完成整改,并持续坚持",
        "整改到位并长期坚持",
        "已整改,长期坚持",
        "已办结,持续推进",
        "已整改完成,需长期坚持",
        "已完成整改并持续巩固",
        "已完成,持续巩固提升",
        "已完成,坚持常态长效",
    ],
    "immediate_sustained": ["立行立改,并长期坚持", "立行立改并长期坚持", "立行立改,长期坚持", "已立行立改,并持续坚持"],
    "completed": [
        "已完成",
        "完成",
        "整改完成",
        "已完成整改",
        "已整改",
        "已整改完成",
        "整改到位",
        "已整改到位",
        "已办结",
        "已销号",
        "已整改销号",
        "视同完成",
        "全部整改完成",
        "已全部完成",
        "如期完成",
        "按期完成",
        "现已完成整改",
        "已落实到位",
        "已完成,对账销号",
        "立行立改,已完成",
        "整改完毕",
        "该问题已整改完成",
        "集中整改期内已完成",
        "问题已得到有效解决",
        "立行立改已完成",
        "整改完成率100%",
    ],
    "basically_completed": [
        "基本完成",
        "基本完成整改",
        "已基本完成",
        "基本整改到位",
        "已基本完成,持续推进",
        "基本落实",
        "基本办结",
        "整改基本完成",
    ],
    "staged": [
        "阶段性完成",
        "取得阶段性成效",
        "取得阶段性进展",
        "已取得阶段性成效",
        "阶段性完成,并持续推进",
        "已完成阶段性任务",
    ],
    "in_progress": [
        "正在整改",
        "正在整改尚未完成",
        "正在推进,未完成整改",
        "按序时进度推进",
        "尚在推进",
        "持续改进",
        "部分完成,持续推进",
        "正在推进",
        "持续推进",
        "持续整改",
        "持续整改中",
        "长期整改",
        "长期推进",
        "整改中",
        "推进中",
        "尚未完成",
        "未完成整改",
        "未销号",
        "未办结",
        "部分完成",
        "需长期坚持",
        "正在进行",
        "未整改到位",
        "尚未完成,正在持续推进",
        "序时推进",
    ],
    "not_started": ["未启动", "尚未启动", "尚未开展", "尚未整改", "未开始整改"],
    "unmapped": [
        "甲类",
        "见附件",
        "按计划执行",
        "同上",
        "转交区住建局办理",
        "已完成80%",
        "待研究",
        "立行立改",
        "已立行立改",
    ],
}
KNOWN = [(phrase, code) for code, phrases in CODES.items() for phrase in phrases]


def code(phrase: str | None) -> str:
    return str(
        status.code(pl.DataFrame({"status_text": [phrase]}, schema={"status_text": pl.String}))["status_code"].item()
    )


@pytest.mark.parametrize(("phrase", "expected"), KNOWN, ids=[phrase for phrase, _ in KNOWN])
def test_codes(phrase: str, expected: str) -> None:
    assert code(phrase) == expected


@pytest.mark.parametrize("end", ["。", ";", ",", ":", "!"])
def test_punctuation_at_the_end_does_not_matter(end: str) -> None:
    assert code("已完成整改" + end) == "completed"


def test_nothing_printed_is_not_stated() -> None:
    assert code(None) == "not_stated"


def test_codes_keep_the_order_of_rows() -> None:
    phrases = ["已完成", None, "不详", "正在整改", None, "已完成"]
    found = status.code(pl.DataFrame({"status_text": phrases}))
    assert found["status_text"].to_list() == phrases
    assert found["status_code"].to_list() == [
        "completed",
        "not_stated",
        "unmapped",
        "in_progress",
        "not_stated",
        "completed",
    ]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("已完成整改。一是完善制度", "已完成整改"),
        ("整改完成,并长期坚持。后文", "整改完成,并长期坚持"),
        ("已完成", "已完成"),
        ("已完成)后文", "已完成"),
        ("正在整改;后文", "正在整改"),
        ("已完成3项制度修订。", None),
        ("已完成整改任务的80%。", None),
        ("一是已完成整改。", None),
        ("", None),
    ],
)
def test_phrase_at_the_head(text: str, phrase: str | None) -> None:
    assert pl.select(status.phrase(pl.lit(text))).item() == phrase


def test_every_code_of_the_vocabulary_has_a_label() -> None:
    known = set(vocabulary.csv("status").get_column("status_code"))
    assert set(vocabulary.csv("status_phrases", "\t").get_column("status_code")) <= known
    assert {"unknown", "not_stated", "unmapped"} <= known


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("制定计划。已完成整改。", "已完成整改。"),
        ("制定计划。(已完成)", "(已完成)"),
        ("制定计划;正在整改,计划2024年底前完成。", "正在整改,计划2024年底前完成。"),
        ("制定计划,已完成整改。", None),
        ("制定计划。已完成3项。", None),
        ("制定计划。目前该问题已完成整改。", "目前该问题已完成整改。"),
        ("已完成整改。", "已完成整改。"),
        ("制定计划。本项基本完成。", "本项基本完成。"),
        ("制定计划。以上问题已整改完成。", "以上问题已整改完成。"),
        ("制定计划。除二期工程外,其他任务已落实,该问题基本完成。", "除二期工程外,其他任务已落实,该问题基本完成。"),
        ("已完成整改任务的80%。", None),
    ],
)
def test_a_status_that_ends_a_text(text: str, found: str | None) -> None:
    assert pl.select(status.closing(pl.lit(text))).item() == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一是修订制度。(已完成,长期坚持)", "(已完成,长期坚持)"),
        ("修订制度【正在整改】", "【正在整改】"),
        ("已印发(试行)", None),
        ("(已完成)一是修订制度。", None),
    ],
)
def test_a_status_in_brackets_that_ends_a_text(text: str, found: str | None) -> None:
    assert pl.select(status.bracketed(pl.lit(text))).item() == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(已完成,长期坚持)一是修订制度。", "(已完成,长期坚持)"),
        ("(试行)已印发。", None),
        ("一是修订制度。(已完成)", None),
    ],
)
def test_a_status_in_brackets_that_begins_a_text(text: str, found: str | None) -> None:
    assert pl.select(status.bracketed_first(pl.lit(text))).item() == found
