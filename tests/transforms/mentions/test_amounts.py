from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.mentions.frames import passages
from transforms.mentions import SCHEMA, amounts


def values(text: str) -> list[tuple[str, Decimal]]:
    return [(r["text"], r["amount_yuan"]) for r in amounts.find(passages(text)).iter_rows(named=True)]


@pytest.mark.parametrize(
    ("text", "printed", "yuan"),
    [
        ("投入73.5万元", "73.5万元", "735000"),
        ("投入2亿元", "2亿元", "200000000"),
        ("捐赠15万余元", "15万余元", "150000"),
        ("捐赠15余万元", "15余万元", "150000"),
        ("捐赠2000多万元", "2000多万元", "20000000"),
        ("退还1,200.55元", "1,200.55元", "1200.55"),
        ("退还36636元", "36636元", "36636"),
        ("共三十万元", "三十万元", "300000"),
        ("共两千三百余元", "两千三百余元", "2300"),
        ("共一亿二千万元", "一亿二千万元", "120000000"),
        ("每人每月1000元", "1000元", "1000"),
        ("100万元以上", "100万元", "1000000"),
        ("3千元", "3千元", "3000"),
        ("5十万元", "5十万元", "500000"),
        ("共二十元", "二十元", "20"),
        ("2百万元", "2百万元", "2000000"),
        ("发放项目金60万,位列第一", "60万", "600000"),
        ("所涉资金3200已上缴", "3200", "3200"),
        ("费用共计4580。", "4580", "4580"),
        ("工程款12.5亿,", "12.5亿", "1250000000"),
    ],
)
def test_sums(text: str, printed: str, yuan: str) -> None:
    assert values(text) == [(printed, Decimal(yuan))]


@pytest.mark.parametrize(
    "text",
    [
        "服务5万人,资金覆盖5万人、补助3万户",
        "献血1.48万毫升",
        "2024元旦期间,2024元宵",
        "一元复始、二元结构、多元化",
        "支付6.2万美元",
        "贷款3笔、罚款2起、发放补助120人",
        "资金2023年到位,经费2022至2023年",
        "税12345热线",
        "经费2023。",
        "费用45。",
        "基金50%",
    ],
)
def test_no_sums(text: str) -> None:
    assert values(text) == []


def test_ranges_give_both_ends() -> None:
    assert values("处5至10万元罚款") == [("5", Decimal(50000)), ("10万元", Decimal(100000))]
    assert values("每人2.5万元—3万元") == [("2.5万元", Decimal(25000)), ("3万元", Decimal(30000))]
    assert values("罚2万至3万元") == [("2万", Decimal(20000)), ("3万元", Decimal(30000))]
    assert values("附件3-2万元") == [("2万元", Decimal(20000))]
    assert values("罚5至5万元") == [("5万元", Decimal(50000))]


@pytest.mark.parametrize("text", ["一二千点九千元", "百一亿亿零元"])
def test_numerals_out_of_order_are_no_sum(text: str) -> None:
    assert amounts.yuan(text) is None


def test_more_than_the_country_earns_is_no_sum() -> None:
    assert amounts.yuan("999999亿元") == Decimal(99_999_900_000_000)
    assert amounts.yuan("1000000亿元") is None


def test_a_lost_unit_lowers_the_confidence() -> None:
    assert amounts.find(passages("发放金60万,资金3200已上缴,共5元")).get_column("confidence").to_list() == [
        0.8,
        0.6,
        1.0,
    ]


def test_offsets_and_columns() -> None:
    out = amounts.find(passages("共", "投入5万元", offset=10))
    assert out.select("start", "stop", "kind", "notice_key", "problem_key").row(0) == (13, 16, "amount", 7, 3)
    assert dict(out.schema) == SCHEMA
    assert dict(amounts.find(passages()).schema) == SCHEMA


@given(st.integers(1, 10**9), st.sampled_from(["", "万", "亿"]))
def test_figures_read_back(number: int, scale: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    assert amounts.yuan(f"{number}{scale}元") == (Decimal(number * factor) if number * factor < 10**14 else None)
    assert amounts.yuan(f"{number:,}{scale}元") == amounts.yuan(f"{number}{scale}元")


@given(st.text("0123456789.,一二三十百千万亿余多元至—款金点零两", max_size=30))
def test_any_passage_is_read_without_error(text: str) -> None:
    for row in amounts.find(passages(text)).iter_rows(named=True):
        assert row["text"] == text[row["start"] : row["stop"]]
