"""Tables by line: tables that a copy has flattened to one cell a line.

Belongs here: finding such a table by its column headings, one a line, and telling which lines are which cells of a row. Does
not belong here: tables whose rows are lines (`transforms.tables`).
"""

from __future__ import annotations

import polars as pl

from transforms import columns, vocabulary

CELLS = 3  # a table of fewer columns is none of items
LONG = 24  # characters of a cell behind the measures at most
NOTICE = "notice_key"


def find(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines of such tables: notice_key, line, kind, of.

    `kind` is what the column holds, `heading` for the headings; `of` the row, told by the line that begins it. `lines` has
    notice_key, line, text and cells. Each row is told by its number; a cell of measures may have several lines,
    any other has one. Headings of aspects may stand between the rows. Where the lines of a row do not come to that, the
    notice has no such table.
    """
    numbering = pl.col("text").str.contains(vocabulary.toml("table")["field"]["number"])
    with_number = lines.filter(numbering & (pl.col("cells") == 0)).select(NOTICE).unique()
    rows = lines.join(with_number, on=NOTICE, how="semi", maintain_order="left").select(NOTICE, "line", "text")
    headings = _headings(rows)
    cells = _cells(_rows(rows, headings))
    heads = rows.join(headings, on=NOTICE, how="inner").filter(pl.col("line").is_between("first", "last"))
    return pl.concat(
        [heads.join(cells, on=NOTICE, how="semi").select(NOTICE, "line", kind=pl.lit("heading"), of="first"), cells]
    )


def _headings(rows: pl.DataFrame) -> pl.DataFrame:
    """The first table's column headings in each notice: notice_key, first, last (lines), kinds (what the columns hold)."""
    named = rows.with_columns(kind=columns.kind()).drop_nulls("kind")
    run = pl.col("line") - pl.int_range(pl.len(), dtype=pl.Int32).over(NOTICE)
    return (
        named.with_columns(run=run)
        .with_columns(columns.told_apart(NOTICE, "run"))
        .group_by(NOTICE, "run", maintain_order=True)
        .agg(first=pl.col("line").first(), last=pl.col("line").last(), kinds=pl.col("kind"))
        .filter(
            (pl.col("kinds").list.len() > CELLS)
            & (pl.col("kinds").list.n_unique() == pl.col("kinds").list.len())
            & pl.all_horizontal(pl.col("kinds").list.contains(kind) for kind in ("number", "problem", "measures"))
        )
        .unique(NOTICE, keep="first", maintain_order=True)
        .drop("run")
    )


def _rows(rows: pl.DataFrame, headings: pl.DataFrame) -> pl.DataFrame:
    """The lines below the headings, with what tells their cells apart.

    Adds of (the line that begins their row, null before the first), place (behind it), size (lines of the row), last (it is the
    last row), before (columns before the number), first (place of the measures), behind (columns behind them), long, and
    aspect (a heading right above a row).
    """
    below = rows.join(headings, on=NOTICE, how="inner", maintain_order="left").filter(pl.col("line") > pl.col("last"))
    text = pl.col("text")
    printed = pl.when(text.str.contains(r"^[0-9]{1,3}$")).then(text.cast(pl.Int32, strict=False))
    count = printed.is_not_null().cast(pl.Int32).cum_sum().over(NOTICE)
    begins = (printed == count).fill_null(value=False)
    known = below.with_columns(columns.head_aspects(below).alias("heads"), begins=begins)
    index = {
        kind: pl.col("kinds").list.eval(pl.element().index_of(kind)).list.first().cast(pl.Int32)
        for kind in ("number", "measures")
    }
    return known.select(
        NOTICE,
        "line",
        "text",
        "kinds",
        long=(text.str.len_chars() > columns.HEADING) | text.str.contains("[。;]$"),
        of=pl.when("begins").then("line").forward_fill().over(NOTICE),
        before=index["number"],
        first=index["measures"] - index["number"],
        behind=pl.col("kinds").list.len().cast(pl.Int32) - index["measures"] - 1,
        aspect=pl.col("heads") & pl.col("begins").shift(-1, fill_value=False).over(NOTICE) & (index["number"] == 0),
    ).with_columns(
        place=pl.col("line") - pl.col("of"),
        size=pl.len().over(NOTICE, "of").cast(pl.Int32),
        last=pl.col("of") == pl.col("of").max().over(NOTICE),
    )


def _cells(placed: pl.DataFrame) -> pl.DataFrame:
    """The cells of notices whose rows all fit their headings: notice_key, line, kind, of."""
    place, before, size = pl.col("place"), pl.col("before"), pl.col("size")
    row = (NOTICE, "of")
    short = pl.when((place > pl.col("first")) & ~pl.col("long")).then("place").min().over(*row)
    headed = pl.col("aspect").any().over(*row).cast(pl.Int32)  # the heading of an aspect stands behind the row
    counted = size - headed - pl.col("behind")
    # the last row has no end but by its looks; columns before the number may be printed or not
    until = pl.when(pl.col("last") | (before > 0)).then(short).otherwise(counted)
    sized = placed.drop_nulls("of").with_columns(until=until).with_columns(ends=pl.col("until") + pl.col("behind"))
    rest = size - pl.col("ends")
    fits = (pl.col("until") > pl.col("first")) & (rest >= 0) & (pl.col("last") | (rest <= before + headed))
    fits &= ~place.is_between("until", "ends", closed="left") | (pl.col("text").str.len_chars() <= LONG)
    good = sized.filter(fits.fill_null(value=False).all().over(NOTICE))
    column = (
        pl.when(place < pl.col("first"))
        .then(before + place)
        .when(place < pl.col("until"))
        .then(before + pl.col("first"))
        .when(place < pl.col("ends"))
        .then(before + pl.col("first") + 1 + place - pl.col("until"))
    )
    own = good.select(*row, "line", kind=pl.col("kinds").list.get(column, null_on_oob=True)).drop_nulls("kind")
    return pl.concat([own.select(NOTICE, "line", "kind", "of"), _above(placed, good)])


def _above(placed: pl.DataFrame, good: pl.DataFrame) -> pl.DataFrame:
    """The lines above the number of a row: cells of a column before it, or the heading of an aspect."""
    between = good.filter((pl.col("place") >= pl.col("ends")) & ~pl.col("last"))
    at_first = placed.filter(pl.col("of").is_null()).join(good, on=NOTICE, how="semi")
    lines = pl.concat([between, at_first], how="diagonal").filter((pl.col("before") == 1) | pl.col("aspect"))
    rows = good.select(NOTICE, "of").unique().sort(NOTICE, "of").with_columns(line="of")
    return (
        lines.select(
            NOTICE,
            "line",
            kind=pl.when("aspect").then(pl.lit("aspect")).otherwise(pl.col("kinds").list.first()),
        )
        .sort(NOTICE, "line")
        .join_asof(rows, on="line", by=NOTICE, strategy="forward", check_sortedness=False)
        .drop_nulls("of")
    )
