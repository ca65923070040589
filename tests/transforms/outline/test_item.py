"""One item: heading, description, fields, status and measures, as passages with roles."""

from __future__ import annotations

from functools import cache

import pytest

from tests.transforms import reading

RUN = "一是制定计划。二是补学文件12份。"
# lines of one item (a second one, always the same, follows), and its passages: role and words
CASES: dict[str, tuple[list[str], list[tuple[str, str]]]] = {
    "run in": (
        ["1.关于学习不深入的问题。" + RUN],
        [
            ("label", "1."),
            ("heading", "关于学习不深入的问题。"),
            ("label", "一是"),
            ("measure", "制定计划。"),
            ("label", "二是"),
            ("measure", "补学文件12份。"),
        ],
    ),
    "prose": (
        ["1.关于学习不深入的问题。", "制定计划，开展学习6次。"],
        [("label", "1."), ("heading", "关于学习不深入的问题。"), ("measure", "制定计划，开展学习6次。")],
    ),
    "field": (
        ["1.学习不深入", "整改措施：制定计划，开展学习6次。", "整改成效：学习更加深入。"],
        [
            ("label", "1."),
            ("heading", "学习不深入"),
            ("marker", "整改措施："),
            ("measure", "制定计划，开展学习6次。"),
            ("marker", "整改成效："),
            ("effect", "学习更加深入。"),
        ],
    ),
    "a problem that runs into a count of what was done": (
        ["1.关于学习不深入的问题，着重抓好两件事。首先，补学文件。其次，抽查笔记。"],
        [
            ("label", "1."),
            ("heading", "关于学习不深入的问题，"),
            ("marker", "着重抓好两件事。"),
            ("label", "首先，"),
            ("measure", "补学文件。"),
            ("label", "其次，"),
            ("measure", "抽查笔记。"),
        ],
    ),
    "what the feedback says, behind a colon": (
        ["1.学习不深入。反馈指出：文件只学了3份。整改情况：补学文件12份。"],
        [
            ("label", "1."),
            ("heading", "学习不深入。"),
            ("marker", "反馈指出："),
            ("description", "文件只学了3份。"),
            ("marker", "整改情况："),
            ("measure", "补学文件12份。"),
        ],
    ),
    "a result that closes the measures": (
        ["1.学习不深入", "补学文件12份，抽查3次。整改结果：已整改。"],
        [
            ("label", "1."),
            ("heading", "学习不深入"),
            ("measure", "补学文件12份，抽查3次。"),
            ("marker", "整改结果："),
            ("status", "已整改。"),
        ],
    ),
    "fields set apart by blanks alone": (
        ["1.学习不深入", "整改措施：制定计划。", "责任领导：张三 完成时限：2024年3月 整改状态：已完成"],
        [
            ("label", "1."),
            ("heading", "学习不深入"),
            ("marker", "整改措施："),
            ("measure", "制定计划。"),
            ("marker", "责任领导："),
            ("responsible", "张三"),
            ("marker", "完成时限："),
            ("deadline", "2024年3月"),
            ("marker", "整改状态："),
            ("status", "已完成"),
        ],
    ),
    "status field": (
        ["1.学习不深入", "整改措施：" + RUN, "整改状态：已完成"],
        [
            ("label", "1."),
            ("heading", "学习不深入"),
            ("marker", "整改措施："),
            ("label", "一是"),
            ("measure", "制定计划。"),
            ("label", "二是"),
            ("measure", "补学文件12份。"),
            ("marker", "整改状态："),
            ("status", "已完成"),
        ],
    ),
    "status before the measures": (
        ["1.学习不深入", "整改情况：已完成整改。", "制定计划，开展集中学习6次。"],
        [
            ("label", "1."),
            ("heading", "学习不深入"),
            ("marker", "整改情况："),
            ("status", "已完成整改。"),
            ("measure", "制定计划，开展集中学习6次。"),
        ],
    ),
    "description": (
        ["1.学习不深入。如，全年仅学习2次。", "整改情况：" + RUN],
        [
            ("label", "1."),
            ("heading", "学习不深入。"),
            ("description", "如，全年仅学习2次。"),
            ("marker", "整改情况："),
            ("label", "一是"),
            ("measure", "制定计划。"),
            ("label", "二是"),
            ("measure", "补学文件12份。"),
        ],
    ),
    "description as a paragraph": (
        ["1.学习不深入。", "巡察发现，全年仅学习2次。", "整改情况：" + RUN],
        [
            ("label", "1."),
            ("heading", "学习不深入。"),
            ("description", "巡察发现，全年仅学习2次。"),
            ("marker", "整改情况："),
            ("label", "一是"),
            ("measure", "制定计划。"),
            ("label", "二是"),
            ("measure", "补学文件12份。"),
        ],
    ),
    "responsible and deadline": (
        ["1.学习不深入", "责任领导：张明", "整改时限：2023年12月底", "整改措施：" + RUN],
        [
            ("label", "1."),
            ("heading", "学习不深入"),
            ("marker", "责任领导："),
            ("responsible", "张明"),
            ("marker", "整改时限："),
            ("deadline", "2023年12月底"),
            ("marker", "整改措施："),
            ("label", "一是"),
            ("measure", "制定计划。"),
            ("label", "二是"),
            ("measure", "补学文件12份。"),
        ],
    ),
    "an introducing sentence is no measure": (
        ["1.关于学习不深入的问题", "针对上述问题，采取以下措施：", "一是制定计划。", "二是补学文件12份。"],
        [
            ("label", "1."),
            ("heading", "关于学习不深入的问题"),
            ("description", "针对上述问题，采取以下措施："),
            ("label", "一是"),
            ("measure", "制定计划。"),
            ("label", "二是"),
            ("measure", "补学文件12份。"),
        ],
    ),
    "a paragraph that goes on with the last measure": (
        ["1.关于学习不深入的问题", "一是制定计划。", "二是补学文件12份。", "通过整改，学习氛围日益浓厚。"],
        [
            ("label", "1."),
            ("heading", "关于学习不深入的问题"),
            ("label", "一是"),
            ("measure", "制定计划。"),
            ("label", "二是"),
            ("measure", "补学文件12份。"),
            ("measure", "通过整改，学习氛围日益浓厚。"),
        ],
    ),
    "a status that ends the item": (
        ["1.学习不深入。制定计划，开展集中学习6次。已完成整改。"],
        [
            ("label", "1."),
            ("heading", "学习不深入。"),
            ("measure", "制定计划，开展集中学习6次。"),
            ("status", "已完成整改。"),
        ],
    ),
    "a status in brackets that ends the item": (
        ["1.学习不深入。制定计划，开展集中学习6次。（已完成）"],
        [
            ("label", "1."),
            ("heading", "学习不深入。"),
            ("measure", "制定计划，开展集中学习6次。"),
            ("marker", "（"),
            ("status", "已完成）"),
        ],
    ),
    "fields in brackets behind the measures": (
        ["1.学习不深入。" + RUN + "（责任领导：张明；整改进展：已完成）"],
        [
            ("label", "1."),
            ("heading", "学习不深入。"),
            ("label", "一是"),
            ("measure", "制定计划。"),
            ("label", "二是"),
            ("measure", "补学文件12份。"),
            ("marker", "（责任领导："),
            ("responsible", "张明；"),
            ("marker", "整改进展："),
            ("status", "已完成）"),
        ],
    ),
    "signs in place of ordinals": (
        ["1.学习不深入。全年仅学习2次。", "责任领导：张明", "◆制定计划，明确：1)时间；2)地点。", "◆补学文件12份。"],
        [
            ("label", "1."),
            ("heading", "学习不深入。"),
            ("description", "全年仅学习2次。"),
            ("marker", "责任领导："),
            ("responsible", "张明"),
            ("label", "◆"),
            ("measure", "制定计划，明确：1)时间；2)地点。"),
            ("label", "◆"),
            ("measure", "补学文件12份。"),
        ],
    ),
    "measures numbered 1.1": (
        ["1.学习不深入【长期坚持】", "1.1 制定计划。", "1.2 补学文件12份。"],
        [
            ("label", "1."),
            ("heading", "学习不深入"),
            ("status", "【长期坚持】"),
            ("label", "1.1"),
            ("measure", "制定计划。"),
            ("label", "1.2"),
            ("measure", "补学文件12份。"),
        ],
    ),
    "two labels before the heading": (
        ["1.问题一：学习不深入。", "整改措施：" + RUN],
        [
            ("label", "1.问题一："),
            ("heading", "学习不深入。"),
            ("marker", "整改措施："),
            ("label", "一是"),
            ("measure", "制定计划。"),
            ("label", "二是"),
            ("measure", "补学文件12份。"),
        ],
    ),
    "a heading run into the measures": (
        ["1.针对学习不深入的问题，党组制定年度学习计划，开展集中学习6次。二是补学文件12份。"],
        [
            ("label", "1."),
            ("heading", "针对学习不深入的问题，"),
            ("measure", "党组制定年度学习计划，开展集中学习6次。"),
            ("label", "二是"),
            ("measure", "补学文件12份。"),
        ],
    ),
    "the heading in its field": (
        ["1.问题表现：学习不深入。", "整改措施：" + RUN],
        [
            ("label", "1.问题表现："),
            ("heading", "学习不深入。"),
            ("marker", "整改措施："),
            ("label", "一是"),
            ("measure", "制定计划。"),
            ("label", "二是"),
            ("measure", "补学文件12份。"),
        ],
    ),
}
SECOND = "2.关于规则不完善的问题。一是修订规则。二是召开会议。"


@cache
def seen() -> dict[str, reading.Seen | None]:
    return dict(
        zip(CASES, reading.read([reading.problems(*lines, SECOND) for lines, _ in CASES.values()]), strict=True)
    )


@pytest.mark.parametrize("name", list(CASES))
def test_passages(name: str) -> None:
    found = seen()[name]
    assert found is not None
    passages = [(role, passage.strip()) for role, passage in found.passages]
    begin = next(i for i, (role, _) in enumerate(passages) if role == "section") + 1
    end = next(i for i, passage in enumerate(passages) if passage == ("label", "2."))
    assert passages[begin:end] == CASES[name][1]
