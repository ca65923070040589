"""Reading order of newspaper pages: on made-up pages of other grids, and on the real one where it lies."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shared import shared_dir
from tests.transforms import newspaper_page as made
from transforms.newspaper import Order, in_order, looks_like_columns
from transforms.newspaper.grid import Page, estimate_rows
from transforms.newspaper.labels import Labels, step
from transforms.newspaper.lines import (
    MARKS,
    column_width,
    join_parts,
    kind_of,
    label_number,
    make_line,
    numbered,
    split_glued,
    tokens,
    width_of,
)
from transforms.newspaper.pairs import BROKEN
from transforms.newspaper.paragraphs import starts_after
from transforms.newspaper.seams import page_pairs, seams


def is_newspaper(text: str | None) -> bool:
    frame = pl.DataFrame({"notice_key": [7], "text": [text]}, schema={"notice_key": pl.UInt64, "text": pl.String})
    found = looks_like_columns(frame)
    assert found.schema == {"notice_key": pl.UInt64, "is_newspaper": pl.Boolean}
    return bool(found["is_newspaper"][0])


def read(text: str, order: Order) -> str:
    return "".join(text[start:stop] for start, stop in order.pieces)


def pairs_right(page: made.MadePage) -> tuple[float, float]:
    """Share of printed lines followed by the right one: in the order found, and in the file."""
    order = in_order(page.stored)
    places = [at for start, stop in order.pieces for at in range(start, stop)]
    following = dict(pairwise(places))
    found = sum(following.get(before[1] - 1) == after[0] for before, after in pairwise(page.spans))
    by_place = sorted(page.spans)
    in_file = set(pairwise(by_place))
    kept = sum(pair in in_file for pair in pairwise(page.spans))
    return found / (len(page.spans) - 1), kept / (len(page.spans) - 1)


# --- which notices are newspaper pages -------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_a_page_in_columns_is_told(seed: int) -> None:
    assert is_newspaper(made.page(seed, 4, 60).stored)


def prose(seed: int) -> str:
    return "\n".join(made.notice(random.Random(seed), 9000))


def wrapped(text: str, columns: int) -> str:
    return "\n".join(line[i : i + columns] for line in text.split("\n") for i in range(0, len(line), columns))


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "一行文字。",
        prose(1),
        prose(2).replace("\n", ""),
        prose(3).replace("\n", " "),
        "\n\n".join(f"## {line}" for line in prose(4).split("\n")),
        wrapped(prose(5), 38),
        wrapped(prose(6), 30),
        "\n".join(f"关于开展{word}整治的公告" for word in made.THINGS * 10),
        prose(7).replace(",", ", "),
        " ".join(prose(8)),
        "| 序号 | 问题 | 措施 |\n" + "| 1 | 管理松散的问题还没有整改 | 已经修订管理办法并且公布 |\n" * 90,
    ],
    ids=[
        "null",
        "empty",
        "line",
        "plain",
        "joined",
        "blanks",
        "md",
        "wrap38",
        "wrap30",
        "list",
        "comma",
        "spaced",
        "table",
    ],
)
def test_other_texts_are_not(text: str | None) -> None:
    assert not is_newspaper(text)


# --- the order is a permutation of the text --------------------------------------------------------------------------


def assert_tiles(text: str) -> None:
    order = in_order(text)
    spans = sorted(order.pieces)
    assert all(start < stop for start, stop in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    covered = {at for start, stop in spans for at in range(start, stop)}
    gaps = {at for match in MARKS.finditer(text.translate({})) for at in range(*match.span())}
    gaps |= {at for at, char in enumerate(text) if re.match(r"\s", char)}
    assert covered == set(range(len(text))) - gaps
    assert len(order.paragraph_starts) == len(order.lost_before) == len(order.pieces)
    assert 0.0 <= order.confidence <= 1.0


@given(st.text(alphabet="一是二、。,(1)2 \n\n整改情况:#*->·〔“《》”局党组\u200b年", max_size=400))
@settings(max_examples=150, deadline=None)
def test_every_character_stands_once(text: str) -> None:
    assert_tiles(text)


@given(st.integers(0, 10_000), st.integers(2, 5), st.integers(25, 60), st.floats(0, 0.3))
@settings(max_examples=12, deadline=None)
def test_every_character_of_a_page_stands_once(seed: int, columns: int, rows: int, strays: float) -> None:
    assert_tiles(made.page(seed, columns, rows, strays=strays, glue=0.03).stored)


def test_same_page_same_order() -> None:
    page = made.page(3, 4, 60)
    assert in_order(page.stored) == in_order(page.stored)


# --- strays ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("columns", "rows", "least"), [(4, 90, 0.97), (6, 127, 0.97), (8, 60, 0.96), (5, 110, 0.92)])
def test_strays_go_back_to_their_rows(columns: int, rows: int, least: float) -> None:
    shares = [pairs_right(made.page(seed, columns, rows)) for seed in (1, 2)]
    assert sum(found for found, _ in shares) / len(shares) >= least
    assert all(found > in_file + 0.05 for found, in_file in shares)


@pytest.mark.parametrize(("columns", "rows"), [(4, 90), (6, 127), (8, 60)])
def test_the_number_of_rows_is_found(columns: int, rows: int) -> None:
    found = in_order(made.page(1, columns, rows).stored).rows
    assert found is not None
    assert abs(found - rows) <= 2


def test_a_page_without_strays_stays_as_it_is() -> None:
    page = made.page(5, 4, 80, strays=0, lose_tops=False, glue=0)
    order = in_order(page.stored)
    assert order.rows is None
    assert order.moved == 0
    assert order.confidence == 0.0
    assert order.pieces == sorted(order.pieces)
    assert not any(order.lost_before)


@pytest.mark.parametrize("seed", range(6))
def test_a_shuffled_page_is_never_guessed(seed: int) -> None:
    rng = random.Random(seed)
    lines = [line.text for line in made.typeset(made.notice(rng, 4000), rng)]
    rng.shuffle(lines)
    order = in_order(" ".join(lines))
    assert order.rows is None
    assert order.pieces == sorted(order.pieces)


def test_paragraphs_begin_where_they_were_printed() -> None:
    page = made.page(2, 6, 127)
    order = in_order(page.stored)
    found = {start for (start, _), begins in zip(order.pieces, order.paragraph_starts, strict=True) if begins}
    true = {start for (start, _), line in zip(page.spans, page.lines, strict=True) if line.starts}
    assert len(found & true) / len(found) >= 0.95
    assert len(found & true) / len(true) >= 0.97


@pytest.mark.parametrize(
    ("before", "line", "starts"),
    [
        ("二是重新签订合同,", "明确双方的权利义务和违约责任,逐", False),
        ("年底前补缴拖欠租金", "28.7万元,其余款项正在追缴之中,", False),
        ("中共云栖县供销社党组", "2019年7月19日", True),
        ("确保问题整改到位。", "2019年以来又组织了三次专项检查,", True),
        ("巡察整改情况的通报", "根据县委统一部署,县委第三巡察组", True),
    ],
)
def test_a_short_line_ends_a_paragraph_unless_its_sentence_goes_on(before: str, line: str, starts: bool) -> None:
    first, second = (make_line(((0, len(text)),), text, breaks=True) for text in (before, line))
    assert starts_after(first, second, 16.0) is starts


@pytest.mark.parametrize("seed", range(4))
def test_lines_that_fit_a_little_less_well_are_no_strays(seed: int) -> None:
    lines = tokens(made.page(seed, 4, 60).stored)
    scores = seams(lines, 20.0)
    page = Page(scores, Labels(lines))
    assert max(page.removals) > 6
    assert estimate_rows(Page(scores * 0.4, Labels(lines))) == (None, 0.0)


def test_a_title_cut_by_marks_is_read_in_one() -> None:
    text = "## 通报\n\n**一是加强领导。**成立小组"
    assert read(text, in_order(text)) == "通报一是加强领导。成立小组"


def test_no_text_no_pieces() -> None:
    assert in_order("").pieces == []
    assert in_order(" \n\n").pieces == []


# --- printed lines ---------------------------------------------------------------------------------------------------


def test_marks_are_no_part_of_a_line() -> None:
    line, other = tokens("### 整改情况:已完成\n\n> **一是**加强管理")
    assert (line.text, line.kind, line.breaks) == ("整改情况:已完成", "field", True)
    assert (other.text, other.kind) == ("一是加强管理", "ordinal")
    assert len(other.spans) == 2


def test_full_width_forms_count_as_ascii() -> None:
    (line,) = tokens("（１２）管理松散。")
    assert (line.text, line.kind, line.ended) == ("(12)管理松散。", "heading", True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("一、提高认识", "heading"),
        ("(三)压实责任", "heading"),
        ("12.底数不清", "heading"),
        ("2.5万元已追回", ""),
        ("整改措施:清理账目", "field"),
        ("完成时限:2024年底", "field"),
        ("二是公开流程", "ordinal"),
        ("·是公开流程", "ordinal"),
        ("-是公开流程", "ordinal"),
        ("公开流程", ""),
    ],
)
def test_what_a_line_begins_with(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(("text", "width"), [("局党组", 3.0), ("2023年", 3.0), ("(三)是", 4.0), ("", 0.0)])
def test_digits_take_half_a_place(text: str, width: float) -> None:
    assert width_of(text) == width


@pytest.mark.parametrize(
    ("label", "number"), [("(12)", 12), ("十一、", 11), ("(二十三)", 23), ("十、", 10), ("甲、", None)]
)
def test_numbers_of_labels(label: str, number: int | None) -> None:
    assert label_number(label) == number


def test_a_label_parted_by_a_blank_is_joined() -> None:
    lines = join_parts(tokens("1. 关于农家书屋闲置的问题\n- 是清点图书"), 20.0)
    assert [line.text for line in lines] == ["1.关于农家书屋闲置的问题", "-是清点图书"]


def test_two_lines_of_one_row_are_not_joined() -> None:
    assert len(join_parts(tokens("缓慢 修订完善农家书屋管理办法并向群众公布有"), 20.0)) == 2


def test_a_column_has_a_width() -> None:
    assert column_width(tokens(made.page(1, 4, 60).stored)) == pytest.approx(made.FULL, abs=0.5)
    assert column_width(tokens("一 二 三")) is None


def test_glued_lines_are_cut() -> None:
    page = made.page(1, 4, 60)
    lines = tokens(page.stored)
    first, second = [line.text for line in lines if line.width == 20 and not line.ended][:2]
    glued = tokens(first + second)
    cut = split_glued(glued, 20.0, page_pairs([*lines, *glued], lines).each)
    assert len(cut) == 2
    assert "".join(line.text for line in cut) == first + second
    assert [at for line in cut for start, stop in line.spans for at in range(start, stop)] == list(
        range(len(first + second))
    )


def test_headings_in_sequence_stay() -> None:
    lines = tokens("(1)甲\n(2)乙\n(9)丙\n(3)丁\n(4)戊")
    assert numbered(lines) == {0, 1, 3, 4}


# --- pairs, seams and labels ------------------------------------------------------------------------------------------------


def scored(first: str, second: str) -> float:
    lines = tokens(f"{first}\n{second}\n各单位要定期清理往来账目并报告清理情况\n往来账目由财务科清理")
    score: float = seams(lines, 20.0)[0, 1]
    return score


def test_a_word_cut_in_two_joins() -> None:
    assert scored("根据检查情况督促有关单位及时清理历年往来", "账目并说明原因,逐项列出") > 1.0


def test_a_heading_cannot_follow_an_open_line() -> None:
    assert scored("根据检查情况督促有关单位及时清理历年往来", "(3)底数不清。") == BROKEN


def test_no_line_begins_with_a_stop() -> None:
    assert scored("根据检查情况督促有关单位及时清理历年往来", "。并说明原因") == BROKEN


def test_an_open_title_wants_its_end() -> None:
    opened = "根据检查情况督促有关单位印发《往来账目清"
    assert scored(opened, "理办法》,逐项列出") > scored(opened.replace("《", ""), "理办法》,逐项列出")


@pytest.mark.parametrize(
    ("stream", "before", "number", "points"),
    [
        ("(#)", 3, 4, 1.0),
        ("(#)", 3, 9, -3.0),
        ("(#)", 3, 1, 0.0),
        ("(#)", None, 4, 0.0),
        ("turns", 1, 2, 1.0),
        ("turns", 2, 2, -3.0),
    ],
)
def test_labels_count_on(stream: str, before: int | None, number: int | None, points: float) -> None:
    assert step(stream, before, number) == points


# --- the real page ---------------------------------------------------------------------------------------------------


def real_page() -> tuple[str, str]:
    folder = shared_dir()
    (stored,) = (folder / "corpus").glob("003_*.txt")
    reference = folder / "gold" / "003.reading-order.txt"
    if not reference.is_file():
        pytest.skip("the reading order of the real page is not there")
    return stored.read_text(encoding="utf-8"), re.sub(r"\s", "", reference.read_text(encoding="utf-8"))


def shingles(text: str, size: int = 8) -> set[str]:
    return {text[at : at + size] for at in range(len(text) - size + 1)}


def test_the_real_page_reads_on() -> None:
    text, reference = real_page()
    order = in_order(text)
    true = set().union(*(shingles(part) for part in reference.split("〔缺〕")))
    before, after = (len(true & shingles(found)) / len(true) for found in (plain(text), read(text, order)))
    assert before < 0.96
    assert after >= 0.98
    assert order.rows is not None
    assert abs(order.rows - 127) <= 3


def plain(text: str) -> str:
    return re.sub(r"\s", "", MARKS.sub("", text))


def test_only_the_real_page_is_in_columns() -> None:
    files = sorted((shared_dir() / "corpus").glob("*.txt"))
    told = [file.name[:3] for file in files if is_newspaper(file.read_text(encoding="utf-8"))]
    assert told == ["003"]
