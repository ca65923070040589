"""Findings: what was found wrong, told from what was done about it."""

from __future__ import annotations

import polars as pl
import pytest

from transforms.outline.findings import finds, told

FOUND = {
    "faults and nothing else": ("柳树村、石桥村合同签订不规范、租金收缴不及时。", True),
    "an action that was not done": ("水务局党组2022年、2023年均未专题研究节水工作。", True),
    "an action before, a fault at the end": ("局党组2022年研究的引水工程,到巡察进驻时仍未选址。", True),
    "something is missing": ("报销缺少审批单、通知等附件,共涉及凭证43份。", True),
    "a report": ("组织清理合同12份,追回租金3万元。", False),
    "a fault that is being cured": ("清理不规范合同12份。", False),
    "a fault named first, then a deed": ("对未批先建的5个项目予以查处,追回资金。", False),
    "a good result": ("开展安全检查6次,未发生事故。", False),
    "work that is still open": ("项目已完成评审,目前施工许可尚未取得。", False),
}


@pytest.mark.parametrize(("passage", "expected"), FOUND.values(), ids=FOUND.keys())
def test_finds(passage: str, expected: bool) -> None:
    assert pl.DataFrame({"passage": [passage]}).select(finds(pl.col("passage"))).item() is expected


TOLD = {
    "a fault, then a report": ("鱼塘租金未入账,合同管理混乱。清理合同23份,补缴租金。", 15),
    "an example, then a report": ("如,全年研讨仅2次。制定学习计划,开展研讨。", 10),
    "a report only": ("清理合同23份。补缴租金,完善制度。", 0),
    "a fault only": ("鱼塘租金未入账,合同管理混乱。", 0),
    "a fault and a status": ("鱼塘租金未入账,合同管理混乱。(已完成)", 0),
}


@pytest.mark.parametrize(("passage", "size"), TOLD.values(), ids=TOLD.keys())
def test_told(passage: str, size: int) -> None:
    assert pl.DataFrame({"passage": [passage]}).select(told(pl.col("passage"))).item() == size
