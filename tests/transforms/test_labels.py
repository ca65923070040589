"""Labels: styles, ordinals and places."""

from __future__ import annotations

import polars as pl
import pytest

from transforms import labels

HEADS = {
    "一、整改情况": ("chinese", 1, "一、"),
    "十二、其他": ("chinese", 12, "十二、"),
    "二.整改情况": ("chinese", 2, "二."),
    "三,整改情况": ("chinese", 3, "三,"),
    "(一)方面": ("chinese_paren", 1, "(一)"),
    "(十三)方面": ("chinese_paren", 13, "(十三)"),
    "一)方面": ("chinese_paren", 1, "一)"),
    "【二】方面": ("chinese_paren", 2, "【二】"),
    "〔三〕方面": ("chinese_paren", 3, "〔三〕"),
    "(四)、方面": ("chinese_paren", 4, "(四)、"),
    "(1)措施": ("digit_paren", 1, "(1)"),
    "(23)措施": ("digit_paren", 23, "(23)"),
    "1)措施": ("digit_paren", 1, "1)"),
    "【3】措施": ("digit_paren", 3, "【3】"),
    "1、问题": ("digit_comma", 1, "1、"),
    "17、问题": ("digit_comma", 17, "17、"),
    "1.问题": ("digit", 1, "1."),
    "104.问题": ("digit", 104, "104."),
    "①措施": ("circled", 1, "①"),
    "⑳措施": ("circled", 20, "⑳"),
    "⑵措施": ("circled", 2, "⑵"),
    "❸措施": ("circled", 3, "❸"),
    "㈠方面": ("circled", 1, "㈠"),
    ")措施": ("bracket", None, ")"),
    "1基本制度不健全": ("bare", 1, "1"),
    "12监督不力": ("bare", 12, "12"),
    "1.2措施": ("dotted", 2, "1.2"),
    "1.2022年": ("digit", 1, "1."),
    "1.3名干部": ("digit", 1, "1."),
    "壹、概况": ("formal", 1, "壹、"),
    "丙、方面": ("stem", 3, "丙、"),
    "【问题8】领导弱化": ("problem", 8, "【问题8】"),
    "3.问题三:领导弱化": ("digit", 3, "3.问题三:"),
    "(2)反馈问题:领导弱化": ("digit_paren", 2, "(2)反馈问题:"),
    "存在问题一:领导弱化": ("problem", 1, "存在问题一:"),
    "反馈问题3:领导弱化": ("problem", 3, "反馈问题3:"),
    "问题十二、领导弱化": ("problem", 12, "问题十二、"),
    "问题(二):领导弱化": ("problem", 2, "问题(二):"),
    "整改事项二:制度": ("problem", 2, "整改事项二:"),
    "第一方面问题,政治建设": ("aspect", 1, "第一方面问题,"),
    "第二个方面:政治建设": ("aspect", 2, "第二个方面:"),
    "第三部分政治建设": ("aspect", 3, "第三部分"),
}
NO_LABEL = [
    "关于问题的整改",
    "2023年3月15日召开会议",
    "3月底前完成",
    "3名干部",
    "5个村",
    "100%完成",
    "12:30开会",
    "20余人",
    "一是完善制度",
    "问题较多",
    "第一时间召开会议",
    "第一议题制度",
    "",
]


def head(*texts: str) -> pl.DataFrame:
    return labels.head(pl.DataFrame({"text": texts}))


@pytest.mark.parametrize(
    ("text", "apart", "style"),
    [
        ("一基本情况", "一", "chinese"),
        ("一是完善制度", "一", None),
        ("3.5万元", "3.5", "digit"),
        ("5.12020年招生", "5.1", "dotted"),
        ("一基本情况", None, None),
        ("1在落实决策部署方面", "1", "digit"),
        ("12名干部", "12", None),
    ],
)
def test_a_number_set_apart_by_a_blank(text: str, apart: str | None, style: str | None) -> None:
    frame = pl.DataFrame({"text": [text], "apart": [apart]}, schema={"text": pl.String, "apart": pl.String})
    assert labels.head(frame)["style"].item() == style


@pytest.mark.parametrize(("text", "label"), HEADS.items(), ids=HEADS.keys())
def test_label_at_the_head(text: str, label: tuple[str, int | None, str]) -> None:
    assert head(text).select("style", "number", "label").row(0) == label


@pytest.mark.parametrize("text", NO_LABEL)
def test_no_label(text: str) -> None:
    assert head(text).get_column("style").item() is None


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("九十九", 99),
        ("0", 0),
        ("7", 7),
        ("199", 199),
        ("⑮", 15),
        ("⒇", 20),
        ("❿", 10),
        ("㈩", 10),
    ],
)
def test_ordinals(printed: str, number: int) -> None:
    assert labels.ordinals()[printed] == number


@pytest.mark.parametrize("printed", ["百", "200", "", "子", "一百", "⒈", "㈪", "➀"])
def test_what_is_no_ordinal_has_no_number(printed: str) -> None:
    assert pl.select(labels.number(pl.lit(printed))).item() is None


def place(text: str, pattern: str, after: str) -> list[tuple[int, str, str]]:
    frame = pl.DataFrame({"notice_key": [1], "paragraph": [0], "text": [text]})
    return labels.positions(frame, pattern, after=after).sort("offset").select("offset", "found", "before").rows()


@pytest.mark.parametrize(
    ("text", "after", "expected"),
    [
        ("一是甲。二是乙", "。", [(0, "一是", ""), (4, "二是", "。")]),
        ("甲一是乙", "。", []),
        ("甲一是乙", "", [(1, "一是", "甲")]),
        ("一是甲", "", [(0, "一是", "")]),
        ("统一是甲;二是", "", [(1, "一是", "统"), (5, "二是", ";")]),
        ("没有", "。", []),
        ("。一是。二是", "。", [(1, "一是", "。"), (4, "二是", "。")]),
    ],
)
def test_positions(text: str, after: str, expected: list[tuple[int, str, str]]) -> None:
    assert place(text, "[一二三]是", after) == expected


def test_positions_count_from_each_paragraph() -> None:
    frame = pl.DataFrame({"text": ["甲一是", "一是乙一是", "丙", "丙丁一是"]})
    found = labels.positions(frame, "一是", after="")
    assert found.select("row", "offset").rows() == [(0, 1), (1, 0), (1, 3), (3, 2)]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("整改措施", "measures"),
        ("整改情况", "situation"),
        ("整改成效", "effect"),
        ("整改状态", "status"),
        ("完成时限", "deadline"),
        ("责任领导", "responsible"),
        ("存在问题", "problem"),
        ("下一步措施", "next"),
    ],
)
def test_field_labels(label: str, kind: str) -> None:
    assert labels.marker_kinds()[label] == kind


@pytest.mark.parametrize("text", ["整改措施:", "【整改措施】", "(整改措施):", "【整改情况】:"])
def test_field_labels_with_and_without_brackets(text: str) -> None:
    assert place(text, labels.marker_pattern(), "。")[0][0] == 0


@pytest.mark.parametrize("text", ["整改措施得力", "落实整改措施38项", "整改情况通报"])
def test_a_field_label_needs_its_colon(text: str) -> None:
    assert place(text, labels.marker_pattern(), "。") == []


@pytest.mark.parametrize(
    ("text", "offset"), [("责任领导:张三责任单位:党政办", 7), ("一切责任:自负", None), ("完成时限:2024年", 0)]
)
def test_an_unmistakable_field_label_stands_behind_any_word(text: str, offset: int | None) -> None:
    found = [at for at, _, _ in place(text, labels.fused_marker_pattern(), "")]
    assert (found[-1] if found else None) == offset


def test_a_field_label_may_hold_the_status() -> None:
    assert place("整改进展(已完成,并长期坚持):走访", labels.stated_marker_pattern(), "。")[0][0] == 0
    assert place("整改进展(见附件):走访", labels.stated_marker_pattern(), "。") == []
