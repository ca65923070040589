"""Tables: the cells of a table of rectification items, each as a line of its own.

Belongs here: finding tables with a heading row that names what the columns hold, and cutting their rows into cells. A table
whose heading row says nothing known stays as it is. Does not belong here: tables that a copy has flattened to one cell a line
(`transforms.tables_by_line`), tables of one item each (`transforms.tables_by_field`), what a cell's text says.
"""

from __future__ import annotations

import polars as pl

from transforms import columns, tables_by_field, tables_by_line

CELLS = 3  # a line of fewer cells is no table row
ROW = {"field": pl.String, "row": pl.Int32}


def split(lines: pl.DataFrame, pieces: pl.DataFrame) -> pl.DataFrame:
    """The lines, with every row of a table of items cut into one line a cell.

    Adds field (what the column holds, `heading` for the heading row, null outside tables) and row (number of the table row
    in its notice, null outside tables). Lines are numbered anew.
    """
    wide, pairs = _wide(lines), lines.filter(pl.col("cells") == 1).select("notice_key", "line")
    plain = _flattened(lines.with_columns(pl.lit(None, dtype).alias(name) for name, dtype in ROW.items()))
    if wide.is_empty() and pairs.is_empty():
        return plain
    by_field = tables_by_field.find(_cells(pairs.join(wide, on=["notice_key", "line"], how="anti"), pieces))
    cells = pl.concat([_fields(_cells(wide, pieces)), by_field])
    if cells.is_empty():
        return plain
    whole = cells.join(
        lines.drop("start", "text", "printed"), on=["notice_key", "line"], how="left", maintain_order="left"
    )
    others = _aspects(plain.join(cells, on=["notice_key", "line"], how="anti", maintain_order="left"), cells)
    return (
        pl.concat([others, whole.select(others.columns)])
        .sort("notice_key", "start")
        .with_columns(line=pl.int_range(pl.len(), dtype=pl.Int32).over("notice_key"))
    )


def _wide(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines of several cells (notice_key, line); among them stand rows whose first cells are empty."""
    several = lines.filter(pl.col("cells") > 0).select("notice_key", "line", "cells")
    run = pl.col("line") - pl.int_range(pl.len(), dtype=pl.Int32).over("notice_key")
    return (
        several.with_columns(run=run)
        .filter(pl.col("cells").max().over("notice_key", "run") >= CELLS - 1)
        .select("notice_key", "line")
    )


def _aspects(others: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """The other lines; those between two rows of a table that head an aspect are cells of a row of their own."""
    rows = cells.select("notice_key", "line").unique()
    between = others
    for step in (1, -1):
        between = between.join(rows.with_columns(pl.col("line") + step), on=["notice_key", "line"], how="semi")
    heads = between.filter(columns.head_aspects(between)).select("notice_key", "line", heads=pl.lit(value=True))
    return others.join(heads, on=["notice_key", "line"], how="left", maintain_order="left").select(
        pl.exclude("heads", *ROW),
        pl.when("heads").then(pl.lit("aspect")).otherwise("field").alias("field"),
        pl.when("heads").then("line").otherwise("row").alias("row"),
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


def _fields(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells below a heading row, with field and row; cells of other tables are left out."""
    named = cells.with_columns(kind=columns.kind()).with_columns(columns.told_apart("notice_key", "line"))
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
        .with_columns(apart=pl.col("block") != pl.col("block").first().over("notice_key", "heading"))
    )
    of_column = named.select("notice_key", "column", "kind", heading="line")
    known = (
        named.drop("kind")
        .join(blocks, on=["notice_key", "line"], how="inner", maintain_order="left")
        .join(of_column, on=["notice_key", "heading", "column"], how="left", maintain_order="left")
        .with_columns(
            field=pl.when(pl.col("line") == pl.col("heading"))
            .then(pl.lit("heading"))
            .otherwise(pl.col("kind").fill_null("remark")),
            row="line",
        )
        .filter(~_of_the_page().any().over("notice_key", "line"))
        .select("notice_key", "line", "start", "text", "printed", "field", "row")
        .with_columns(alone=pl.len().over("notice_key", "line") == 1)
    )
    heads = columns.head_aspects(known) & known.get_column("alone")  # 第一方面 in a row of one cell
    return known.with_columns(field=pl.when(heads).then(pl.lit("aspect")).otherwise("field")).drop("alone")


def _of_the_page() -> pl.Expr:
    """The cell under the numbers holds none, in a row that paragraphs part from the table: links at the foot of a page."""
    return (
        pl.col("apart")
        & (pl.col("kind") == "number")
        & ~pl.col("text").str.contains(r"^$|^\(?[0-9一二三四五六七八九十]")
    )


def _flattened(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines, with field and row of the tables that stand with one cell a line."""
    known = tables_by_line.find(lines)
    if known.is_empty():
        return lines
    return lines.join(known, on=["notice_key", "line"], how="left", maintain_order="left").select(
        pl.exclude("kind", "of", *ROW),
        pl.coalesce("field", "kind").alias("field"),
        pl.coalesce("row", "of").alias("row"),
    )
