"""Parts: which sections hold the problems, and which do not."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest

from tests.transforms import reading
from tests.transforms.outline import made
from transforms.outline.parts import PARTS, evidence, is_item, parts, sections, states_faults

RUN = "一是制定学习计划，开展集中学习6次。二是补学重要文件12份。"
LEARN, RULES = "理论学习不深入", "议事规则不完善"
ORGANISED = ["一、提高政治站位，强化整改责任", "局党组成立了整改工作领导小组，先后召开会议5次。"]
PROBLEMS = ["二、巡察反馈问题整改落实情况", f"1.关于{LEARN}的问题。" + RUN, f"2.关于{RULES}的问题。" + RUN]
NEXT = ["三、下一步工作打算", "局党组将持续抓好后续整改，不断巩固整改成果。"]


@dataclass(frozen=True)
class Case:
    lines: list[str]
    titles: list[str]
    said: dict[str, str] = field(default_factory=dict)  # role → words that it must hold
    statuses: list[str] | None = None  # of the items; none is stated where it is left out


CASES: dict[str, Case] = {
    "three parts": Case(
        [*ORGANISED, *PROBLEMS, *NEXT], [LEARN, RULES], {"organisation": "领导小组", "next_steps": "后续整改"}
    ),
    "no organisation": Case(["一、反馈问题整改情况", *PROBLEMS[1:], "二、下一步工作打算", NEXT[1]], [LEARN, RULES]),
    "no next steps": Case([*ORGANISED, *PROBLEMS], [LEARN, RULES]),
    "no sections": Case(PROBLEMS[1:], [LEARN, RULES]),
    "organisation as （一） items": Case(
        [
            "一、整改工作组织情况",
            "（一）提高认识。召开党组会，学习反馈意见。",
            "（二）压实责任。成立领导小组。",
            "（三）强化督导。开展督查4次。",
            *PROBLEMS,
            *NEXT,
        ],
        [LEARN, RULES],
    ),
    "organisation as 1. items": Case(
        [
            "一、整改工作组织情况",
            "1.提高认识。召开党组会，学习反馈意见。",
            "2.压实责任。成立领导小组。",
            "3.强化督导。开展督查4次。",
            *PROBLEMS,
            *NEXT,
        ],
        [LEARN, RULES],
    ),
    "organisation as 一是 paragraphs": Case(
        [
            "一、整改工作组织情况",
            "一是提高认识。召开党组会，学习反馈意见。",
            "二是压实责任。成立领导小组。",
            "三是强化督导。开展督查4次。",
            *PROBLEMS,
            *NEXT,
        ],
        [LEARN, RULES],
    ),
    "organisation before the first section": Case(
        [
            "局党组高度重视，成立了整改工作领导小组，先后召开会议5次。",
            "一、反馈问题整改情况",
            *PROBLEMS[1:],
            "二、下一步工作打算",
            NEXT[1],
        ],
        [LEARN, RULES],
        {"organisation": "领导小组"},
    ),
    "organisation as 1. items before 一、": Case(
        [
            "1.提高认识。召开党组会，学习反馈意见。",
            "2.压实责任。成立领导小组。",
            "一、反馈问题整改情况",
            *PROBLEMS[1:],
            "二、下一步工作打算",
            NEXT[1],
        ],
        [LEARN, RULES],
    ),
    "leads": Case(
        [
            *ORGANISED,
            *PROBLEMS,
            "三、巡察移交问题线索办理情况",
            "移交问题线索5件，已办结4件。",
            "四、下一步工作打算",
            NEXT[1],
        ],
        [LEARN, RULES],
        {"leads": "已办结4件"},
    ),
    "follow-up joined to its item": Case(
        [
            *ORGANISED,
            *PROBLEMS,
            "三、需要进一步整改的事项",
            f"1.{RULES}的问题。将于2024年6月底前完成修订。",
            "四、下一步工作打算",
            NEXT[1],
        ],
        [LEARN, RULES],
        {"follow_up": "2024年6月底前"},
    ),
    "unfinished items of their own": Case(
        [
            *ORGANISED,
            "二、已完成的整改事项",
            *PROBLEMS[1:],
            "三、未完成的整改事项",
            "1.关于水费收缴不规范的问题。一是开展清查，收回欠费3万元。二是拟于2024年底前完成收缴。",
            "四、下一步工作打算",
            NEXT[1],
        ],
        [LEARN, RULES, "水费收缴不规范"],
        statuses=["completed", "completed", "in_progress"],
    ),
    "unfinished items of their own, named as such": Case(
        [
            *ORGANISED,
            "二、已完成整改的问题",
            *PROBLEMS[1:],
            "三、尚未完成整改的问题",
            "3.关于水费收缴不规范的问题。一是开展清查，收回欠费3万元。二是拟于2024年底前完成收缴。",
            "四、下一步工作打算",
            NEXT[1],
        ],
        [LEARN, RULES, "水费收缴不规范"],
        statuses=["completed", "completed", "in_progress"],
    ),
    "items split over two parts": Case(
        [
            *ORGANISED,
            "二、已经完成整改的问题",
            *PROBLEMS[1:],
            "三、正在推进整改的问题",
            "3.关于水费收缴不规范的问题。一是开展清查，收回欠费3万元。二是约谈欠费单位2家。",
            "四、下一步工作打算",
            NEXT[1],
        ],
        [LEARN, RULES, "水费收缴不规范"],
        statuses=["completed", "completed", "in_progress"],
    ),
    "every section an item": Case(
        [
            f"一、关于“{LEARN}”问题的整改情况",
            "（一）制定学习计划，开展集中学习6次。",
            "（二）补学重要文件12份。",
            f"二、关于“{RULES}”问题的整改情况",
            "（一）修订议事规则并印发。",
            "（二）召开党组会4次。",
            "（三）约谈责任人。",
        ],
        [LEARN, RULES],
    ),
    "every section an aspect": Case(
        [
            "一、政治建设方面",
            f"（一）关于{LEARN}的问题",
            RUN,
            f"（二）关于{RULES}的问题",
            RUN,
            "二、作风建设方面",
            "（一）关于公务接待不规范的问题",
            RUN,
        ],
        [LEARN, RULES, "公务接待不规范"],
    ),
    "no items at all": Case(
        [*ORGANISED, "二、整改落实情况", "局党组逐项抓好整改，反馈的12个问题均已完成。", *NEXT], []
    ),
    "next steps with 一是": Case(
        [*ORGANISED, *PROBLEMS, "三、下一步工作打算", "一是持续强化理论武装。二是持续压实责任。三是持续深化作风建设。"],
        [LEARN, RULES],
    ),
    "next steps as （一） items": Case(
        [
            *ORGANISED,
            *PROBLEMS,
            "三、下一步工作打算",
            "（一）持续强化理论武装。深入学习。",
            "（二）持续压实责任。严格考核。",
        ],
        [LEARN, RULES],
    ),
    "next steps named otherwise": Case(
        [
            *ORGANISED,
            *PROBLEMS,
            "三、巩固深化整改成果",
            "（一）持续强化理论武装。深入学习。",
            "（二）持续压实责任。严格考核。",
        ],
        [LEARN, RULES],
        {"next_steps": "理论武装"},
    ),
    "四、 printed 4、": Case(
        [*ORGANISED, *PROBLEMS, "3、下一步工作打算", NEXT[1]], [LEARN, RULES], {"next_steps": "后续整改"}
    ),
    "prose items in a section of one status": Case(
        [
            *ORGANISED,
            "二、已完成整改的问题",
            f"1.{LEARN}。制定学习计划，开展集中学习6次。",
            f"2.{RULES}。修订议事规则，召开专题会议2次。",
            *NEXT,
        ],
        [LEARN, RULES],
        statuses=["completed", "completed"],
    ),
    "parts with sections of their own": Case(
        [
            "第一部分 镇党委整改情况",
            "一、扛牢政治责任，推动整改落实",
            "镇党委召开会议5次。",
            "二、反馈问题整改情况",
            PROBLEMS[1],
            "第二部分 村党组织整改情况",
            "一、红旗村党支部",
            PROBLEMS[2],
            *NEXT,
        ],
        [LEARN, RULES],
        {"organisation": "召开会议", "next_steps": "后续整改"},
    ),
    "第一方面 behind an organisation without a heading": Case(
        [
            "（一）强化政治担当。召开会议5次。",
            "（二）强化统筹推进。每月调度1次。",
            "第一方面：落实决策部署有偏差",
            PROBLEMS[1],
            "第二方面：全面从严治党有差距",
            PROBLEMS[2],
        ],
        [LEARN, RULES],
        {"organisation": "政治担当", "section": "落实决策部署有偏差"},
    ),
    "slogans of the organisation are no status": Case(
        ["一、提高政治站位", "坚持立行立改、即知即改，取得阶段性成效。", *PROBLEMS, *NEXT], [LEARN, RULES]
    ),
}


@pytest.mark.parametrize(
    ("below", "marks", "found"),
    [
        ({}, (), 0),
        ({"wrapped": True}, (), 1),
        ({"fault": True}, (), 0.5),
        ({"wrapped": True, "fault": True}, (), 1.5),
        ({}, ((0, "measure"),), 0.25),
        ({}, ((2, "bullet"),), 0.25),
        ({}, ((1, "measure"), (2, "measure")), 0.5),
        ({}, ((1, "status"),), 1),
        ({}, ((1, "list:digit"),), 0),
    ],
)
def test_evidence_of_items_in_a_section(
    below: dict[str, Any], marks: tuple[tuple[int, str], ...], found: float
) -> None:
    seen = made.notice(made.head(wrapped=True, fault=True), made.head(**below), made.head(), marks=marks)
    assert evidence(seen, made.node(0, made.node(1, body=(2,)))) == found


@pytest.mark.parametrize(
    ("styles", "kinds", "apart"),
    [
        (["chinese", "chinese"], {}, True),
        (["chinese", "digit", "digit", "digit"], {}, True),
        (["digit", "chinese", "digit", "digit"], {}, False),
        (["digit", "digit", "chinese", "digit"], {}, True),
        (["digit", "digit", "digit", "chinese"], {}, True),
        (["digit", "aspect"], {}, True),
        (["digit"] * 3, {}, False),
        (["digit"] * 3, {0: "organisation"}, True),
        (["digit"] * 3, {2: "next_steps"}, True),
        (["digit"] * 3, {0: "problems"}, False),
        (["digit"] * 6, {0: "organisation"}, True),
        (["digit"] * 7, {0: "organisation"}, False),
        (["digit"] * 2, {0: "organisation"}, True),
        (["digit"], {0: "organisation"}, False),
        ([], {}, False),
    ],
)
def test_sections_by_the_style_of_their_labels_or_by_their_words(
    styles: list[str], kinds: dict[int, str], apart: bool
) -> None:
    seen = made.notice(*(made.head(kind=kinds.get(row)) for row in range(len(styles))))
    root = made.node(-1, *(made.node(row, style=style) for row, style in enumerate(styles)))
    assert sections(seen, root) == (root.children if apart else [root])


@pytest.mark.parametrize(
    ("style", "below", "told", "opened"),
    [
        ("formal", "chinese", {"kind": "organisation"}, True),
        ("formal", "chinese", {"kind": "problems"}, True),
        ("formal", "chinese", {"kind": "leads"}, False),
        ("formal", "chinese", {"kind": "problems", "named": True}, False),
        ("formal", "digit", {"kind": "organisation"}, False),
        ("chinese", "chinese", {"kind": "organisation"}, False),
    ],
)
def test_sections_of_a_part(style: str, below: str, told: dict[str, Any], opened: bool) -> None:
    seen = made.notice(made.head(), made.head(**told), made.head(kind="leads"))
    part = made.node(0, made.node(1, style=below), made.node(2, style="chinese"), style=style)
    assert sections(seen, made.node(-1, part)) == (part.children if opened else [part])


@pytest.mark.parametrize(
    ("faults", "others", "size", "of_section", "many"),
    [
        (3, 0, 10, False, True),
        (2, 0, 10, False, False),
        (2, 0, 10, True, False),
        (3, 7, 10, False, True),
        (3, 8, 10, False, False),
        (3, 0, 48, False, True),
        (3, 0, 49, False, False),
    ],
)
def test_sections_whose_headings_state_faults(
    faults: int, others: int, size: int, of_section: bool, many: bool
) -> None:
    told = [made.head(fault=of_section), *[made.head(fault=True, size=size)] * faults, *[made.head()] * others]
    told += [made.head(fault=True, stop=8)] * 20  # faults with a report behind are no headings
    seen = made.notice(*told)
    assert states_faults(seen, made.node(0, *(made.node(row) for row in range(1, len(told))))) == many


@pytest.mark.parametrize(
    ("told", "item"),
    [
        ({"named": True}, True),
        ({"fault": True}, True),
        ({"fault": True, "kind": "problems"}, False),
        ({"named": True, "kind": "problems"}, True),
        ({}, False),
    ],
)
def test_sections_that_are_items(told: dict[str, Any], item: bool) -> None:
    assert is_item(made.notice(made.head(**told)), made.node(0)) == item
    assert not is_item(made.notice(made.head(**told)), made.node(-1))


Told = tuple[str | None, float]  # what the words of its heading say it is, and how much in it looks like items
ORGANISATION, HOLDS, LEADS, FOLLOW_UP, NEXT_STEPS = PARTS


def parts_of(*told: Told, heads: dict[int, dict[str, Any]] | None = None, marks: tuple[int, ...] = ()) -> list[str]:
    """The parts of sections; `heads` says more of the headings, `marks` which of them have a field label."""
    every = [made.head(kind=kind, **(heads or {}).get(row, {})) for row, (kind, _) in enumerate(told)]
    measures = [(row, "measure") for row, (_, weight) in enumerate(told) for _ in range(int(4 * weight))]
    seen = made.notice(*every, marks=(*measures, *((row, "measures") for row in marks)))
    found = parts(seen, [made.node(row) for row in range(len(told))])
    return [found[row] for row in range(len(told))]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([(ORGANISATION, 0)], [HOLDS]),
        ([(ORGANISATION, 0), (HOLDS, 2), (NEXT_STEPS, 0)], [ORGANISATION, HOLDS, NEXT_STEPS]),
        ([(None, 0), (None, 2), (None, 0)], [ORGANISATION, HOLDS, NEXT_STEPS]),
        ([(HOLDS, 2), (LEADS, 0.25), (FOLLOW_UP, 0.25), (NEXT_STEPS, 0)], [HOLDS, LEADS, FOLLOW_UP, NEXT_STEPS]),
        ([(HOLDS, 1), (HOLDS, 1), (HOLDS, 1)], [HOLDS, HOLDS, HOLDS]),
        ([(HOLDS, 10), (HOLDS, 3), (HOLDS, 2.75)], [HOLDS, HOLDS, NEXT_STEPS]),
        ([(None, 3), (HOLDS, 2.75), (HOLDS, 10)], [HOLDS, ORGANISATION, HOLDS]),
        ([(HOLDS, 10), (None, 3), (None, 2.75)], [HOLDS, HOLDS, NEXT_STEPS]),
        ([(HOLDS, 10), (ORGANISATION, 4), (NEXT_STEPS, 0)], [HOLDS, HOLDS, NEXT_STEPS]),
        ([(HOLDS, 10), (NEXT_STEPS, 0), (ORGANISATION, 4)], [HOLDS, NEXT_STEPS, NEXT_STEPS]),
        ([(HOLDS, 10), (ORGANISATION, 2), (NEXT_STEPS, 0)], [HOLDS, NEXT_STEPS, NEXT_STEPS]),
        ([(ORGANISATION, 4), (HOLDS, 10)], [ORGANISATION, HOLDS]),
        ([(HOLDS, 0), (HOLDS, 0), (None, 0)], [HOLDS, NEXT_STEPS, NEXT_STEPS]),
        # which is taken for the fullest
        ([(HOLDS, 1), (NEXT_STEPS, 4)], [HOLDS, NEXT_STEPS]),
        (
            [(None, 0), (NEXT_STEPS, 1)],
            [ORGANISATION, NEXT_STEPS],
        ),  # whatever is counted there: nothing names a problem
        ([(HOLDS, 1), (LEADS, 4)], [HOLDS, LEADS]),
        ([(None, 0), (LEADS, 1)], [ORGANISATION, HOLDS]),
        ([(HOLDS, 1), (FOLLOW_UP, 1.75)], [HOLDS, FOLLOW_UP]),
        ([(None, 0), (FOLLOW_UP, 1)], [ORGANISATION, HOLDS]),
        ([(ORGANISATION, 4), (None, 1)], [HOLDS, NEXT_STEPS]),
        ([(NEXT_STEPS, 0), (None, 1)], [ORGANISATION, HOLDS]),
        ([(ORGANISATION, 4), (HOLDS, 2)], [ORGANISATION, HOLDS]),
        ([(HOLDS, 1), (ORGANISATION, 3)], [HOLDS, HOLDS]),
    ],
)
def test_parts_by_their_words_and_by_what_is_in_them(told: list[Told], expected: list[str]) -> None:
    assert parts_of(*told) == expected


@pytest.mark.parametrize(
    ("inside", "mark", "part"),
    [
        ({}, "measure", NEXT_STEPS),
        ({}, "measures", HOLDS),
        ({"fault": True}, "measure", HOLDS),
        ({"wrapped": True}, "measure", HOLDS),
        ({"named": True}, "measure", HOLDS),
    ],
)
def test_next_steps_hold_problems_only_where_one_is_named(inside: dict[str, Any], mark: str, part: str) -> None:
    seen = made.notice(made.head(), made.head(kind=NEXT_STEPS), made.head(**inside), marks=((2, mark),))
    found = parts(seen, [made.node(0), made.node(1, made.node(2))])
    assert found == {0: ORGANISATION, 1: part}


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ({0: {"named": True}}, [HOLDS, HOLDS, NEXT_STEPS, NEXT_STEPS]),
        ({2: {"named": True}}, [ORGANISATION, HOLDS, NEXT_STEPS, NEXT_STEPS]),
        ({2: {"named": True}, 3: {"named": True}}, [ORGANISATION, HOLDS, HOLDS, HOLDS]),
        ({0: {"fault": True}}, [HOLDS, HOLDS, NEXT_STEPS, NEXT_STEPS]),
        ({2: {"fault": True}}, [ORGANISATION, HOLDS, NEXT_STEPS, NEXT_STEPS]),
    ],
)
def test_sections_that_name_problems(heads: dict[int, dict[str, Any]], expected: list[str]) -> None:
    assert parts_of((None, 0.25), (HOLDS, 4), (None, 0), (NEXT_STEPS, 0), heads=heads) == expected


def test_a_field_label_makes_a_section_one_of_problems() -> None:
    assert parts_of((HOLDS, 10), (None, 0), (HOLDS, 0), (ORGANISATION, 0), marks=(1, 2, 3)) == [
        HOLDS,
        HOLDS,
        HOLDS,
        NEXT_STEPS,
    ]


def test_faults_in_a_section_named_as_organisation_make_it_one_of_problems() -> None:
    heads = [made.head(kind=ORGANISATION), *[made.head(fault=True)] * 3, made.head(kind=HOLDS)]
    seen = made.notice(*heads, marks=((4, "status"),) * 3)
    below = [made.node(0, *(made.node(row) for row in (1, 2, 3))), made.node(4)]
    assert parts(seen, below) == {0: HOLDS, 4: HOLDS}


@cache
def seen() -> dict[str, reading.Seen | None]:
    return dict(zip(CASES, reading.read([reading.notice(*case.lines) for case in CASES.values()]), strict=True))


@pytest.mark.parametrize("name", list(CASES))
def test_parts(name: str) -> None:
    found = seen()[name]
    assert found is not None
    assert found.titles == CASES[name].titles
    for role, words in CASES[name].said.items():
        assert words in found.said(role)
    stated = CASES[name].statuses or ["not_stated"] * len(found.items)
    assert [item.status for item in found.items] == stated


def test_a_follow_up_is_kept_with_its_item() -> None:
    found = seen()["follow-up joined to its item"]
    assert found is not None
    assert [item.deadline for item in found.items] == [None, "2024-06"]
    assert found.items[0].follow_up is None
    assert "将于2024年6月底前完成修订" in (found.items[1].follow_up or "")
    assert found.counts == [2, 2]
