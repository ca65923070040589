"""Declared totals, and the numbers that look like them."""

from __future__ import annotations

import polars as pl
import pytest

from tests.transforms.header.reading import marked
from transforms.header import totals

OPENER = "根据县委统一部署，县委第一巡察组对县水务局党组进行了巡察。现将整改情况通报如下："
BODY = "二、反馈问题整改落实情况\n1.关于制度不全的问题。一是巡察反馈后，排查出问题9个，制定整改措施5条。"


def read(sentence: str) -> dict[str, object]:
    rows = marked(
        f"{OPENER}\n一、加强组织领导\n{sentence}\n{BODY}\n欢迎广大干部群众监督。\n中共青禾县水务局党组\n2023年1月5日"
    )
    found = totals.read(
        totals.passages(rows.filter(pl.col("edge").is_not_null()), rows.filter(pl.col("edge").is_null()))
    )
    return (
        {name: number for name, number in found.drop("notice_key").row(0, named=True).items() if number is not None}
        if found.height
        else {}
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("对巡察反馈的5个方面、21个问题，细化成96条整改措施。", (5, 21, 96)),
        ("将巡察发现的四大方面三十一个问题分解细化成一百二十六项整改措施。", (4, 31, 126)),
        ("针对县委巡察组反馈的4个方面17个问题，研究制定52项具体整改措施。", (4, 17, 52)),
        ("巡察组共反馈问题28个，制定整改措施86条。", (None, 28, 86)),
        ("对照反馈的8个问题，制定措施20条，逐项明确责任。", (None, 8, 20)),
        ("巡察反馈指出五个方面存在的19个突出问题，局党组细化整改举措61条。", (5, 19, 61)),
        ("把反馈意见梳理为两个方面、12个问题，细化为37项整改任务。", (2, 12, 37)),
        ("局党组制定了整改方案，明确责任领导和时限。", (None, None, None)),
        ("党组书记认领问题10个，牵头推动8项重点整改事项，督促整改17个。", (None, None, None)),
        ("带头认领巡察反馈问题7个。", (None, None, None)),
        ("第一方面的问题由局长负责，第二方面由副局长负责。", (None, None, None)),
        ("巡察反馈后，局党组召开3次会议，从四个聚焦入手抓整改。", (None, None, None)),
        ("对照巡察反馈意见，自查出5个问题，同步整改。", (None, None, None)),
        ("把3个方面12个问题细化为30个具体问题，制定整改措施75条。", (3, 12, 75)),
        ("截至目前，21个问题中已完成整改19个，其余正在推进。", (None, 21, None)),
        ("召开专题民主生活会，查摆问题34个，制定整改措施41条。", (None, None, None)),
        ("开展专项整治，制定措施15条。", (None, None, None)),
        ("县委巡察组反馈的问题共4大类、21个，已完成整改20个。", (4, 21, None)),
        ("反馈的三大类7个方面20个问题。", (7, 20, None)),
        ("县委巡察组反馈三个方面10个具体问题25个具体表现，制定整改措施66条。", (3, 10, 66)),
        ("反馈意见涉及的5个方面38项问题，制定整改措施92条。", (5, 38, 92)),
        ("共梳理2类17个问题，逐条制定整改措施45项。", (None, 17, 45)),
        ("共性问题3个、个性问题14个，制定整改措施50条。", (None, None, 50)),
        ("将反馈的3个方面9类问题细化成26个具体问题，制定80项整改措施。", (3, 26, 80)),
        ("巡察组反馈了9类问题。", (None, 9, None)),
        ("建立“一个问题、一名领导”机制，针对巡察反馈的14个问题，研究制定整改措施41条。", (None, 14, 41)),
        ("巡察整改专题民主生活会查摆问题38个，制定个人整改措施76条。", (None, None, None)),
        ("经梳理，反馈问题涉及4个方面，共16个，逐项制定整改措施49条。", (4, 16, 49)),
        ("围绕反馈的5个方面16个问题制定整改措施64，建立台账。", (5, 16, 64)),
    ],
)  # fmt: skip
def test_totals(sentence: str, expected: tuple[int | None, ...]) -> None:
    found = read(sentence)
    assert tuple(found.get(f"declared_{name}") for name in ("aspects", "problems", "measures")) == expected


def test_middle_level_and_two_numbers() -> None:
    found = read("巡察反馈的3个方面9类26个具体问题，分解为58项整改任务，制定120条整改措施。")
    assert found == {
        "declared_aspects": 3, "declared_themes": 9, "declared_problems": 26, "declared_specific_problems": 26,
        "declared_tasks": 58, "declared_measures": 120,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "name", "number"),
    [
        ("截至目前，反馈的22个问题已完成整改19个，基本完成2个，正在推进1个。", "declared_completed", 19),
        ("截至目前，反馈的22个问题已完成整改19个，基本完成2个，正在推进1个。", "declared_basically_completed", 2),
        ("截至目前，反馈的22个问题已完成整改19个，基本完成2个，正在推进1个。", "declared_in_progress", 1),
        ("反馈的22个问题，20个已整改到位，2个正在整改。", "declared_completed", 20),
        ("截至11月底，已完成整改9个，正在推进2个。", "declared_completed", 9),
        ("反馈的22个问题，20个已整改到位，2个正在整改。", "declared_in_progress", 2),
        ("整改期间，修订完善制度15项，整改完成率达到95.5%。", "declared_rules", 15),
        ("整改期间，修订完善制度15项，整改完成率达到95.5%。", "declared_rate", 95.5),
        ("整改期间，处理问题相关责任人员12人，追缴违规资金3.6万元。", "declared_recovered_yuan", 36000.0),
    ],
)
def test_how_far(sentence: str, name: str, number: float) -> None:
    assert read(sentence)[name] == number


def test_first_statement_counts() -> None:
    found = read("对巡察反馈的5个方面21个问题，制定96条整改措施。\n对巡察反馈的8个问题立行立改。")
    assert (found["declared_problems"], found["declared_measures"]) == (21, 96)


@pytest.mark.parametrize(
    ("printed", "number"),
    [("104", 104), ("三十三", 33), ("两", 2), ("一百零四", 104), ("十", 10), ("二〇", 20), ("零零", None)],
)
def test_number(printed: str, number: int | None) -> None:
    assert totals.value(printed) in (number, 0 if number is None else number)


def test_totals_below_the_heading_of_the_items() -> None:
    rows = marked(
        f"{OPENER}\n一、加强组织领导\n成立领导小组。\n二、巡察反馈问题整改落实情况\n"
        "截至目前，反馈的10个问题已完成整改8个。\n1.关于制度不全的问题。一是修订制度。\n中共青禾县水务局党组"
    )
    edge = pl.col("edge").is_not_null()
    found = totals.read(totals.passages(rows.filter(edge), rows.filter(~edge)))
    assert found.select("declared_problems", "declared_completed").row(0) == (10, 8)
