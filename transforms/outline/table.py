"""Table rows as items: one row of a table of items is one item.

Belongs here: making an item of the cells of a row. Does not belong here: finding tables and cells (`transforms.tables`).
"""

from __future__ import annotations

from typing import NamedTuple

from transforms import labels
from transforms.outline.item import Cut
from transforms.outline.notice import FIELDS, Notice
from transforms.outline.tree import Node

OUTSIDE = ("number", "aspect", "heading", "problem")
ROLES = {"number": "label", "aspect": "aspect", "heading": "marker"}


class Row(NamedTuple):
    """A row of a table: the item, the paragraphs of the cell that names its aspect and of the heading that its table has."""

    item: Node
    aspect: int | None
    heading: int | None


def items(notice: Notice, section: Node) -> list[Row]:
    """The rows of a section's tables, each an item.

    A cell that names the aspect or the problem of several rows stands in the first of them. A table has a heading of its own
    where it stands below a labelled paragraph inside the section.
    """
    if not notice.has_cells:
        return []
    found: list[Row] = []
    for holder in section.walk():
        cells: dict[int, list[int]] = {}
        for row in holder.body:
            if notice.heads[row].field not in (None, "heading"):
                cells.setdefault(notice.heads[row].row or 0, []).append(row)
        aspect: int | None = None
        item: Node | None = None
        for of_row in cells.values():
            by_field = {notice.heads[row].field: row for row in reversed(of_row)}
            aspect = by_field.get("aspect", aspect)
            body = [row for row in of_row if notice.heads[row].field not in OUTSIDE]
            problem = by_field.get("problem")
            if item is not None and _goes_on(notice, item, problem, by_field.get("measures")):
                item.body.extend(body)
            elif problem is not None:
                item = Node("", _number(notice, by_field.get("number")), problem, section, body=body)
                found.append(Row(item, aspect, None if holder is section else holder.row))
    return found


def _goes_on(notice: Notice, item: Node, problem: int | None, measures: int | None) -> bool:
    """A row of further measures: its problem was printed once for several rows, or is printed again."""
    if measures is None:
        return False
    return problem is None or notice.text(problem) == notice.text(item.row)


def _number(notice: Notice, row: int | None) -> int:
    """The number that a cell holds, 0 where it holds none."""
    return 0 if row is None else labels.ordinals().get(notice.text(row).strip("()、.,"), 0)


def beside(notice: Notice, section: Node) -> list[Node]:
    """The headings inside a section of tables below which no table stands but items do, as field labels tell."""
    found: list[Node] = []
    for node in section.children:
        if not _cells(notice, node):
            if any(mark.mark in FIELDS for row in node.rows() for mark in notice.marks[row]):
                found.append(node)
        elif node.children:
            found.extend(beside(notice, node))
    return found


def _cells(notice: Notice, node: Node) -> bool:
    return any(notice.heads[row].field is not None for row in node.rows())


def cut(notice: Notice, section: Node, rows: list[Row]) -> list[Cut]:
    """Cuts of what stands in the section besides the items: headings, heading rows, numbers and aspects."""
    elsewhere = {row for found in rows for row in found.item.rows()}
    elsewhere.update(row for node in beside(notice, section) for row in node.rows())
    headings = {section.row: "section"} | {row.heading: "section" for row in rows if row.heading is not None}
    cuts: list[Cut] = []
    for row in section.rows():
        if row < 0 or row in elsewhere:
            continue
        role = headings.get(row) or ROLES.get(notice.heads[row].field or "", "organisation")
        size = notice.heads[row].label_size if role in ("section", "aspect") else 0
        cuts += [*([(row, 0, "label", 0, 0)] if size else []), (row, size, role, 0, 0)]
    return cuts
