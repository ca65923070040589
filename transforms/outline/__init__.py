"""The outline of a notice: its parts, headings, items and measures, inferred from its own labels.

Belongs here: how labels nest and run, which part holds the problems, which level holds the items, where an item's heading,
description and measures begin. Does not belong here: finding labels (`transforms.labels`), head and tail of the notice
(`transforms.edges`), and what the words mean.

The walk over one notice's label tokens is plain Python; tokens are few, and a column expression would be obscure.
"""

from transforms.outline.walk import Outline, outline

__all__ = ["Outline", "outline"]
