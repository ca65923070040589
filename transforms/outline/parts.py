"""Parts: which sections hold the problems, and which the organisation, leads, follow-up and next steps.

Belongs here: telling the parts of a notice apart by the words of their headings and by what stands in them.
"""

from __future__ import annotations

from transforms.outline.notice import Notice
from transforms.outline.tree import Node

PARTS = ("organisation", "problems", "leads", "follow_up", "next_steps")
PART_STYLES = ("aspect", "formal", "stem")
HEADING = 48  # characters of a heading that states a fault and nothing else
SEVERAL = 3  # such headings that make a section one of problems
STRONG = 0.3  # share of the fullest section's evidence from which a section counts as holding problems


def evidence(notice: Notice, section: Node) -> float:
    """How much in a section looks like rectification items."""
    found = 0.0
    for node in section.walk():
        if node is not section:
            head = notice.heads[node.row]
            found += 1.0 * head.wrapped + 0.5 * head.fault
        for row in (node.row, *node.body):
            for mark in notice.marks[row]:
                if mark.mark in ("measure", "bullet"):
                    found += 0.25
                elif not mark.mark.startswith("list:"):
                    found += 1.0
    return found


def sections(notice: Notice, root: Node) -> list[Node]:
    """The top-level sections; the root alone where the outermost labels are those of the items themselves."""
    top = [section for node in root.children for section in _inside_part(notice, node)]
    if not top:
        return [root]
    kinds = {notice.heads[node.row].kind for node in top}
    if any(node.style in ("chinese", "aspect", "formal", "stem") for node in (top[0], *top[-2:])) or (
        len(top) <= 6 and kinds & {"organisation", "next_steps"} and len(top) > 1
    ):
        return top
    return [root]


def _inside_part(notice: Notice, node: Node) -> list[Node]:
    """The sections of a part (第一部分) that are named like those of a whole notice; else the node itself."""
    kinds = {notice.heads[child.row].kind for child in node.children if not notice.heads[child.row].named}
    is_part = node.style in PART_STYLES and kinds & {"organisation", "problems", "next_steps"}
    return node.children if is_part and all(child.style == "chinese" for child in node.children) else [node]


def parts(notice: Notice, found: list[Node]) -> dict[int, str]:
    """The part of each section, by its paragraph; `found` is what `sections` gave."""
    if len(found) == 1:
        return {found[0].row: "problems"}
    weights = [evidence(notice, section) for section in found]
    words = [notice.heads[section.row].kind for section in found]
    fullest = max(range(len(found)), key=lambda i: (weights[i] * _likely(words[i]), -i))
    named = [notice.heads[section.row].named for section in found]
    part: dict[int, str] = {}
    for i, section in enumerate(found):
        kind = words[i]
        full = weights[i] >= STRONG * weights[fullest] and weights[i] > 0
        if (
            (i == fullest and not _only_plans(notice, section))
            or (named[i] and sum(named) > 1)
            or (is_item(notice, section) and weights[i] > 0)
        ):
            part[section.row] = "problems"
        elif i < fullest:
            holds = full and (kind in (None, "problems") or states_faults(notice, section))
            part[section.row] = "problems" if holds else "organisation"
        elif kind in ("leads", "follow_up"):
            part[section.row] = kind
        elif (kind in (None, "problems") and _has_fields(notice, section)) or (
            full and (kind in (None, "problems") or (kind == "organisation" and i < len(found) - 1))
        ):
            part[section.row] = "problems"
        else:
            part[section.row] = "next_steps"
    return part


def _only_plans(notice: Notice, section: Node) -> bool:
    """The section is called one of next steps, and nothing inside names a problem: its lists are plans."""
    inside = [notice.heads[node.row] for node in section.walk()[1:]]
    states = any(head.named or head.wrapped or head.fault for head in inside) or _has_fields(notice, section)
    return section.row >= 0 and notice.heads[section.row].kind == "next_steps" and not states


def _has_fields(notice: Notice, section: Node) -> bool:
    """A field label of an item (整改情况:, 整改措施:) stands inside the section."""
    return any(mark.mark in ("situation", "measures") for row in section.rows() for mark in notice.marks[row])


def states_faults(notice: Notice, section: Node) -> bool:
    """Many of the headings inside a section state a fault or name a problem, as those of an organisation part do not."""
    inside = [notice.heads[node.row] for node in section.walk()[1:]]
    if sum(head.named or head.opens for head in inside) >= SEVERAL:
        return True
    headings = [head for head in inside if head.stop == head.size]
    faults = sum(head.fault and head.size <= HEADING for head in headings)
    return faults >= SEVERAL and faults >= STRONG * len(headings)


def is_item(notice: Notice, section: Node) -> bool:
    """A top-level section is itself an item: its heading names one problem."""
    if section.row < 0:
        return False
    head = notice.heads[section.row]
    return head.named or (head.fault and head.kind is None)


def _likely(kind: str | None) -> float:
    return {"problems": 1.0, None: 0.8, "organisation": 0.4, "next_steps": 0.2, "follow_up": 0.5, "leads": 0.2}[kind]
