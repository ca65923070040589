"""Web pages as text."""

from __future__ import annotations

import time

import pytest

from warehouse.kinds import html
from warehouse.refusals import RefusalError

WORDS = "根据市委统一部署，现将巡察整改情况予以公布。"


def shown(body: str) -> list[str]:
    return html.shown(f"<!DOCTYPE html><html><body>{body}</body></html>").split("\n")


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>一</p><p>二</p>", ["一", "二"]),
        ("<div>一<div>二</div>三</div>", ["一", "二", "三"]),
        ("<p>一<br>二<br/>三", ["一", "二", "三"]),
        ("<p><span>整</span><b><font>改</font></b></p>", ["整改"]),
        ("<p>整\n   改 A\n B</p>", ["整改 A B"]),
        ("<p>&#20013;&lt;x&gt;&ldquo;好&rdquo;&nbsp;完</p>", ["中<x>“好”\xa0完"]),
        ("<p>一<p>二<li>三<li>四", ["一", "二", "三", "四"]),
        ("<script>var a='<p>x</p>';</script><style>p{}</style><!-- <p>x</p> --><p>一</p>", ["一"]),
        ("<p style='DISPLAY : none'>x<b>y</b></p><p hidden>x</p><p>一</p>", ["一"]),
        ("<p style='display:none'>x<p>一", ["一"]),
        ("<select><option>x</option></select><button>y</button><p>一</p>", ["一"]),
        (f"<nav><ul><li>首页</li></ul></nav><header>站名</header><p>{WORDS}</p><footer>版权</footer>", [WORDS]),
        ("<article><header><h1>题目</h1></header><p>正文文字</p></article>", ["题目", "正文文字"]),
        (f"<header><h1>题目</h1><p>{WORDS}</p></header><p>完</p>", ["题目", WORDS, "完"]),
        ("<pre>一、甲\n  二、乙\n</pre>", ["一、甲", "  二、乙"]),
        ("<p>拼<ruby>音<rp>(</rp><rt>yīn</rt><rp>)</rp></ruby></p>", ["拼音"]),
    ],
)
def test_lines(body: str, lines: list[str]) -> None:
    assert shown(body) == lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1.甲", "2.乙"]),
        ("<ol start=3><li>甲<ol type=a><li>子</ol><li value=9>乙</ol>", ["3.甲", "a.子", "9.乙"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ol><li>1.甲<li>（二）乙</ol>", ["1.甲", "（二）乙"]),
        ("<ol style='list-style:none'><li>甲</ol><ul><li>乙</ul>", ["甲", "乙"]),
    ],
)
def test_numbers_of_lists_are_written_out(body: str, lines: list[str]) -> None:
    assert shown(body) == lines


def test_rows_are_lines_of_cells() -> None:
    body = "<table><tr><th>序号<th>问题<tr><td>1<td><p>甲</p><p>乙</p></table><p>完</p>"
    assert shown(body) == ["序号\t问题", "1\t甲 乙", "完"]


def test_spanning_cells_leave_empty_cells() -> None:
    body = "<table><tr><td colspan=3>题<tr><td>a<td>b<td>c<tr><td rowspan=2>1<td>x<td>y<tr><td>z<td>w</table>"
    assert shown(body) == ["题", "a\tb\tc", "1\tx\ty", "\tz\tw"]


def test_tables_that_lay_out_a_page_keep_its_lines() -> None:
    inner = "<table><tr><td>序号<td>问题<tr><td>1<td>甲</table>"
    body = f"<table><tr><td>左栏<td><p>{WORDS}</p>{inner}<p>二</p></table>"
    assert shown(body) == ["左栏", WORDS, "序号\t问题", "1\t甲", "二"]


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "gbk", "big5", "iso-8859-1", "no-such", "utf-16"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
def test_a_wrong_charset_corrupts_nothing(declared: str, encoding: str) -> None:
    page = f'<html><head><meta charset="{declared}"><title>x</title></head><body><p>{WORDS}</p></body></html>'
    assert html.text_of(page.encode(encoding)) == WORDS


@pytest.mark.parametrize(
    ("text", "name", "is_page"),
    [
        ("<!DOCTYPE html><p>甲", "a.txt", True),
        ('\n<?xml version="1.0"?>\n<!-- x --><HTML><p>甲', "a.md", True),
        ("<p>甲</p>", "a.htm", True),
        ("一、甲\n二、乙", "a.html", False),
        ("<p>甲</p>\n<p>乙</p>\n" * 3, "a.txt", True),
        ("一、甲\n二、乙<br>\n三、丙", "a.txt", False),
        ("<p>甲</p>\n<p>乙</p>\n" * 3, "a.md", False),
        ("a < b", "a.txt", False),
    ],
)
def test_pages_are_told_by_content(text: str, name: str, is_page: bool) -> None:
    assert html.is_page(text, name) == is_page


def test_tables_inside_plain_text_become_rows() -> None:
    text = "一\n<table><tr><td>序号</td><td>问题</td></tr><tr><td>1</td><td>甲</td></tr></table>\n二<br>三 <x>"
    assert html.without_tables(text) == "一\n\n序号\t问题\n1\t甲\n\n二 三 <x>"


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "终",
        "<b>" * 100_000 + "终",
        "<div>" * 50_000 + "终" + "</div>" * 50_000,
        "<div>" * 100_000 + "</b>" * 100_000 + "终",
        "<table><tr><td>" * 30_000 + "终",
        "<ol><li>" * 30_000 + "终",
        "".join(f"<b id={n}><p>" for n in range(30_000)),
        "<a " + " ".join(f"a{n}" for n in range(50_000)) + ">",
        "<!--" * 300_000,
        "<a " * 300_000,
        "<table><tr>" + "<td rowspan=99999 colspan=99999>终" * 3_000,
        "<p>终" * 600_000,
        "<p>" + " \n" * 1_000_000 + "终",
    ],
    ids=lambda markup: markup[:12],
)
def test_hostile_pages_take_seconds(markup: str) -> None:
    started = time.process_time()
    try:
        html.shown(markup)
    except RefusalError as refusal:
        assert refusal.code in {"too_complex", "too_large"}  # noqa: PT017
    assert time.process_time() - started < 10


def test_a_page_too_large_is_refused() -> None:
    with pytest.raises(RefusalError, match="too_large"):
        html.shown("终" * (html.MAX_CHARACTERS + 1))


def test_a_page_of_too_many_tags_is_refused() -> None:
    with pytest.raises(RefusalError, match="too_complex"):
        html.shown("<br>" * (html.MAX_TAGS + 1))


def test_no_markup_no_text() -> None:
    assert html.shown("") == ""
    assert html.shown("<html></html>") == ""
