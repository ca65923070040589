"""Dates, sums of money, cited documents and outcomes that passages of notices name.

Belongs here: the four kinds, one module each, and their union. Does not belong here: which passage is which (heading,
measure …) and whose it is; that comes in with the passages.
"""

from __future__ import annotations

import polars as pl

from transforms.mentions import amounts, dates, documents, outcomes
from transforms.mentions.spans import SCHEMA

__all__ = ["SCHEMA", "find"]


def find(passages: pl.DataFrame) -> pl.DataFrame:
    """Dates, amounts, documents and outcomes in passages, one row a mention, with the columns of `SCHEMA`.

    `passages`, sorted by notice_key and start, one row a logical passage: notice_key UInt64; problem_key, measure_key
    UInt64 or null; part String (heading, description, measure, effect, status, deadline, follow_up, other); start Int32
    (reading offset); text (reading text) and printed (as printed), String of the same length; anchor_start, anchor_end
    Date or null (about when the inspection began and the notice was published).

    Rows come sorted by notice_key, start, stop, kind. `start` and `stop` are reading offsets, `text` is printed there.
    """
    sums = amounts.located(passages)
    found = [
        amounts.find(passages, sums),
        dates.find(passages),
        documents.find(passages),
        outcomes.find(passages, sums),
    ]
    return pl.concat(found).sort("notice_key", "start", "stop", maintain_order=True)  # kinds come in their order
