"""Items without a number: paragraphs that open with the problem they are about (针对…问题,…).

Belongs here: telling where such paragraphs are items of their own, and giving them a place in the tree. Does not belong here:
finding the opening words (`transforms.outline.tokens`).
"""

from __future__ import annotations

from transforms.outline.notice import Notice
from transforms.outline.tree import Node

STYLE = "unnumbered"
SEVERAL = 2  # such paragraphs below one heading from which they are items and not measures
HEADINGS = ("", "aspect", "formal", "stem", "chinese", "chinese_paren")


def adopt(notice: Notice, root: Node) -> None:
    """Makes nodes of the paragraphs below a heading that open with a problem, where there are several of them."""
    for node in list(root.walk()):
        opening = [row for row in node.body if notice.heads[row].opens]
        is_heading = node.style in HEADINGS and not (node.row >= 0 and notice.heads[node.row].named)
        if len(opening) < SEVERAL or not is_heading:
            continue
        first = node.body.index(opening[0])
        behind, node.body = node.body[first:], node.body[:first]
        added: list[Node] = []
        for row in behind:
            if notice.heads[row].opens:
                added.append(Node(STYLE, len(added) + 1, row, node))
            else:
                added[-1].body.append(row)
        node.children = added + node.children
