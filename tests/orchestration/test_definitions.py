from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from orchestration.definitions import defs
from orchestration.metadata import GROUPS
from tests.orchestration.snapshot import FILE, asset_graph
from tests.shared import ROOT
from warehouse import views
from warehouse.tables import BY_NAME, TABLES

GRAPH = defs.get_repository_def().asset_graph
ASSETS = sorted(GRAPH.get_all_asset_keys())
CHECKS = sorted(GRAPH.asset_check_keys)
MAKING = [asset for asset in defs.assets or [] if isinstance(asset, dg.AssetsDefinition)]


def test_definitions_load_fast_and_without_the_slow_packages() -> None:
    code = (
        "import sys, time, orchestration.definitions;"
        "print('great_expectations' in sys.modules, 'transforms' in sys.modules, time.process_time())"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True, text=True)
    has_expectations, has_transforms, seconds = ran.stdout.split()
    assert (has_expectations, has_transforms) == ("False", "False")
    assert float(seconds) < 4


def test_graph_is_as_committed() -> None:
    committed = json.loads(FILE.read_text(encoding="utf-8"))
    assert asset_graph() == committed, "a wanted change? write it down with `make snapshot`"


def test_every_table_and_view_is_an_asset() -> None:
    keys = {key.to_user_string().replace("/", ".") for key in ASSETS}
    assert {table.full_name for table in TABLES} | {view.name for view in views.load()} <= keys


@pytest.mark.parametrize("key", ASSETS, ids=lambda key: key.to_user_string())
def test_asset_says_what_it_is(key: dg.AssetKey) -> None:
    node = GRAPH.get(key)
    what, grain, question = node.description.split("\n\n")
    assert what.strip(" 。.")
    assert grain.removeprefix("粒度 grain: ")
    assert question.removeprefix("例 example: ").strip()
    assert node.group_name in GROUPS
    assert node.owners == ["team:warehouse"]
    assert node.kinds
    assert node.tags["layer"] == node.group_name
    references = node.metadata["dagster/code_references"].code_references
    assert references
    assert all(Path(reference.file_path).is_file() for reference in references)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.full_name)
def test_table_shows_its_declared_columns(table) -> None:
    metadata = GRAPH.get(dg.AssetKey(table.full_name.split("."))).metadata
    columns = metadata["dagster/column_schema"].columns
    assert [column.name for column in columns] == list(table.polars_schema)
    assert all(column.description and column.type for column in columns)
    assert [column.name for column in columns if column.constraints.unique] == (
        table.primary_key if len(table.primary_key) == 1 else []
    )


@pytest.mark.parametrize("key", CHECKS, ids=lambda key: key.to_user_string())
def test_check_says_what_it_is(key: dg.AssetCheckKey) -> None:
    spec = GRAPH.get_check_spec(key)
    assert spec.description
    assert spec.metadata["owner"] == "team:warehouse"
    assert spec.metadata["severity"] == ("blocking" if spec.blocking else "warning")


def test_every_table_is_checked() -> None:
    checked = {key.asset_key.to_user_string().replace("/", ".") for key in CHECKS}
    assert checked >= BY_NAME.keys()


def test_assets_are_short() -> None:
    for asset in MAKING:
        compute = asset.op.compute_fn.decorated_fn
        lines = compute.__code__.co_lines()
        numbers = sorted({number for _, _, number in lines if number})[1:]  # the first is that of the decorator
        assert max(numbers) - min(numbers) <= 26, asset.op.name
