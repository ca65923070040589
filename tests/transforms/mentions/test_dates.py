from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.mentions.frames import passages
from tests.transforms.mentions.gold import date_value
from transforms.mentions import SCHEMA, dates


def found(*texts: str, **about: object) -> list[dict[str, object]]:
    return dates.find(passages(*texts, **about)).to_dicts()  # type: ignore[arg-type]


def values(*texts: str, **about: object) -> list[str]:
    return [date_value(row) for row in found(*texts, **about)]


@pytest.mark.parametrize(
    "text",
    [
        "学习《2021年工作要点》和《关于印发〈2020年方案〉的通知》",
        "学习《关于印发《2020年方案》的通知》",
        "印发甲党组〔2019〕17号、乙办发[2021]8号、丙办(2020)第3号",
        "印发攀办〔20193号文件",
        "开展“5·8人道公益日”和11·9消防活动",
        "三年内、3年内完成,为期一年,历时3个月",
        "今年以来、本年度、去年、上半年、下半年",
        "每年5月、每年3月5日开展,每月15日报送",
        "共2019人、2020件、2021余次、2000元",
        "拨打12345热线,联系电话:2021345,编号20210304",
        "满6月龄儿童、8月内完成、12个月",
        "一月一例会、三会一课、二是、一年一度",
    ],
)
def test_no_dates(text: str) -> None:
    assert values(text) == []


def test_the_year_of_a_title_is_none_but_the_year_before_it_is_one() -> None:
    assert values("2021年印发《2022年方案》(甲办〔2020〕7号)后,2023年修订") == ["2021", "2023"]


def test_offsets_are_reading_offsets_and_text_is_printed() -> None:
    frame = passages("先行,2021年3月整改。", "再于2022年5月6日至8日复查", offset=100)
    frame = frame.with_columns(pl.col("printed").str.replace_all(",", ",").str.replace("2021年3月", "２０２１年3月"))
    rows = dates.find(frame).to_dicts()
    assert [(r["start"], r["stop"], r["text"]) for r in rows] == [
        (103, 110, "２０２１年3月"),
        (115, 127, "2022年5月6日至8日"),
    ]


def test_a_bare_month_continues_the_date_before_it_in_the_sentence() -> None:
    assert values("2021年3月印发,5月复查,6月20日销号") == ["2021-03", "2021-05", "2021-06-20"]


def test_a_bare_month_in_a_description_continues_the_passage() -> None:
    assert values("2021年3月开会。5月又开会。", part="description") == ["2021-03", "2021-05"]


def test_a_bare_month_in_a_measure_lies_between_the_anchors() -> None:
    rows = found("针对2020年问题。7月底完成")
    assert [date_value(r) for r in rows] == ["2020", "2023-07"]
    assert rows[1]["confidence"] == 1.0


def test_two_possible_years_lower_the_confidence() -> None:
    (row,) = found("5月6日召开会议", start=date(2023, 1, 10), end=date(2024, 12, 1))
    assert date_value(row) == "2023-05-06"
    assert row["confidence"] == 0.6


def test_a_deadline_outside_the_anchors_comes_after_them() -> None:
    (row,) = found("预计12月底完成清理")
    assert (date_value(row), row["role"]) == ("2023-12", "deadline")


def test_one_anchor_is_enough() -> None:
    assert values("5月6日召开", start=None) == ["2023-05-06"]
    assert values("12月6日召开", start=None) == ["2022-12-06"]
    assert values("12月6日召开", end=None) == ["2023-12-06"]
    assert values("1月6日召开", end=None) == ["2024-01-06"]


def test_without_anything_that_tells_the_year_there_is_no_date() -> None:
    (row,) = found("5月6日召开", start=None, end=None)
    assert (row["date_start"], row["confidence"], row["precision"]) == (None, 0.0, "day")
    assert values("2021年3月印发。", "5月6日召开", start=None, end=None) == ["2021-03", "2021-05-06"]


def test_relative_years() -> None:
    assert values("2021年4月检查,同年12月复查,次年2月再查") == ["2021-04", "2021-12", "2022-02"]
    assert values("今年6月份核对") == ["2023-06"]
    assert values("去年6月份核对") == ["2022-06"]


def test_leap_days_never_break_the_reading() -> None:
    assert values("2月29日检查", start=date(2022, 3, 1), end=date(2023, 6, 1)) in (["2024-02-29"], [""])
    assert values("2024年2月29日检查", "2023年2月29日检查") == ["2024-02-29", "2023-02"]


def test_the_opener_of_a_notice() -> None:
    def opener(text: str) -> list[str]:
        return values(text, part="other", start=None, end=None)

    assert opener("根据部署,2018年5月15日至8月8日,市委第九巡察组对甲局开展巡察。10月10日反馈") == [
        "2018-05-15/2018-08-08",
        "2018-10-10",
    ]
    assert opener("2022年12月20日至2023年2月15日,县委巡察组") == ["2022-12-20/2023-02-15"]
    assert opener("2022年11月8日至2月10日,县委巡察组") == ["2022-11-08/2023-02-10"]
    assert opener("区委巡察组于2022324日至56对甲局巡察。并于716日反馈") == ["2022-03-24/2022-05-06", "2022-07-16"]
    assert opener("2022年11月8日至2月10日,巡察组巡察。3月6日反馈") == ["2022-11-08/2023-02-10", "2023-03-06"]


def test_roles_in_an_opener() -> None:
    rows = found("2022年3月4日至5月6日,区委巡察组对甲局党组开展巡察,并于2022年7月8日反馈意见", part="other")
    assert [r["role"] for r in rows] == ["inspection", "feedback"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("2022年5月前完成", "deadline"),
        ("力争2022年5月投入使用", "deadline"),
        ("完成时限:2022年5月", "deadline"),
        ("截至2022年5月", "as_of"),
        ("2022年以来", "since"),
        ("发布时间:2022-05-06", "publication"),
        ("公示期为2022年5月6日至8日", "comment"),
        ("公开期限:2022年5月6日至8日", "comment"),
        ("2022年5月前往调研", "action"),
        ("2022年5月前未建立台账", "action"),
        ("2022年5月召开会议", "action"),
    ],
)
def test_roles(text: str, role: str) -> None:
    assert [r["role"] for r in found(text)] == [role]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("拟于2024年3月提交大会审议", "deadline"),  # published in November 2023
        ("其余9处2024年6月30日前全部登记", "deadline"),
        ("争取2024年全部处置完毕", "deadline"),
        ("2024年内实行新办法", "deadline"),
        ("写入2024年工作要点", "action"),
        ("计划2024年6月底前开工", "begin"),
        ("2024年6月开工", "action"),
        ("2024年6月举办文化节", "action"),
        ("借用期延长至2024年5月", "action"),
        ("2024年3月至5月轮训", "action"),
        ("2023年10月提交大会审议", "action"),
    ],
)
def test_a_time_after_the_publication_is_a_deadline(text: str, role: str) -> None:
    assert [r["role"] for r in found(text)] == [role]


@pytest.mark.parametrize(
    ("text", "value"),
    [("手续正在办理,9月底前完成", "2024-09"), ("9月底前可取得证书", "2024-09"), ("9月底前完成清理", "2023-09")],
)
def test_a_deadline_that_is_still_to_come_lies_after_the_publication(text: str, value: str) -> None:
    (row,) = found(text)
    assert (date_value(row), row["role"]) == (value, "deadline")


def test_a_date_in_a_description_is_when_the_finding_was() -> None:
    assert [r["role"] for r in found("2022年5月未开会", part="description")] == ["finding"]
    assert [r["role"] for r in found("2022年5月", part="deadline")] == ["deadline"]


def test_repair_is_bolder_where_the_notice_has_lost_its_marks() -> None:
    assert values("2022某单位迟报") == []
    assert values("2022某单位迟报", "20224月复查") == ["2022", "2022-04"]


@pytest.mark.parametrize(
    "damaged",
    ["20224月复查", "2022年319日复查", "2022年81日复查", "2022年6月4日至830复查", "2022628至923,检查", "914日反馈"],
)
def test_what_tells_that_a_notice_has_lost_its_marks(damaged: str) -> None:
    assert "2022" in values("2022某单位迟报", damaged)


@pytest.mark.parametrize("sound", ["历时120日", "2022-2023年", "2022年3月5日—2023年", "约500日", "2022年15日内"])
def test_what_tells_nothing_of_lost_marks(sound: str) -> None:
    assert "2022" not in values("2022某单位迟报", sound)


def test_of_two_cuts_the_one_between_the_anchors_is_taken() -> None:
    (row,) = found("2023112日召开会议", start=date(2023, 9, 1), end=date(2023, 12, 1))
    assert (date_value(row), row["alternative"]) == ("2023-11-02", "2023-01-12")


def test_notices_do_not_lend_each_other_years() -> None:
    frame = passages("2021年3月印发", "5月6日召开", start=None, end=None)
    frame = frame.with_columns(pl.Series("notice_key", [1, 2], dtype=pl.UInt64))
    assert dates.find(frame).get_column("date_start").to_list() == [date(2021, 3, 1), None]


def test_empty_and_dateless_passages_keep_the_columns() -> None:
    for frame in (passages(), passages("没有日期", "")):
        out = dates.find(frame)
        assert out.height == 0
        assert dict(out.schema) == SCHEMA


def test_anchors_may_be_missing() -> None:
    assert dates.find(passages("2021年3月").drop("anchor_start", "anchor_end")).height == 1


@given(st.lists(st.text("0123456789年月日至、—-.《》〔〕号同今上半底二〇十前。某", max_size=30), max_size=4))
def test_any_passage_is_read_without_error_and_cut_exactly(texts: list[str]) -> None:
    frame = passages(*texts)
    whole = "".join(texts)
    for row in dates.find(frame).iter_rows(named=True):
        assert row["text"] == whole[row["start"] : row["stop"]]
        assert row["date_end"] is None or row["date_start"] is None or row["date_end"] >= row["date_start"]
