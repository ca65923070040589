"""Later passages: what a notice says of its items once more, behind them.

Belongs here: cutting a follow-up section to entries, and finding the sentences about next steps that name an item by its
number. Does not belong here: telling sections apart (`transforms.outline.parts`), and which item is meant
(`transforms.follow_up`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms import references, vocabulary
from transforms.outline.notice import FIELDS, Notice
from transforms.outline.tree import Node

ENTRY = "entry"  # style of a paragraph without a label that is an entry
GROUP = 40  # characters of a heading above entries
_OF_ALL = re.compile(vocabulary.toml("outline")["heading"]["states"])
_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")


def entries(notice: Notice, section: Node) -> list[Node]:
    """The entries of a follow-up section: its labelled passages, or its paragraphs where it has none.

    Headings that only sort them (尚未完成的事项) are no entries; what stands above labelled entries introduces them, unless it
    opens with the number of an item.
    """
    found: list[Node] = []
    _collect(notice, section, found)
    return found


def _collect(notice: Notice, node: Node, found: list[Node]) -> None:
    alone = [row for row in node.body if not node.children or _names_item(notice, row)]
    found.extend(_paragraphs(notice, node, alone))
    node.body = [row for row in node.body if row not in alone]
    for child in node.children:
        if _sorts(notice, child):
            _collect(notice, child, found)
        else:
            found.append(child)


def _names_item(notice: Notice, row: int) -> bool:
    """The paragraph opens with the number of the item it is about, and does not only introduce."""
    return not notice.heads[row].introduces and 0 in references.begins(notice.text(row))


def _sorts(notice: Notice, node: Node) -> bool:
    """The heading says how far what stands below it has come, and nothing else."""
    head = notice.heads[node.row]
    whole = head.stop == head.size <= GROUP and not head.named
    lead = notice.lead(node.row)
    return bool((node.children or node.body) and whole and (head.kind == "follow_up" or _OF_ALL.search(lead)))


def _paragraphs(notice: Notice, node: Node, rows: list[int]) -> list[Node]:
    """An entry for each paragraph; one that opens with a field label belongs to the entry before."""
    found: list[Node] = []
    for row in rows:
        first = notice.marks[row][:1]
        goes_on = any(mark.offset == 0 and mark.mark in FIELDS for mark in first)
        if goes_on and found:
            found[-1].body.append(row)
        else:
            found.append(Node(ENTRY, 0, row, node))
    return found


def further(notice: Notice, node: Node) -> list[tuple[int, int]]:
    """Row and offset of sentences inside an entry that turn to another item.

    They name it by its number, or are counted (一是…;二是…) in a paragraph that does nothing but count.
    """
    found: set[tuple[int, int]] = set()
    for row in node.rows():
        size = notice.heads[row].label_size
        starts = references.begins(notice.text(row)[size:])
        found.update((row, size + start) for start in starts if start > 0)
    counted = [mark for mark in notice.marks[node.row] if mark.mark == "measure"]
    if node.style == ENTRY and counted and counted[0].offset == 0:
        found.update((mark.row, mark.offset) for mark in counted[1:])
    return sorted(found)


def sentences(notice: Notice, rows: list[int]) -> Iterator[tuple[int, int, int]]:
    """Row, begin and end of the sentences in these paragraphs that name items by their numbers."""
    for row in rows:
        if row < 0:
            continue
        text = notice.text(row)
        named = [reference.start for reference in references.find(text) if reference.sure]
        for match in _SENTENCE.finditer(text) if named else ():
            if any(match.start() <= start < match.end() for start in named):
                yield row, match.start(), match.end()
