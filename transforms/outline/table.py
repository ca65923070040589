"""Table rows as items: one row of a table of items is one item.

Belongs here: making an item of the cells of a row. Does not belong here: finding tables and cells (`transforms.tables`).
"""

from __future__ import annotations

from transforms import labels
from transforms.outline.item import Cut
from transforms.outline.notice import Notice
from transforms.outline.tree import Node

OUTSIDE = ("number", "aspect", "heading", "problem")


def items(notice: Notice, section: Node) -> list[tuple[Node, int | None]]:
    """The rows of a section's tables: each an item, with the row of the cell that names its aspect.

    A cell that names the aspect of several rows stands in the first of them.
    """
    cells: dict[int, list[int]] = {}
    for row in section.rows():
        if row >= 0 and notice.heads[row].field not in (None, "heading"):
            cells.setdefault(notice.heads[row].row or 0, []).append(row)
    found: list[tuple[Node, int | None]] = []
    aspect: int | None = None
    for of_row in cells.values():
        by_field = {notice.heads[row].field: row for row in reversed(of_row)}
        aspect = by_field.get("aspect", aspect)
        if "problem" not in by_field:
            continue
        number = (
            labels.ordinals().get(notice.text(by_field["number"]).strip("()、.,")) if "number" in by_field else None
        )
        body = [row for row in of_row if notice.heads[row].field not in OUTSIDE]
        found.append((Node("", number or 0, by_field["problem"], section, body=body), aspect))
    return found


def cut(notice: Notice, section: Node, rows: list[tuple[Node, int | None]]) -> list[Cut]:
    """Cuts of what stands in the section besides the items: its heading, heading rows, numbers and aspects."""
    inside = {row for node, _ in rows for row in node.rows()}
    roles = {"number": "label", "aspect": "aspect", "heading": "marker"}
    cuts = [
        (row, 0, roles.get(notice.heads[row].field or "", "organisation"), 0, 0)
        for row in section.rows()
        if row >= 0 and row not in inside and row != section.row
    ]
    if section.row >= 0:
        size = notice.heads[section.row].label_size
        cuts += [*([(section.row, 0, "label", 0, 0)] if size else []), (section.row, size, "section", 0, 0)]
    return cuts
