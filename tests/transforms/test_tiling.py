"""What must hold for any text: the tiling, spans, determinism, keys. Texts are put together at random."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import transforms
from tests.notices import DAMAGES, FORMATS, generate
from tests.transforms import reading
from tests.transforms.scoring import squash
from transforms import text

LABELS = [
    "一、",
    "二、",
    "三、",
    "（一）",
    "（二）",
    "1.",
    "2、",
    "３．",
    "（1）",
    "(2)",
    "①",
    "②",
    "第一方面，",
    "问题一：",
    "存在问题2：",
    "",
    "",
    "4",
    ")",
    "—",
    "1.1",
]
HEADINGS = [
    "关于理论学习不深入的问题",
    "针对“议事规则不完善”问题。",
    "对党费收缴不规范问题的整改",
    "政治建设方面",
    "巡察反馈问题整改落实情况",
    "提高政治站位，强化整改责任",
    "下一步工作打算",
    "需要进一步整改的事项",
    "問題線索辦理情況",
    "水费收缴不规范。",
]
MEASURES = [
    "一是制定学习计划，开展集中学习6次。",
    "二是补学重要文件12份；",
    "三是2023年5月追回资金3.6万元。",
    "·是约谈2人。",
    "首先，召开会议。",
    "最后，举一反三、",
    "统一是前提，",
    "修订《议事规则》（青水发〔2023〕5号）。",
    "整改情况：",
    "整改措施：",
    "整改状态：已完成",
    "【责任单位】办公室",
    "完成时限：2024年6月底。",
    "如，全年仅学习2次。",
    "（lǐ shì）",
    "整改成效：",
]
FURNITURE = [
    "您当前的位置：首页 > 党务公开",
    "发布时间：2024-05-20 浏览次数：12",
    "【打印】【关闭】",
    "- 3 -",
    "第2页",
    "版权所有 ICP备12345号",
    "联系电话：0571-62345678",
    "中共青禾县水务局党组",
    "2024年1月10日",
    "| 序号 | 反馈问题 | 整改措施 |",
    "|---|---|---|",
    "| 1 | 学习不深入 | 一是学习。 |",
    "序号\t反馈问题\t整改措施\t责任单位",
    "2\t规则不完善\t修订规则。\t办公室",
    "### ",
    "**",
    "> ",
    "---",
]
GAPS = [
    "\n",
    "\n\n",
    "　　",
    " ",
    "\t",
    "\u200b",
    "\ufeff",
    "\u00a0",
    "\n　　",
    "\u2060",
    "",
    "",
    "",
    "\r",
    "\u2028",
    "\x0b",
    "\u3000\n",
]
PIECES = [*LABELS, *HEADINGS, *MEASURES, *FURNITURE, *GAPS, *GAPS, *["\n"] * 8]
NOTICE = "县委巡察组反馈意见整改情况"

assembled = st.lists(st.sampled_from(PIECES), max_size=60).map(lambda parts: "".join([NOTICE, *parts]))
wild = st.text(st.characters(exclude_categories=["Cs"]), max_size=120).map(lambda said: said + NOTICE)
mixed = st.tuples(assembled, wild, assembled).map("".join)
shuffled = st.integers(0, 10_000).map(lambda seed: _shuffled(seed))  # noqa: PLW0108  defined below
texts = st.lists(st.one_of(assembled, wild, mixed, shuffled), min_size=3, max_size=20)
# One example is a second's work: few of them, and none spent on shrinking.
ANY = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
FEW = settings(ANY, max_examples=2)


@cache
def _made(seed: int) -> str:
    rng = random.Random(seed)
    harm = tuple(rng.sample(DAMAGES, rng.randrange(4)))
    return generate(seed, format=rng.choice(list(FORMATS)), damage=harm, items=4).text


def _shuffled(seed: int) -> str:
    """A made-up notice whose lines were dealt anew, some of them lost, doubled or run together."""
    rng = random.Random(seed)
    lines = _made(seed % 40).split("\n")
    for _ in range(rng.randrange(12)):
        i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[i], lines[j] = lines[j], lines[i]
        if rng.random() < 0.3:
            lines[i] = ""
        if rng.random() < 0.3:
            lines[j] = lines[j][rng.randrange(len(lines[j]) + 1) :]
    return rng.choice(["\n", "\n", ""]).join(lines) + NOTICE


def check_tiles(found: dict[str, pl.DataFrame]) -> None:
    stored = dict(found["evidence.notice_text"].iter_rows())
    sizes = dict(found["dim_notice"].select("notice_key", "char_count").iter_rows())
    segments = found["evidence.segment"]
    assert set(segments["notice_key"]) == set(stored)
    for (key,), rows in segments.group_by("notice_key"):
        whole = stored[key]
        placed = rows.sort("start")
        starts, stops = placed["start"].to_list(), placed["stop"].to_list()
        assert sizes[key] == len(whole)
        assert starts[0] == 0
        assert stops[-1] == len(whole)
        assert starts[1:] == stops[:-1]
        assert all(start < stop for start, stop in zip(starts, stops, strict=True))
        assert sorted(rows["reading_order"]) == list(range(len(rows)))
        assert rows["role"].null_count() == 0


def check_spans(found: dict[str, pl.DataFrame]) -> None:
    stored = dict(found["evidence.notice_text"].iter_rows())
    cuts: list[str] = []
    said: list[str] = []
    for table, column in (("dim_problem", "heading"), ("dim_measure", "text"), ("fact_mention", "text")):
        for key, words, spans in found[table].select("notice_key", column, "spans").iter_rows():
            whole = stored[key]
            assert spans, (table, words)
            assert all(0 <= span["start"] < span["stop"] <= len(whole) for span in spans)
            cuts.append("".join(whole[span["start"] : span["stop"]] for span in spans))
            said.append(words)
    for cut, words in zip(without_gaps(cuts), without_gaps(said), strict=True):
        assert squash(cut) == squash(words)


def without_gaps(passages: list[str]) -> list[str]:
    """Without white space, invisible characters, marks and pinyin."""
    return pl.Series(passages, dtype=pl.String).str.replace_all(text.GAP, "").to_list()


def check_keys(found: dict[str, pl.DataFrame]) -> None:
    for table, column in (
        ("dim_notice", "notice_key"),
        ("dim_problem", "problem_key"),
        ("dim_measure", "measure_key"),
        ("fact_mention", "mention_key"),
        ("fact_rectification", "problem_key"),
        ("fact_measure", "measure_key"),
        ("fact_disclosure", "notice_key"),
    ):
        keys = found[table][column]
        assert keys.null_count() == 0
        assert keys.is_unique().all(), table
        assert 0 not in keys
    problems, measures = set(found["dim_problem"]["problem_key"]), set(found["dim_measure"]["measure_key"])
    assert set(found["fact_rectification"]["problem_key"]) == problems
    assert set(found["fact_measure"]["measure_key"]) == measures
    assert set(found["dim_measure"]["problem_key"]) <= problems
    assert set(found["fact_mention"]["problem_key"].drop_nulls()) <= problems
    assert set(found["fact_mention"]["measure_key"].drop_nulls()) <= measures
    assert set(found["evidence.segment"]["problem_key"].drop_nulls()) <= problems
    assert set(found["evidence.segment"]["measure_key"].drop_nulls()) <= measures


def check_counts(found: dict[str, pl.DataFrame]) -> None:
    for table, parent, column in (("dim_problem", "notice_key", "sequence"), ("dim_measure", "problem_key", "ordinal")):
        for _, rows in found[table].group_by(parent):
            assert sorted(rows[column]) == list(range(1, len(rows) + 1))


def check(found: dict[str, pl.DataFrame]) -> None:
    check_tiles(found)
    check_spans(found)
    check_keys(found)
    check_counts(found)


@ANY
@given(texts)
def test_any_text(several: list[str]) -> None:
    check(transforms.read(reading.frame(several)))


@pytest.mark.parametrize("damage", ["", *DAMAGES[::5]])
def test_damaged_notices(damage: str) -> None:
    harm = (damage,) if damage else ()
    check(transforms.read(reading.frame(generate(7, format=name, damage=harm, items=5).text for name in FORMATS)))


def rows_of(found: dict[str, pl.DataFrame], keys: list[int] | None = None) -> dict[str, list[str]]:
    """Every table as sorted rows; only those of some notices."""
    chosen = {}
    for name, frame in found.items():
        if keys is not None and "notice_key" not in frame.columns:
            continue
        rows = frame if keys is None else frame.filter(pl.col("notice_key").is_in(keys))
        chosen[name] = sorted(map(repr, rows.iter_rows()))
    return chosen


@FEW
@given(texts, st.randoms(use_true_random=False))
def test_the_order_of_texts_does_not_matter(several: list[str], rng: random.Random) -> None:
    other = list(several)
    rng.shuffle(other)
    assert rows_of(transforms.read(reading.frame(several))) == rows_of(transforms.read(reading.frame(other)))


@FEW
@given(texts)
def test_a_notice_alone_is_read_as_among_others(several: list[str]) -> None:
    alone = transforms.read(reading.frame(several[:1]))
    among = transforms.read(reading.frame(several))
    keys = alone["dim_notice"]["notice_key"].to_list()
    expected, got = rows_of(alone, keys), rows_of(among, keys)
    del expected["contents"], got["contents"]  # equal texts give one row each
    assert got == expected


@FEW
@given(texts)
def test_the_same_again(several: list[str]) -> None:
    first, second = (transforms.read(reading.frame(several)) for _ in range(2))
    for name, frame in first.items():
        assert frame.equals(second[name]), name


@pytest.mark.parametrize(
    "given_text",
    [
        "",
        " ",
        "\n",
        "\u200b",
        "。",
        "一、",
        "|",
        "#",
        "---",
        "巡察整改",
        "巡察整改\n|||\n",
        "巡察整改\u2028一、",
        "整改" * 3000,
        "巡察整改" + "一是" * 500,
        "巡察整改\n" + "1.\n" * 300,
        "巡察整改" + "（" * 200,
    ],
)
def test_odd_texts(given_text: str) -> None:
    check_any = transforms.read(reading.frame([given_text, reading.problems("1.关于学习不深入的问题。一是学习。")]))
    check(check_any)
    assert len(check_any["contents"]) == 2


def test_no_texts() -> None:
    found = transforms.read(reading.frame([]))
    assert all(frame.is_empty() for frame in found.values())


def test_only_refused_texts() -> None:
    found = transforms.read(reading.frame(["天气晴朗", "会议通知"]))
    assert found["contents"]["reason_code"].to_list() == ["not_a_notice"] * 2
    assert found["dim_notice"].is_empty()


def as_before(found: dict[str, pl.DataFrame]) -> dict[str, Any]:
    return {name: (frame.schema, frame.width) for name, frame in found.items()}


def test_columns_do_not_depend_on_what_is_read() -> None:
    one = as_before(transforms.read(reading.frame([reading.problems("1.关于学习不深入的问题。一是学习。")])))
    none = as_before(transforms.read(reading.frame([])))
    assert one == none
