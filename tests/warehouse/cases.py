"""Small stars written out by hand: a test names only the problems it is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import duckdb
import polars as pl

from tests.warehouse import made_up
from warehouse.build import HISTORY, BuildInfo, insert, laid_out
from warehouse.tables import BY_NAME, STAR

TODAY = date(2026, 3, 2)
STATUS_KEYS = {code: 0 if code == "unknown" else number for number, (code, *_) in enumerate(made_up.STATUSES)}


@dataclass(frozen=True)
class Problem:
    """One problem of one notice; equal names of notices, units, inspections and threads mean the same one."""

    status: str = "not_stated"
    notice: int = 1
    unit: int = 1
    inspection: int = 1
    thread: int | None = None
    published: date | None = date(2026, 1, 10)
    feedback: date | None = date(2025, 10, 10)
    progress: str | None = "done"
    deadline: tuple[date, str] | None = None
    evidenced: bool = False
    title: str = "学习不够"
    label: str | None = None
    measures: tuple[str, ...] = ("一是召开会议。",)
    measure_progress: str = "done"
    responsible: str | None = None
    category: int = 1
    recurrence: int | None = None
    likeness: float = 1.0


@dataclass
class Star:
    """The rows of a small star, by table."""

    rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {name: [] for name in (*(table.full_name for table in STAR), HISTORY)}
    )

    def frames(self) -> dict[str, pl.DataFrame]:
        vocabularies = made_up.empty_star()
        frames = {}
        for table in STAR:
            rows = pl.DataFrame(self.rows[table.full_name], schema=table.polars_schema, orient="row")
            frames[table.full_name] = pl.concat([vocabularies[table.full_name], rows]).unique(table.primary_key)
        statuses = pl.DataFrame(
            [
                dict(zip(("status_code", "label_zh", "is_closed", "is_sustained", "rank"), row, strict=True))
                for row in made_up.STATUSES
            ]
        ).with_columns(
            status_key=pl.col("status_code").replace_strict(STATUS_KEYS, return_dtype=pl.UInt64), label_en="status_code"
        )
        frames["dim_status"] = BY_NAME["dim_status"].conform(statuses)
        categories = [
            {"category_key": k, "category_code": f"c{k}", "label_zh": f"类{k}", "label_en": f"c{k}"} for k in range(4)
        ]
        frames["dim_category"] = pl.DataFrame(categories, schema=BY_NAME["dim_category"].polars_schema)
        frames[HISTORY] = pl.DataFrame(self.rows[HISTORY], schema=BY_NAME[HISTORY].polars_schema, orient="row")
        return frames


def star(problems: list[Problem]) -> Star:
    """A star of `problems`, numbered from 1 in the order given: problem keys 1, 2, …; measure keys 101, 102, 201 …"""
    result = Star()
    add = lambda table, **values: result.rows[table].append(row(table, values))  # noqa: E731
    for number, p in enumerate(problems, 1):
        keys = {"notice_key": p.notice, "unit_key": p.unit, "inspection_key": p.inspection}
        days = {"published_date_key": _date_key(p.published), "feedback_date_key": _date_key(p.feedback)}
        in_notice = [q for q in problems if q.notice == p.notice]
        add("dim_unit", unit_key=p.unit, unit_name=f"单位{p.unit}")
        add("dim_inspection", inspection_key=p.inspection, unit_key=p.unit, feedback_on=p.feedback)
        add("dim_notice", notice_key=p.notice, source_name=f"{p.notice}.txt", char_count=0, published_on=p.published)
        add("fact_disclosure", **keys, **days, extracted_problems=len(in_notice))
        add("evidence.notice_text", notice_key=p.notice, text="原文")
        add(
            "dim_problem",
            problem_key=number,
            notice_key=p.notice,
            unit_key=p.unit,
            thread_key=p.thread or number,
            sequence=number,
            number_label=p.label,
            heading=p.title,
            title=p.title,
            responsible=p.responsible,
            spans=[{"start": 0, "stop": 1}],
        )
        add(
            "fact_rectification",
            problem_key=number,
            **keys,
            **days,
            status_key=STATUS_KEYS[p.status],
            category_key=p.category,
            status_basis="none" if p.status == "not_stated" else "stated",
            progress_code=p.progress,
            deadline_on=p.deadline and p.deadline[0],
            deadline_precision=p.deadline and p.deadline[1],
            deadline_date_key=_date_key(p.deadline and p.deadline[0]),
            measure_count=len(p.measures),
            measures_done=len(p.measures) * (p.measure_progress == "done"),
            measures_planned=len(p.measures) * (p.measure_progress == "planned"),
            is_evidenced=p.evidenced,
        )
        if p.recurrence:
            add("bridge_recurring_problem", recurrence_key=p.recurrence, problem_key=number, likeness=p.likeness)
        for ordinal, text in enumerate(p.measures, 1):
            key = 100 * number + ordinal
            add(
                "dim_measure",
                measure_key=key,
                notice_key=p.notice,
                unit_key=p.unit,
                problem_key=number,
                ordinal=ordinal,
                text=text,
                reading=text,
                spans=[{"start": 0, "stop": 1}],
            )
            add(
                "fact_measure",
                measure_key=key,
                problem_key=number,
                notice_key=p.notice,
                unit_key=p.unit,
                status_key=STATUS_KEYS[p.status],
                progress_code=p.measure_progress,
            )
    return result


def row(table: str, values: dict[str, Any]) -> dict[str, Any]:
    """`values` with what the declaration asks for and the test does not care about."""
    zero = {
        pl.UInt64: 0,
        pl.Int32: 0,
        pl.Boolean: False,
        pl.String: "plain",
        pl.List: [],
        pl.Datetime: datetime(2026, 1, 1),
    }
    columns = BY_NAME[table].columns.columns()
    unknown = values.keys() - columns.keys()
    assert not unknown, f"{table} has no column {unknown}"
    return {name: values.get(name, None if c.nullable else zero[type(c.dtype)]) for name, c in columns.items()}


def _date_key(day: date | None) -> int:
    return int(f"{day:%Y%m%d}") if day else 0


def sources(frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """One file a notice."""
    return frames["dim_notice"].select(
        "source_name",
        "content_sha256",
        "notice_key",
        copy_key=pl.lit(None, pl.UInt64),
        byte_count=pl.lit(1, pl.Int64),
        first_seen_at=pl.lit(datetime(2026, 1, 1)),
    )


@contextmanager
def filled(
    connection: duckdb.DuckDBPyConnection, frames: dict[str, pl.DataFrame], today: date = TODAY
) -> Iterator[None]:
    """The empty warehouse of `connection` (see `build.create_empty`) holds `frames` within the block."""
    connection.begin()
    try:
        info = BuildInfo(today, "test", "0" * 8, datetime(2026, 3, 1, 18), "landing")
        insert(connection, laid_out(frames | {"audit.build": info.frame()}))
        yield
    finally:
        connection.rollback()
