"""Items without a number: paragraphs that open with their problem (针对…问题,…), or bare headings that state a fault.

Belongs here: telling where such paragraphs are items of their own, and giving them a place in the tree. Does not belong here:
finding the opening words (`transforms.outline.tokens`).
"""

from __future__ import annotations

import re

from transforms import labels, vocabulary
from transforms.outline.item import MEASURES
from transforms.outline.notice import Notice
from transforms.outline.tree import ORDER, UNNUMBERED, Node

NEAR = 4  # paragraphs among which the report on a problem begins
SEVERAL = 2  # such paragraphs below a heading from which they are items, no measures; or such headings in a notice
ASPECT = re.compile(vocabulary.toml("outline")["heading"]["aspect"])
BARE = 40  # characters of a heading without a label
AGAIN = 3  # such headings that make them the items of a notice; fewer labels than these say nothing of its structure
SHARE = 2  # one of so many items states its fault in words that are known
OTHER_PARTS = ("organisation", "leads", "follow_up", "next_steps")
ITEMS = ORDER[ORDER.index("chinese_paren") :]  # styles of labels below an aspect
HEADINGS = ("", "aspect", "formal", "stem", "chinese", "chinese_paren")


def headings(notice: Notice) -> dict[int, str]:
    """Headings without a label, as labels of a style: paragraphs behind the list of one are not part of its last entry.

    They are those that name a problem, where below several of them a list or a report begins, and aspects (…方面) right above
    labelled items; or, in a notice whose labels are all lost or were never printed, every short line: sections and aspects
    above the items.
    """
    bare = [row for row in range(len(notice.heads) - 1) if _bare(notice, row)]
    if sum(head.style is not None for head in notice.heads) < AGAIN:
        return _by_look(notice, [row for row in bare if notice.heads[row].named or notice.text(row)[-1] != "。"])
    aspects = [row for row in bare if _heads_aspect(notice, row)]
    naming = [row for row in bare if row not in aspects and _names(notice, row)]
    above_lists = [row for row in naming if _report_begins(notice, row + 1)]
    above = dict.fromkeys(aspects, "aspect")
    if len(above_lists) < AGAIN:
        return above
    wrapped = 2 * sum(notice.heads[row].wrapped for row in above_lists) > len(above_lists)
    found = [row for row in naming if notice.heads[row].wrapped] if wrapped else above_lists
    return above | dict.fromkeys(found, UNNUMBERED)


def _by_look(notice: Notice, bare: list[int]) -> dict[int, str]:
    """Short lines of a notice without labels: items where they name a problem, or else where a report follows; others above.

    Of those above, an aspect is followed by an item; what another one follows, or what heads another part, is a section.
    """
    heads = notice.heads
    parts = {row for row in bare if heads[row].kind in OTHER_PARTS and not (heads[row].fault or heads[row].named)}
    items = {row for row in bare if heads[row].named}
    if len(items) < AGAIN:
        first = min((row for row in bare if row + 1 in bare), default=-1)
        items = {row for row in bare if row > first and row + 1 not in bare} - parts
        if len(items) < AGAIN or SHARE * sum(heads[row].fault for row in items) < len(items):
            return {}
    aspects = {row for row in bare if row + 1 in items} - items
    sections = set(bare) - items - aspects
    return (
        dict.fromkeys(sections, "chinese") | dict.fromkeys(aspects, "chinese_paren") | dict.fromkeys(items, UNNUMBERED)
    )


def _bare(notice: Notice, row: int) -> bool:
    """The paragraph is a short line without a label, and no sentence."""
    head = notice.heads[row]
    return (
        head.style is None
        and head.field is None
        and head.stop == head.size <= BARE
        and not notice.marks[row]
        and notice.text(row)[-1] not in ";:,、!?"
    )


def _heads_aspect(notice: Notice, row: int) -> bool:
    """The line is called an aspect, and the first of its items follows."""
    following = notice.heads[row + 1]
    below = following.style in ITEMS or (following.style is None and _bare(notice, row + 1) and _names(notice, row + 1))
    return below and not notice.heads[row].named and ASPECT.search(notice.text(row)) is not None


def _names(notice: Notice, row: int) -> bool:
    """The line names a problem: in its wrapper, or by a fault and without the full stop of a description."""
    head = notice.heads[row]
    return head.wrapped or (head.fault and notice.text(row)[-1] != "。")


def _report_begins(notice: Notice, row: int) -> bool:
    """The paragraph is the first of a list, or opens with the field label of what was done."""
    first = notice.marks[row][:1]
    return notice.heads[row].number == 1 or any(
        mark.offset == 0 and (mark.number == 1 or mark.mark in MEASURES) for mark in first
    )


def adopt(notice: Notice, root: Node) -> None:
    """Makes nodes of the paragraphs below a heading that open with a problem, where there are several of them."""
    above = [node for node in root.walk() if node.row < 0 or not notice.heads[node.row].named]
    themes = _themes(notice, above)
    found = [
        (node, opening)
        for node in above
        if node.style in HEADINGS or node in themes
        if (opening := [row for row in node.body if _opens(notice, row, node.body)] or _counted_faults(notice, node))
    ]
    several = sum(len(opening) >= SEVERAL for _, opening in found)
    for node, opening in found:
        goes_on = (_printed(notice, opening[0]) or 1) > 1  # 三是, counted on from below the heading before
        of_aspect = several > 0 and node.row >= 0 and ASPECT.search(notice.lead(node.row)) is not None
        alone = len(opening) < SEVERAL and several < SEVERAL
        if alone and not goes_on and not of_aspect:
            continue
        first = node.body.index(opening[0])
        behind, node.body = node.body[first:], node.body[:first]
        added: list[Node] = []
        for row in behind:
            if row in opening:
                added.append(Node(UNNUMBERED, _printed(notice, row) or len(added) + 1, row, node))
            else:
                added[-1].body.append(row)
        node.children = added + node.children


def _printed(notice: Notice, row: int) -> int | None:
    """The number that 十二是 at the head of a paragraph stands for."""
    return labels.ordinals().get(notice.text(row)[: notice.heads[row].label_size].removesuffix("是"))


def _themes(notice: Notice, nodes: list[Node]) -> list[Node]:
    """Numbered passages that are themes: those of a notice where most are made of paragraphs that open with a problem."""
    numbered = [node for node in nodes if node.style not in HEADINGS and node.body and not node.children]
    made_of = [node for node in numbered if all(notice.heads[row].opens for row in node.body)]
    several = sum(len(node.body) >= SEVERAL for node in made_of) >= SEVERAL
    return made_of if several and 2 * len(made_of) > len(numbered) else []


def _counted_faults(notice: Notice, node: Node) -> list[int]:
    """The paragraphs below an aspect (…方面) that count sentences of fault with a report behind each (一是…不到位。…)."""
    found = [row for row in node.body if notice.heads[row].label_size and notice.heads[row].style is None]
    return found if len(found) == len(node.body) and node.row >= 0 and ASPECT.search(notice.lead(node.row)) else []


def _opens(notice: Notice, row: int, body: list[int]) -> bool:
    """The paragraph opens with a problem and goes on, or states a fault and nothing else, with a report behind it."""
    head = notice.heads[row]
    if head.field is not None:
        return False
    if head.opens or _goes_on_with_field(notice, row) or _states_in_field(notice, row, body):
        return True
    if not head.fault or head.size > BARE or notice.marks[row] or notice.text(row)[-1] in "。;:,、!?)":
        return False
    following = body.index(row) + 1
    return following < len(body) and notice.text(body[following])[-1] in "。;"


def _states_in_field(notice: Notice, row: int, body: list[int]) -> bool:
    """The paragraph states a problem behind a field label (反馈问题:…), and one that reports what was done follows."""
    following = body[body.index(row) + 1 :][:NEAR]
    return _begins_with(notice, row, ("problem",)) and any(_begins_with(notice, other, MEASURES) for other in following)


def _begins_with(notice: Notice, row: int, kinds: tuple[str, ...]) -> bool:
    return any(mark.offset == 0 and mark.mark in kinds for mark in notice.marks[row])


def _goes_on_with_field(notice: Notice, row: int) -> bool:
    """A short first sentence, and right behind it the field label of what was done (“…”问题。整改情况:…)."""
    head = notice.heads[row]
    is_short = head.style is None and head.stop <= BARE
    return is_short and any(mark.mark in MEASURES and mark.offset == head.stop for mark in notice.marks[row])
