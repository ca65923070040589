"""Tables and bars in Markdown, for Dagster's pages.

Belongs here: setting rows as Markdown, nothing in them taken for Markdown or HTML. Does not belong here: which rows are shown
(`orchestration.metadata`).
"""

from __future__ import annotations

import re

import polars as pl

WIDTH = 40
"""Characters of a cell that are shown."""

BAR = 20
"""Signs of the longest bar."""

SPECIAL = re.compile(r"[\\`*_{}\[\]()#+!|~$&]")


def table(rows: pl.DataFrame, width: int = WIDTH) -> str:
    """The rows as a Markdown table: texts cut at `width`, and no character of theirs taken for Markdown or HTML."""
    shown = [[_cell(value, width) for value in row] for row in rows.rows()]
    lines = [[_cell(name, width) for name in rows.columns], ["---"] * rows.width, *shown]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def bars(counted: pl.DataFrame) -> str:
    """A column of names and one of numbers as a table in Markdown, with a bar a row."""
    name, number = counted.columns
    longest = max(counted[number].max() or 0, 1)
    drawn = [
        ("█" * max(round(BAR * value / longest), 1 if value else 0)) for value in counted.get_column(number).to_list()
    ]
    return table(counted.select(pl.col(name).fill_null("NULL"), number).with_columns(pl.Series(" ", drawn, pl.String)))


def _cell(value: object, width: int) -> str:
    text = "" if value is None else re.sub(r"\s+", " ", str(value))
    cut = text if len(text) <= width else f"{text[:width]}…"
    return SPECIAL.sub(r"\\\g<0>", cut).replace("<", "&lt;").replace(">", "&gt;")
