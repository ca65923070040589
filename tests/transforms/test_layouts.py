"""Layouts met in notices by other hands: one case for each rule that such a notice asked for.

Each case is the lines of a problems part, or a whole body where its sections matter; what stands around is always the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest

from tests.transforms import reading

RUN = "一是制定学习计划，开展集中学习6次。二是补学重要文件12份。"


@dataclass(frozen=True)
class Case:
    """Lines, the items (title, number of measures) and single values of items to look at."""

    lines: list[str]
    items: list[tuple[str, int]]
    have: dict[str, list[Any]] = field(default_factory=dict)
    whole: bool = False
    """The lines are the whole body, sections and all."""


CASES: dict[str, Case] = {
    "a list run into one paragraph, the responsible behind it": Case(
        [
            "1.河道巡查流于形式（已完成）",
            "①调整巡查路线9条，不留空白；②对2022年以来的巡查记录逐一核对，补录86次；③印发巡查考核细则。",
            "（责任领导：分管副局长；责任科室：河湖科）",
            "2.闸门年久失修（正在整改）",
            "①更换闸门4座；②其余闸门的设计尚未批复，正在等待评审。",
            "（责任领导：分管副局长；责任科室：工程科）",
        ],
        [("河道巡查流于形式", 3), ("闸门年久失修", 2)],
    ),
    "sections named like organisation that hold named problems": Case(
        [
            "一、在履行治水政治责任、服务全县大局方面",
            "1.针对“节水宣传走过场”问题。" + RUN,
            "2.针对“河长履职不力”问题。" + RUN,
            "3.针对“项目储备不足”问题。" + RUN,
            "二、在落实管党治党责任方面",
            "1.针对“谈心谈话不深入”问题。" + RUN,
            "2.针对“财务审批随意”问题。" + RUN,
        ],
        [
            ("节水宣传走过场", 2),
            ("河长履职不力", 2),
            ("项目储备不足", 2),
            ("谈心谈话不深入", 2),
            ("财务审批随意", 2),
        ],
        whole=True,
    ),
    "ordinals that count branches, not measures": Case(
        [
            "1.支部生活不规范",
            "整改情况：（1）2024年1月17日，第二、第四党支部分别补开会议；（2）补缴党费320元；（3）培训支部书记5人。",
            "2.档案管理混乱",
            "整改情况：（1）补录档案12卷；（2）约谈责任人1名。",
        ],
        [("支部生活不规范", 3), ("档案管理混乱", 2)],
    ),
    "a long report in words that no list of verbs holds": Case(
        [
            "1.关于水表采购验收走过场的问题，对2022年换装的384只水表逐只查看，由供货方免费换新不合格的37只，"
            "验收改为三方签字，缺一不得付款。",
            "2.关于管网渗漏的问题，更换老旧管道4公里，漏损率下降。",
        ],
        [("水表采购验收走过场", 1), ("管网渗漏", 1)],
    ),
    "headings that end with a comma before what was found": Case(
        [
            "1.饮水安全保障不到位，",
            "经核查，一是两处供水站消毒设备停用；二是管道冻裂后抢修不及时。",
            "整改情况：一是更换设备4台；二是组建抢修队3支；三是储备管材1600米。",
            "2.河长制“有名无实”：",
            "巡察组抽查发现，三名河长全年没有巡河。",
            "整改情况：调换河长3名。",
            "3.水费收缴混乱，",
            "据查，欠收水费13万元。",
            "整改情况：追回水费12万元。",
        ],
        [("饮水安全保障不到位", 3), ("河长制“有名无实”", 1), ("水费收缴混乱", 1)],
    ),
    "aspects without a label between numbered items": Case(
        [
            "聚焦贯彻落实上级决策部署方面",
            "1.对巡河责任落实不到位的整改",
            RUN,
            "2.对断头渠较多的整改",
            RUN,
            "聚焦群众身边腐败问题方面",
            "3.对水费收取混乱的整改",
            RUN,
        ],
        [("巡河责任落实不到位", 2), ("断头渠较多", 2), ("水费收取混乱", 2)],
        {"aspect": ["聚焦贯彻落实上级决策部署方面"] * 2 + ["聚焦群众身边腐败问题方面"], "number": ["1", "2", "3"]},
    ),
    "what was found and what was done, in one paragraph without a field label": Case(
        [
            "1.延伸巡察各村存在的问题",
            "（1）柳树村租金管理不严。鱼塘租金未入账，合同管理混乱。由镇里牵头清理合同23份，补缴租金1.6万元。（已完成）",
            "（2）石桥村议事程序执行不严。2023年5月聘用保洁员未经村民代表讨论。组织村干部学习规定，重新公示7天。（已完成）",
        ],
        [("柳树村租金管理不严", 1), ("石桥村议事程序执行不严", 1)],
        {"description": ["鱼塘租金未入账，合同管理混乱。", "2023年5月聘用保洁员未经村民代表讨论。"]},
    ),
    "counted paragraphs that open with a problem below numbered themes": Case(
        [
            "（一）政治建设方面",
            "1.落实治水任务有差距",
            "一是针对“节水宣传不足”问题，组织宣讲4次。",
            "二是针对“河道清淤缓慢”问题，清淤12公里。",
            "2.服务群众能力不强",
            "一是针对“来信办理拖沓”问题，办结来信43件。",
            "二是针对“抢修不及时”问题，组建抢修队3支。",
        ],
        [("节水宣传不足", 1), ("河道清淤缓慢", 1), ("来信办理拖沓", 1), ("抢修不及时", 1)],
        {
            "theme": ["落实治水任务有差距"] * 2 + ["服务群众能力不强"] * 2,
            "aspect": ["政治建设方面"] * 4,
            "number": ["1", "2", "1", "2"],
        },
    ),
    "counted sentences of fault below an aspect, the count running through": Case(
        [
            "（一）管水治水方面",
            "一是巡河记录不全。组织补录记录86份，印发考核细则。",
            "二是水费收缴混乱。追缴水费13万元，推行线上缴费。",
            "（二）干部队伍方面",
            "三是轮岗制度流于形式。交流干部6名。",
        ],
        [("巡河记录不全", 1), ("水费收缴混乱", 1), ("轮岗制度流于形式", 1)],
        {"aspect": ["管水治水方面"] * 2 + ["干部队伍方面"], "number": ["1", "2", "3"]},
    ),
    "fields numbered below items": Case(
        [
            "（一）巡河走过场",
            "1.问题表现：记录雷同86份。",
            "2.整改措施：补录记录，约谈河长3名。",
            "3.整改成效：记录真实完整。",
            "（二）水费收缴混乱",
            "1.问题表现：欠收水费13万元。",
            "2.整改措施：追缴水费12万元。",
            "3.整改成效：收缴率提高。",
        ],
        [("巡河走过场", 1), ("水费收缴混乱", 1)],
        {"description": ["记录雷同86份。", "欠收水费13万元。"]},
    ),
    "numbered fields on lines of their own": Case(
        [
            *(
                "（一）关于巡河走过场问题",
                "1.问题表现",
                "记录雷同86份。",
                "2.整改措施",
                "（1）补录记录。",
                "（2）约谈河长。",
            ),
            *(
                "（二）关于水费混乱问题",
                "1.问题表现",
                "欠费13万元。",
                "2.整改措施",
                "（1）追缴水费。",
                "（2）公开账目。",
            ),
        ],
        [("巡河走过场", 2), ("水费混乱", 2)],
        {"description": ["记录雷同86份。", "欠费13万元。"]},
    ),
    "items that are numbered behind a field label": Case(
        [
            "1.反馈意见：巡河走过场。一是记录雷同；二是不留影像。",
            "整改落实情况：（1）补录记录。（2）约谈河长。",
            "2.反馈意见：水费收缴混乱。",
            "整改落实情况：（1）追缴水费。（2）公开账目。",
        ],
        [("巡河走过场", 2), ("水费收缴混乱", 2)],
        {"number": ["1", "2"]},
    ),
    "problems behind a field label without any number": Case(
        [
            "（一）管水方面",
            "反馈问题：巡河走过场。",
            "整改情况：一是补录记录。二是约谈河长。",
            "反馈问题：水费收缴混乱。",
            "整改情况：追缴水费12万元。",
            "（二）队伍方面",
            "反馈问题：轮岗不及时。",
            "整改情况：交流干部6名。",
        ],
        [("巡河走过场", 2), ("水费收缴混乱", 1), ("轮岗不及时", 1)],
        {"aspect": ["管水方面"] * 2 + ["队伍方面"]},
    ),
    "three numbers with points": Case(
        [
            *("1.管水方面", "1.1巡河走过场", "1.1.1补录记录86份。", "1.1.2约谈河长3名。"),
            *("1.2水费收缴混乱", "1.2.1追缴水费12万元。", "2.队伍方面", "2.1干部交流不及时", "2.1.1交流干部6名。"),
        ],
        [("巡河走过场", 2), ("水费收缴混乱", 1), ("干部交流不及时", 1)],
        {"aspect": ["管水方面"] * 2 + ["队伍方面"]},
    ),
    "measures numbered behind a word, the responsible behind the heading": Case(
        [
            "1.巡河走过场（责任领导：分管副局长；责任科室：河湖科）",
            "措施1：补录记录86份。",
            "措施2：约谈河长3名。",
            "2.水费收缴混乱（责任领导：局长；责任科室：财务科）",
            "采取了以下措施：（1）追缴水费12万元；（2）公开账目。",
        ],
        [("巡河走过场", 2), ("水费收缴混乱", 2)],
    ),
    "headings that end at a colon before the report": Case(
        [
            "1.巡河走过场：一是补录记录86份；二是约谈河长3名。",
            "2.水费收缴混乱：追缴水费12万元，公开账目。",
            "3.干部交流不及时：交流干部6名。",
        ],
        [("巡河走过场", 2), ("水费收缴混乱", 1), ("干部交流不及时", 1)],
    ),
    "feedback and report with the same number": Case(
        [
            *("反馈意见1：巡河走过场。", "整改情况1：一是补录记录86份。二是约谈河长3名。"),
            *("反馈意见2：水费收缴混乱。", "整改情况2：追缴水费12万元。"),
            *("反馈意见3：闸门失修。", "整改情况3：更换闸门4座。"),
        ],
        [("巡河走过场", 2), ("水费收缴混乱", 1), ("闸门失修", 1)],
        {"number": ["1", "2", "3"]},
    ),
    "problems called 第几条": Case(
        [
            *("反馈问题第1条：巡河走过场。", "整改情况：一是补录记录86份。二是约谈河长3名。"),
            *("反馈问题第2条：水费收缴混乱。", "整改情况：追缴水费12万元。"),
        ],
        [("巡河走过场", 2), ("水费收缴混乱", 1)],
        {"number": ["1", "2"]},
    ),
    "a report behind the list of measures": Case(
        [
            *("1.巡河走过场", "整改措施：（1）补录记录。（2）约谈河长。", "落实情况：两项措施全部落实。"),
            *("2.水费收缴混乱", "整改措施：（1）追缴水费。（2）公开账目。", "落实情况：水费已追回12万元。"),
        ],
        [("巡河走过场", 3), ("水费收缴混乱", 3)],
    ),
    "what was found, in the first paragraph below the heading": Case(
        [
            "1.关于合同管理混乱问题",
            "柳树村、石桥村合同签订不规范、租金收缴不及时。",
            "一是清理合同216份。二是追缴欠租23万元。",
            "2.关于补贴发放不精准问题",
            "部分村民反映补贴到账要等三四个月，个别村民重复领取。",
            "比对户籍数据，追回多发补贴9600元。",
            "公布补贴清单和投诉电话。",
        ],
        [("合同管理混乱", 2), ("补贴发放不精准", 2)],
    ),
    "a last paragraph that looks ahead in the name of the unit": Case(
        [
            "1.关于巡河记录不全的问题",
            "一是补录记录12份。二是印发巡河制度。",
            "2.关于闸门失修的问题",
            "一是更换闸门4座。二是落实看护人员。",
            "局党组将以此次巡察整改为新的起点，持续巩固整改成果。",
        ],
        [("巡河记录不全", 2), ("闸门失修", 2)],
    ),
}


@cache
def seen(name: str) -> reading.Seen:
    found = reading.read(
        [reading.notice(*case.lines) if case.whole else reading.problems(*case.lines) for case in CASES.values()]
    )
    one = dict(zip(CASES, found, strict=True))[name]
    assert one is not None
    return one


@pytest.mark.parametrize("name", CASES)
def test_layouts(name: str) -> None:
    case, found = CASES[name], seen(name)
    assert list(zip(found.titles, found.counts, strict=True)) == case.items
    for value, wanted in case.have.items():
        assert [getattr(item, value) for item in found.items] == wanted, value
    assert not found.said("unclassified")
