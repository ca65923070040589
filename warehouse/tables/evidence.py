"""The notices' text and its tiling, in schema `evidence`: what every figure is traced back to."""

from __future__ import annotations

import dataframely as dy

from warehouse.tables import declare as c
from warehouse.tables.declare import Table

ROLES = [
    *("title", "intro", "section", "organisation", "aspect", "theme", "heading", "description", "marker", "status"),
    *("label", "measure", "effect", "responsible", "deadline", "follow_up", "leads", "next_steps"),
    *("closing", "contact", "signature", "furniture", "unclassified"),
]


class NoticeText(dy.Schema):
    """The stored text of a notice."""

    notice_key = c.key("通报键", "notice", refers="dim_notice", primary=True)
    text = c.text(
        "正文，所有位置均以此计字符", "the only text there is: every span counts its characters", nullable=False
    )


class Segment(dy.Schema):
    """One tile of a notice's text."""

    notice_key = c.key("通报键", "notice", refers="dim_notice", primary=True)
    start = dy.Int32(
        primary_key=True, nullable=False, min=0, metadata=c.means("起始字符", "first character", unit="字符 characters")
    )
    stop = c.count("结束字符（不含）", "character after the last", unit="字符 characters", nullable=False)
    reading_order = c.count("阅读顺序，从 0 起", "place in the reading order, from 0", nullable=False)
    role = c.text("角色", "role of the passage", nullable=False, codes=ROLES)
    problem_key = c.key("问题键", "problem it belongs to", refers="dim_problem", nullable=True)
    measure_key = c.key("措施键", "measure it belongs to", refers="dim_measure", nullable=True)


TABLES = [
    Table(
        "notice_text",
        NoticeText,
        "通报正文",
        "Stored texts of the notices",
        "一篇通报 one notice",
        schema="evidence",
        put_together="notice_text.sql",
    ),
    Table(
        "segment",
        Segment,
        "正文切分：每个字符恰属一段",
        "Tiling of the texts: each character belongs to exactly one segment",
        "正文中的一段 one contiguous range of one notice",
        schema="evidence",
        helping={"size": ("INTEGER", 'stop - "start"', "字符数，供 stop 得出。Characters of it: stop follows from it")},
        derived={"stop": '"start" + size'},
    ),
]
