"""The walk: every notice's tokens, once, from its labels to its passages.

Belongs here: putting tree, parts, levels and items together and handing back frames.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from transforms.outline import table, tokens
from transforms.outline.item import Cut, cut_item
from transforms.outline.levels import items
from transforms.outline.notice import Head, Notice, notices
from transforms.outline.parts import parts, sections
from transforms.outline.tree import Node, grow

PROSE = 80  # characters from which a labelled paragraph with several sentences is running text

CUTS = {
    "notice_key": pl.UInt64,
    "row": pl.Int32,
    "offset": pl.Int32,
    "role": pl.String,
    "item": pl.Int32,
    "measure": pl.Int32,
}
ITEMS = {
    "notice_key": pl.UInt64,
    "item": pl.Int32,
    "row": pl.Int32,
    "aspect_row": pl.Int32,
    "theme_row": pl.Int32,
    "part": pl.String,
    "number": pl.Int32,
}


@dataclass(frozen=True)
class Outline:
    """What the walk found.

    `cuts`: notice_key, paragraph, offset, role, item, measure (0 where none): each role holds up to the next cut.
    `items`: notice_key, item (1…), paragraph, aspect_paragraph, theme_paragraph, part (problems, follow_up), number.
    """

    cuts: pl.DataFrame
    items: pl.DataFrame


def outline(paragraphs: pl.DataFrame) -> Outline:
    """The outline of every notice; `paragraphs` has notice_key, paragraph, start, text, edge (null for the body)."""
    heads = tokens.heads(paragraphs)
    body = heads.filter(pl.col("edge").is_null())
    marks = tokens.marks(paragraphs.filter(pl.col("edge").is_null()))
    cuts: dict[str, list[Any]] = {name: [] for name in CUTS}
    found: dict[str, list[Any]] = {name: [] for name in ITEMS}
    for notice in notices(body, marks):
        notice_cuts, notice_items = _walk(notice)
        numbers: list[int | None] = [*(head.paragraph for head in notice.heads), None]
        _extend(cuts, [[notice.key] * len(notice_cuts), *zip(*notice_cuts, strict=True)], numbers)
        listed = [
            (item, node.row, aspect, theme, part, node.number) for item, node, aspect, theme, part in notice_items
        ]
        _extend(found, [[notice.key] * len(listed), *zip(*listed, strict=True)], numbers)
    renamed = {"row": "paragraph", "aspect_row": "aspect_paragraph", "theme_row": "theme_paragraph"}
    edges = paragraphs.filter(pl.col("edge").is_not_null()).select(
        "notice_key",
        "paragraph",
        offset=pl.lit(0, pl.Int32),
        role="edge",
        item=pl.lit(0, pl.Int32),
        measure=pl.lit(0, pl.Int32),
    )
    frame = pl.DataFrame(cuts, schema=CUTS).rename({"row": "paragraph"})
    return Outline(
        cuts=pl.concat([edges, frame]).sort("notice_key", "paragraph", "offset"),
        items=pl.DataFrame(found, schema=ITEMS).rename(renamed),
    )


def _extend(columns: dict[str, list[Any]], values: list[Sequence[Any]], numbers: list[int | None]) -> None:
    """Adds one notice's values to the columns; rows become paragraph numbers (the last of `numbers` is for no row)."""
    for (name, column), added in zip(columns.items(), values, strict=False):
        is_row = name == "row" or name.endswith("_row")
        column.extend([numbers[-1 if row is None else row] for row in added] if is_row else added)


def _walk(notice: Notice) -> tuple[list[Cut], list[tuple[int, Node, int | None, int | None, str]]]:
    heads = notice.heads
    prose = [head.size - head.label_size > PROSE and head.stop < head.size for head in heads]
    closing = [head.kind in ("next_steps", "leads", "follow_up") and not _states_fault(head) for head in heads]
    root = grow([head.style for head in heads], [head.number for head in heads], prose, closing)
    ending = _next_steps(notice, root)
    found = sections(notice, root)
    part_of = parts(notice, found)
    cuts: list[Cut] = [Cut(row, 0, "organisation", 0, 0) for row in root.body if found != [root]]
    listed: list[tuple[int, Node, int | None, int | None, str]] = []
    problems = sum(part == "problems" for part in part_of.values())
    for section in found:
        part = part_of[section.row]
        if part in ("organisation", "next_steps", "leads"):
            cuts.extend(Cut(row, 0, part, 0, 0) for row in section.rows())
            continue
        rows = table.items(notice, section)
        if rows:
            cuts.extend(table.cut(notice, section, rows))
            for node, aspect in rows:
                listed.append((len(listed) + 1, node, aspect, None, part))
                cuts.extend(cut_item(notice, node, len(listed)))
            continue
        inside = items(notice, section)
        if not inside:
            cuts.extend(Cut(row, 0, "organisation", 0, 0) for row in section.rows() if row >= 0)
            continue
        if section.row < 0:
            cuts.extend(Cut(row, 0, "organisation", 0, 0) for row in root.body)
        elif section not in inside:
            cuts.extend(_section(notice, section))
        above: set[int] = set()
        for node in inside:
            aspect, theme = _headings(node, section, several=problems > 1)
            for other in node.ancestors:
                if other.row not in above and other is not section:
                    above.add(other.row)
                    role = "aspect" if other.row == aspect else "theme"
                    cuts.extend(_heading(notice, other, role))
            number = len(listed) + 1
            listed.append((number, node, aspect, theme, part))
            cuts.extend(cut_item(notice, node, number))
    cuts.extend(Cut(row, 0, "next_steps", 0, 0) for row in ending)
    return sorted(cuts), listed


def _states_fault(head: Head) -> bool:
    """The heading is that of one problem, whatever its words say of next steps."""
    return head.named or (head.kind == "next_steps" and head.fault and head.wrapped)


def _next_steps(notice: Notice, root: Node) -> list[int]:
    """Rows at the end of the notice that speak of next steps without a heading of their own, taken off the last item."""
    *_, last = root.walk()
    complete = last.row >= 0 and notice.heads[last.row].text.endswith("。")
    for place, row in enumerate(last.body):
        if (place or complete) and notice.heads[row].looks_ahead:
            ending = last.body[place:]
            del last.body[place:]
            return ending
    return []


def _section(notice: Notice, section: Node) -> list[Cut]:
    return _heading(notice, section, "section")


def _heading(notice: Notice, node: Node, role: str) -> list[Cut]:
    """Label and heading of a passage above the items; what stands below it before its first item introduces."""
    label_size = notice.heads[node.row].label_size
    label = [Cut(node.row, 0, "label", 0, 0)] if label_size else []
    return [
        *label,
        Cut(node.row, label_size, role, 0, 0),
        *(Cut(row, 0, "organisation", 0, 0) for row in node.body),
    ]


def _headings(node: Node, section: Node, *, several: bool) -> tuple[int | None, int | None]:
    """Paragraphs of the aspect and of the theme above an item.

    The outermost heading is the aspect unless it is numbered like an item (1. 存在问题一:); the one right above is the
    theme where there are two, or where the only one is numbered like an item.
    """
    above = [other for other in node.ancestors if other is not section]
    if not above:
        is_aspect = several and section.row >= 0 and section is not node
        return (section.row if is_aspect else None), None
    numbered = ("digit", "digit_comma", "digit_paren", "problem", "circled")
    if above[0].style in numbered:
        return None, above[-1].row
    return above[0].row, above[-1].row if len(above) > 1 else None
