"""Tables: the cells of a table of rectification items, each as a line of its own.

Belongs here: finding tables with a heading row that names what the columns hold, and cutting their rows into cells; and
tables that a copy has flattened to one cell a line. A table whose heading row says nothing known stays as it is. Does not
belong here: what a cell's text says.
"""

from __future__ import annotations

import polars as pl

from transforms import vocabulary

CELLS = 3  # a line of fewer cells is no table row
HEADING = 16  # characters of a column heading at most
ROW = {"field": pl.String, "row": pl.Int32}


def split(lines: pl.DataFrame, pieces: pl.DataFrame) -> pl.DataFrame:
    """The lines, with every row of a table of items cut into one line a cell.

    Adds field (what the column holds, `heading` for the heading row, null outside tables) and row (number of the table row
    in its notice, null outside tables). Lines are numbered anew.
    """
    wide = lines.filter(pl.col("cells") >= CELLS - 1).select("notice_key", "line")
    plain = _flattened(lines.with_columns(pl.lit(None, dtype).alias(name) for name, dtype in ROW.items()))
    if wide.is_empty():
        return plain
    cells = _fields(_cells(wide, pieces))
    if cells.is_empty():
        return plain
    whole = cells.join(
        lines.drop("start", "text", "printed"), on=["notice_key", "line"], how="left", maintain_order="left"
    )
    others = plain.join(cells, on=["notice_key", "line"], how="anti", maintain_order="left")
    return (
        pl.concat([others, whole.select(others.columns)])
        .sort("notice_key", "start")
        .with_columns(line=pl.int_range(pl.len(), dtype=pl.Int32).over("notice_key"))
    )


def _cells(wide: pl.DataFrame, pieces: pl.DataFrame) -> pl.DataFrame:
    """The cells of wide lines: notice_key, line, column, start, text, printed."""
    numbered = pieces.with_columns(line=(pl.col("line").cum_sum().over("notice_key") - 1).cast(pl.Int32))
    return (
        numbered.join(wide, on=["notice_key", "line"], how="semi", maintain_order="left")
        .with_columns(column=pl.col("cells").cum_sum().over("notice_key", "line"))
        .group_by("notice_key", "line", "column", maintain_order=True)
        .agg(pl.col("at").first().alias("start"), pl.col("text", "printed").str.join())
    )


def _kind() -> pl.Expr:
    """What a column holds whose heading is the text, null where it says nothing known."""
    kind = pl.lit(None, pl.String)
    for name, pattern in vocabulary.toml("table")["field"].items():
        kind = (
            pl.when(pl.col("text").str.contains(pattern) & (pl.col("text").str.len_chars() <= HEADING))
            .then(pl.lit(name))
            .otherwise(kind)
        )
    return kind


def _fields(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells below a heading row, with field and row; cells of other tables are left out."""
    named = cells.with_columns(kind=_kind())
    headings = (
        named.group_by("notice_key", "line", maintain_order=True)
        .agg(known=pl.col("kind").drop_nulls().n_unique(), kinds=pl.col("kind"))
        .filter((pl.col("known") >= CELLS - 1) & pl.col("kinds").list.contains("problem"))
        .select("notice_key", heading="line")
    )
    blocks = (
        cells.select("notice_key", "line")
        .unique()
        .sort("notice_key", "line")
        .with_columns(block=(pl.col("line").diff().over("notice_key").fill_null(1) != 1).cum_sum().over("notice_key"))
        .join_asof(
            headings.with_columns(line="heading").sort("notice_key", "line"),
            on="line",
            by="notice_key",
            strategy="backward",
            check_sortedness=False,
        )
        .drop_nulls("heading")
    )
    of_column = named.select("notice_key", "column", "kind", heading="line")
    return (
        named.drop("kind")
        .join(blocks, on=["notice_key", "line"], how="inner", maintain_order="left")
        .join(of_column, on=["notice_key", "heading", "column"], how="left", maintain_order="left")
        .with_columns(
            field=pl.when(pl.col("line") == pl.col("heading"))
            .then(pl.lit("heading"))
            .otherwise(pl.col("kind").fill_null("remark")),
            row="line",
        )
        .select("notice_key", "line", "start", "text", "printed", "field", "row")
    )


def _flattened(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines, with field and row of the tables that stand with one cell a line.

    Such a table begins with its column headings, one a line, and each row is told by its number. A cell of measures may have
    several lines, any other has one; where the lines of a row do not come to that, the notice has no such table.
    """
    numbering = pl.col("text").str.contains(vocabulary.toml("table")["field"]["number"])
    with_number = lines.filter(numbering & (pl.col("cells") == 0)).select("notice_key").unique()
    if with_number.is_empty():
        return lines
    rows = lines.join(with_number, on="notice_key", how="semi", maintain_order="left").select(
        "notice_key", "line", "text"
    )
    headings = _headings_by_line(rows)
    cells = _cells_by_line(rows, headings)
    heads = rows.join(headings, on="notice_key", how="inner").filter(pl.col("line").is_between("first", "last"))
    known = pl.concat(
        [
            heads.join(cells, on="notice_key", how="semi").select(
                "notice_key", "line", kind=pl.lit("heading"), of="first"
            ),
            cells,
        ]
    )
    return lines.join(known, on=["notice_key", "line"], how="left", maintain_order="left").select(
        pl.exclude("kind", "of", *ROW),
        pl.coalesce("field", "kind").alias("field"),
        pl.coalesce("row", "of").alias("row"),
    )


def _headings_by_line(rows: pl.DataFrame) -> pl.DataFrame:
    """The first table's column headings in each notice: notice_key, first, last (lines), kinds (what the columns hold)."""
    named = rows.with_columns(kind=_kind()).drop_nulls("kind")
    run = pl.col("line") - pl.int_range(pl.len(), dtype=pl.Int32).over("notice_key")
    return (
        named.group_by("notice_key", run.alias("run"), maintain_order=True)
        .agg(first=pl.col("line").first(), last=pl.col("line").last(), kinds=pl.col("kind"))
        .filter(
            (pl.col("kinds").list.len() > CELLS)
            & (pl.col("kinds").list.n_unique() == pl.col("kinds").list.len())
            & pl.all_horizontal(pl.col("kinds").list.contains(kind) for kind in ("number", "problem", "measures"))
        )
        .unique("notice_key", keep="first", maintain_order=True)
        .drop("run")
    )


def _cells_by_line(rows: pl.DataFrame, headings: pl.DataFrame) -> pl.DataFrame:
    """The cells below the headings: notice_key, line, kind, of (the line that numbers their row)."""
    below = rows.join(headings, on="notice_key", how="inner", maintain_order="left").filter(
        pl.col("line") > pl.col("last")
    )
    printed = pl.when(pl.col("text").str.contains(r"^[0-9]{1,3}$")).then(pl.col("text").cast(pl.Int32, strict=False))
    count = printed.is_not_null().cast(pl.Int32).cum_sum().over("notice_key")
    begins = (printed == count).fill_null(value=False)
    kinds = pl.col("kinds")
    index = {
        kind: kinds.list.eval(pl.element().index_of(kind)).list.first().cast(pl.Int32)
        for kind in ("number", "measures")
    }
    long = (pl.col("text").str.len_chars() > HEADING) | pl.col("text").str.contains("[。;]$")
    placed = (
        below.with_columns(of=pl.when(begins).then("line"), number=index["number"], wide=index["measures"])
        .with_columns(pl.col("of").forward_fill().over("notice_key"), long=long)
        .with_columns(
            place=pl.when(pl.col("of").is_not_null()).then(pl.col("line") - pl.col("of")),
            first=pl.col("wide") - pl.col("number"),
            columns=kinds.list.len().cast(pl.Int32) - pl.col("number"),
        )
    )
    of_row = pl.struct("notice_key", "of")
    short = pl.when((pl.col("place") > pl.col("first")) & ~pl.col("long")).then("place")
    sized = placed.drop_nulls("of").with_columns(until=short.min().over("notice_key", "of"), size=pl.len().over(of_row))
    ends = pl.col("until") + pl.col("columns") - pl.col("first") - 1  # the place behind the row's last cell
    whole = sized.with_columns(ends=ends).with_columns(rest=pl.col("size").cast(pl.Int32) - pl.col("ends"))
    last = pl.col("of") == pl.col("of").max().over("notice_key")
    fits = pl.col("until").is_not_null() & (pl.col("rest") >= 0) & (last | (pl.col("rest") <= pl.col("number")))
    good = whole.filter(fits.all().over("notice_key"))
    place = pl.col("place")
    column = (
        pl.when(place < pl.col("first"))
        .then(pl.col("number") + place)
        .when(place < pl.col("until"))
        .then(pl.col("wide"))
        .when(place < pl.col("ends"))
        .then(pl.col("wide") + 1 + place - pl.col("until"))
    )
    own = good.select("notice_key", "line", "of", kind=kinds.list.get(column, null_on_oob=True)).drop_nulls("kind")
    before_number = (
        pl.concat(
            [good.filter((place >= pl.col("ends")) & ~last), placed.filter(pl.col("of").is_null())], how="diagonal"
        )
        .join(good.select("notice_key").unique(), on="notice_key", how="semi")
        .filter(pl.col("number") == 1)
        .select("notice_key", "line", kind=kinds.list.first())
        .sort("notice_key", "line")
        .join_asof(
            own.select("notice_key", "of").unique().sort("notice_key", "of").with_columns(line="of"),
            on="line",
            by="notice_key",
            strategy="forward",
            check_sortedness=False,
        )
        .drop_nulls("of")
    )
    return pl.concat(
        [own.select("notice_key", "line", "kind", "of"), before_number.select("notice_key", "line", "kind", "of")]
    )
