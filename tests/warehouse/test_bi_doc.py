"""The steps of docs/bi.md that need nothing but Python are carried out as they are printed."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.readers import published
from warehouse.home import Home

PAGE = Path(__file__).resolve().parents[2] / "docs" / "bi.md"
PRINTED = "/srv/warehouse/rectification.duckdb"


def blocks(language: str) -> list[str]:
    """The code blocks of the page in that language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(Home(tmp_path_factory.mktemp("home")), notices=2)


@pytest.mark.parametrize("code", blocks("python"), ids=lambda code: code.split("\n")[0])
def test_python_of_the_page_runs(link: Path, code: str) -> None:
    assert PRINTED in code
    exec(compile(code.replace(PRINTED, str(link)), str(PAGE), "exec"), {})


@pytest.mark.parametrize("sql", blocks("sql"))
def test_sql_of_the_page_runs(link: Path, sql: str) -> None:
    with duckdb.connect(link, read_only=True) as connection:
        for statement in connection.extract_statements(sql):
            connection.execute(statement).fetchall()
