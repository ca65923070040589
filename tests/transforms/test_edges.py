# ruff: noqa: E501
"""Roles around the body, and the cuts between them."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.header.cases import BODY, CASES, CLOSING
from tests.transforms.header.reading import marked, paragraphs, roles
from transforms import edges

TITLE = "中共青禾县水务局党组关于巡察整改情况的通报"
OPENER = "根据县委统一部署，2022年3月1日至4月30日，县委第一巡察组对县水务局党组进行了巡察。现将整改情况通报如下："
SIGNED = ["中共青禾县水务局党组", "2023年1月5日"]


def notice(*, head: list[str] | None = None, body: list[str] | None = None, tail: list[str] | None = None) -> str:
    return "\n".join([*(head or [TITLE, OPENER]), *(body or BODY), *(tail if tail is not None else [CLOSING, *SIGNED])])


def edge_of(text: str) -> dict[str, str | None]:
    return {line: edge for edge, line in roles(text)}


def test_plain_notice() -> None:
    found = [edge for edge, _ in roles(notice())]
    assert found == ["title", "intro", *[None] * len(BODY), "closing", "signature", "signature"]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_no_paragraph_of_the_body_is_an_edge(case: tuple[str, str | None, str, list[str], object]) -> None:
    _, title, opener, tail, _ = case
    body = [(edge, line) for edge, line in roles("\n".join([*([title] if title else []), opener, *BODY, *tail]))]
    texts = [line for edge, line in body if edge is None]
    plain = [line for _, line in roles("\n".join(BODY))]
    assert [line for line in texts if line in plain] == plain


@pytest.mark.parametrize(
    "line",
    [
        "您当前的位置：首页 > 党务公开 > 正文", "青禾县人民政府网站欢迎您！", "发布时间：2023-01-05 来源：县水务局 阅读次数：31", "【字体：大 中 小】",
        "来源：县水务局", "编辑：某某 电话：12345678", "索引号：0123", "浏览次数：55次",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", [0, 1])
def test_furniture_of_the_head(line: str, place: int) -> None:
    head = [TITLE, OPENER]
    head.insert(place, line)
    found = [edge for edge, _ in roles(notice(head=head))][:3]
    expected = ["title", "intro"]
    expected.insert(place, "furniture")
    assert found == expected


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：某某 审核：某某", "审核：某某", "校对：机关党委 某某", "打印 关闭", "上一篇：关于开展活动的通知", "版权所有：青禾县人民政府", "某ICP备12345678号-1",
        "网站标识码：5100000000", "主办：青禾县人民政府办公室 电话：0838-1234567", "关于我们 | 联系我们 | 网站地图", "扫一扫在手机打开当前页", "【打印】【关闭】",
    ],
)  # fmt: skip
def test_furniture_of_the_tail(line: str) -> None:
    assert roles(notice(tail=[CLOSING, *SIGNED, line]))[-1][0] == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "一是设立意见箱，公布举报电话0838-1234567，欢迎群众监督。", "2.关于网站信息审核不严的问题。责任编辑未履行审核职责。", "（二）来源：群众来信反映的问题。",
        "县水务局", "关于供水管网改造整改情况的通报", "2022年6月1日", "欢迎群众来电反映问题。",
    ],
)  # fmt: skip
def test_looks_like_an_edge_inside_the_body(line: str) -> None:
    body = [*BODY[:4], line, *BODY[4:]]
    assert edge_of(notice(body=body))[paragraphs(line)["text"][0]] is None


def test_page_number_inside_the_body() -> None:
    assert edge_of(notice(body=[*BODY[:3], "- 3 -", *BODY[3:]]))["-3-"] == "furniture"


def test_title_in_two_lines_and_masthead() -> None:
    two = ["中共青禾县水务局党组", "关于巡察整改情况的通报", OPENER]
    assert [edge for edge, _ in roles(notice(head=two))][:3] == ["title", "title", "intro"]
    masthead = ["中共青禾县水务局党组", TITLE, OPENER]
    assert [edge for edge, _ in roles(notice(head=masthead))][:3] == ["furniture", "title", "intro"]
    broken = ["中共青禾县水务局党组关于落实县委巡察反馈意见整改情况的", "通报", OPENER]
    assert [edge for edge, _ in roles(notice(head=broken))][:3] == ["title", "title", "intro"]


def test_no_title_no_opener() -> None:
    assert [edge for edge, _ in roles(notice(head=[OPENER]))][:2] == ["intro", None]
    assert {edge for edge, _ in roles(notice(head=[""], tail=[]))} == {None}


def test_opener_of_two_paragraphs_and_organisation_without_label() -> None:
    first = "根据县委统一部署，县委第一巡察组对县水务局党组进行了巡察，2022年6月1日反馈了意见。"
    second = "局党组高度重视，现将整改情况公布如下。"
    third = "反馈会后，局党组立即召开会议，逐条研究整改措施，实行台账管理、对账销号，确保件件有着落。"
    found = [edge for edge, _ in roles(notice(head=[TITLE, first, second, third]))]
    assert found[:4] == ["title", "intro", "intro", None]


def test_author_and_date_below_the_title() -> None:
    head = [TITLE, "中共青禾县水务局党组", "（2023年1月5日）", OPENER]
    assert [edge for edge, _ in roles(notice(head=head))][:4] == ["title", "signature", "signature", "intro"]


def test_signature_without_closing() -> None:
    found = roles(notice(tail=SIGNED))
    assert [edge for edge, _ in found][-3:] == [None, "signature", "signature"]


def test_contact_of_the_web_site_is_furniture() -> None:
    tail = [CLOSING, "联系电话：0838-1111111", *SIGNED, "地址：青禾县人民路1号 电话：0838-2222222"]
    assert [edge for edge, _ in roles(notice(tail=tail))][-4:] == ["contact", "signature", "signature", "furniture"]


def test_annex_stays_body() -> None:
    annex = ["附件：整改情况台账", "1.关于管网漏损问题。已经完成改造，并建立巡查制度，安排专人负责。"]
    found = roles(notice(tail=[CLOSING, *SIGNED, *annex]))
    assert [edge for edge, _ in found][-5:] == ["closing", "signature", "signature", None, None]


def test_table_cells_are_body() -> None:
    rows = paragraphs(notice(tail=["序号", "欢迎监督", "2022年6月1日"])).with_columns(
        field=pl.when(pl.col("text").is_in(["序号", "欢迎监督", "2022年6月1日"])).then(pl.lit("problem"))
    )
    assert edges.mark(edges.cut(rows)).filter(pl.col("field").is_not_null())["edge"].to_list() == [None] * 3


CUTS = {
    TITLE + OPENER: ["title", "intro"],
    "青禾县人民政府网站欢迎您！" + TITLE + OPENER: ["furniture", "title", "intro"],
    TITLE + "发布时间：2023年1月5日 来源：县水务局 阅读次数：3" + OPENER: ["title", "furniture", "intro"],
    "发布时间：2023年1月5日 来源：县水务局 点击数：31" + TITLE + OPENER: ["furniture", "title", "intro"],
    "当前位置：首页 >> 巡察整改 >> 正文" + TITLE + OPENER: ["furniture", "title", "intro"],
    "水务局首页 机构概况 您的位置：首页 > 政务公开 > 公告公示 " + TITLE + OPENER: ["furniture", "title", "intro"],
    TITLE + TITLE + OPENER: ["title", "title", "intro"],
    OPENER + "局党组高度重视，立即召开会议研究部署整改工作。": ["intro", None],
}


@pytest.mark.parametrize("line", CUTS, ids=range(len(CUTS)))
def test_cuts_of_the_head(line: str) -> None:
    found = [edge for edge, _ in groupby(roles(notice(head=[line])), key=itemgetter(0))]
    expected = [edge for edge, _ in groupby(CUTS[line])]
    assert found[: len(expected)] == expected


def test_cuts_of_the_tail() -> None:
    last = "局党组将持续抓好整改，以整改实效推动工作高质量发展。"
    line = last + CLOSING + "联系电话：0838-1111111；电子邮箱：a@b.cn。中共青禾县水务局党组2023年1月5日责任编辑：某某"
    found = roles(notice(tail=[line]))[-5:]
    assert [edge for edge, _ in found] == [None, "closing", "contact", "signature", "furniture"]
    assert found[-2][1] == "中共青禾县水务局党组2023年1月5日"


def test_cut_again_changes_nothing() -> None:
    once = edges.cut(paragraphs(notice(head=[TITLE + OPENER])))
    assert edges.cut(once).equals(once)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                TITLE,
                OPENER,
                CLOSING,
                *SIGNED,
                *BODY,
                "联系电话：0838-1111111",
                "来源：县水务局",
                "打印 关闭",
                "。",
                "，",
            ]
        ),
        min_size=1,
        max_size=30,
    ),
    st.data(),
)
def test_cut_keeps_every_character_and_offset(parts: list[str], data: st.DataObject) -> None:
    joints = data.draw(st.lists(st.sampled_from(["", "\n"]), min_size=len(parts), max_size=len(parts)))
    rows = paragraphs("".join(part + joint for part, joint in zip(parts, joints, strict=True)))
    found = edges.mark(edges.cut(rows))
    assert "".join(found["text"]) == "".join(rows["text"])
    assert "".join(found["printed"]) == "".join(rows["printed"])
    assert found["start"].to_list() == [sum(map(len, found["text"][:k])) for k in range(found.height)]
    assert found["paragraph"].to_list() == list(range(found.height))
    assert set(found["edge"].unique()) <= {*edges.ROLES, None}


def test_many_notices_are_read_apart() -> None:
    both = marked(notice(), notice(head=[OPENER], tail=SIGNED))
    assert both.filter(pl.col("notice_key") == 1)["edge"].to_list() == [edge for edge, _ in roles(notice())]
    assert both.filter(pl.col("notice_key") == 2)["edge"].to_list() == [
        edge for edge, _ in roles(notice(head=[OPENER], tail=SIGNED))
    ]
