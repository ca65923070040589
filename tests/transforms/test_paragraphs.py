"""Paragraphs: hard wraps and page breaks."""

from __future__ import annotations

import polars as pl
import pytest

from tests.transforms import reading
from transforms import paragraphs


def split(text: str) -> list[str]:
    return list(paragraphs.paragraphs(reading.lines([text]))["text"])


TWO = {
    "full stop": ("召开会议3次。\n制定制度4项。", 2),
    "a label begins": ("完善制度，\n二是开展检查。", 2),
    "semicolon": ("完善制度；\n开展检查。", 2),
    "open comma": ("完善制度，\n开展检查。", 1),
    "open enumeration": ("财务、\n人事等科室。", 1),
    "open bracket": ("印发文件（\n青水发〔2023〕5号）。", 1),
    "open title mark": ("修订《水利工程建设\n管理办法》并印发。", 1),
    "open quotation": ("落实“三会\n一课”制度。", 1),
    "number before its unit": ("开展检查12\n次，整改问题。", 1),
    "year before 年": ("截至2023\n年底。", 1),
    "heading without a stop": ("（一）政治建设方面\n1.关于学习的问题", 2),
    "short lines stay": ("标题\n正文从这里开始，有一个逗号。", 2),
    "field labels begin": ("完善制度，落实责任，加强监督，形成合力\n责任单位：办公室", 2),
    "a day on a line of its own": ("加强监督，持续推进整改工作走深走实，\n2023年5月6日", 2),
    "a long sentence runs on": ("局党组高度重视，认真研究部署整改工作，召开专题会议\n研究部署，压实责任。", 1),
    "a label before a year": ("“责任层层递减，压力传导不够”问题\n1.2023年召开会议。", 2),
    "what was found, behind a heading with a comma": ("1.学习不深入，\n经查，研讨只有1次。", 2),
    "a sentence that checks, broken off": ("组织各科室自查，\n经查，账目相符。", 1),
    "an aspect above a problem without labels": (
        "聚焦党中央各项决策部署和省委、市委、县委工作要求在基层的落实情况方面\n关于理论学习不深入问题",
        2,
    ),
    "an organisation that signs": ("欢迎监督，共同推进整改工作走深走实走细\n中共青禾县水务局党组", 2),
}


@pytest.mark.parametrize(("text", "count"), TWO.values(), ids=TWO.keys())
def test_two_lines(text: str, count: int) -> None:
    assert len(split(text)) == count


SENTENCES = (
    "局党组坚持把巡察整改作为重大政治任务来抓，召开专题会议研究部署，逐条逐项制定整改措施，明确责任领导和完成时限，"
    "确保整改工作有序推进并取得实效，同时加强日常监督检查，对进展缓慢的事项及时提醒督办，形成了上下联动齐抓共管的工作格局。"
)


def wrapped(whole: str, width: int) -> str:
    return "\n".join(whole[i : i + width] for i in range(0, len(whole), width))


@pytest.mark.parametrize("width", [24, 30, 36, 42])
def test_hard_wraps_are_undone(width: int) -> None:
    several = [f"（{n}）第{n}个问题整改。" + SENTENCES * 2 for n in "一二三四"]
    text = "\n".join(wrapped(part, width) for part in several)
    assert split(text) == [part.replace("（", "(").replace("）", ")").replace("，", ",") for part in several]


@pytest.mark.parametrize("width", [24, 30, 36])
def test_hard_wraps_of_indented_paragraphs_are_undone(width: int) -> None:
    several = [
        "　　" + f"（{n}）第{n}个问题整改。" + SENTENCES.replace("逐条逐项", "逐条分解为126项") for n in "一二三四"
    ]
    text = "\n".join(wrapped(part, width) for part in several)
    assert len(split(text)) == 4


def test_a_page_number_between_wrapped_lines_is_no_text() -> None:
    text = wrapped("（一）" + SENTENCES * 3, 30).split("\n")
    assert split("\n".join([*text[:5], "                1", *text[5:]])) == [*split("\n".join(text)), "1"]


def test_indents_tell_paragraphs_of_wrapped_pages_apart() -> None:
    short = "　　召开会议3次。"
    text = "\n".join([wrapped("　　" + SENTENCES, 30), short] * 6)
    found = split(text)
    assert len(found) == 12
    assert found[1] == "召开会议3次。"


def test_a_line_that_fills_its_column_runs_on_though_its_digits_are_narrow() -> None:
    line = "　　2023年1月2日至2024年3月15日召开会议12次，安排"
    rest = "局党组坚持把巡察整改作为重大政治任务来抓。"
    page = [part for _ in range(6) for part in (wrapped("　　" + SENTENCES, len(line)), line, rest)]
    assert split("\n".join(page))[1].endswith("来抓。")


def test_indented_lines_that_are_cut_at_a_column_of_their_own_run_on() -> None:
    first, plain = "    2023年10月12日至2024年3月15日召开会", SENTENCES[:35]
    page = "\n".join(f"1.学习不深入。\n{first}\n议，{plain[2:]}\n{plain}\n有序推进。" for _ in range(5))
    whole = f"{first.strip()}议,{plain[2:]}{plain}有序推进。".replace("，", ",")
    assert split(page) == ["1.学习不深入。", whole] * 5


@pytest.mark.parametrize("page", ["— 3 —", "-3-", "第3页", "第 3 页 共 9 页"])
def test_page_numbers_are_read_last(page: str) -> None:
    found = split(
        "\n".join(["召开会议研究部署整改工作，明确责任，形", page, "成合力，落实到位。", "中共青禾县水务局党组"])
    )
    assert found[0] == "召开会议研究部署整改工作,明确责任,形成合力,落实到位。"
    assert found[-1].replace(" ", "") == page.replace(" ", "").replace("　", "")


def test_numbers_of_table_rows_are_no_page_numbers() -> None:
    rows = ["序号", "1", "学习不够深入。", "2", "制度不够完善。", "3", "监督不够有力。"]
    assert split("\n".join(rows))[1] == "1"


def test_wraps_before_a_number_are_undone() -> None:
    part = "局党组坚持问题导向，组织对全县范围内各类水利工程进行排查，共排查出隐患"
    lines = [part, "35处，均已整改到位，并建立台账，实行销号管理，责任到人，限时办结完成了，"] * 8
    assert len(split("\n".join(lines))) <= 8


@pytest.mark.parametrize("label", ["一是", "二是", "首先", "（一）", "1.", "①", "整改措施："])
def test_labels_begin_paragraphs_in_wrapped_pages(label: str) -> None:
    page = wrapped(SENTENCES * 3, 30)
    found = split(page + "\n" + label + wrapped(SENTENCES, 30))
    assert sum(one.startswith(label.replace("（", "(").replace("）", ")").replace("：", ":")) for one in found) == 1


def test_paragraphs_are_numbered_and_placed() -> None:
    found = paragraphs.paragraphs(reading.lines(["甲乙。\n丙丁。", "戊。"]))
    assert found.select("notice_key", "paragraph", "start").rows() == [(0, 0, 0), (0, 1, 3), (1, 0, 0)]


def frame(text: str) -> pl.DataFrame:
    return pl.DataFrame({"notice_key": [1], "paragraph": [0], "start": [10], "text": [text], "printed": [text]})


@pytest.mark.parametrize(
    ("offsets", "parts"),
    [([], ["甲乙丙丁"]), ([2], ["甲乙", "丙丁"]), ([3, 1], ["甲", "乙丙", "丁"]), ([2, 2], ["甲乙", "丙丁"])],
)
def test_cut(offsets: list[int], parts: list[str]) -> None:
    places = pl.DataFrame(
        {"notice_key": [1] * len(offsets), "paragraph": [0] * len(offsets), "offset": offsets},
        schema={"notice_key": pl.Int64, "paragraph": pl.Int64, "offset": pl.Int32},
    )
    found = paragraphs.cut(frame("甲乙丙丁"), places)
    assert found["text"].to_list() == parts
    assert found["start"].to_list() == [10 + sum(map(len, parts[:i])) for i in range(len(parts))]
