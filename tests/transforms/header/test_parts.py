# ruff: noqa: E501
"""Names, places, teams, contacts and days, each by itself."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.header import contact, organisation, region, team, unit


@pytest.mark.parametrize(
    ("name", "places", "rest"),
    [
        ("广州市海珠区民政局", ["广州市", "海珠区"], "民政局"), ("攀枝花市西区财政局", ["攀枝花市", "西区"], "财政局"), ("区民政局", [], "区民政局"),
        ("恩施州中心医院", ["恩施州"], "中心医院"), ("恩施土家族苗族自治州中心医院", ["恩施土家族苗族自治州"], "中心医院"), ("上海市浦东新区教育局", ["上海市", "浦东新区"], "教育局"),
        ("昆山市财政局", ["昆山市"], "财政局"), ("平安医院", [], "平安医院"), ("北京师范大学", [], "北京师范大学"), ("仙桃市水利局", ["仙桃市"], "水利局"),
        ("广州市朝阳区财政局", ["广州市"], "朝阳区财政局"),
    ],
)  # fmt: skip
def test_chain(name: str, places: list[str], rest: str) -> None:
    assert region.chain(name) == (places, rest)


def test_a_county_that_moved_is_in_the_city_it_belongs_to_now() -> None:
    passages = pl.DataFrame({"notice_key": [1], "text": ["公主岭市财政局"], "weight": [1]})
    wanted = pl.DataFrame({"notice_key": [1], "sign": ["市"]})
    nothing = pl.DataFrame(schema={"notice_key": pl.Int64, "area_code": pl.String})
    assert region.choose(region.mentioned(passages), wanted, nothing).select("city", "region_code").row(0) == (
        "长春市",
        "220184",
    )


def test_places_have_codes_of_six_digits() -> None:
    found = region.places()
    assert found["code"].str.contains(r"^\d{6}$").all()
    assert found.filter(pl.col("level") == "province").height == 34
    assert found.filter(pl.col("name") == "北京市").select("province", "city", "county").row(0) == (
        "北京市",
        "北京市",
        None,
    )


def test_every_area_code_leads_to_a_known_city() -> None:
    cities = region.places().filter(pl.col("level") == "city" if False else pl.col("county").is_null())
    assert region.area_codes().join(cities, on=["province", "city"], how="anti").is_empty()


@pytest.mark.parametrize(
    ("printed", "kind", "places", "level", "core"),
    [
        ("中共湖州市民政局党组", "党组", ("湖州市",), "", "民政局"), ("区民政局党组", "党组", (), "区", "民政局"), ("市中医院党委", "党委", (), "市", "中医院"),
        ("中共荆门市中医医院委员会", "委员会", ("荆门市",), "", "中医医院"), ("市场监督管理局党组", "党组", (), "", "市场监督管理局"),
        ("区市场监督管理局党组", "党组", (), "区", "市场监督管理局"), ("中共湖州市国有资产监督管理委员会", "", ("湖州市",), "", "国有资产监督管理委员会"),
        ("湖州市国有资产监督管理委员会党委", "党委", ("湖州市",), "", "国有资产监督管理委员会"), ("中共湖州市纪律检查委员会", "", ("湖州市",), "", "纪律检查委员会"),
        ("中共武义县王宅镇委员会", "委员会", ("武义县",), "", "王宅镇"), ("鼓楼区湖南路街道党工委", "党工委", ("鼓楼区",), "", "湖南路街道"),
        ("市城投集团党委领导班子", "党委", (), "市", "城投集团"), ("中共湖州市政协机关党组", "党组", ("湖州市",), "", "政协机关"),
        ("中共武义县委党校校务委员会", "校务委员会", ("武义县",), "", "委党校"),
    ],
)  # fmt: skip
def test_parse(printed: str, kind: str, places: tuple[str, ...], level: str, core: str) -> None:
    name = organisation.parse(printed)
    assert name is not None
    assert (name.kind, name.places, name.level, name.core) == (kind, places, level, core)


@pytest.mark.parametrize("printed", ["我局党组", "局党组", "本院党委", "校党委", "我单位", "我镇党委", "公司党委"])
def test_speaks_of_itself(printed: str) -> None:
    name = organisation.parse(printed)
    assert name is not None
    assert name.is_self


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("区卫健局党组", "海珠区卫生健康局", True), ("区发改局", "广州市海珠区发展和改革局", True), ("市民政局", "湖州市民政局", True), ("县民政局", "湖州市民政局", False),
        ("民政局", "财政局", False), ("湖州市民政局", "嘉兴市民政局", False), ("区民政局", "区民政局社会救助局", False), ("西区红十字会", "攀枝花市西区红十字会", True), ("市卫健委党委", "中共湖州市卫生健康委员会", True),
        ("市发改委", "市住建委", False),
    ],
)  # fmt: skip
def test_same(one: str, other: str, same: bool) -> None:
    first, second = organisation.parse(one), organisation.parse(other)
    assert first is not None
    assert second is not None
    assert organisation.same(first, second) is organisation.same(second, first) is same


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("市民政局党组、市残联党组", ["市民政局党组", "市残联党组"]), ("区红十字会和区计生协会", ["区红十字会", "区计生协会"]), ("市住房和城乡建设局", ["市住房和城乡建设局"]),
        ("市人力资源和社会保障局党组和市医疗保障局党组", ["市人力资源和社会保障局党组", "市医疗保障局党组"]),
        ("中共贵溪市水利局党组中共贵溪市林业局党组", ["中共贵溪市水利局党组", "中共贵溪市林业局党组"]), ("贵溪市水利局贵溪市林业局", ["贵溪市水利局", "贵溪市林业局"]),
    ],
)  # fmt: skip
def test_split(listed: str, names: list[str]) -> None:
    assert organisation.split(listed) == names


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("关于巡察整改情况的通报", []), ("关于落实市委第二巡察组反馈意见整改情况的通报", []), ("中共湖州市民政局党组关于巡察整改情况的通报", ["湖州市民政局"]),
        ("关于中共湖州市民政局党组巡察整改情况的通报", ["湖州市民政局"]), ("关于市委第四巡察组巡察湖州市民政局党组反馈意见整改情况的通报", ["湖州市民政局"]),
        ("关于市委第四巡察组向湖州市民政局党组反馈意见整改情况的通报", ["湖州市民政局"]), ("湖州市民政局党组巡察整改进展情况通报", ["湖州市民政局"]),
        ("湖州市第一中学巡察整改情况公示", ["湖州市第一中学"]),
        ("八届市委第三轮巡察市民政局党组整改进展情况的通报", ["市民政局"]),
        ("巡察整改情况公示(湖州市第一医院)", ["湖州市第一医院"]), ("巡察整改情况公示(第二批)", []), ("巡察反馈意见整改落实情况", []),
    ],
)  # fmt: skip
def test_units_in_titles(title: str, names: list[str]) -> None:
    assert [name.unit for name in unit.of_title(title)] == names


@pytest.mark.parametrize(
    ("opener", "names", "along"),
    [
        ("市委第四巡察组对市民政局党组开展了巡察。", ["市民政局"], []), ("市委第四巡察组向市民政局党组开展了巡察。", ["市民政局"], []),
        ("对区民政局党组(含代管的区慈善会和区老龄协会)进行了巡察,对区属学校党组织延伸巡察。", ["区民政局"], ["区慈善会", "区老龄协会"]),
        ("市委第四巡察组进驻市民政局开展巡察。", ["市民政局"], []), ("市民政局党组接受了市委第四巡察组的巡察。", ["市民政局"], []),
        ("2021年8月1日,巡察组向市民政局党组反馈了意见。", ["市民政局"], []), ("针对巡察反馈的问题,我们认真整改。", [], []),
    ],
)  # fmt: skip
def test_units_in_openers(opener: str, names: list[str], along: list[str]) -> None:
    found, others = unit.of_opener(opener)
    assert ([name.unit for name in found], [name.unit for name in others]) == (names, along)


@pytest.mark.parametrize(
    ("opener", "printed"),
    [
        ("根据市委统一部署,市委第二巡察组对我局开展了巡察。", "市委第二巡察组"), ("接受了县委巡察二组的巡察。", "县委巡察二组"), ("第五巡察组向市中医院反馈。", "第五巡察组"),
        ("区委第巡察组进行了巡察,区委第三巡察组反馈。", "区委第三巡察组"), ("七届市委第十二轮巡察一组开展巡察。", "七届市委第十二轮巡察一组"),
        ("由湖州市委第四巡察组开展巡察。", "湖州市委第四巡察组"), ("市委“营商环境”专项巡察组开展专项巡察。", "市委“营商环境”专项巡察组"), ("巡察组开展了巡察。", None),
        ("市委第三巡察组、第五巡察组开展巡察。", "市委第三巡察组、第五巡察组"), ("中央第十四巡视组开展巡视。", "中央第十四巡视组"),
        ("自治区党委第四巡视组开展巡视。", "自治区党委第四巡视组"), ("市县联动巡察组开展巡察。", "市县联动巡察组"), ("教育部第二巡视组对青禾大学进行了巡视。", "教育部第二巡视组"),
        ("县委供水领域专项巡察第一组开展了巡察。", "县委供水领域专项巡察第一组"), ("对我局进行了巡察。", None),
    ],
)  # fmt: skip
def test_team(opener: str, printed: str | None) -> None:
    rows = pl.DataFrame(
        {"notice_key": [1], "opener": [opener], "title": [None], "more": [None]},
        schema_overrides={"title": pl.String, "more": pl.String},
    )
    assert team.read(rows)["inspection_team"].item() == printed


@pytest.mark.parametrize(
    ("text", "phone", "code"),
    [
        ("联系方式:电话020-89201111;", "020-89201111", "020"), ("电话:0763-3381111、3381112。", "0763-3381111、3381112", "0763"), ("联系电话:(0794)7501234", "0794-7501234", "0794"),
        ("手机:13912345678", "13912345678", None), ("传真:0778-6219999", None, None), ("邮编:510280", None, None), ("联系电话:07633381111", "07633381111", "0763"),
        ("公示期限:2022年1月5日至20220120", None, None), ("地址:人民路12345678号", None, None),
    ],
)  # fmt: skip
def test_telephone(text: str, phone: str | None, code: str | None) -> None:
    row = contact.read(pl.DataFrame({"notice_key": [1], "text": [text]})).row(0, named=True)
    assert (row["contact_phone"], row["area_code"]) == (phone, code)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("邮政地址:湖州市仁皇山路666号;电子邮箱:a@b.cn", "湖州市仁皇山路666号"), ("地址:武义县解放中街12号,邮编321200", "武义县解放中街12号"), ("通讯地址:武义县解放中街12号(邮编:321200)", "武义县解放中街12号"),
        ("通信地址:武义县水务局办公室(壶山镇台山路105号);邮政编码:321200", "武义县水务局办公室(壶山镇台山路105号)"), ("电子邮箱:a@b.cn", None), ("邮寄地址:武义县解放中街12号联系电话:0579-1234567", "武义县解放中街12号"),
    ],
)  # fmt: skip
def test_address(text: str, address: str | None) -> None:
    assert contact.read(pl.DataFrame({"notice_key": [1], "text": [text]}))["contact_address"].item() == address


@given(st.text(st.sampled_from("中共市县区民政局党组委、和(含)关于第一巡察0123年"), max_size=30))
def test_any_string_parses(text: str) -> None:
    unit.read(text, text, (text,), text, text)
    organisation.parse(text)
    team.trim(text or "组")
