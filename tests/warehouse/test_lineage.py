"""Every column says where it comes from, and what it names is there."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pytest

from warehouse import build, lineage, views
from warehouse.tables import TABLES
from warehouse.view_lineage import view_lineage


@pytest.fixture(scope="module")
def columns() -> set[tuple[str, str]]:
    """Every column of every table, view and macro."""
    found = {(table.full_name, column) for table in TABLES for column in table.polars_schema}
    with duckdb.connect() as connection:
        build.create_empty(connection)
        for view in views.load():
            found |= {(view.name, column.name) for column in views.describe(connection, view)}
    return found


def test_every_column_has_lineage(columns: set[tuple[str, str]]) -> None:
    assert set(lineage.column_lineage().select("table_name", "column_name").unique().iter_rows()) == columns


def test_every_source_is_a_column_that_is_there(columns: set[tuple[str, str]]) -> None:
    sources = set(lineage.column_lineage().select("from_table", "from_column").drop_nulls().iter_rows())
    before = {tuple(name.rsplit(".", 1)) for name in lineage.BEFORE_THE_TABLES}
    assert sources - before <= columns


def test_every_figure_of_a_view_leads_to_a_table() -> None:
    edges = lineage.column_lineage()
    names = {view.name for view in views.load()}
    from_views = edges.filter(pl.col("table_name").is_in(list(names)), pl.col("from_table").is_null())
    assert from_views["column_name"].to_list() in ([], ["as_of"])  # a macro's `as_of` is the day that it was asked for


def test_the_lineage_of_views_is_up_to_date() -> None:
    kept = lineage.VIEWS.read_text(encoding="utf-8")
    assert kept == view_lineage().write_csv(), "run: python -m warehouse.view_lineage"


def test_a_joined_and_added_up_column_names_all_it_is_made_of() -> None:
    edges = lineage.column_lineage().filter(table_name="v_ledger", column_name="measures_text")
    assert set(edges.select("from_table", "from_column").iter_rows()) == {
        ("dim_measure", "label"),
        ("dim_measure", "text"),
        ("dim_measure", "ordinal"),
    }
    assert "LISTAGG" in edges["rule"][0]


def test_a_counted_column_names_what_is_counted() -> None:
    edges = lineage.column_lineage().filter(table_name="v_notice_list", column_name="doubts")
    assert edges.select("from_table", "from_column").rows() == [("v_doubts", None)]


def test_what_is_missing_or_unknown_is_named(tmp_path: Path) -> None:
    text = lineage.DECLARED.read_text(encoding="utf-8")
    text = text.replace("\nunit_name = [", "\nnickname = [").replace('"dim_date.date"', '"dim_date.day"')
    path = tmp_path / "lineage.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(lineage.BadLineageError) as caught:
        lineage.declared(path)
    assert "dim_unit.unit_name has no lineage" in str(caught.value)
    assert "dim_unit.nickname is not a column" in str(caught.value)
    assert "dim_date.year comes from dim_date.day" in str(caught.value)
