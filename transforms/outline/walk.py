"""The walk: every notice's tokens, once, from its labels to its passages.

Belongs here: putting tree, parts, levels and items together and handing back frames.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

import polars as pl

from transforms.outline import later, numbered_fields, table, tokens, unnumbered
from transforms.outline.item import Cut, cut_item
from transforms.outline.levels import items
from transforms.outline.notice import Notice, notices
from transforms.outline.parts import parts, sections
from transforms.outline.tree import Node, grow

CUTS = {"row": pl.UInt32, "offset": pl.Int32, "role": pl.String, "item": pl.Int32, "measure": pl.Int32}
ITEMS = {
    "item": pl.Int32,
    "row": pl.UInt32,
    "aspect": pl.UInt32,
    "theme": pl.UInt32,
    "section": pl.UInt32,
    "part": pl.String,
    "number": pl.Int32,
    "above": pl.Int32,
}


class Item(NamedTuple):
    """An item: its number, its paragraph, those of aspect, theme and section above it, its part, its printed number.

    `above` is the number of the heading right above it, 0 where none is.
    """

    item: int
    row: int
    aspect: int | None
    theme: int | None
    section: int | None
    part: str
    number: int
    above: int = 0


@dataclass(frozen=True)
class Outline:
    """What the walk found. A `place` is the row of a paragraph in the frame that was outlined.

    `cuts`: notice_key, place, offset, role, item, measure (0 where none): each role holds up to the next cut.
    `items`: notice_key, item (1…, counted through all notices), place, aspect_place, theme_place, section_place, part,
    number, above (number of the heading right above). The part is problems; follow_up for an entry of a follow-up section; later
    for a passage that can only take up an item.
    """

    cuts: pl.DataFrame
    items: pl.DataFrame


def outline(paragraphs: pl.DataFrame) -> Outline:
    """The outline of every notice; `paragraphs` has notice_key, paragraph, start, text, edge (null for the body)."""
    body = numbered_fields.find(paragraphs.filter(pl.col("edge").is_null()))
    cuts, found = _Columns(CUTS), _Columns(ITEMS)
    count = 0
    with _uncollected():
        for notice in notices(tokens.heads(body), tokens.marks(body)):
            notice_cuts, notice_items = _walk(notice, count)
            cuts.add(notice.first, notice_cuts)
            found.add(notice.first, notice_items)
            count += len(notice_items)
    placed = paragraphs.select("notice_key", "edge").with_row_index("place")
    places = placed.filter(pl.col("edge").is_null()).select("notice_key", "place")
    inside, listed = cuts.frame(), found.frame()
    edges = placed.filter(pl.col("edge").is_not_null()).select(
        "notice_key",
        "place",
        offset=pl.lit(0, pl.Int32),
        role="edge",
        item=pl.lit(0, pl.Int32),
        measure=pl.lit(0, pl.Int32),
    )
    return Outline(
        cuts=edges.merge_sorted(places[inside.get_column("row")].hstack(inside.drop("row")), key="place"),
        items=places[listed.get_column("row")].hstack(
            listed.select(
                "item",
                "part",
                "number",
                "above",
                *(
                    places.get_column("place").gather(listed.get_column(name)).alias(f"{name}_place")
                    for name in ("aspect", "theme", "section")
                ),
            )
        ),
    )


class _Columns:
    """Rows that notices give, gathered as columns; their paragraphs are counted from the first of the notice."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema
        self.first: list[int] = []
        self.columns: list[list[Any]] = [[] for _ in schema]

    def add(self, first: int, rows: Sequence[tuple[Any, ...]]) -> None:
        self.first.extend([first] * len(rows))
        for column, values in zip(self.columns, zip(*rows, strict=True), strict=False):
            column.extend(values)

    def frame(self) -> pl.DataFrame:
        """The rows, their paragraphs counted through all notices."""
        first = pl.Series(self.first, dtype=pl.UInt32)
        counted = [name for name in ("row", "aspect", "theme", "section") if name in self.schema]
        return pl.DataFrame(self.columns, schema=self.schema, orient="col").with_columns(pl.col(counted) + first)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector: it would go through all tokens again and again, and next to none are garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _walk(notice: Notice, before: int) -> tuple[list[Cut], list[Item]]:
    """The cuts and items of one notice, in the order of the text; `before` items stand in the notices before."""
    heads = notice.heads
    styles = [head.style for head in heads]
    for row, style in unnumbered.headings(notice).items():
        styles[row] = style
    root = grow(
        styles,
        [head.number for head in heads],
        [head.prose for head in heads],
        [head.closing for head in heads],
    )
    ending = _next_steps(notice, root)
    unnumbered.adopt(notice, root)
    found = sections(notice, root)
    part_of = parts(notice, found)
    cuts: list[Cut] = [(row, 0, "organisation", 0, 0) for row in root.body if found != [root]]
    listed: list[Item] = []
    several = sum(part == "problems" for part in part_of.values()) > 1
    for section in found:
        part = part_of[section.row]
        if part in ("organisation", "next_steps", "leads"):
            cuts.extend((row, 0, part, 0, 0) for row in section.rows())
            if part == "next_steps":
                _taking_up(notice, section.rows(), before, cuts, listed)
            continue
        rows = table.items(notice, section)
        if not rows:
            _list(notice, section, part, several, before, cuts, listed)
            continue
        cuts.extend(table.cut(notice, section, rows))
        above_all = section.row if section.row >= 0 else None
        for node, aspect, heading in rows:
            own = heading if aspect is None else aspect
            outer = above_all if own is None and several else own
            place = above_all if heading is None else heading
            listed.append(Item(before + len(listed) + 1, node.row, outer, None, place, part, node.number))
            cuts.extend(cut_item(notice, node, listed[-1].item))
        for other in table.beside(notice, section):
            _list(notice, other, part, True, before, cuts, listed)
    cuts.extend((row, 0, "next_steps", 0, 0) for row in ending)
    _taking_up(notice, ending, before, cuts, listed)
    cuts.sort(key=itemgetter(0, 1))  # of several at one place the first one made holds
    return cuts, listed


def _list(
    notice: Notice, section: Node, part: str, several: bool, before: int, cuts: list[Cut], listed: list[Item]
) -> None:
    """Adds the labelled items of a section, and its cuts."""
    inside = later.entries(notice, section) if part == "follow_up" else items(notice, section)
    if not inside:
        cuts.extend((row, 0, "organisation", 0, 0) for row in section.rows() if row >= 0)
        return
    if section.row < 0:
        cuts.extend((row, 0, "organisation", 0, 0) for row in section.body)
    elif section not in inside:
        cuts.extend(_section(notice, section))
    above_all = section.row if section.row >= 0 else None
    above: set[int] = set()
    parent: Node | None = None
    for node in inside:
        if node.parent is not parent:  # items of one heading have the same headings above them
            parent = node.parent
            aspect, theme = _headings(notice, node, section, several=several)
            for other in node.ancestors:
                if other.row not in above and other is not section:
                    above.add(other.row)
                    role = "section" if other in section.ancestors else "aspect" if other.row == aspect else "theme"
                    cuts.extend(_heading(notice, other, role))
        number = node.number if notice.heads[node.row].label_size else 0  # what is not printed is no number
        number_above = parent.number if parent is not None and parent is not section else 0
        kind = "later" if node.style == later.ENTRY else part
        item = Item(before + len(listed) + 1, node.row, aspect, theme, above_all, kind, number, number_above)
        listed.append(item)
        own = cut_item(notice, node, item.item)
        cuts.extend(_entry(notice, node, own, before, listed) if part == "follow_up" else own)


def _entry(notice: Notice, node: Node, own: list[Cut], before: int, listed: list[Item]) -> list[Cut]:
    """The cuts of a follow-up entry; where it turns to another item a passage of its own begins, added to `listed`."""
    for row, offset in later.further(notice, node):
        item = listed[-1]._replace(item=before + len(listed) + 1, part="later")
        listed.append(item)
        own = [cut if cut[:2] < (row, offset) else (*cut[:3], item.item, cut[4]) for cut in own]
        own.append((row, offset, "description", item.item, 0))
    return own


def _taking_up(notice: Notice, rows: list[int], before: int, cuts: list[Cut], listed: list[Item]) -> None:
    """Adds the sentences about next steps that name items by their numbers."""
    for row, start, stop in later.sentences(notice, rows):
        item = before + len(listed) + 1
        listed.append(Item(item, row, None, None, None, "later", 0))
        cuts.insert(0, (row, start, "next_steps", item, 0))
        if stop < notice.heads[row].size:
            cuts.append((row, stop, "next_steps", 0, 0))


def _next_steps(notice: Notice, root: Node) -> list[int]:
    """Rows at the end of the notice that speak of next steps without a heading of their own, taken off the last item."""
    last = root
    while last.children:
        last = last.children[-1]
    complete = last.row >= 0 and notice.text(last.row).endswith("。")
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
    label = [(node.row, 0, "label", 0, 0)] if label_size else []
    return [
        *label,
        (node.row, label_size, role, 0, 0),
        *((row, 0, "organisation", 0, 0) for row in node.body),
    ]


def _headings(notice: Notice, node: Node, section: Node, *, several: bool) -> tuple[int | None, int | None]:
    """Paragraphs of the aspect and of the theme above an item.

    The outermost heading is the aspect unless it is numbered like an item (1. 存在问题一:) and not called 方面; the one right
    above is the theme where there are two, or where the only one is numbered like an item. Where the sections themselves
    are aspects (一、…方面), all that stands right above the item is its theme.
    """
    outside = {other.row for other in (*section.ancestors, section)}
    above = [other for other in node.ancestors if other.row not in outside]
    if not above:
        is_aspect = several and section.row >= 0 and section is not node
        return (section.row if is_aspect else None), None
    if (
        several
        and section.row >= 0
        and (section.style == "aspect" or unnumbered.ASPECT.search(notice.lead(section.row)))
    ):
        return section.row, above[-1].row
    numbered = ("digit", "digit_comma", "digit_paren", "problem", "circled")
    if above[0].style in numbered and not unnumbered.ASPECT.search(notice.lead(above[0].row)):
        return None, above[-1].row
    return above[0].row, above[-1].row if len(above) > 1 else None
