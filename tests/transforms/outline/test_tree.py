"""The tree of labels: nesting, restarts, numbering that runs on, damage."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.outline.tree import Node, grow

STYLES = {
    "C": "chinese",
    "P": "chinese_paren",
    "d": "digit",
    "c": "digit_comma",
    "p": "digit_paren",
    "o": "circled",
    "Q": "problem",
    "A": "aspect",
    "b": "bare",
    "k": "bracket",
    "D": "dotted",
    "F": "formal",
    "S": "stem",
}


def tree(labels: str) -> str:
    """Labels as `C1 P1 d1 - d2` (a dash is an unlabelled paragraph, `!` behind a label says prose) → nested rows."""
    styles: list[str | None] = []
    numbers: list[int | None] = []
    prose: list[bool] = []
    for one in labels.split():
        prose.append(one.endswith("!"))
        plain = one.rstrip("!")
        styles.append(None if plain == "-" else STYLES[plain[0]])
        numbers.append(int(plain[1:]) if plain[1:] else None)
    return show(grow(styles, numbers, prose))


def show(node: Node) -> str:
    own = "" if node.row < 0 else f"{node.row}"
    body = "+" * len(node.body)
    below = ",".join(show(child) for child in node.children)
    return own + body + (f"({below})" if below else "")


CASES = {
    "one level": ("C1 C2 C3", "(0,1,2)"),
    "two levels": ("C1 P1 P2 C2 P1", "(0(1,2),3(4))"),
    "three levels": ("C1 P1 d1 d2 P2 d1", "(0(1(2,3),4(5)))"),
    "four levels": ("C1 P1 d1 p1 p2 d2 p1", "(0(1(2(3,4),5(6))))"),
    "bodies": ("- C1 - - P1 -", "+(1++(4+))"),
    "numbers run through": ("C1 P1 d1 d2 P2 d3 d4 P3 d5", "(0(1(2,3),4(5,6),7(8)))"),
    "numbers restart": ("P1 d1 d2 P2 d1 d2", "(0(1,2),3(4,5))"),
    "comma and dot are alike where they run on": ("d1 c2 d3", "(0,1,2)"),
    "3、 for 三、": ("C1 C2 P1 d1 c3", "(0,1(2(3)),4)"),
    "a list of 1、 is no 一、": ("C1 c1 c2 c3", "(0(1,2,3))"),
    "a problem above digits": ("P1 Q1 d1 d2 Q2 d1", "(0(1(2,3),4(5)))"),
    "aspect above paren": ("A1 P1 d1 A2 P1 d2", "(0(1(2)),3(4(5)))"),
    "dotted below digits": ("C1 d1 D1 D2 d2 D1", "(0(1(2,3),4(5)))"),
    "sections below 甲、 below 壹、": ("F1 S1 C1 C2 S2 C3 F2", "(0(1(2,3),4(5)),6)"),
    "a list whose first label is lost stands above what is lower by custom": ("C1 d1 d2 P2 d1", "(0(1,2,3(4)))"),
    "numbers run through below sections printed 1、": ("c1 P1 d1 P2 d2 d3", "(0(1(2),3(4,5)))"),
    "3、 goes on with 2. behind a nested list": ("C1 P1 d1 o1 d2 o1 c3 o1", "(0(1(2(3),4(5),6(7))))"),
    "a lost label heads the list that begins behind it": ("P1 d1 p1 p2 k d1", "(0(1(2,3)),4(5))"),
    "a bare number goes on below the next heading": ("P1 d8 d9 P2 b10", "(0(1,2),3(4))"),
    "one label lost": ("d1 d2 d4 d5", "(0,1,2,3)"),
    "a label far out of count in prose is none": ("d1 - d47! d2", "(0++,3)"),
    "circled below digits": ("d1 o1 o2 d2 o1", "(0(1,2),3(4))"),
    "bare goes on with digits": ("d1 d2 b3 d4", "(0,1,2,3)"),
    "bare goes on with parens": ("d1 p1 p2 b3", "(0(1,2,3))"),
    "bare out of count is none": ("d1 d2 b7", "(0,1+)"),
    "bracket goes on with its list": ("C1 P1 P2 k C2", "(0(1,2,3),4)"),
    "bracket with no list is none": ("C1 k", "(0+)"),
    "paren restarts under every digit": ("d1 p1 p2 d2 p1 p2", "(0(1,2),3(4,5))"),
    "the same number twice": ("d1 d2 d2 d3", "(0,1,2,3)"),
    "the same number again in prose is none": ("d1 d2 d2! d3", "(0,1+,3)"),
    "upper level after lower": ("d1 d2 C1 d1", "(0,1,2(3))"),
    "backward is no label": ("d1 d2 d3 d2", "(0,1,2+)"),
    "nothing": ("- - -", "+++"),
}


@pytest.mark.parametrize(("labels", "expected"), CASES.values(), ids=CASES.keys())
def test_tree(labels: str, expected: str) -> None:
    assert tree(labels) == expected


def test_no_paragraphs() -> None:
    assert grow([], [], []).rows() == [-1]


def test_ancestors_go_from_the_outermost_down() -> None:
    root = grow(["chinese", "chinese_paren", "digit"], [1, 1, 1], [False] * 3)
    leaf = root.children[0].children[0].children[0]
    assert [node.row for node in leaf.ancestors] == [0, 1]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([None, *STYLES.values()]), st.integers(1, 12), st.booleans()), max_size=40))
def test_every_paragraph_has_one_place(labels: list[tuple[str | None, int, bool]]) -> None:
    styles = [style for style, _, _ in labels]
    numbers = [None if style in (None, "bracket") else number for style, number, _ in labels]
    root = grow(styles, numbers, [prose for _, _, prose in labels])
    assert root.rows() == list(range(-1, len(labels)))
    for node in root.walk():
        assert all(child.parent is node and child.row > node.row for child in node.children)
