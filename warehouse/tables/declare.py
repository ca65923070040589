"""How a column and a table are declared: once, here, for every reader.

A table is a dataframely schema (types, nullability, primary key) whose columns carry their meaning in Chinese and
English, their unit, their allowed codes and what they refer to. From these come the Polars schemas, the DDL and its
comments, the column expectations, Dagster's column schemas and the data dictionary. No table is declared here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

import dataframely as dy
import polars as pl


class Meaning(TypedDict):
    """What a column means: `zh` and `en`; its `unit`; the `codes` it may hold; the table its key `refers` to."""

    zh: str
    en: str
    unit: str | None
    codes: list[str] | None
    refers: str | None


def means(
    zh: str, en: str, *, unit: str | None = None, codes: Sequence[str] | None = None, refers: str | None = None
) -> dict[str, Any]:
    """Metadata of a column, for the `metadata` argument of a dataframely column."""
    return dict(Meaning(zh=zh, en=en, unit=unit, codes=list(codes) if codes else None, refers=refers))


def key(zh: str, en: str, *, refers: str | None = None, primary: bool = False, nullable: bool = False) -> dy.UInt64:
    """A 64-bit hash of a business key; 0 is the `unknown` member of a dimension."""
    return dy.UInt64(primary_key=primary, nullable=nullable, metadata=means(zh, en, refers=refers))


def date_key(zh: str, en: str) -> dy.Int32:
    """A day as yyyymmdd, 0 where it is unknown; refers to `dim_date`."""
    return dy.Int32(nullable=False, metadata=means(zh, en, refers="dim_date"))


def text(zh: str, en: str, *, nullable: bool = True, codes: Sequence[str] | None = None) -> dy.String:
    """Words, or one of `codes`."""
    return dy.String(nullable=nullable, metadata=means(zh, en, codes=codes))


def count(zh: str, en: str, *, unit: str | None = None, nullable: bool = True) -> dy.Int32:
    """A whole number of `unit`."""
    return dy.Int32(nullable=nullable, min=0, metadata=means(zh, en, unit=unit))


def day(zh: str, en: str) -> dy.Date:
    """A calendar day."""
    return dy.Date(nullable=True, metadata=means(zh, en))


def flag(zh: str, en: str, *, nullable: bool = False) -> dy.Bool:
    """Yes or no."""
    return dy.Bool(nullable=nullable, metadata=means(zh, en))


def ratio(zh: str, en: str) -> dy.Float64:
    """A share or a confidence between 0 and 1."""
    return dy.Float64(nullable=True, min=0, max=1, metadata=means(zh, en, unit="0–1"))


def yuan(zh: str, en: str) -> dy.Decimal:
    """A sum of money in yuan, exact to the fen."""
    return dy.Decimal(18, 2, nullable=True, metadata=means(zh, en, unit="元 yuan"))


def moment(zh: str, en: str, *, nullable: bool = True) -> dy.Datetime:
    """A moment, UTC."""
    return dy.Datetime(nullable=nullable, time_unit="us", metadata=means(zh, en, unit="UTC"))


def spans(zh: str, en: str) -> dy.List:
    """Half-open ranges of Unicode characters of `evidence.notice_text.text`, in reading order."""
    return dy.List(
        dy.Struct({"start": dy.Int32(nullable=False), "stop": dy.Int32(nullable=False)}),
        nullable=False,
        metadata=means(zh, en, unit="字符 characters"),
    )


PRINTED = "printed"
"""The column that the build makes, from the spans: rows come without it."""


def printed() -> dy.String:
    """The characters of the row's spans, exactly as the text has them."""
    return text(
        "原文：按位置从正文截取，含空白与换行；位置不在正文之内则为空",
        "the characters of the spans, blanks and line breaks included; NULL where the spans are no place of the text",
    )


BEGINS = {
    "begins": (
        "INTEGER",
        "CASE WHEN len(spans) = 1 AND printed IS NOT NULL THEN spans[1].start END",
        "单段原文的起始字符，供其他列得出。First character of a passage that is one range: other columns follow from it",
    )
}
"""Where a passage that is one range begins, for SPANS."""

SPANS = """CASE WHEN begins IS NOT NULL THEN [{'start': begins, 'stop': (begins + length("printed"))::INTEGER}] END"""
"""SQL: the spans of a passage that is one range."""


@dataclass(frozen=True)
class Table:
    """One table of the warehouse.

    `columns` is the dataframely schema; `grain` says what one row is; `zh` and `en` what the table is for. Rows lie in
    the order of `sorted_by`, or of the primary key: what is asked for together lies together (docs/decisions/0050).

    `derived` are columns that the file does not store, with the SQL over other columns that gives them. Behind the declared
    columns stands a column more for each (`kept`): what it holds where that SQL does not give it; and those of `helping`,
    stored for such SQL to read: type, SQL over declared columns that fills them, comment. The rows of a table with
    `put_together` lie with other tables; that file of `warehouse/sql` makes a view of them (docs/decisions/0072).
    """

    name: str
    columns: type[dy.Schema]
    zh: str
    en: str
    grain: str
    schema: str = "main"
    sorted_by: tuple[str, ...] = ()
    derived: Mapping[str, str] = field(default_factory=dict)
    helping: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    put_together: str = ""

    @property
    def full_name(self) -> str:
        """`schema.name`, or the bare name in `main`."""
        return self.name if self.schema == "main" else f"{self.schema}.{self.name}"

    @property
    def polars_schema(self) -> pl.Schema:
        """Column names and Polars types, in order."""
        return pl.Schema({name: column.dtype for name, column in self.columns.columns().items()})

    @property
    def kept(self) -> dict[str, str]:
        """Derived column → the column that holds what its SQL does not give."""
        return {name: f"{name}_kept" for name in self.derived}

    @property
    def primary_key(self) -> list[str]:
        """The columns that name a row."""
        return list(self.columns.primary_key())

    @property
    def meanings(self) -> Mapping[str, Meaning]:
        """Column name → what it means."""
        return {name: _meaning(column) for name, column in self.columns.columns().items()}

    def conform(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame with exactly this table's columns, order and types; raises where one is missing or cannot be cast.

        Rows are put in one order, so that the same rows always make the same file.
        """
        if PRINTED in self.polars_schema and PRINTED not in frame.columns:
            frame = frame.with_columns(pl.lit(None, pl.String).alias(PRINTED))
        missing = [name for name in self.polars_schema if name not in frame.columns]
        if missing:
            raise ValueError(f"table {self.full_name}: the frame lacks {', '.join(missing)}")
        order = [*self.sorted_by, *self.primary_key]
        return frame.select(pl.col(name).cast(dtype) for name, dtype in self.polars_schema.items()).sort(order)


def _meaning(column: dy.Column) -> Meaning:
    metadata = column.metadata or {}
    return Meaning(
        zh=metadata["zh"],
        en=metadata["en"],
        unit=metadata.get("unit"),
        codes=metadata.get("codes"),
        refers=metadata.get("refers"),
    )
