"""Titles: the wrapper off, the problem itself untouched."""

from __future__ import annotations

import polars as pl
import pytest

from transforms import title

TITLES = {
    "关于理论学习不深入的问题": "理论学习不深入",
    "关于理论学习不深入问题": "理论学习不深入",
    "针对理论学习不深入的问题。": "理论学习不深入",
    "对理论学习不深入问题的整改": "理论学习不深入",
    "对理论学习不深入问题的整改情况": "理论学习不深入",
    "关于理论学习不深入问题的整改落实情况": "理论学习不深入",
    "关于理论学习不深入问题整改情况": "理论学习不深入",
    "关于理论学习不深入的整改": "理论学习不深入",
    "关于“理论学习不深入”的问题": "理论学习不深入",
    "关于“理论学习不深入”问题的整改情况": "理论学习不深入",
    "针对“理论学习不深入”问题": "理论学习不深入",
    "“理论学习不深入”问题整改情况": "理论学习不深入",
    "理论学习不深入": "理论学习不深入",
    "理论学习不深入。": "理论学习不深入",
    "理论学习不深入的问题": "理论学习不深入",
    "就选人用人不规范问题的整改": "选人用人不规范",
    "对下属单位监督不力": "对下属单位监督不力",
    "对下属单位监督不力的问题": "对下属单位监督不力",
    "针对对下属单位监督不力的问题": "对下属单位监督不力",
    "对巡察整改重视不够": "对巡察整改重视不够",
    "“两个责任”落实不到位": "“两个责任”落实不到位",
    "关于“两个责任”落实不到位、“三会一课”走形式的问题": "“两个责任”落实不到位、“三会一课”走形式",
    "关于党组会议题前期酝酿不充分,存在临时动议的问题": "党组会议题前期酝酿不充分,存在临时动议",
    "上轮巡察反馈问题整改不彻底": "上轮巡察反馈问题整改不彻底",
    "关于上轮巡察整改不到位的问题": "上轮巡察整改不到位",
    "关于监督问题": "监督",
    "问题": "问题",
    "关于问题": "关于问题",
}


@pytest.mark.parametrize(("heading", "expected"), TITLES.items(), ids=TITLES.keys())
def test_unwrapped(heading: str, expected: str) -> None:
    assert title.unwrapped(pl.Series([heading])).to_list() == [expected]


def test_unwrapping_works_on_a_column() -> None:
    frame = title.unwrapped(pl.Series(list(TITLES))).to_frame()
    assert frame.to_series().to_list() == list(TITLES.values())


def test_null_stays_null() -> None:
    assert title.unwrapped(pl.Series([None], dtype=pl.String)).to_list() == [None]
