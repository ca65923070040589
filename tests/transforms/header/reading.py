"""Made-up notices as the frames that the header reads."""

from __future__ import annotations

import polars as pl

from transforms import edges, text

FORMS = text.normal_forms()
GAP = str.maketrans(dict.fromkeys(" \u3000\t\xa0"))


def paragraphs(*notices: str) -> pl.DataFrame:
    """One paragraph a line, as `transforms.paragraphs` gives them; the notices' keys are 1, 2 …"""
    rows = []
    for key, notice in enumerate(notices, 1):
        start = 0
        for number, line in enumerate(one for one in notice.split("\n") if one.translate(GAP)):
            printed = line.translate(GAP)
            rows.append((key, number, start, "".join(FORMS.get(sign, sign) for sign in printed), printed, False, False))
            start += len(printed)
    return pl.DataFrame(
        rows,
        schema={
            "notice_key": pl.UInt64, "paragraph": pl.Int32, "start": pl.Int32, "text": pl.String, "printed": pl.String,
            "marked": pl.Boolean, "blank_before": pl.Boolean,
        },
        orient="row",
    )  # fmt: skip


def marked(*notices: str) -> pl.DataFrame:
    """The paragraphs with their edges."""
    return edges.mark(edges.cut(paragraphs(*notices)))


def roles(notice: str) -> list[tuple[str | None, str]]:
    """(edge, text) of each paragraph of one notice."""
    return marked(notice).select("edge", "text").rows()
