"""Notices read off a newspaper page, set back in reading order.

Belongs here: telling which notices were set in columns (`looks_like_columns`, whole columns at a time) and the order of
one such page (`in_order`, a plain walk over its printed lines). Not here: what the text says.
"""

from transforms.newspaper.detect import looks_like_columns
from transforms.newspaper.order import Order, in_order

__all__ = ["Order", "in_order", "looks_like_columns"]
