"""Items without a number: paragraphs that open with their problem (针对…问题,…), or bare headings that state a fault.

Belongs here: telling where such paragraphs are items of their own, and giving them a place in the tree. Does not belong here:
finding the opening words (`transforms.outline.tokens`).
"""

from __future__ import annotations

from transforms.outline.item import MEASURES
from transforms.outline.notice import Notice
from transforms.outline.tree import UNNUMBERED, Node

SEVERAL = 2  # such paragraphs below a heading from which they are items, no measures; or such headings in a notice
BARE = 40  # characters of a heading without a label
AGAIN = 3  # such headings above lists of measures that make them the items of a notice
HEADINGS = ("", "aspect", "formal", "stem", "chinese", "chinese_paren")


def headings(notice: Notice) -> list[int]:
    """Headings without a label that name a problem, where below several of them a list begins anew.

    They are labels themselves: the paragraphs behind the list of one are not part of its last entry.
    """
    bare = [row for row in range(len(notice.heads) - 1) if _bare(notice, row)]
    above_lists = [row for row in bare if _list_begins(notice, row + 1)]
    if len(above_lists) < AGAIN:
        return []
    wrapped = 2 * sum(notice.heads[row].wrapped for row in above_lists) > len(above_lists)
    return [row for row in bare if notice.heads[row].wrapped] if wrapped else above_lists


def _bare(notice: Notice, row: int) -> bool:
    """The paragraph is a short heading that names a problem and has no label."""
    head = notice.heads[row]
    return (
        head.style is None
        and head.field is None
        and (head.wrapped or head.fault)
        and head.stop == head.size <= BARE
        and not notice.marks[row]
        and notice.text(row)[-1] not in ";:,、!?"
    )


def _list_begins(notice: Notice, row: int) -> bool:
    """The paragraph is the first of a list."""
    first = notice.marks[row][:1]
    return notice.heads[row].number == 1 or any(mark.number == 1 and mark.offset == 0 for mark in first)


def adopt(notice: Notice, root: Node) -> None:
    """Makes nodes of the paragraphs below a heading that open with a problem, where there are several of them."""
    found = [
        (node, opening)
        for node in root.walk()
        if node.style in HEADINGS and not (node.row >= 0 and notice.heads[node.row].named)
        if (opening := [row for row in node.body if _opens(notice, row, node.body)])
    ]
    least = 1 if sum(len(opening) >= SEVERAL for _, opening in found) >= SEVERAL else SEVERAL
    for node, opening in found:
        if len(opening) < least:
            continue
        first = node.body.index(opening[0])
        behind, node.body = node.body[first:], node.body[:first]
        added: list[Node] = []
        for row in behind:
            if row in opening:
                added.append(Node(UNNUMBERED, len(added) + 1, row, node))
            else:
                added[-1].body.append(row)
        node.children = added + node.children


def _opens(notice: Notice, row: int, body: list[int]) -> bool:
    """The paragraph opens with a problem and goes on, or states a fault and nothing else, with a report behind it."""
    head = notice.heads[row]
    if head.opens or _goes_on_with_field(notice, row):
        return True
    if not head.fault or head.size > BARE or notice.marks[row] or notice.text(row)[-1] in "。;:,、!?)":
        return False
    following = body.index(row) + 1
    return following < len(body) and notice.text(body[following])[-1] in "。;"


def _goes_on_with_field(notice: Notice, row: int) -> bool:
    """A short first sentence, and right behind it the field label of what was done (“…”问题。整改情况:…)."""
    head = notice.heads[row]
    is_short = head.style is None and head.stop <= BARE
    return is_short and any(mark.mark in MEASURES and mark.offset == head.stop for mark in notice.marks[row])
