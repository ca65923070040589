"""Later passages of whole notices: which items they take up, and the deadlines they give them."""

from __future__ import annotations

import pytest

from tests.transforms import reading

ITEMS = (
    "二、巡察反馈问题整改落实情况",
    "1.关于灌区渠道管护不到位的问题。一是清淤渠道12公里。二是北干渠衬砌正在施工。",
    "2.关于水费收缴不及时的问题。一是追缴旧欠水费30万元。二是对拒缴的3户提起诉讼。",
    "3.关于河道采砂监管宽松的问题。一是立案2起。二是安装监控8处。",
    "4.关于技术人员断档的问题。一是公开招聘6人。二是选派骨干到省院跟班学习。",
    "5.关于党费收缴不规范的问题。一是补缴党费1200元。",
)


def deadlines(*later: str, items: tuple[str, ...] = ITEMS) -> tuple[list[str | None], list[str | None]]:
    """Deadlines and follow-ups of the five items, with these paragraphs behind them."""
    (seen,) = reading.read(
        [reading.notice("一、提高站位，压实责任", "局党组成立领导小组，召开会议5次。", *items, *later)]
    )
    assert seen is not None
    assert len(seen.items) == len(items) - 1
    return [item.deadline for item in seen.items], [item.follow_up for item in seen.items]


def test_entries_that_name_items_by_their_numbers() -> None:
    found, said = deadlines(
        "三、尚未完成及需要长期坚持的整改任务",
        "（一）尚未完成的任务",
        "1.第（1）项。剩余4公里渠道2024年6月底前完成衬砌。",
        "2.第4项中的跟班学习，时限为2024年9月30日。",
        "（二）需要长期坚持的任务",
        "问题2、问题3虽已整改到位，仍须常抓不懈。",
    )
    assert found == ["2024-06", None, None, "2024-09-30", None]
    assert said[1] == said[2] == "问题3虽已整改到位，仍须常抓不懈。"  # 问题2、 counts as the label
    assert said[0] is not None
    assert "剩余4公里渠道" in said[0]


def test_paragraphs_without_labels() -> None:
    found, _ = deadlines(
        "三、尚未整改到位的事项",
        "第1项北干渠衬砌，2024年6月30日前开工建设。",
        "第2、3号问题，2024年12月底前完成，并逐户回访。",
    )
    assert found == ["2024-06-30", "2024-12", "2024-12", None, None]


def test_several_items_in_one_paragraph() -> None:
    found, said = deadlines(
        "三、正在整改的3个问题后续安排",
        "第1项2024年5月底前完成；第2项2024年8月底前完成。问题4继续推进，力争2024年10月见效。",
    )
    assert found == ["2024-05", "2024-08", None, "2024-10", None]
    assert said[1] == "第2项2024年8月底前完成。"


def test_other_words_than_the_heading() -> None:
    found, _ = deadlines(
        "三、还需继续推进的事项",
        "（一）北干渠衬砌工程，由灌区中心牵头，2024年6月前建成通水。",
        "（二）对拒缴水费的3户，配合法院执结，2024年9月底前追缴到位。",
    )
    assert found == ["2024-06", "2024-09", None, None, None]


def test_a_paragraph_that_only_counts() -> None:
    found, _ = deadlines(
        "三、还需持续推进的工作",
        "一是关于灌区渠道管护问题，2024年5月底前完成衬砌；二是关于技术人员断档问题，2024年12月底前完成招录。",
    )
    assert found == ["2024-05", None, None, "2024-12", None]


def test_several_items_named_in_words() -> None:
    found, said = deadlines(
        "三、需要长期坚持的整改任务", "渠道管护、水费收缴两项工作虽见成效，2024年12月底前再查一遍。"
    )
    assert found == ["2024-12", "2024-12", None, None, None]
    assert said[0] == said[1]
    assert (
        deadlines("三、需要长期坚持的整改任务", "渠道管护、绿化养护两项工作，2024年12月底前再查一遍。")[0] == [None] * 5
    )


def test_next_steps_that_name_an_item() -> None:
    found, said = deadlines(
        "三、下一步工作打算", "一是坚持学习不停步。二是对第4项问题持续加力，2024年8月底前完成招聘。三是巩固成果。"
    )
    assert found == [None, None, None, "2024-08", None]
    assert said[3] == "二是对第4项问题持续加力，2024年8月底前完成招聘。"


@pytest.mark.parametrize(
    "passage",
    [
        "对涉及多个部门的难点问题，2024年6月底前全部完成。",
        "第9项，2024年6月底前完成。",  # there are five
        "所有问题2024年6月底前完成。",
        "北干渠衬砌剩余工程2024年5月完工。对拒缴水费的3户提起诉讼、逐户追缴旧欠，2024年9月底前完成。",  # two of them
    ],
)
def test_where_it_is_not_certain_nothing_is_joined(passage: str) -> None:
    assert deadlines("三、尚未完成的整改任务", passage) == ([None] * 5, [None] * 5)


def test_a_number_that_two_items_have_is_told_apart_by_the_words() -> None:
    restarting = (
        ITEMS[0],
        "（一）履行职责方面",
        *ITEMS[1:3],
        "（二）队伍建设方面",
        "1.关于技术人员断档的问题。一是公开招聘6人。二是选派骨干到省院跟班学习。",
        "2.关于党费收缴不规范的问题。一是补缴党费1200元。",
    )
    later = (
        "三、尚未完成的事项",
        "第1项，跟班学习2024年6月底前完成。",
        "第2项，2024年7月底前完成。",
        "第一方面第2项，2024年9月底前完成。",
    )
    (seen,) = reading.read([reading.notice("一、提高站位，压实责任", "局党组成立领导小组。", *restarting, *later)])
    assert seen is not None
    assert [item.deadline for item in seen.items] == [None, "2024-09", "2024-06", None]


def test_a_later_section_of_other_problems_is_no_follow_up() -> None:
    (seen,) = reading.read(
        [
            reading.notice(
                "一、提高站位，压实责任",
                "局党组成立领导小组。",
                *ITEMS,
                "三、正在整改的问题",
                "1.办公用房超标准。已腾退3间，余下2间2024年5月底前腾退。",
                "2.公车管理松散。已封存3辆，正在制定管理办法。",
            )
        ]
    )
    assert seen is not None
    assert seen.titles[5:] == ["办公用房超标准", "公车管理松散"]


def test_a_deadline_that_was_put_off() -> None:
    fielded = tuple(f"{line}完成时限：2023年12月31日。" if line.startswith("2.") else line for line in ITEMS)
    found, _ = deadlines(
        "三、尚未完成的事项", "第2项。因法院执行周期较长，完成时限由2023年12月31日延长至2024年6月30日。", items=fielded
    )
    assert found[1] == "2024-06-30"
