"""The data dictionary is what the declarations say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse import views
from warehouse.dictionary import DEFAULT_PATH, dictionary
from warehouse.tables import TABLES


@pytest.fixture(scope="module")
def text() -> str:
    return dictionary()


def test_dictionary_in_docs_is_up_to_date(text: str) -> None:
    assert DEFAULT_PATH.read_text(encoding="utf-8") == text, "run: python -m warehouse.dictionary"


def test_every_table_and_column_is_in_it(text: str) -> None:
    for table in TABLES:
        part = text.split(f"### {table.full_name}\n")[1].split("\n### ", maxsplit=1)[0]
        assert all(f"| {name} | " in part for name in table.polars_schema), table.full_name


def test_every_reference_is_drawn(text: str) -> None:
    drawn = text.split("## 表 Tables", maxsplit=1)[0].splitlines()
    for table in TABLES:
        name = table.full_name.replace(".", "_")
        assert sum(f'{name}["' in line for line in drawn) == 1, name
        for column, meaning in table.meanings.items():
            if meaning["refers"]:
                arrow = f"{meaning['refers'].replace('.', '_')} .*--.* {name} : {column}"
                assert any(re.search(arrow, line) for line in drawn), arrow


def test_every_view_is_in_it(text: str) -> None:
    assert all(f"### {view.name}" in text for view in views.load())


def test_it_is_written_to_a_file(text: str, tmp_path: Path) -> None:
    path = tmp_path / "dictionary.md"
    subprocess.run([sys.executable, "-m", "warehouse.dictionary", str(path)], check=True, cwd=DEFAULT_PATH.parents[1])
    assert path.read_text(encoding="utf-8") == text
