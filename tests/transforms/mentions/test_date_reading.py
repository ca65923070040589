from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.mentions.date_calendar import (
    DAY,
    MONTH,
    YEAR,
    Values,
    digits_of,
    iso,
    part_fused,
    resolve,
    split,
    valid,
)
from transforms.mentions.date_reading import Reading, read


def value(reading: Reading) -> str:
    start, end = (reading.year, reading.month, reading.day), (reading.end_year, reading.end_month, reading.end_day)
    return iso(start) + (f"/{iso(end)}" if end != (None, None, None) else "")


def values(run: str, after: str = "", damaged: bool = False) -> list[str]:
    return [value(reading) for reading in read(run, after, damaged)]


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("2021年4月8日", ["2021-04-08"]),
        ("2021年04月08日", ["2021-04-08"]),
        ("2021年4月8号", ["2021-04-08"]),
        ("2021年4月", ["2021-04"]),
        ("2021年4月份", ["2021-04"]),
        ("2021年", ["2021"]),
        ("2021年度", ["2021"]),
        ("2021年4月底", ["2021-04"]),
        ("2021年4月中旬", ["2021-04"]),
        ("2021年底", ["2021-12"]),
        ("2021年末", ["2021-12"]),
        ("2021年初", ["2021-01"]),
        ("2021年上半年", ["2021-01/2021-06"]),
        ("2021年下半年", ["2021-07/2021-12"]),
        ("2021年第一季度", ["2021-01/2021-03"]),
        ("2021年三季度", ["2021-07/2021-09"]),
        ("2021年第3季度", ["2021-07/2021-09"]),
        ("2021年4季度", ["2021-10/2021-12"]),
        ("2021年年底", ["2021-12"]),
        ("2021年前三季度", ["2021-01/2021-09"]),
        ("2021年第一季度、第二季度", ["2021-01/2021-03", "2021-04/2021-06"]),
        ("2021年第一季度至第三季度", ["2021-01/2021-09"]),
        ("2021年上半年和下半年", ["2021-01/2021-06", "2021-07/2021-12"]),
        ("2021年底、一季度", ["2021-12"]),
        ("23年5月", ["2023-05"]),
        ("2021.4.8", ["2021-04-08"]),
        ("2021.04", ["2021-04"]),
        ("2021-04-08", ["2021-04-08"]),
        ("2021/4/8", ["2021-04-08"]),
        ("20210408", ["2021-04-08"]),
        ("二〇二一年四月十八日", ["2021-04-18"]),
        ("二○二一年十二月三十一日", ["2021-12-31"]),
        ("二O二一年十月", ["2021-10"]),
        ("二0二一年", ["2021"]),
        ("一九九八年五月", ["1998-05"]),
        ("五月十三日", ["--05-13"]),
        ("4月8日", ["--04-08"]),
        ("4月", ["--04"]),
    ],
)
def test_points(run: str, expected: list[str]) -> None:
    assert values(run) == expected


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("2018年3月至5月", "2018-03/2018-05"),
        ("2018年3月到5月", "2018-03/2018-05"),
        ("2018年3月-5月", "2018-03/2018-05"),
        ("2018年3—5月", "2018-03/2018-05"),
        ("2018年3~5月份", "2018-03/2018-05"),
        ("2018年3月——5月", "2018-03/2018-05"),
        ("2018年3月5日至5月6日", "2018-03-05/2018-05-06"),
        ("2018年3月5日至16日", "2018-03-05/2018-03-16"),
        ("2018年3月5至16日", "2018-03-05/2018-03-16"),
        ("2018年3月5日-2018年5月6日", "2018-03-05/2018-05-06"),
        ("2018年3月25至4月2日", "2018-03-25/2018-04-02"),
        ("2018年12月20日至1月15日", "2018-12-20/2019-01-15"),
        ("2018年11月至2月", "2018-11/2019-02"),
        ("2018年11月至2019年2月", "2018-11/2019-02"),
        ("11月至2019年2月", "2018-11/2019-02"),
        ("3月至2019年5月", "2019-03/2019-05"),
        ("2016—2018年", "2016/2018"),
        ("2016年至2018年", "2016/2018"),
        ("2016-2018年度", "2016/2018"),
        ("2016-2018", "2016/2018"),
        ("2016-18年", "2016/2018"),
        ("2016一2018年", "2016/2018"),
        ("2018年1-6月", "2018-01/2018-06"),
        ("8月下旬至9月底", "--08/--09"),
        ("自2018年1月1日起至2019年12月31日"[1:], "2018-01-01/2019-12-31"),
        ("2018.3.5-2018.5.6", "2018-03-05/2018-05-06"),
        ("2018.03—2018.05", "2018-03/2018-05"),
        ("2018年下半年至2019年上半年", "2018-07/2019-06"),
        ("2018年3月5日至6月", "2018-03/2018-06"),
        ("二〇一八年三月至五月", "2018-03/2018-05"),
        ("2018年9月至2019年3", "2018-09/2019-03"),
    ],
)
def test_periods(run: str, expected: str) -> None:
    assert values(run) == [expected]


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("2016、2017年", ["2016", "2017"]),
        ("2016、2017、2018年度", ["2016", "2017", "2018"]),
        ("2016年、2017年和2019年", ["2016", "2017", "2019"]),
        ("2016年3月、4月", ["2016-03", "2016-04"]),
        ("2016年3、4月份", ["2016-03", "2016-04"]),
        ("2016年3月5日、9日、12日", ["2016-03-05", "2016-03-09", "2016-03-12"]),
        ("2016年3月5日、4月9日", ["2016-03-05", "2016-04-09"]),
        ("2016年12月、2017年4月", ["2016-12", "2017-04"]),
        ("2016年3月2017年4月", ["2016-03", "2017-04"]),
        ("9月5日、9月11日", ["--09-05", "--09-11"]),
    ],
)
def test_lists_name_one_date_each(run: str, expected: list[str]) -> None:
    assert values(run) == expected


@pytest.mark.parametrize(
    ("run", "after"),
    [
        ("2019", "人"),
        ("2019", "余件"),
        ("2019", "次检查"),
        ("15日", "内"),
        ("8日", ""),
        ("120日", ""),
        ("331号", ""),
        ("12345", "热线"),
        ("3、5", "项"),
        ("2018", "党支部"),
        ("20187", "党支部"),
        ("0571-2018345", ""),
        ("020-20180304", ""),
        ("1949001", ""),
    ],
)
def test_what_is_no_date_in_a_sound_notice(run: str, after: str) -> None:
    assert values(run, after) == []


@pytest.mark.parametrize(
    ("run", "after", "expected"),
    [
        ("2018年3", "名", ["2018"]),
        ("2018年331号", "楼", ["2018"]),
        ("2018年5号", "文件", ["2018"]),
        ("2018年28", "个", ["2018"]),
        ("2018年3月5", "场", ["2018-03"]),
        ("2018年、5", "名", ["2018"]),
        ("2018年3月至5", "个", ["2018-03"]),
        ("2018", "以来", ["2018"]),
        ("2018年3月32日", "", ["2018-03"]),
        ("2018年13月", "", ["2018"]),
        ("2018-03-0510", ":30", ["2018-03-05"]),
    ],
)
def test_what_follows_decides_where_a_date_ends(run: str, after: str, expected: list[str]) -> None:
    assert values(run, after) == expected


@pytest.mark.parametrize(
    ("run", "after", "expected"),
    [
        ("2022317日", "召开", ["2022-03-17"]),
        ("2022317", "召开", ["2022-03-17"]),
        ("20224月", "起", ["2022-04"]),
        ("2022317", "起每月通报", ["2022-03-17"]),
        ("20224", "印发", ["2022-04"]),
        ("2022", "党员", ["2022"]),
        ("20221月", "", ["2022-01"]),
        ("202211月", "", ["2022-11"]),
        ("2022108日", "", ["2022-10-08"]),
        ("317日", "学习", ["--03-17"]),
        ("2022317日至58", "对", ["2022-03-17/2022-05-08"]),
        ("2022317日至28", "举办", ["2022-03-17/2022-03-28"]),
        ("20224—8月", "通过", ["2022-04/2022-08"]),
        ("20224月至20235月", "", ["2022-04/2023-05"]),
        ("2022年317日", "", ["2022-03-17"]),
        ("2022317", "组织学习", ["2022-03-17"]),
        ("2022", "人", []),
        ("2022年5", "位", ["2022"]),
        ("2022317至58", "对", ["2022-03-17/2022-05-08"]),
        ("2022317至5月8日", "对", ["2022-03-17/2022-05-08"]),
        ("20221124至2023118日", "对", ["2022-11-24/2023-01-18"]),
        ("2022年1127日至202311", "对", ["2022-11-27/2023-01-01"]),
        ("2022年3月17日至58", "对", ["2022-03-17/2022-05-08"]),
        ("202248至5月2日", "对", ["2022-04-08/2022-05-02"]),
    ],
)
def test_lost_marks_are_repaired_where_the_notice_is_damaged(run: str, after: str, expected: list[str]) -> None:
    found = read(run, after, True)
    assert [value(r) for r in found] == expected
    assert all(r.confidence < 1 for r in found if run[:4] != "2022" or "年" not in run)


def test_two_fused_dates_keep_the_period_as_second_reading() -> None:
    first, second = read("2022317202248", "分别", True)
    assert (value(first), value(second)) == ("2022-03-17", "2022-04-08")
    assert first.alternative == second.alternative == "2022-03-17/2022-04-08"
    assert first.confidence == second.confidence < 1
    assert (first.start, first.stop, second.start, second.stop) == (0, 7, 7, 13)


def test_two_months_fused_are_a_period_and_keep_the_list_as_second_reading() -> None:
    (found,) = read("202248月", "", True)
    assert value(found) == "2022-04/2022-08"
    assert found.alternative == "2022-04,2022-08"
    assert found.confidence < 1


def test_digits_that_can_be_cut_in_two_ways_keep_both() -> None:
    (found,) = read("2022112日", "", True)
    assert {value(found), found.alternative} == {"2022-01-12", "2022-11-02"}
    assert found.confidence == 0.5


def test_positions_are_those_of_the_run() -> None:
    run = "2016年3月5日、4月9日至12日"
    assert [run[r.start : r.stop] for r in read(run)] == ["2016年3月5日", "4月9日至12日"]


@pytest.mark.parametrize(
    ("run", "relation"), [("同年3月", "same"), ("今年6月份", "this"), ("次年1月", "next"), ("去年8月", "last")]
)
def test_relative_years_are_named_not_guessed(run: str, relation: str) -> None:
    (found,) = read(run)
    assert (found.year, found.relation, found.start) == (None, relation, 0)


DAYS = st.dates(date(1990, 1, 1), date(2039, 12, 31))


@given(DAYS)
def test_every_day_reads_back_in_every_notation(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    for run in (
        f"{y}年{m}月{d}日",
        f"{y}.{m}.{d}",
        f"{y}/{m}/{d}",
        f"{y}-{m:02d}-{d:02d}",
        f"{y}{m:02d}{d:02d}",
        f"{y}年{m:02d}月{d:02d}日",
    ):
        assert values(run) == [day.isoformat()], run


@given(DAYS)
def test_a_day_without_marks_is_found_again_or_kept_as_second_reading(day: date) -> None:
    (found,) = read(f"{day.year}{day.month}{day.day}日", "召开", True)
    assert day.isoformat() in (value(found), found.alternative)


@given(DAYS, st.integers(1, 330))
def test_a_period_reads_back_with_or_without_the_second_year(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    first = f"{start.year}年{start.month}月{start.day}日"
    expected = [f"{start.isoformat()}/{end.isoformat()}"]
    assert values(f"{first}至{end.year}年{end.month}月{end.day}日") == expected
    if (end.month, end.day) > (start.month, start.day) or (end.year > start.year and end.month != start.month):
        assert values(f"{first}至{end.month}月{end.day}日") == expected


@given(
    st.text("0123456789年月日号至、—-.上半底〇二十四", max_size=24), st.text("年月日人召某", max_size=2), st.booleans()
)
def test_any_run_is_read_without_error_in_order_and_within_itself(run: str, after: str, damaged: bool) -> None:
    at = 0
    for found in read(run, after, damaged):
        assert at <= found.start < found.stop <= len(run)
        at = found.stop
        assert 0 < found.confidence <= 1


@pytest.mark.parametrize(
    ("text", "digits"),
    [("二〇二四", "2024"), ("十", "10"), ("十三", "13"), ("二十", "20"), ("三十一", "31"), ("2024", "2024")],
)
def test_numerals(text: str, digits: str) -> None:
    assert digits_of(text) == digits


def test_splits_follow_the_calendar() -> None:
    assert [values for _, values in split("2022229", 2)] == []
    assert [values for _, values in split("2024229", 2)] == [(2024, 2, 29)]
    assert split("0301", DAY) == ((MONTH, (None, 3, 1)),)
    assert split("031", DAY) == (), "zeros pad all or none"


@pytest.mark.parametrize(
    ("values", "possible"),
    [
        ((2024, 1, 1), True),
        ((2024, 12, 31), True),
        ((2024, 0, 1), False),
        ((2024, 13, 1), False),
        ((2024, 1, 0), False),
        ((2024, 4, 31), False),
        ((2023, 2, 29), False),
        ((None, 2, 29), True),
        ((None, 2, 30), False),
        ((None, None, 31), True),
        ((None, None, 32), False),
        ((None, 0, None), False),
    ],
)
def test_days_of_the_calendar(values: Values, possible: bool) -> None:
    assert valid(values) == possible


@pytest.mark.parametrize(
    ("digits", "parts"),
    [
        ("20223172022408", ["2022317", "2022408"]),
        ("20222024", ["2022", "2024"]),
        ("202412025", ["20241", "2025"]),
        ("20241105", ["20241105"]),
        ("2024115", ["2024115"]),
        ("202401052024020620240307", ["20240105", "20240206", "20240307"]),
        ("2024010520240206202403071", ["2024010520240206202403071"]),
    ],
)
def test_dates_fused_to_one_number_are_parted(digits: str, parts: list[str]) -> None:
    assert part_fused(digits) == parts


def test_levels_of_numbers_follow_one_another() -> None:
    assert resolve([("2024", YEAR), ("5", MONTH), ("6", DAY)]) == [((2024, 5, 6), DAY, False)]
    assert resolve([("2024", YEAR), ("6", DAY)]) == []
    assert resolve([("20245", MONTH), ("6", DAY)]) == [((2024, 5, 6), DAY, True)]
    assert resolve([("11", DAY)]) == [((None, None, 11), DAY, False), ((None, 1, 1), DAY, True)]


def test_years_fused_by_a_lost_dash_are_a_period_where_others_lie_between() -> None:
    (period,) = read("20192022年", "会议费", True)
    assert (period.year, period.end_year, period.alternative) == (2019, 2022, "2019,2022")
    assert [point.year for point in read("20212022年", "会议费", True)] == [2021, 2022]
