"""The published file opens in the DuckDB versions that BI drivers stand on: views, macros and comments included."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.warehouse.readers import SOURCES, published, python_with
from warehouse.home import Home

VERSIONS = ["1.0.0", "1.1.3", "1.2.2", "1.3.2", "1.4.0", "1.4.4", "1.5.5", "2.0.0"]
READ_ALL = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
connection.execute("SET enable_progress_bar = false")  # a slow machine's bars stand in what is compared
for source in sys.argv[2:]:
    print(source, len(connection.execute(f"SELECT * FROM {source}").fetchall()))
for kind, name in (("tables", "table_name"), ("views", "view_name"), ("columns", "table_name || '.' || column_name")):
    comments = connection.execute(
        f"SELECT schema_name, {name}, comment FROM duckdb_{kind}() WHERE NOT internal ORDER BY ALL"
    ).fetchall()
    uncommented = [row for row in comments if not any('\\u4e00' <= character <= '\\u9fff' for character in row[2] or '')]
    print(kind, len(comments), "without a Chinese comment:", uncommented)
"""


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(Home(tmp_path_factory.mktemp("home")))


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
def test_every_view_macro_and_comment_is_read_alike(link: Path, version: str) -> None:
    arguments = ["-c", READ_ALL, str(link), *SOURCES]
    now = subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True).stdout
    assert now.count("without a Chinese comment: []") == 3
    command = [*python_with(f"duckdb=={version}"), *arguments]
    then = subprocess.run(command, check=False, capture_output=True, text=True, cwd=link.parent)
    assert then.returncode == 0, then.stderr
    assert then.stdout == now
