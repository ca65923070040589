"""Stored text → reading text: gaps, normal forms, lines, and the way back to stored offsets."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms import reading
from transforms import text

READING = {
    "plain": ("县委巡察组", "县委巡察组"),
    "full-width letters and digits": ("２０２３年ＣＴ检查", "2023年CT检查"),
    "full-width punctuation": ("一、关于；（一）：！？", "一、关于;(一):!?"),
    "Chinese punctuation stays": ("《办法》、“两个责任”。〔2023〕", "《办法》、“两个责任”。〔2023〕"),
    "traditional": ("關於黨組貫徹落實", "关于党组贯彻落实"),
    "simplified usage of GB 2312 stays": ("著作乾坤", "著作乾坤"),
    "ideographic space": ("　　一、关于", "一、关于"),
    "ASCII spaces": ("制定 3 项", "制定3项"),
    "no-break space": ("制定\u00a03\u00a0项", "制定3项"),
    "zero-width space": ("巡\u200b察\u200c组\u200d", "巡察组"),
    "byte order mark": ("\ufeff县委巡察", "县委巡察"),
    "word joiner": ("巡\u2060察", "巡察"),
    "soft hyphen": ("巡\u00ad察", "巡察"),
    "direction marks": ("\u202a巡察\u202c组\u200e", "巡察组"),
    "variation selector": ("巡\ufe0f察", "巡察"),
    "pinyin": ("芦汀(lú tīng)县", "芦汀县"),
    "pinyin in full-width brackets": ("砚湖（yàn hú）市", "砚湖市"),
    "an English word in brackets is no pinyin": ("平台(APP)上线", "平台(APP)上线"),
    "Markdown heading": ("## 二、整改情况", "二、整改情况"),
    "Markdown heading inside": ("上文。\n### （一）方面\n下文", "上文。(一)方面下文"),
    "Markdown bold": ("**一是**完善制度", "一是完善制度"),
    "Markdown quotation": ("> 关于问题", "关于问题"),
    "Markdown rule": ("上文\n---\n下文", "上文下文"),
    "a sign # within a line stays": ("3#楼改造", "3#楼改造"),
    "a table": ("| 序号 | 问题 |\n|---|:---:|\n| 1 | 甲 |", "序号问题1甲"),
    "tabs": ("序号\t问题\t措施", "序号问题措施"),
    "a single dash stays": ("2023年3月-4月", "2023年3月-4月"),
    "Chinese dash stays": ("——开展检查", "——开展检查"),
}


def read(one: str) -> str:
    return "".join(reading.pieces([one]).get_column("text"))


@pytest.mark.parametrize(("given_text", "reading"), READING.values(), ids=READING.keys())
def test_reading_text(given_text: str, reading: str) -> None:
    assert read(given_text) == reading


@pytest.mark.parametrize("form", sorted(text.normal_forms().items())[::97])
def test_normal_forms_are_one_for_one(form: tuple[str, str]) -> None:
    assert len(form[0]) == len(form[1]) == 1
    assert form[0] != form[1]


@pytest.mark.parametrize(
    ("printed", "normal"), [("（", "("), ("：", ":"), ("９", "9"), ("縣", "县"), ("國", "国"), ("～", "~")]
)
def test_known_normal_forms(printed: str, normal: str) -> None:
    assert text.normal_forms()[printed] == normal


@pytest.mark.parametrize("sign", "。、《》〈〉“”〔〕【】")
def test_signs_without_a_normal_form(sign: str) -> None:
    assert sign not in text.normal_forms()


def test_normalising_keeps_the_number_of_characters() -> None:
    frame = pl.DataFrame({"text": ["關於（一）２０２３年，縣委巡察組：Ａ"]}).select(
        "text", normal=text.normalise(pl.col("text"))
    )
    assert frame.select((pl.col("text").str.len_chars() == pl.col("normal").str.len_chars()).all()).item()


def test_pieces_have_their_places() -> None:
    cut = reading.pieces(["　甲乙 丙\n\n丁"])
    assert cut.select("piece", "start", "at", "length", "line", "blank").rows() == [
        (0, 1, 0, 2, True, False),
        (1, 4, 2, 1, False, False),
        (2, 7, 3, 1, True, True),
    ]


def test_pieces_of_a_text_of_gaps_are_none() -> None:
    assert reading.pieces([" \n　\u200b"]).is_empty()


def test_pieces_of_an_empty_text_are_none() -> None:
    assert reading.pieces([""]).is_empty()


def test_offsets_begin_anew_in_every_notice() -> None:
    cut = reading.pieces(["甲 乙", "丙 丁"])
    assert cut.get_column("at").to_list() == [0, 1, 0, 1]


def test_a_heading_mark_is_noted() -> None:
    cut = reading.pieces(["前文\n## 二、情况\n正文"])
    assert cut.get_column("marked").to_list() == [False, True, False]


def test_cells_are_counted_between_pieces() -> None:
    cut = reading.pieces(["甲\t乙\t丙"])
    assert cut.get_column("cells").to_list() == [0, 1, 1]


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("甲乙\n丙", ["甲乙", "丙"]),
        ("甲 乙\n　丙", ["甲乙", "丙"]),
        ("\n\n甲\n\n\n乙\n", ["甲", "乙"]),
        ("甲\u200b乙", ["甲乙"]),
        ("# 甲\n- 乙", ["甲", "-乙"]),
    ],
)
def test_lines(given_text: str, expected: list[str]) -> None:
    assert text.lines(reading.pieces([given_text])).get_column("text").to_list() == expected


def test_a_list_label_behind_a_blank_begins_a_line_in_a_flattened_page() -> None:
    flat = "总" * 3000 + " （一）学习方面 1.学习不深入。用时 2 小时。"
    assert text.lines(reading.pieces([flat])).get_column("text").to_list()[1:] == [
        "(一)学习方面",
        "1.学习不深入。用时2小时。",
    ]


@pytest.mark.parametrize("label", ["1)", "1）", "（1）"])
def test_a_number_in_half_a_bracket_behind_a_blank_begins_a_line_in_a_flattened_page(label: str) -> None:
    flat = "总" * 3000 + f" 1.学习有差距 {label}研讨不深入。用时 2 小时。"
    found = text.lines(reading.pieces([flat])).get_column("text").to_list()[1:]
    assert found == ["1.学习有差距", label.replace("）", ")").replace("（", "(") + "研讨不深入。用时2小时。"]


def test_a_blank_between_two_words_ends_a_line_in_a_flattened_page_and_a_hard_wrap_none() -> None:
    heading, wraps = "（一）学习不深入 党组制定计划 3 项。", "党组把整改作为重大政治任务，召开会议 " * 80
    found = text.lines(reading.pieces(["总" * 3000 + " " + heading])).get_column("text").to_list()
    assert found[1:] == ["(一)学习不深入", "党组制定计划3项。"]
    assert text.lines(reading.pieces([wraps])).height == 1


def test_a_label_alone_begins_a_line_and_ends_none() -> None:
    found = text.lines(reading.pieces(["总" * 3000 + " 设备闲置 1. 开展检查 （四） 基层党建"])).get_column("text")
    assert found.to_list()[1:] == ["设备闲置", "1.开展检查", "(四)基层党建"]


def test_lines_keep_what_was_printed() -> None:
    line = text.lines(reading.pieces(["關於（一） 黨項實"])).row(0, named=True)
    assert (line["printed"], line["text"]) == ("關於（一）黨項實", "关于(一)党项实")


ANY = st.text(
    st.one_of(
        st.sampled_from("一二三是、。（）():；;《》“”巡察整改问题0123456789年月日.|#*-> \t\n　\u200b\ufeff\u00a0關於"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=80,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY, min_size=1, max_size=6))
def test_pieces_give_back_the_stored_text(texts: list[str]) -> None:
    cut = reading.pieces(texts)
    for row in cut.iter_rows(named=True):
        whole = texts[row["notice_key"]]
        assert whole[row["start"] : row["start"] + row["length"]] == row["printed"]
        assert len(row["text"]) == len(row["printed"]) == row["length"]
    for _, rows in cut.group_by("notice_key", maintain_order=True):
        starts, lengths = rows.get_column("start").to_list(), rows.get_column("length").to_list()
        ats = rows.get_column("at").to_list()
        assert all(a + n <= b for a, n, b in zip(starts, lengths, starts[1:], strict=False))
        assert ats == [sum(lengths[:i]) for i in range(len(lengths))]
