"""SQL from the declarations."""

from __future__ import annotations

import duckdb
import polars as pl
import pytest

from warehouse import ddl
from warehouse.tables import BY_NAME, TABLES, Table


@pytest.mark.parametrize(
    ("dtype", "expected"),
    [
        (pl.UInt64(), "UBIGINT"),
        (pl.Int64(), "BIGINT"),
        (pl.Int32(), "INTEGER"),
        (pl.Float64(), "DOUBLE"),
        (pl.Boolean(), "BOOLEAN"),
        (pl.String(), "VARCHAR"),
        (pl.Date(), "DATE"),
        (pl.Datetime("us"), "TIMESTAMP"),
        (pl.Decimal(18, 2), "DECIMAL(18,2)"),
        (pl.List(pl.Struct({"start": pl.Int32, "stop": pl.Int32})), 'STRUCT("start" INTEGER, "stop" INTEGER)[]'),
    ],
)
def test_types(dtype: pl.DataType, expected: str) -> None:
    assert ddl.duckdb_type(dtype) == expected
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t (c {expected})")


def test_type_that_no_table_uses_is_refused() -> None:
    with pytest.raises(TypeError, match="Binary"):
        ddl.duckdb_type(pl.Binary())


def test_quotes_in_names_and_texts() -> None:
    with duckdb.connect() as connection:
        name, text = 'a"b', "it's; --"
        connection.execute(f"CREATE TABLE {ddl.quoted(name)} (c INTEGER)")
        connection.execute(f"COMMENT ON TABLE {ddl.quoted(name)} IS {ddl.literal(text)}")
        assert connection.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall() == [(name, text)]


@pytest.mark.parametrize(
    "table", [table for table in TABLES if not table.put_together], ids=lambda table: table.full_name
)
def test_every_table_can_be_made_with_comments_and_constraints(table: Table) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA evidence; CREATE SCHEMA audit")
        connection.execute(ddl.create_table(table))
        for statement in [*ddl.comments(table), *ddl.not_null(table)]:
            connection.execute(statement)
        found = connection.execute(
            "SELECT column_name, is_nullable, comment FROM duckdb_columns() WHERE NOT internal ORDER BY column_index"
        ).fetchall()
    columns = {name: c.nullable or name in table.derived for name, c in table.columns.columns().items()}
    assert [(name, nullable) for name, nullable, _ in found] == [
        *columns.items(),
        *((name, True) for name in (*table.helping, *table.kept.values())),
    ]
    assert all(
        comment.startswith(meaning["zh"])
        for (_, _, comment), meaning in zip(found, table.meanings.values(), strict=False)
    )


def test_what_a_derived_column_does_not_give_is_kept() -> None:
    table = BY_NAME["fact_mention"]
    rows = [
        {"mention_key": 1, "kind": "document", "text": "《甲》", "document_title": "甲", "printed": "《甲》"},
        {"mention_key": 2, "kind": "document", "text": "《甲》", "document_title": "乙", "printed": "《 甲》"},
        {"mention_key": 3, "kind": "document", "text": "《甲》", "document_title": None, "printed": None},
        {"mention_key": 4, "kind": "date", "text": "三月", "document_title": "乙", "printed": "三月"},
    ]
    frame = pl.DataFrame(rows, schema_overrides=table.polars_schema)
    frame = table.conform(
        frame.with_columns(pl.lit(None).alias(n) for n in table.polars_schema if n not in frame.columns)
    )
    with duckdb.connect() as connection:
        connection.execute(ddl.create_table(table))
        connection.execute(ddl.insert(table, "frame"))
        found = connection.execute(
            "SELECT mention_key, text, document_title, printed FROM fact_mention ORDER BY ALL"
        ).fetchall()
        kept = connection.execute(
            "SELECT document_title_kept, printed_kept FROM fact_mention ORDER BY mention_key"
        ).fetchall()
    assert found == [tuple(row[n] for n in ("mention_key", "text", "document_title", "printed")) for row in rows]
    assert kept == [(None, None), ("乙", "《 甲》"), ("", ""), ("乙", None)]


def test_spans_are_what_readers_rely_on() -> None:
    with duckdb.connect() as connection:
        connection.execute(ddl.create_table(BY_NAME["dim_problem"]))
        rows = connection.execute("DESCRIBE dim_problem").fetchall()
    assert {row[0]: row[1] for row in rows}["spans"] == 'STRUCT("start" INTEGER, stop INTEGER)[]'


def test_comment_holds_unit_codes_and_reference() -> None:
    meanings = BY_NAME["fact_rectification"].meanings
    assert "单位 unit: 条" in ddl.column_comment(meanings["measure_count"])
    assert "取值 codes: stated, none" in ddl.column_comment(meanings["status_basis"])
    assert "→ dim_status" in ddl.column_comment(meanings["status_key"])
