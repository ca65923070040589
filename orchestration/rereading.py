"""Reading again what has been read already: one arrival day, one format, one unit.

Belongs here: which contents are meant. Does not belong here: the reading (`orchestration.chunks`), or what is read because
the parser changed, which is everything (`warehouse.readings`).
"""

from __future__ import annotations

import dagster as dg
import polars as pl
from pydantic import Field

from warehouse.readings import Readings

SHANGHAI = "Asia/Shanghai"


class Reread(dg.Config):
    """Contents that are read again though this version of the parser has read them; those that meet all that is given."""

    arrived_on: str | None = Field(None, description="day they were first seen, Asia/Shanghai: 2026-03-01")
    source_format: str | None = Field(None, description="format of the file: txt, md, html, docx, pdf")
    unit: str | None = Field(None, description="inspected unit or its party organisation, as dim_unit names it")

    @property
    def is_asked(self) -> bool:
        """Whether anything is to be read again."""
        return any((self.arrived_on, self.source_format, self.unit))


def arrival_day(moment: str = "first_seen_at") -> pl.Expr:
    """The day in Shanghai, as text, of a moment in UTC."""
    return pl.col(moment).dt.replace_time_zone("UTC").dt.convert_time_zone(SHANGHAI).dt.strftime("%Y-%m-%d")


def chosen(store: Readings, sources: pl.DataFrame, asked: Reread) -> pl.Series:
    """The contents of `sources` (content_sha256, first_seen_at) that are meant, by their SHA-256.

    Raises `dagster.Failure` where there are none.
    """
    known = sources.with_columns(day=arrival_day()).join(store.contents(), on="content_sha256")
    found = known
    if asked.arrived_on:
        found = found.filter(day=asked.arrived_on)
    if asked.source_format:
        found = found.filter(source_format=asked.source_format)
    if asked.unit:
        found = found.join(_notices_of(store, asked.unit), on="notice_key", how="semi")
    if found.is_empty():
        raise dg.Failure(
            f"nothing that was read is of {asked.model_dump(exclude_none=True)}; there are the days "
            f"{_some(known, 'day')}, the formats {_some(known, 'source_format')}, and the units of dim_unit.unit_name"
        )
    return found.get_column("content_sha256").unique().sort()


def _notices_of(store: Readings, unit: str) -> pl.DataFrame:
    named = (pl.col("unit_name") == unit) | (pl.col("party_org") == unit)
    units = store.scan("dim_unit").filter(named).select("unit_key").unique()
    return store.scan("bridge_disclosure_unit").join(units, on="unit_key", how="semi").select("notice_key").collect()


def _some(known: pl.DataFrame, column: str) -> str:
    return ", ".join(known.get_column(column).drop_nulls().unique().sort(descending=True).head(10)) or "(none)"
