from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from orchestration import metadata
from tests.warehouse import made_up
from warehouse import build, views
from warehouse.home import Home
from warehouse.tables import TABLES


def test_markdown_cuts_long_texts_and_keeps_cells_apart() -> None:
    rows = pl.DataFrame({"键": [1, None], "text": ["一\n二|三", "长" * 100]})
    head, rule, first, second = metadata.markdown(rows).splitlines()
    assert (head, rule) == ("| 键 | text |", "| --- | --- |")
    assert first == "| 1 | 一 二\\|三 |"
    assert second == f"|  | {'长' * metadata.PREVIEW_WIDTH}… |"


def test_parquet_metadata_counts_all_rows_and_shows_the_first(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    pl.DataFrame({"a": range(100)}).write_parquet(file)
    found = metadata.parquet_metadata(file)
    assert found["dagster/row_count"] == 100
    assert len(found["preview"].value.splitlines()) == 2 + metadata.PREVIEW_ROWS


def test_every_table_has_an_example_question() -> None:
    assert [table.full_name for table in TABLES if table.full_name not in metadata.QUESTIONS] == []
    assert metadata.QUESTIONS.keys() <= {table.full_name for table in TABLES}


def test_view_spec_depends_on_the_tables_it_reads() -> None:
    view = next(view for view in views.load() if view.name == "build_info")
    assert [dep.asset_key.to_user_string() for dep in metadata.view_spec(view).deps] == ["audit/build"]


def test_view_metadata_has_the_types_of_the_build(tmp_path: Path) -> None:
    path = build.build(Home(tmp_path), made_up.star(2), made_up.audit(), made_up.info())
    with duckdb.connect(path, read_only=True) as connection:
        view = next(view for view in views.load() if view.name == "build_info")
        schema = metadata.view_metadata(connection, view)["dagster/column_schema"]
    types = {column.name: column.type for column in schema.columns}
    assert types["as_of"] == "DATE"
    assert all(column.description for column in schema.columns)
