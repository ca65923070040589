from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pytest

from orchestration import metadata
from tests.warehouse import made_up
from warehouse import build, views
from warehouse.home import Home
from warehouse.tables import TABLES


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


def test_view_spec_depends_on_the_views_it_reads_and_shows_its_sql() -> None:
    spec = metadata.view_spec(next(view for view in views.load() if view.name == "v_open_items"))
    assert "open_items_as_of" in {dep.asset_key.to_user_string() for dep in spec.deps}
    assert "SELECT * FROM open_items_as_of" in spec.metadata["sql"].value


def test_code_leads_to_the_line_or_to_the_web(monkeypatch: pytest.MonkeyPatch) -> None:
    table = TABLES[0]
    reference = metadata.table_spec(table, []).metadata["dagster/code_references"].code_references[0]
    line = Path(reference.file_path).read_text(encoding="utf-8").splitlines()[reference.line_number - 1]
    assert line.startswith(f"class {table.columns.__name__}(")
    monkeypatch.setenv("CODE_URL", "https://code.example/blob/main/")
    reference = metadata.code("warehouse/build.py:7")["dagster/code_references"].code_references[0]
    assert reference.url == "https://code.example/blob/main/warehouse/build.py#L7"


def test_segments_show_the_share_that_nobody_could_classify(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    rows = {"start": [0, 75], "stop": [75, 100], "role": ["measure", "unclassified"]}
    pl.DataFrame(rows).write_parquet(file)
    found = metadata.parquet_metadata(file)
    assert found["unclassified share"] == 0.25
    assert "| measure | 75 | ████" in found["characters by role"].value


def test_columns_lead_to_assets_of_the_graph() -> None:
    lineage = metadata.column_lineage()
    deps = lineage["v_ledger"].deps_by_column["measures_text"]
    assert {(dep.asset_key.to_user_string(), dep.column_name) for dep in deps} == {
        ("dim_measure", "label"),
        ("dim_measure", "ordinal"),
        ("dim_measure", "text"),
    }


def test_view_metadata_has_the_types_of_the_build(tmp_path: Path) -> None:
    path = build.build(Home(tmp_path), made_up.star(2), made_up.audit(), made_up.info())
    with duckdb.connect(path, read_only=True) as connection:
        view = next(view for view in views.load() if view.name == "build_info")
        found = metadata.view_metadata(connection, view)
    schema = found["dagster/column_schema"]
    assert found["dagster/row_count"] == 1
    assert "20260301T180000Z" in found["preview"].value
    types = {column.name: column.type for column in schema.columns}
    assert types["as_of"] == "DATE"
    assert all(column.description for column in schema.columns)
