"""The manifest of the Parquet files that lie beside a build, for readers that are not DuckDB.

Belongs here: what the files are, how many rows they hold, and the hashes by which a copy is compared. Does not belong
here: writing the files (`build`).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import polars as pl

MANIFEST = "manifest.json"


def write(folder: Path) -> Path:
    """Write the manifest of all Parquet files in the `folder` of a build: its path.

    A JSON object: `build`, its id; `tables`, a list by name of `table` (schema.name), `file`, `rows`, `bytes` and `sha256`.
    """
    tables = [_entry(path) for path in sorted(folder.glob("*.parquet"))]
    path = folder / MANIFEST
    path.write_text(json.dumps({"build": folder.name, "tables": tables}, indent=1) + "\n", encoding="utf-8")
    return path


def _entry(path: Path) -> dict[str, str | int]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    rows: int = pl.scan_parquet(path).select(pl.len()).collect().item()
    return {"table": path.stem, "file": path.name, "rows": rows, "bytes": path.stat().st_size, "sha256": digest}
