from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.mentions.frames import passages
from transforms.mentions import SCHEMA, outcomes


def counted(text: str, part: str = "measure") -> list[tuple[str, float, str]]:
    rows = outcomes.find(passages(text, part=part)).iter_rows(named=True)
    return [(r["outcome_code"], r["quantity"], r["unit"]) for r in rows]


@pytest.mark.parametrize(
    ("text", "code", "quantity", "unit"),
    [
        ("给予党纪处分2人", "party_sanction", 2, "人"),
        ("给予党内警告处分1人", "party_sanction", 1, "人"),
        ("政务处分三人", "administrative_sanction", 3, "人"),
        ("诫勉谈话2名", "admonition", 2, "名"),
        ("对5名干部进行提醒谈话", "reminder_talk", 5, "名"),
        ("对采购的2名工作人员进行谈话提醒", "reminder_talk", 2, "名"),
        ("批评教育12人次", "criticism", 12, "人次"),
        ("2人受到组织处理", "organisational_measure", 2, "人"),
        ("约谈相关责任人6人", "summons_talk", 6, "人"),
        ("移送司法机关1人", "referred_to_justice", 1, "人"),
        ("修订制度12项", "rules_revised", 12, "项"),
        ("新建制度5个", "rules_made", 5, "个"),
        ("制定《甲办法》《乙,办法》等9项制度", "rules_made", 9, "项"),
        ("完成16个制度的修订", "rules_revised", 16, "个"),
        ("建立健全各类制度65项", "rules_made_or_revised", 65, "项"),
        ("召开党组会3次", "meetings_held", 3, "次"),
        ("召开5次推进会", "meetings_held", 5, "次"),
        ("召开专题会议两次", "meetings_held", 2, "次"),
        ("举办培训班3期", "trainings_held", 3, "期"),
        ("开展2次业务培训", "trainings_held", 2, "次"),
        ("共举办应急取证培训54期", "trainings_held", 54, "期"),
        ("培训医务人员120人次", "people_trained", 120, "人次"),
        ("56人参加培训", "people_trained", 56, "人"),
    ],
)
def test_outcomes(text: str, code: str, quantity: float, unit: str) -> None:
    assert counted(text) == [(code, quantity, unit)]


def test_money_has_its_amount() -> None:
    row = outcomes.find(passages("已追回违规发放的补贴3.2万元")).row(0, named=True)
    assert (row["outcome_code"], row["quantity"], row["unit"]) == ("money_recovered", 32000, "元")
    assert (row["amount_yuan"], row["text"]) == (Decimal(32000), "3.2万元")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("将140元全额退回", "money_refunded"),
        ("资金3200已全额上缴财政", "money_paid_in"),
        ("对21元予以收回", "money_recovered"),
    ],
)
def test_the_verb_may_follow_the_sum(text: str, code: str) -> None:
    assert [c for c, _, _ in counted(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "给予批评教育,提醒谈话",
        "尚未追回5万元,应收回3万元",
        "每季度召开会议1次,每月至少召开1次党员大会",
        "计划召开会议3次",
        "修订员工办法,取消第一条第6点规定",
        "制定方案,对3个科室的制度执行情况检查",
        "召开第3次会议",
        "投入5万元",
    ],
)
def test_no_outcomes(text: str) -> None:
    assert counted(text) == []


def test_findings_are_no_outcomes() -> None:
    assert counted("党纪处分2人,追回5万元", part="description") == []
    assert counted("党纪处分2人", part="heading") == []


def test_a_list_gives_each_its_own_number() -> None:
    assert counted("党纪处分2人、政务处分1人,诫勉谈话3名,退还5万元") == [
        ("party_sanction", 2, "人"),
        ("administrative_sanction", 1, "人"),
        ("admonition", 3, "名"),
        ("money_refunded", 50000, "元"),
    ]


def test_columns() -> None:
    assert dict(outcomes.find(passages()).schema) == SCHEMA


@given(st.text("处分约谈修订制度召开会培训人次项3一二十百元退还,。、第", max_size=40))
def test_any_passage_is_read_without_error(text: str) -> None:
    for row in outcomes.find(passages(text)).iter_rows(named=True):
        assert row["text"] == text[row["start"] : row["stop"]]
        assert row["quantity"] is not None
        assert row["outcome_code"] is not None
