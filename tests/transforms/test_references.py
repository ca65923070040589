"""References: numbers by which a passage names items, and numbers that are none."""

from __future__ import annotations

import pytest

from transforms import references


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("第3项工程尚未完工", [3]),
        ("第(5)项。剩余设备年底前安装", [5]),
        ("第(5)(9)(14)项正在整改", [5, 9, 14]),
        ("(5)(9)项正在整改", [5, 9]),
        ("对应的第2、5号问题已改到位", [2, 5]),
        ("第9项、第13项和第15项", [9, 13, 15]),
        ("第十二项", [12]),
        ("第4个问题", [4]),
        ("问题2、问题6、问题15虽已整改", [2, 6, 15]),
        ("反馈问题8和9", [8, 9]),
        ("问题10中的欠费部分", [10]),
        ("问题三、问题六,受工期影响", [3, 6]),
        ("问题一直未解决,问题一是没有制度", []),
        ("序号7。", [7]),
        ("本方面1至4项均已完成", [1, 2, 3, 4]),
        ("以下第16至18项", [16, 17, 18]),
        ("水费清欠方面(6项)", [6]),
        ("发现问题12个", []),
        ("整改问题3项", []),
        ("问题4.6万元", []),
        ("问题一直存在", []),
        ("每人包抓3至5个问题", []),
        ("第三项措施", []),
        ("第一时间召开会议", []),
        ("共15个问题", []),
        ("", []),
    ],
)
def test_numbers(text: str, numbers: list[int]) -> None:
    assert [named.number for named in references.find(text)] == numbers


def test_the_aspect_and_the_heading_above_are_told() -> None:
    found = references.find("第一方面第2、5项,第三方面第1项")
    assert [(named.aspect, named.number) for named in found] == [(1, 2), (1, 5), (3, 1)]
    (below,) = references.find("产业方面(4(2)项)")
    assert (below.above, below.number, below.sure) == (4, 2, True)


def test_a_number_in_brackets_may_be_a_count() -> None:
    assert [named.sure for named in references.find("第3项与其余(6项)")] == [True, False]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("第3项3月底前完成;第7项5月底前完成。", [0, 10]),
        ("一是问题4已完成。二是针对问题7,继续整改。", [0, 9]),
        ("问题2、问题6均已完成。", [0]),
        ("尚未完成的有第9项和第13项。", []),
        ("水费清欠。涉及第6项。", []),
    ],
)
def test_where_sentences_about_an_item_begin(text: str, starts: list[int]) -> None:
    assert references.begins(text) == starts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("渠道管护、水费收缴两项工作虽见成效,仍要坚持。", ["渠道管护", "水费收缴"]),
        ("对渠道管护、水费收缴和采砂监管等3项整改任务,长期抓下去。", ["渠道管护", "水费收缴", "采砂监管"]),
        ("渠道管护、水费收缴三项工作,长期抓下去。", []),  # one is not named
        ("渠道管护工作,长期抓下去。", []),
    ],
)
def test_items_named_in_words(text: str, names: list[str]) -> None:
    assert references.names(text) == names
