"""The tables of one warehouse, from the rows that its notices give by themselves.

Belongs here: what needs all notices: which of them count, copies, threads, recurring problems, members of dimensions. Does
not belong here: what one notice says (`read`, `star`).
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from transforms import copies, recurring, reference, threads

PER_NOTICE = [
    *(
        "dim_unit",
        "dim_inspection",
        "dim_notice",
        "dim_problem",
        "dim_measure",
        "fact_disclosure",
        "fact_rectification",
        "fact_measure",
        "fact_mention",
    ),
    *("bridge_disclosure_unit", "evidence.notice_text", "evidence.segment"),
]


def combine(readings: Callable[[str], pl.LazyFrame], sources: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """All star tables of one warehouse.

    `readings` gives, by table, the rows of all notices ever read by this parser; `sources` (source_name, content_sha256,
    byte_count, first_seen_at, notice_key, source_format, encoding) says which of them lie in the landing folder.
    """
    current = sources.select("notice_key").drop_nulls().unique()
    read = {
        name: readings(name).join(current.lazy(), on="notice_key", how="semi").unique().collect() for name in PER_NOTICE
    }
    first = sources.drop_nulls("notice_key").sort("source_name").unique("notice_key", keep="first", maintain_order=True)
    read["dim_notice"] = read["dim_notice"].join(
        first.select("notice_key", "source_name", "source_format", "content_sha256", "encoding", "first_seen_at"),
        on="notice_key",
    )
    same = _same_inspections(read["dim_inspection"])
    for name in ("fact_disclosure", "fact_rectification"):
        read[name] = read[name].with_columns(pl.col("inspection_key").replace(same["inspection_key"], same["kept_key"]))
    copied = _copies(read)
    left_out = copied.select(notice_key="copy_key")
    tables = {name: frame.join(left_out, on="notice_key", how="anti") for name, frame in read.items()}
    tables["bridge_notice_copy"] = copied
    tables["dim_inspection"] = _members(tables["dim_inspection"], tables["fact_disclosure"], "inspection_key")
    problems = placed(tables)
    tables["dim_problem"] = tables["dim_problem"].join(threads.link(problems), on="problem_key", how="left")
    tables["bridge_recurring_problem"] = recurring.group(problems)
    units = tables["bridge_disclosure_unit"].select("unit_key").unique()
    tables["dim_unit"] = _members(tables["dim_unit"], units, "unit_key")
    return {**tables, **reference.tables(_days(tables))}


def _same_inspections(found: pl.DataFrame) -> pl.DataFrame:
    """Inspections that one notice dates less closely than another: inspection_key, kept_key.

    Those of one unit that were fed back on one day are one inspection; the one whose days are printed is kept.
    """
    closeness = pl.col("inspection_precision").replace_strict({"day": 0, "month": 1}, default=2, return_dtype=pl.Int32)
    return (
        found.filter((pl.col("unit_key") != 0) & pl.col("feedback_on").is_not_null())
        .sort(closeness, "inspection_key")
        .select("inspection_key", kept_key=pl.col("inspection_key").first().over("unit_key", "feedback_on"))
        .unique("inspection_key", keep="first", maintain_order=True)
        .filter(pl.col("inspection_key") != pl.col("kept_key"))
    )


def _copies(read: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Rows of bridge_notice_copy: the notices that are copies of others, with what is left out with them."""
    counted = read["fact_disclosure"].select(
        "notice_key", "unit_key", problems="extracted_problems", measures="extracted_measures"
    )
    units = read["dim_unit"].filter(pl.col("unit_key") != 0)
    names = units.group_by("unit_key").agg(pl.col("unit_name").min())
    header = [
        "title",
        "publisher",
        "published_on",
        "comment_start",
        "contact_phone",
        "contact_address",
        "contact_email",
    ]
    notices = (
        read["dim_notice"]
        .select(
            "notice_key",
            "signature",
            "content_sha256",
            "published_on",
            facts=pl.sum_horizontal(pl.col(header).is_not_null()),
        )
        .join(counted, on="notice_key")
        .join(names, on="unit_key", how="left")
    )
    statuses = reference.statuses().filter(~pl.col("status_code").is_in(["unknown", "not_stated", "unmapped"]))
    problems = (
        read["dim_problem"].select("problem_key", "notice_key", "title")
        .join(read["fact_rectification"].select("problem_key", "status_key"), on="problem_key")
        .join(statuses.select("status_key", "status_code"), on="status_key", how="left")
    )  # fmt: skip
    found = copies.find(notices, problems.select("notice_key", "title", "status_code"))
    return found.join(read["dim_notice"].drop("signature").rename({"notice_key": "copy_key"}), on="copy_key")


def placed(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The problems with their unit, inspection and day: what threads and recurring problems are found by."""
    days = (
        tables["fact_disclosure"].select("notice_key", "inspection_key", "unit_key")
        .join(tables["dim_notice"].select("notice_key", "published_on"), on="notice_key")
        .join(tables["dim_inspection"].drop("unit_key"), on="inspection_key")
        .select("notice_key", "inspection_key", "unit_key", day=pl.coalesce("published_on", "feedback_on"))
    )  # fmt: skip
    return tables["dim_problem"].select("problem_key", "notice_key", "sequence", "title").join(days, on="notice_key")


def _members(found: pl.DataFrame, named: pl.DataFrame, column: str) -> pl.DataFrame:
    """One row a key that `named` holds in `column`, and the unknown member.

    Of what several notices say of one thing each column takes the first value in sorted order.
    """
    rows = found.join(named, on=column, how="semi").drop("notice_key").unique()
    others = [name for name in rows.columns if name != column]
    known = (
        rows.filter(pl.col(column) != 0)
        .group_by(column)
        .agg(pl.col(name).drop_nulls().sort().first() for name in others)
    )
    unknown = pl.DataFrame({column: [0]}, schema={column: pl.UInt64})
    whole = pl.concat([known, unknown], how="diagonal").sort(column)
    return whole.with_columns(pl.col("unit_key").fill_null(0)) if column != "unit_key" else whole


def _days(tables: dict[str, pl.DataFrame]) -> pl.Series:
    """All days that a fact refers to, as date keys."""
    columns = [
        frame.get_column(name).cast(pl.Int32)
        for frame in tables.values()
        for name in frame.columns
        if name.endswith("date_key")
    ]
    return pl.concat(columns).unique()
