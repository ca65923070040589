"""Lines run together: pages in one line, and items and fields glued to the line before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms import reading
from transforms import paragraphs, vocabulary

LONG = "健全机制" * 150 + "。"
SENTENCES = (
    "局党组坚持把巡察整改作为重大政治任务来抓，召开专题会议研究部署，逐条逐项制定整改措施，明确责任领导和完成时限，"
    "确保整改工作有序推进并取得实效，同时加强日常监督检查，对进展缓慢的事项及时提醒督办，形成了上下联动齐抓共管的工作格局。"
)


def split(text: str) -> list[str]:
    return list(paragraphs.paragraphs(reading.lines([text]))["text"])


def page(*lines: str) -> list[str]:
    """The lines of a long page flattened to one line, behind three sections that make it one, as they are told apart again."""
    sections = [f"一、组织领导。{LONG}", "二、整改情况", "(一)政治建设方面"]
    found = split("".join([*sections, *lines]))
    assert found[: len(sections)] == sections
    return found[len(sections) :]


PAGES = {
    "numbers in brackets behind a word": ["1.制度不全", "(1)修订制度", "(2)2023年补学12次", "(3)开展检查。"],
    "half a bracket": ["1.学习不够扎实", "1)研讨不深。整改3项", "2)笔记不全。补记12份", "3)走过场。通报1次。"],
    "1.1 below 1.": [
        "1.学习有差距",
        "1.1关于研讨不深的整改",
        "1.2关于笔记不全的整改",
        "2.管理有短板",
        "2.1关于台账的整改",
    ],
    "circled": ["1.监督不严", "①制定清单", "②开展检查", "③通报2次。"],
    "the number in brackets": [
        "【问题1】学习不深。补学3次",
        "【问题2】管理不严。通报2次",
        "【问题3】台账不清。补记12份。",
    ],
    "named in quotes": [f"“{fault}”问题。" for fault in ("学习研讨不深入", "台账管理不规范", "考勤制度不落实")],
    "opened by 针对": [f"针对“{fault}”的问题,开展检查3次。" for fault in ("学习研讨不深", "台账管理不严", "考勤不实")],
    "a dash before each measure": ["1.对“学习不深”的问题", "——补学3次。", "——通报2次。", "——抽查1次。"],
    "a status behind the field": [
        part for n in (1, 2, 3) for part in (f"{n}.管理不严", f"整改进展(已完成):通报{n}次。")
    ],
}


@pytest.mark.parametrize("lines", PAGES.values(), ids=PAGES.keys())
def test_pages_in_one_line_are_cut_where_their_lines_began(lines: list[str]) -> None:
    assert page(*lines) == lines


def test_the_first_measure_behind_a_heading_begins_a_line_and_behind_words_that_lead_to_it_none() -> None:
    assert page("1.关于学习不深的问题整改情况。", "(已完成)", "2.制度不全一是修订。")[-1] == "一是修订。"
    assert page("1.制度不全,主要表现在一是没有修订。") == ["1.制度不全,主要表现在一是没有修订。"]


@pytest.mark.parametrize(
    "inside", ["提高3.2个百分点", "下降(1)级", "上升4.4万元", "举一反三、建章立制", "2023.5.6会议"]
)
def test_no_cut_at_a_number_that_counts_to_no_other(inside: str) -> None:
    assert page(f"1.管理不严。{inside}。") == [f"1.管理不严。{inside}。"]


GLUED = [
    "学习研讨不扎实2023年研讨少于4次",
    "台账管理不规范制定台账3本",
    "设备闲置价值186万元的设备自购置以来一直放在库房里无人问津",
]


def test_a_description_is_cut_off_the_heading_it_is_glued_to() -> None:
    headings = ["学习研讨不扎实", "台账管理不规范", "设备闲置"]
    text = "\n".join(f"({n}){line}。" for n, line in zip("一二三", GLUED, strict=True))
    assert split(text)[::2] == [f"({n}){heading}" for n, heading in zip("一二三", headings, strict=True)]


@pytest.mark.parametrize(
    "text", [f"(一){GLUED[0]}。", "1.解决不严的问题、不实的问题。\n2.关于执行不到位和落实不严的问题。"]
)
def test_a_single_one_or_a_heading_that_goes_on_stays_whole(text: str) -> None:
    assert split(text) == text.split("\n")


def test_a_long_heading_that_states_two_faults_is_one() -> None:
    faults = [
        "学习贯彻不深入推动全镇农业农村工作高质量发展成效不够明显",
        "制度执行不严格造成镇村两级资金管理使用过程监管缺失问题",
    ]
    lines = [f"({n}){fault}" for n, fault in zip("一二", faults, strict=True)]
    assert split("\n".join(lines)) == lines


def test_a_problem_behind_the_value_of_a_field_begins_a_line() -> None:
    text = "问题一:学习不深\n整改状态:已完成问题二:管理不严\n整改状态:已完成问题三:台账不清\n整改状态:已完成问题四:考勤不实"
    assert [line for line in split(text) if line.startswith("问题")] == [
        "问题一:学习不深",
        "问题二:管理不严",
        "问题三:台账不清",
        "问题四:考勤不实",
    ]


def test_the_problem_of_a_sentence_is_no_field() -> None:
    text = "\n".join(f"{n}.针对管理不严的问题:通报{n}次,责任单位:办公室" for n in (1, 2, 3))
    assert not [line for line in split(text) if line.startswith("问题")]


def test_a_page_in_one_line_is_cut_at_its_labels() -> None:
    whole = (
        "一、组织领导"
        + SENTENCES
        + "二、整改情况（一）政治建设方面"
        + SENTENCES
        + "（二）组织建设方面"
        + SENTENCES * 4
        + "三、下一步"
        + SENTENCES
    )
    found = split(whole)
    assert [one[:3] for one in found] == ["一、组", "二、整", "(一)", "(二)", "三、下"]


def test_one_line_items_are_cut() -> None:
    whole = (
        "一、组织领导"
        + SENTENCES * 2
        + "二、整改情况（一）政治建设方面1.关于学习的问题。"
        + SENTENCES
        + "2.关于党建的问题。"
        + SENTENCES
        + "（二）作风建设方面3.关于作风的问题。"
        + SENTENCES
        + "三、下一步打算"
        + SENTENCES
    )
    assert [one[:2] for one in split(whole)] == ["一、", "二、", "(一", "1.", "2.", "(二", "3.", "三、"]


@pytest.mark.parametrize("inside", ["举一反三、", "第一、二季度", "4.4万元", "1.5个百分点"])
def test_no_cut_at_what_is_no_label(inside: str) -> None:
    whole = (
        "一、组织领导" + SENTENCES * 2 + inside + SENTENCES + "二、整改情况" + SENTENCES * 2 + "三、下一步" + SENTENCES
    )
    assert len(split(whole)) == 3


def test_short_lines_are_not_cut() -> None:
    assert len(split("一、甲二、乙三、丙四、丁")) == 1


def test_an_item_glued_to_the_line_of_the_one_before_is_cut_off() -> None:
    first, second = "1.关于学习不深入的问题。开展学习6次。", "2.关于管理不严的问题。修订第3.关于考勤的制度。"
    assert split(first + second) == [first, second]


def test_a_page_in_one_line_is_cut_behind_a_status_in_brackets_and_before_the_first_measure() -> None:
    long = "健全机制" * 150
    items = f"（1）学习不深。整改情况：{long}。【整改状态：已完成】（2）关于制度不全的问题一是修订制度。"
    text = f"一、主要做法二、整改情况（一）政治建设方面{items}"
    assert split(text)[-2:] == ["(2)关于制度不全的问题", "一是修订制度。"]


FIELDS = ["责任部门:党群工作部", "完成时限:2025年6月30日", "整改措施:1.组织学习6次。"]


def test_fields_without_a_sign_between_them_are_cut_where_item_after_item_has_them() -> None:
    line = "".join(FIELDS)
    assert split("\n".join([line] * 3)) == FIELDS * 3
    assert split(line) == [line]  # once, it may be anything


def test_fields_in_brackets_or_behind_a_comma_stay_where_they_are() -> None:
    line = "学习不深(责任部门:党群工作部,完成时限:2025年6月30日)。"
    assert split("\n".join([line] * 3)) == [line] * 3


@pytest.mark.parametrize("name", ["item_inside", "field_inside"])
@given(st.data())
def test_lines_of_several_items_or_fields_hold_the_colon_they_are_first_told_by(name, data):
    pattern = vocabulary.toml("paragraphs")["run_together"][name].replace(r"\p{Han}", "一-龥")
    assert ":" in data.draw(st.from_regex(pattern))
