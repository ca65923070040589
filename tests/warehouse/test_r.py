"""R reads the published file by the steps of docs/bi.md."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.readers import published, python_with
from tests.warehouse.test_bi_doc import PRINTED, blocks
from warehouse.home import Home

SHOW = """
cat(units$unit_key, sep = "\\n")
cat(nrow(items), names(items)[1], "\\n")
"""


@pytest.mark.slow
def test_r_reads_keys_and_chinese_names(tmp_path: Path) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("needs R")
    link = published(Home(tmp_path / "home"), notices=2)
    client = tmp_path / "duckdb"
    client.write_text(f'#!/bin/sh\nexec {" ".join(python_with("duckdb-cli")[:-1])} duckdb "$@"\n')
    client.chmod(0o755)
    code = blocks("r")[0].replace(PRINTED, str(link)).replace('"duckdb"', f'"{client}"')
    script = tmp_path / "read.R"
    script.write_text(code + SHOW, encoding="utf-8")
    done = subprocess.run(["Rscript", str(script)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with duckdb.connect(link, read_only=True) as connection:
        keys = connection.execute("SELECT unit_key::VARCHAR FROM v_progress_by_unit").fetchall()
        count = connection.execute("SELECT count(*) FROM v_problem_list").fetchall()[0][0]
    *shown, last = done.stdout.strip().split("\n")
    assert shown == [key for (key,) in keys]
    assert last.split() == [str(count), "问题键"]
