"""The labels that Word numbers by itself: 一、 （一） 1. (1) ①.

Belongs here: numbering.xml, the styles that refer to it, and the counters. Does not belong here: how a number is written
(`warehouse.kinds.numerals`).

A list (w:num) points at a definition (w:abstractNum) with nine levels; lists of one definition count on together unless a
list says where it starts anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from warehouse.kinds import numerals
from warehouse.kinds.ooxml import W, child, number, value

PLACE = re.compile("%([1-9])")
LEVELS = 9
CONTENTS_STYLE = re.compile(r"^toc\s*\d$", re.I)
MAX_STYLE_CHAIN = 50


@dataclass(frozen=True)
class _Level:
    format: str
    text: str
    start: int
    restart: int | None
    is_legal: bool
    gap: str


@dataclass
class _List:
    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Style:
    name: str
    based_on: str
    list_id: str
    level: int | None


class Numbering:
    """Labels of a document's paragraphs, asked for in order."""

    def __init__(self, numbering: etree._Element, styles: etree._Element) -> None:
        self._styles = {style.get(W + "styleId", ""): _style(style) for style in styles.iterfind(f"{W}style")}
        default = styles.find(f"{W}style[@{W}default='1'][@{W}type='paragraph']")
        self._default_style = "" if default is None else default.get(W + "styleId", "")
        definitions = {item.get(W + "abstractNumId", ""): item for item in numbering.iterfind(f"{W}abstractNum")}
        linked = {
            value(child(item, "styleLink")): item
            for item in definitions.values()
            if child(item, "styleLink") is not None
        }
        self._style_levels: dict[tuple[str, str], int] = {}
        self._lists: dict[str, _List] = {}
        for item in numbering.iterfind(f"{W}num"):
            key = value(child(item, "abstractNumId"))
            definition = definitions.get(key)
            if definition is not None and child(definition, "numStyleLink") is not None:
                definition = linked.get(value(child(definition, "numStyleLink")), definition)
            if definition is not None:
                self._add(item.get(W + "numId", ""), item, definition)
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def _add(self, list_id: str, item: etree._Element, definition: etree._Element) -> None:
        levels: dict[int, _Level] = {}
        for level in definition.iterfind(f"{W}lvl"):
            place = _place(level)
            levels[place] = _level(level)
            if style := value(child(level, "pStyle")):
                self._style_levels[(list_id, style)] = place
        starts: dict[int, int] = {}
        for override in item.iterfind(f"{W}lvlOverride"):
            place = _place(override)
            level = child(override, "lvl")
            if level is not None:
                levels[place] = _level(level)
            if child(override, "startOverride") is not None:
                starts[place] = number(child(override, "startOverride"), 1)
        self._lists[list_id] = _List(definition.get(W + "abstractNumId", ""), levels, starts)

    def is_contents_entry(self, properties: etree._Element | None) -> bool:
        """Whether the paragraph is a line of a table of contents."""
        style = self._styles.get(value(child(properties, "pStyle")))
        return style is not None and CONTENTS_STYLE.match(style.name) is not None

    def label(self, properties: etree._Element | None) -> str:
        """Label of the next paragraph, with the gap behind it; empty where it has none."""
        list_id, place = self._list_of(properties)
        listed = self._lists.get(list_id)
        if listed is None or place not in listed.levels:
            return ""
        counts = self._counts.setdefault(listed.definition, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for begun, start in listed.starts.items():
                counts[begun] = start - 1
        level = listed.levels[place]
        counts[place] = counts.get(place, level.start - 1) + 1
        for lower in range(place + 1, LEVELS):
            restart = listed.levels[lower].restart if lower in listed.levels else None
            if restart is None or place < restart:
                counts.pop(lower, None)
        return self._written(listed, level, counts)

    def _written(self, listed: _List, level: _Level, counts: dict[int, int]) -> str:
        if level.format in {"bullet", "none"}:
            return ""

        def written(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            of = listed.levels.get(place, level)
            count = counts.get(place, of.start)
            return str(count) if level.is_legal else numerals.WORD.get(of.format, str)(count)

        label = PLACE.sub(written, level.text)
        return label + level.gap if label else ""

    def _list_of(self, properties: etree._Element | None) -> tuple[str, int]:
        """List and level of a paragraph: its own, else its style's."""
        own = child(properties, "numPr")
        own_list = value(child(own, "numId"))
        own_level = number(child(own, "ilvl"), 0) if child(own, "ilvl") is not None else None
        style_id = value(child(properties, "pStyle")) or self._default_style
        if own_list:
            return own_list, own_level or 0
        level = own_level
        for _ in range(MAX_STYLE_CHAIN):
            style = self._styles.get(style_id)
            if style is None:
                return "", 0
            level = style.level if level is None else level
            if style.list_id:
                by_style = self._style_levels.get((style.list_id, style_id), 0)
                return style.list_id, by_style if level is None else level
            style_id = style.based_on
        return "", 0


def _style(style: etree._Element) -> _Style:
    listed = style.find(f"{W}pPr/{W}numPr")
    level = child(listed, "ilvl")
    return _Style(
        name=value(child(style, "name")),
        based_on=value(child(style, "basedOn")),
        list_id=value(child(listed, "numId")),
        level=None if level is None else number(level, 0),
    )


def _place(element: etree._Element) -> int:
    text = element.get(W + "ilvl", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0


def _level(level: etree._Element) -> _Level:
    restart = child(level, "lvlRestart")
    legal = child(level, "isLgl")
    return _Level(
        format=value(child(level, "numFmt"), "decimal"),
        text=value(child(level, "lvlText")),
        start=number(child(level, "start"), 0),
        restart=None if restart is None else number(restart, 0),
        is_legal=legal is not None and value(legal) not in {"0", "false", "off"},
        gap="" if value(child(level, "suff")) == "nothing" else " ",
    )
