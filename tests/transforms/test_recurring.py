"""Like problems of several inspections: the rule on hand-made titles, and its precision on made-up notices."""

from __future__ import annotations

from collections import Counter, defaultdict

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.notices import FORMATS, generate
from transforms import recurring


def groups(titles: list[str], inspections: list[int] | None = None) -> list[set[int]]:
    """Places, in the list, of the titles that were grouped; each is of an inspection of its own unless told."""
    frame = pl.DataFrame({"title": titles}, schema={"title": pl.String}).with_row_index("problem_key")
    frame = frame.with_columns(
        pl.col("problem_key").cast(pl.UInt64),
        inspection_key=pl.Series(inspections or range(len(titles)), dtype=pl.UInt64),
    )
    found = recurring.group(frame).group_by("recurrence_key").agg("problem_key")
    return sorted((set(keys) for keys in found["problem_key"].to_list()), key=min)


def test_titles_that_differ_in_punctuation_or_a_character_recur() -> None:
    titles = ["“三会一课”制度落实不严格", "三会一课制度落实不严格", "三会一课制度落实不够严格", "发展党员工作不规范"]
    assert groups(titles) == [{0, 1, 2}]


def test_within_one_inspection_nothing_recurs() -> None:
    assert groups(["会议记录不规范", "会议记录不规范"], [1, 1]) == []


def test_titles_that_share_only_their_ending_do_not_recur() -> None:
    assert groups(["公务接待管理不够严格规范", "发展党员工作不够严格规范"]) == []


def test_every_member_is_like_the_groups_own_title() -> None:
    chain = ["甲乙丙丁戊己庚辛", "乙丙丁戊己庚辛壬", "丙丁戊己庚辛壬癸", "丁戊己庚辛壬癸子", "戊己庚辛壬癸子丑"]
    assert {0, 4} not in [{0, 4} & group for group in groups(chain)]


def test_empty_titles_and_no_titles() -> None:
    assert groups([]) == []
    assert groups(["", "——", "甲"]) == []


@settings(max_examples=20)
@given(st.lists(st.text(alphabet="甲乙丙丁戊，", max_size=8), max_size=12), st.randoms())
def test_the_order_of_the_rows_does_not_matter(titles: list[str], rng: object) -> None:
    frame = pl.DataFrame({"title": titles}, schema={"title": pl.String}).with_row_index("problem_key")
    frame = frame.with_columns(pl.col("problem_key").cast(pl.UInt64), inspection_key=pl.col("problem_key"))
    order = list(range(len(titles)))
    rng.shuffle(order)  # type: ignore[attr-defined]
    assert recurring.group(frame).sort("problem_key").equals(recurring.group(frame[order]).sort("problem_key"))


def test_problems_made_of_one_sentence_of_the_stock_are_grouped() -> None:
    """What is like is known from the making: problems of one sentence of the stock, whatever wording it took."""
    made = [generate(53_000 + n, format=list(FORMATS)[n % 4]) for n in range(60)]
    rows = [(item.title.text, str(item.problem.title), n) for n, notice in enumerate(made) for item in notice.items]
    titles, sentences, notices = map(list, zip(*rows, strict=True))
    found = groups(titles, notices)
    pairs = right = 0
    for group in found:
        several = Counter(sentences[place] for place in group)
        pairs += sum(several.values()) * (sum(several.values()) - 1) // 2
        right += sum(n * (n - 1) // 2 for n in several.values())
    assert right / pairs >= 0.97, f"{right} of {pairs} pairs are right"
    of: dict[str, set[int]] = defaultdict(set)
    for place, sentence in enumerate(sentences):
        of[sentence].add(place)
    together = sum(max((len(places & group) for group in found), default=1) for places in of.values())
    assert together / len(rows) >= 0.6, f"{together} of {len(rows)} problems are with most of their like"
