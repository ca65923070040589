"""Which notices were read off a newspaper page.

Belongs here: the whole-column test. It looks at shape only: many short runs of one width, few long ones, most of them
cut off in mid-sentence.
"""

from __future__ import annotations

import polars as pl

_LINES = 80  # a page set in columns has hundreds of lines; fewer cannot tell a grid from a list
_NARROW, _WIDE = 13, 27  # characters without a blank: a newspaper column holds 13 to 26

# In mid-sentence a Chinese text knows no blank: such blanks are the seams of printed lines.
_SEAM = r"[\p{Han},，、][ \n]\p{Han}"


def looks_like_columns(notices: pl.DataFrame) -> pl.DataFrame:
    """Tell the notices that were set in newspaper columns from all others.

    Takes notice_key (UInt64) and text (String, the stored text). Gives one row a notice: notice_key, is_newspaper
    (Bool). A null text is no newspaper.
    """
    text = pl.col("text")
    gaps = text.str.count_matches(" ", literal=True) + text.str.count_matches("\n", literal=True)
    # Cheap first: few notices have so many gaps, fewer have them in mid-sentence, and only those are looked at closely.
    gappy = notices.filter((gaps >= _LINES) & (text.str.len_chars() <= _WIDE * gaps))
    seamed = gappy.filter(text.str.count_matches(_SEAM) * 10 >= _LINES * 3)
    told = seamed.filter(_is_newspaper(text)).select("notice_key", is_newspaper=pl.lit(value=True))
    return (
        notices.select("notice_key")
        .join(told, on="notice_key", how="left", maintain_order="left")
        .with_columns(pl.col("is_newspaper").fill_null(value=False))
    )


def _is_newspaper(text: pl.Expr) -> pl.Expr:
    runs = text.str.count_matches(r"\S+")
    wide = text.str.count_matches(rf"\S{{{_WIDE},}}")
    narrow = text.str.count_matches(rf"\S{{{_NARROW},}}") - wide
    # Printed lines end anywhere in a sentence; list items and sentences end with a stop or stand on lines of their own.
    stopped = text.str.count_matches(r"[。；;：:！？](?:\*\*)?\s")
    seams = text.str.count_matches(_SEAM)
    return (
        (narrow >= _LINES)
        & (narrow >= 8 * wide)
        & (narrow * 2 >= runs)
        & (stopped * 2 <= runs)
        & (text.str.count_matches("[。,，]") * 2 >= runs)  # sentences, not a list of titles
        & (seams * 10 >= narrow * 3)
    )
