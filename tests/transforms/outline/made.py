"""Notices put together by hand, as the walk sees them: heads, marks and nodes of which only what matters is told."""

from __future__ import annotations

from typing import Any

import polars as pl

from transforms.outline.notice import Head, Mark, Notice
from transforms.outline.tree import Node


def head(**told: Any) -> Head:
    """The head of a paragraph of ten characters, which is all heading and says nothing."""
    flags = dict.fromkeys(
        ("named", "wrapped", "fault", "reports", "action", "finds", "described", "introduces", "looks_ahead", "opens"),
        False,
    )
    sizes = {"size": 10, "stop": told.get("size", 10), "lead_size": 10, "label_size": 2, "status_size": 0, "told": 0}
    return Head(**{**dict.fromkeys(Head._fields), **flags, **sizes, **told})


def notice(*heads: Head, marks: tuple[tuple[int, str], ...] = (), at: int = 0) -> Notice:
    """A notice of these paragraphs; `marks` are its marks (row, what), all `at` this place in their paragraph."""
    found = [
        [Mark(row, at, 2, what, 1, "", 0, 0) for row, what in marks if row == place] for place in range(len(heads))
    ]
    texts = pl.Series([""] * len(heads), dtype=pl.String)
    return Notice(1, 0, list(heads), found, texts, texts)


def node(row: int, *children: Node, body: tuple[int, ...] = (), style: str = "digit") -> Node:
    """A labelled paragraph over its children."""
    made = Node(style, 1, row, None, list(body), list(children))
    for child in children:
        child.parent = made
    return made
