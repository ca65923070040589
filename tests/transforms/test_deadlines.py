"""Deadlines: which of the dates that an item's passages name is the one by which it is to be put right."""

from __future__ import annotations

from functools import cache

from tests.transforms import reading

CASES = {  # the text of an item → its deadline; the notice was published on 10 January 2024
    "一是修订档案管理办法，2024年3月底前完成整理。": "2024-03",
    "一是已于2023年9月30日前完成整理。": None,
    "一是已整理档案300卷。二是结合2024年5月公开招聘补充管理员1名。": "2024-05",
    "一是档案室扩建方案已批复，计划2024年6月底前开工。": None,
    "一是已清理旧档案，余下库房登记手续正在办理，10月底前可办结。": "2024-10",
    "一是印发2024年至2026年档案工作规划。": None,
    "一是下一步分批搬迁，2024年11月底前全部到位。": "2024-11",
    "一是2024年2月底前完成编目。二是2024年8月15日前完成数字化。": "2024-08-15",
}


@cache
def items() -> dict[str, str | None]:
    lines = [f"{i}.关于第{i}库房档案管理不规范的问题。{text}" for i, text in enumerate(CASES, 1)]
    (seen,) = reading.read([reading.problems(*lines)])
    assert seen is not None
    return dict(zip(CASES, (item.deadline for item in seen.items), strict=True))


def test_deadlines_in_measures() -> None:
    assert items() == CASES
