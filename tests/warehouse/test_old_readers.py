"""The published file opens in the DuckDB versions that BI drivers stand on, views and macros included."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warehouse import made_up
from warehouse import build, views
from warehouse.home import Home

VERSIONS = ["1.0.0", "1.1.3", "1.2.2", "1.3.2", "1.4.0", "1.4.4", "1.5.5"]
READ_ALL = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
for source in sys.argv[2:]:
    print(source, len(connection.execute(f"SELECT * FROM {source}").fetchall()))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = build.build(Home(tmp_path_factory.mktemp("home")), made_up.star(12), made_up.audit(), made_up.info())
    build.add_results(path, made_up.results())
    build.seal(path)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
def test_every_view_and_macro_is_read_alike(built: Path, version: str) -> None:
    uv = shutil.which("uv", path=Path(sys.executable).parent) or shutil.which("uv")
    if uv is None:
        pytest.skip("needs uv to fetch an older DuckDB")
    names = [f"{name}{v.argument}" for v in views.load() for name in (v.name, f'zh."{v.zh_name}"')]
    arguments = ["-c", READ_ALL, str(built), *names]
    now = subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True).stdout
    isolated = [
        uv,
        "run",
        "--no-project",
        "--quiet",
        "--python",
        sys.executable,
        "--with",
        f"duckdb=={version}",
        "python",
    ]
    then = subprocess.run([*isolated, *arguments], check=False, capture_output=True, text=True, cwd=built.parent)
    assert then.returncode == 0, then.stderr
    assert then.stdout == now
