"""Beside a published build lie all its tables as Parquet, and a manifest that a copy can be compared with."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import duckdb
import polars as pl

from tests.warehouse.readers import published
from warehouse.build import parquet_folder
from warehouse.home import Home
from warehouse.manifest import MANIFEST
from warehouse.tables import TABLES


def test_manifest_tells_rows_and_hashes_of_every_table(tmp_path: Path) -> None:
    link = published(Home(tmp_path), notices=2)
    folder = parquet_folder(link.resolve())
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["build"] == link.resolve().stem
    assert [entry["table"] for entry in manifest["tables"]] == sorted(f"{t.schema}.{t.name}" for t in TABLES)
    with duckdb.connect(link, read_only=True) as connection:
        for entry in manifest["tables"]:
            file = folder / entry["file"]
            assert hashlib.sha256(file.read_bytes()).hexdigest() == entry["sha256"]
            assert file.stat().st_size == entry["bytes"]
            assert connection.execute(f"SELECT count(*) FROM {entry['table']}").fetchall() == [(entry["rows"],)]
            assert pl.read_parquet(file).height == entry["rows"]
