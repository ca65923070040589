"""Web pages: the text that a browser would show.

Belongs here: telling markup from plain text, and markup → lines. Does not belong here: which lines are the notice and which
the page around it, beyond what the markup itself says (nav, header, footer, aside, hidden); the reading marks the rest.

The page is read as a stream of tags, not as a tree: a tree of hostile markup (nested a hundred thousand deep) takes any
HTML5 parser minutes to build, and nothing here needs one.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from lxml import etree

from warehouse import encodings
from warehouse.kinds import numerals
from warehouse.kinds.tables import Table
from warehouse.refusals import RefusalError

SUFFIXES = {".html", ".htm", ".shtml", ".xhtml"}
MAX_CHARACTERS = 20_000_000
MAX_TAGS = 400_000
MAX_WORK = 100_000_000
"""Bound on end tags × nesting depth: what looking up an unmatched end tag may cost, about 13 ns each."""

CHUNK = 16_384
MIN_TAGS = 6
"""Tags of blocks in a text that has no other sign of a web page."""

MAX_NESTED_TABLES = 8
MAX_SPAN = 100

DROPPED = {
    *(
        "script",
        "style",
        "title",
        "template",
        "noscript",
        "iframe",
        "noframes",
        "object",
        "svg",
        "canvas",
        "audio",
        "video",
    ),
    *("select", "datalist", "button", "textarea", "rt", "rp"),
}
LITTLE = 500
"""Characters outside of header, footer and navigation that may be no article."""

CHROME = {"nav", "aside"}
CHROME_OUTSIDE_ARTICLES = {"header", "footer"}
ARTICLE = {"article", "main"}
BLOCKS = {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
    ),
    *(
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
    ),
    *("hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "p", "pre", "section", "summary", "table"),
    *("tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
PREFORMATTED = {"pre", "listing", "xmp", "plaintext"}
CELLS = {"td", "th"}

HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|list-item)", re.I)
PRE_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
NO_MARKER_STYLE = re.compile(r"list-style[a-z-]*\s*:[^;]*none", re.I)
CHINESE_MARKER_STYLE = re.compile(r"list-style[a-z-]*\s*:[^;]*(?:cjk-ideographic|simp-chinese|trad-chinese)", re.I)
OWN_LABEL = re.compile(r"[\s\u3000]*[(（〔【第]?[0-9０-９一二三四五六七八九十①-⑳⑴-⒇]")
SPACE = re.compile("[ \t\n\f\r]+")
WIDE = re.compile("[\u2e80-\u9fff\uff00-\uffef\u2014\u2018-\u201d\u2026\u3000-\u303f]")

DOCUMENT = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
TAG = re.compile(r"</(?:p|div|span|td|tr|li|h[1-6]|body|html|font|section|article)\s*>|<br\s*/?>|<p[\s>]", re.I)
TABLE = re.compile(r"<table\b(?:(?!<table\b).)*?</table\s*>", re.I | re.S)
BREAK = re.compile(r"[ \t]*<br\s*/?>[ \t]*", re.I)


def text_of(content: bytes) -> str:
    """Lines of a web page's bytes; raises `RefusalError`, `encodings.NotTextError`.

    The charset that a page declares is often wrong and never needed: the bytes themselves tell.
    """
    return shown(encodings.to_text(content)[1])


def is_page(text: str, name: str) -> bool:
    """Whether a text is a web page, by its content first: a .txt may hold one, and a .html none."""
    if DOCUMENT.match(text, 0, 4096):
        return True
    suffix = PurePosixPath(name).suffix.lower()
    if "<" not in text or suffix in {".md", ".markdown"}:
        return False
    if suffix in SUFFIXES:
        return TAG.search(text) is not None
    lines = [line for line in text.split("\n") if line.strip()]
    tagged = sum(TAG.search(line) is not None for line in lines)
    return 2 * tagged > len(lines) and len(TAG.findall(text)) >= MIN_TAGS


def without_tables(text: str) -> str:
    """Plain or Markdown text with the HTML tables in it set as rows, and `<br>` as a blank."""
    if "<" not in text:
        return text
    return BREAK.sub(" ", TABLE.sub(lambda table: "\n" + shown(table[0]) + "\n", text))


def shown(markup: str) -> str:
    """The lines that a page shows, without those of its navigation; raises `RefusalError` beyond the bounds."""
    if len(markup) > MAX_CHARACTERS:
        raise RefusalError("too_large", f"网页超过 {MAX_CHARACTERS // 1_000_000}00 万字符")
    if markup.count("<") > MAX_TAGS:
        raise RefusalError("too_complex", f"网页标签超过 {MAX_TAGS // 10_000} 万个")
    page = _Page()
    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=True)
    work = 0
    for start in range(0, len(markup), CHUNK):
        chunk = markup[start : start + CHUNK]
        parser.feed(chunk.encode("utf-8", "replace"))
        work += chunk.count("</") * page.depth
        if work > MAX_WORK:
            raise RefusalError("too_complex", "网页标签嵌套过深")
    return str(parser.close()) if markup else ""


class _Page:
    """Takes the stream of tags; `close` gives the text.

    A line stands on top of `lines`; what is inside a cell collects in lines of its own, which the row takes when the cell
    ends.
    """

    def __init__(self) -> None:
        self.depth = 0
        self._skipped = 0
        self._pre: list[int] = []
        self._chrome_from: list[int] = []
        self._article_from: list[int] = []
        self._lists: list[_List | None] = []
        self._label = ""
        self._line: list[str] = []
        self._tables: list[Table] = []
        self._flat_tables = 0
        self._outer: list[list[tuple[str, bool]]] = []
        self._lines: list[tuple[str, bool]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self._skipped:
            self._skipped += 1
            return
        style = attributes.get("style", "") if attributes else ""
        if tag in DROPPED or _hidden(tag, attributes, style):
            self._skipped = 1
            return
        if tag in BLOCKS or (style and BLOCK_STYLE.search(style)):
            self._break()
            self._open_block(tag, attributes, style)
        if tag in PREFORMATTED or (style and PRE_STYLE.search(style)):
            self._pre.append(self.depth)

    def end(self, tag: str) -> None:
        self.depth -= 1
        if self._skipped:
            self._skipped -= 1
            return
        if tag in BLOCKS:
            self._break()
            self._close_block(tag)
        for opened in (self._pre, self._chrome_from, self._article_from):
            while opened and opened[-1] > self.depth:
                opened.pop()

    def data(self, text: str) -> None:
        if self._skipped:
            return
        if self._label and not text.isspace():
            if not OWN_LABEL.match(text):
                self._line.append(self._label)
            self._label = ""
        if self._pre:
            first, *rest = text.replace("\r\n", "\n").split("\n")
            self._line.append(first)
            for line in rest:
                self._break()
                self._line.append(line)
        else:
            self._line.append(text)

    def close(self) -> str:
        self._break()
        while self._tables:
            self._close_table()
        chrome = sum(len(line) for line, is_chrome in self._lines if is_chrome)
        everything = sum(len(line) for line, _ in self._lines)
        # A page whose text stands in its header is marked up wrongly.
        keep_all = everything - chrome < min(chrome, LITTLE)
        return "\n".join(line for line, is_chrome in self._lines if keep_all or not is_chrome)

    def _open_block(self, tag: str, attributes: dict[str, str], style: str) -> None:
        if tag in CHROME or (tag in CHROME_OUTSIDE_ARTICLES and not self._article_from):
            self._chrome_from.append(self.depth)
        elif tag in ARTICLE:
            self._article_from.append(self.depth)
        elif tag == "table":
            if len(self._tables) < MAX_NESTED_TABLES:
                self._tables.append(Table())
                self._outer.append(self._lines)
                self._lines = []
            else:
                self._flat_tables += 1
        elif tag == "tr" and self._tables and not self._flat_tables:
            self._end_cell()
            self._tables[-1].start_row()
        elif tag in CELLS and self._tables and not self._flat_tables:
            self._end_cell()
            self._tables[-1].start_cell(_span(attributes, "colspan"), _span(attributes, "rowspan"))
        elif tag in {"ol", "ul", "menu", "dir"}:
            self._lists.append(_List(attributes, style) if tag == "ol" else None)
        elif tag == "li" and self._lists and self._lists[-1]:
            self._label = self._lists[-1].next(attributes, style)

    def _close_block(self, tag: str) -> None:
        self._label = ""
        if tag == "table":
            if self._flat_tables:
                self._flat_tables -= 1
            elif self._tables:
                self._close_table()
        elif tag in CELLS and self._tables and not self._flat_tables:
            self._end_cell()
        elif tag in {"ol", "ul", "menu", "dir"} and self._lists:
            self._lists.pop()

    def _end_cell(self) -> None:
        """What was collected goes into the open cell; between cells (a caption, stray text) it stands before the table."""
        if self._tables[-1].in_cell:
            self._tables[-1].end_cell([line for line, _ in self._lines])
            self._lines = []
        elif self._lines:
            self._outer[-1] += self._lines
            self._lines = []

    def _close_table(self) -> None:
        self._end_cell()
        table, self._lines = self._tables.pop(), self._outer.pop()
        self._lines += [(line, bool(self._chrome_from)) for line in table.lines()]
        if self._tables:
            self._tables[-1].is_layout = True

    def _break(self) -> None:
        """End the line; white space counts as a browser counts it, except that a break between Chinese characters is none."""
        if not self._line:
            return
        line = "".join(self._line)
        self._line.clear()
        line = line.rstrip() if self._pre else SPACE.sub(_space, line.strip(" \t\n\f\r"))
        if line.strip():
            self._lines.append((line, bool(self._chrome_from)))


class _List:
    """A numbered list: the label that a browser sets before each of its items."""

    def __init__(self, attributes: dict[str, str], style: str) -> None:
        self._is_bare = _is_bare(attributes, style)
        self._chinese = bool(CHINESE_MARKER_STYLE.search(style))
        self._type = attributes.get("type", "1")
        self._number = _number(attributes.get("start"), 1) - 1

    def next(self, attributes: dict[str, str], style: str) -> str:
        self._number = _number(attributes.get("value"), self._number + 1)
        if self._is_bare or _is_bare(attributes, style):
            return ""
        return marker(self._number, self._type, chinese=self._chinese)


def marker(number: int, style: str, *, chinese: bool = False) -> str:
    """Label of a list item: `style` is the type attribute of HTML (1, a, A, i, I)."""
    if chinese:
        return numerals.chinese(number) + "、"
    forms = {
        "a": numerals.lower_letter,
        "A": numerals.upper_letter,
        "i": numerals.lower_roman,
        "I": numerals.upper_roman,
    }
    return forms.get(style, str)(number) + "."


def _is_bare(attributes: dict[str, str], style: str) -> bool:
    return bool(NO_MARKER_STYLE.search(style)) or "breadcrumb" in attributes.get("class", "").lower()


def _hidden(tag: str, attributes: dict[str, str], style: str) -> bool:
    """Hidden by its own markup; a page's body is only hidden until a script shows it."""
    return tag not in {"html", "body"} and (
        "hidden" in attributes or (style != "" and HIDDEN_STYLE.search(style) is not None)
    )


def _span(attributes: dict[str, str], name: str) -> int:
    return min(max(_number(attributes.get(name), 1), 1), MAX_SPAN)


def _number(value: str | None, default: int) -> int:
    return int(value) if value and re.fullmatch(r"\s*[0-9]{1,6}\s*", value, re.ASCII) else default


def _space(found: re.Match[str]) -> str:
    if "\n" not in found[0]:
        return " "
    around = found.string[found.start() - 1] + found.string[found.end()]
    return "" if len(WIDE.findall(around)) == 2 else " "
