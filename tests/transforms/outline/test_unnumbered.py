"""Items without a number, told from measures that only name a problem."""

from __future__ import annotations

from tests.transforms import reading
from tests.transforms.reading import Seen

OPENED = [
    "针对学习抓得不紧的问题，党组制定学习计划，开展学习12次。",
    "针对议事规则不完善的问题，修订规则2项，并上墙公示。",
]


def read(text: str) -> Seen:
    found = reading.read([text])[0]
    assert found is not None
    return found


def test_paragraphs_that_open_with_a_problem_are_items() -> None:
    found = read(reading.problems("（一）政治建设方面", *OPENED, "同时，安排专人负责。"))
    assert found.titles == ["学习抓得不紧", "议事规则不完善"]
    assert found.counts == [1, 2]
    assert found.items[0].measures[0].startswith("党组制定学习计划")
    assert found.items[0].aspect == "政治建设方面"


def test_below_an_item_they_are_measures() -> None:
    found = read(
        reading.problems("1.关于作风不实的问题", *OPENED, "2.关于管理不严的问题", "一是修订制度。二是开展检查。")
    )
    assert found.titles == ["作风不实", "管理不严"]


def test_one_alone_is_no_item() -> None:
    found = read(
        reading.problems(
            "（一）关于学习不深入的问题", OPENED[0], "（二）关于管理不严的问题", "一是修订制度。二是开展检查。"
        )
    )
    assert found.titles == ["学习不深入", "管理不严"]


def test_the_feedback_as_a_whole_is_no_problem() -> None:
    found = read(
        reading.problems(
            "（一）政治建设方面",
            "针对巡察反馈的问题，党组逐条研究。",
            "针对上述3个问题，建立台账。",
            "1.关于学习不深入的问题。一是制定计划。",
        )
    )
    assert found.titles == ["学习不深入"]


def test_bare_headings_are_items() -> None:
    found = read(
        reading.problems(
            "（一）政治建设方面",
            "理论学习抓得不紧、走过场",
            "党组制定学习计划，开展学习12次。",
            "对学习情况每季度通报一次。",
            "议事规则不够完善",
            "修订规则2项，并上墙公示。",
        )
    )
    assert found.titles == ["理论学习抓得不紧、走过场", "议事规则不够完善"]
    assert found.counts == [2, 1]


def test_a_short_paragraph_with_a_sign_at_its_end_is_no_heading() -> None:
    found = read(
        reading.problems(
            "1.关于学习不深入的问题",
            "开展自查，发现学习不系统。",
            "制定计划3项。",
            "2.关于管理不严的问题",
            "一是修订制度。",
        )
    )
    assert found.titles == ["学习不深入", "管理不严"]


def test_counted_paragraphs_that_open_with_a_problem_are_items_below_an_aspect() -> None:
    counted = [f"{ordinal}是{text}" for ordinal, text in zip("一二", OPENED, strict=True)]
    found = read(reading.problems("（一）政治建设方面", *counted))
    assert found.titles == ["学习抓得不紧", "议事规则不完善"]
    assert found.counts == [1, 1]


def test_a_first_sentence_before_a_field_label_is_an_item() -> None:
    found = read(
        reading.problems(
            "（一）政治建设方面",
            "“学习抓得不紧”问题。整改情况：制定学习计划，开展学习12次。",
            "“管理不严”问题。整改情况：修订制度2项。",
        )
    )
    assert found.titles == ["学习抓得不紧", "管理不严"]
    assert found.items[0].measures[0].startswith("制定学习计划")


def test_one_heading_is_an_item_where_others_of_its_make_are() -> None:
    several = ["学习抓得不紧", "制定学习计划，开展学习12次。", "管理不严", "修订制度2项。"]
    found = read(
        reading.problems(
            "（一）政治建设方面",
            *several,
            "（二）纪律方面",
            "作风不实",
            "开展检查3次。",
            "服务不到位",
            "办理来信9件。",
            "（三）整改方面",
            "审计问题整改不力",
            "逐项复核17个问题。",
        )
    )
    assert found.titles[-1] == "审计问题整改不力"


def test_headings_without_a_label_are_items_where_lists_begin_anew_below_them() -> None:
    faults = ["学习研讨不够深入", "台账管理不规范", "考勤制度不落实"]
    lines = [line for fault in faults for line in (f"“{fault}”问题", "1.召开会议3次。", "2.制定制度2项。")]
    found = read(reading.problems("（一）政治建设方面", *lines, "“公开不及时”问题", "公开事项12件，接受监督。"))
    assert [item.heading for item in found.items] == [f"“{fault}”问题" for fault in [*faults, "公开不及时"]]
    assert found.counts == [2, 2, 2, 1]


def test_quoted_headings_before_a_field_label_in_a_line_of_its_own_are_items() -> None:
    faults = ["学习研讨不够深入", "台账管理不规范", "考勤制度不落实"]
    lines = [line for fault in faults for line in (f"“{fault}”问题。", "整改情况：召开会议3次。")]
    assert read(reading.problems("（一）政治建设方面", *lines)).titles == faults


def test_without_any_label_short_lines_are_headings() -> None:
    faults = ["理论学习抓得不紧", "辅助器具适配走样", "信访答复敷衍了事", "主体责任压得不实"]
    items = [
        [fault, f"召开会议{place + 2}次，" + "逐项研究，" * place + "压实责任。", "制定制度2项。"]
        for place, fault in enumerate(faults)
    ]
    lines = [
        "整改是怎么组织的",
        "党组多次召开会议研究部署，成立领导小组，制定整改方案，明确责任领导和完成时限。",
        "整改做了哪些事",
        "服务群众方面",
        *items[0],
        *items[1],
    ]
    lines += ["管党治党方面", *items[2], *items[3], "接下来怎么做", "继续抓好整改。"]
    found = read("\n".join([reading.TITLE, reading.OPENER, *lines, reading.CLOSER, reading.SIGNED]))
    assert found.titles == faults
    assert found.counts == [2, 2, 2, 2]
    assert [item.aspect for item in found.items] == ["服务群众方面"] * 2 + ["管党治党方面"] * 2
    assert {item.number for item in found.items} == {None}  # what is not printed is not made up


def test_without_any_label_lines_that_name_a_problem_are_items_and_those_above_them_aspects() -> None:
    faults = ["理论学习不深入", "合同签订不规范", "台账管理混乱", "村级后备干部储备不足"]
    items = [
        [f"关于{fault}问题", f"一是召开会议{n + 2}次，" + "逐项研究，" * n + "压实责任。"]
        for n, fault in enumerate(faults)
    ]
    lines = ["集中整改工作总体情况", "镇党委多次召开会议研究部署，成立领导小组，制定整改方案，明确责任领导和完成时限。"]
    lines += [
        "反馈问题整改情况",
        *items[0],
        "聚焦群众身边不正之风方面",
        *items[1],
        *items[2],
        "聚焦队伍建设情况方面",
        *items[3],
    ]
    found = read("\n".join([reading.TITLE, reading.OPENER, *lines, "下一步工作", "继续抓好整改。", reading.CLOSER]))
    assert found.titles == faults
    assert [item.aspect for item in found.items][1:] == ["聚焦群众身边不正之风方面"] * 2 + ["聚焦队伍建设情况方面"]
