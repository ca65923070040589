"""Levels: at which level of labels the items stand, what is a heading above them, and what a measure below.

Belongs here: deciding for all labels of one style and depth together whether they are headings of problems or measures.
"""

from __future__ import annotations

from transforms.outline.count import listed, run_on
from transforms.outline.item import MEASURES
from transforms.outline.notice import FIELDS, Notice
from transforms.outline.parts import is_item, states_faults
from transforms.outline.tree import Node

STATED = 30  # characters of a first sentence that states a problem
SEVERAL = 2  # entries of a list
SHORT = 60  # characters of a heading that is hardly ever a measure


def items(notice: Notice, section: Node) -> list[Node]:
    """The items of a section: the smallest labelled passages that carry their own measures or status."""
    measure_like = _measure_levels(notice, section)
    found: list[Node] = []
    _collect(notice, section, measure_like, found)
    if found == [section] and not is_item(notice, section):
        return []
    if (
        section.row >= 0
        and notice.heads[section.row].kind == "organisation"
        and not any(_states(notice, n) for n in found)
        and not states_faults(notice, section)
    ):
        return []
    return found


def _states(notice: Notice, node: Node) -> bool:
    """The heading names a problem beyond doubt, or a field label stands below it."""
    head = notice.heads[node.row]
    fields = any(mark.mark in FIELDS for row in (node.row, *node.body) for mark in notice.marks[row])
    return head.named or fields


def _collect(notice: Notice, node: Node, measure_like: set[int], found: list[Node]) -> None:
    below = [child for child in node.children if child.row not in measure_like]
    if node.parent is not None and not below:
        found.append(_unlabelled_item(notice, node) or node)
        return
    for child in below:
        _collect(notice, child, measure_like, found)


def _measure_levels(notice: Notice, section: Node) -> set[int]:
    """Paragraphs of labelled passages that are measures of the item above them."""
    measures: set[int] = set()
    level = section.children
    while level:
        by_style: dict[str, list[Node]] = {}
        for node in level:
            by_style.setdefault(node.style, []).append(node)
        for nodes in by_style.values():
            reads_like_measures = sum(measure_score(notice, node) for node in nodes) > 0
            if reads_like_measures and not state_problems(notice, section, nodes):
                measures.update(below.row for node in nodes for below in node.walk())
        level = [child for node in level if node.row not in measures for child in node.children]
    return measures


def state_problems(notice: Notice, section: Node, nodes: list[Node]) -> bool:
    """Passages right below a section that is no item: most open with a short sentence of fault and go on to report."""
    if is_item(notice, section) or any(node.parent is not section for node in nodes):
        return False
    heads = [notice.heads[node.row] for node in nodes]
    stated = sum(head.fault and head.stop < head.size and head.lead_size <= STATED for head in heads)
    return 2 * stated >= len(heads)


def measure_score(notice: Notice, node: Node) -> float:
    """Above 0: reads like a measure; below: like a problem's heading."""
    head = notice.heads[node.row]
    rest = head.size - head.stop
    rows = (node.row, *node.body)
    fields = not notice.fielded.isdisjoint(rows)
    of_list = fields and _of_the_list(notice, node)
    body = [] if of_list else node.body
    fields = fields and not of_list
    counted = not notice.counted.isdisjoint(rows) or (
        not notice.listing.isdisjoint(rows)
        and bool(listed([mark for row in rows for mark in notice.marks[row] if mark.mark.startswith("list:")]))
    )
    told = not head.reports and (head.wrapped or (head.fault and head.lead_size <= STATED and rest > 0))
    states = head.named or told
    score = 0.0
    if fields:
        score -= 3
    if counted:
        score -= 1.5
    if head.wrapped:
        score -= 1.5
    if head.fault:
        score -= 2 if rest > 0 and head.lead_size <= STATED else 1  # a short sentence of fault, and a report behind it
    if node.children:
        score -= 1
    if rest == 0 and head.size <= SHORT and body:
        score -= 1.5
    if node.style in ("circled", "dotted", "dotted_twice"):
        score += 1
    if not body and not node.children and not fields and not counted:
        score += 1.5 if rest > 0 or head.size > SHORT else 0.5
    parent = node.parent
    if parent is not None and parent.row >= 0:
        above = notice.heads[parent.row]
        if _introduced(notice, parent, node):
            score += 4
        if above.named and not states and not fields and not counted:
            score += 3
        elif (above.wrapped or above.fault) and not (head.wrapped or head.fault):
            score += 1
    return score


def _has_fields(notice: Notice, node: Node) -> bool:
    """A field label or a closing status stands in the passage itself, without what is below it."""
    return not notice.fielded.isdisjoint((node.row, *node.body))


def _of_the_list(notice: Notice, node: Node) -> bool:
    """The field labels behind the last entry of a list, none of whose other entries has any, are those of the item above.

    The other entries are paragraphs of their own, or stand in the paragraph of the first.
    """
    siblings = node.parent.children if node.parent else []
    if node.row in notice.fielded or not _has_fields(notice, node) or siblings[-1:] != [node]:
        return False
    if len(siblings) < SEVERAL:
        return runs_on(notice, node)
    return not any(_has_fields(notice, other) for other in siblings[:-1])


def runs_on(notice: Notice, node: Node) -> bool:
    """The list goes on inside the paragraph (①…;②…)."""
    head = notice.heads[node.row]
    return bool(run_on(notice.marks[node.row], head.style, head.number or 0))


def _introduced(notice: Notice, parent: Node, node: Node) -> bool:
    """A field label of the parent (整改措施: …) stands before its labelled passages."""
    rows = (parent.row, *parent.body)
    return not notice.introducing.isdisjoint(rows) and any(row in notice.introducing and row < node.row for row in rows)


def _unlabelled_item(notice: Notice, node: Node) -> Node | None:
    """The item below a heading that has the place of a theme, where the item's own label is lost or was never printed.

    Its siblings are themes, and a paragraph that states a problem stands between it and the first field label.
    """
    head = notice.heads[node.row]
    if len(node.body) < 2 or head.stop < head.size:
        return None
    first, *rest = node.body
    if notice.marks[first] or not notice.heads[first].fault:
        return None
    if not any(mark.mark in MEASURES and mark.offset == 0 for mark in notice.marks[rest[0]]):
        return None
    siblings = node.parent.children if node.parent else []
    if 2 * sum(bool(sibling.children) for sibling in siblings) < len(siblings):
        return None
    node.body = []
    return Node("", 0, first, node, body=rest)
