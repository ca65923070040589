"""SQLAlchemy readers, by duckdb-engine: tables and views are reflected with their comments, every view is queried."""

from __future__ import annotations

import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.warehouse.readers import SOURCES, published, python_with
from warehouse import views
from warehouse.home import Home
from warehouse.tables import TABLES

REFLECT = """
import sys, warnings
import sqlalchemy as sa
warnings.simplefilter("ignore")
engine = sa.create_engine(f"duckdb:///{sys.argv[1]}?access_mode=READ_ONLY")
metadata = sa.MetaData()
metadata.reflect(engine, schema="main", views=True, resolve_fks=False)
print(len(metadata.tables), [t.name for t in metadata.tables.values() if not t.comment or not all(c.comment for c in t.c)])
with engine.connect() as connection:
    connection.execute(sa.text("SET enable_progress_bar = false"))  # it would be printed behind what is compared
    for table in metadata.tables.values():
        connection.execute(sa.select(table)).fetchall()
"""


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(Home(tmp_path_factory.mktemp("home")), notices=2)


@pytest.fixture(scope="module")
def engine(link: Path) -> Iterator[sa.Engine]:
    engine = sa.create_engine(f"duckdb:///{link}?access_mode=READ_ONLY")
    yield engine
    engine.dispose()


@pytest.mark.slow
def test_every_table_and_view_is_inspected_with_its_comments(engine: sa.Engine) -> None:
    inspector = sa.inspect(engine)
    schemas = {table.schema for table in TABLES} | {"zh", views.STORED}
    found = {schema: {*inspector.get_table_names(schema), *inspector.get_view_names(schema)} for schema in schemas}
    assert found["main"] >= {table.name for table in TABLES if table.schema == "main"}
    assert found["zh"] == {view.zh_name for view in views.load() if not view.is_macro}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", sa.exc.SAWarning)  # duckdb-engine has no type for lists
        for schema, names in found.items():
            for name in names:
                assert inspector.get_table_comment(name, schema)["text"], name
                assert all(column["comment"] for column in inspector.get_columns(name, schema)), name


def test_every_view_is_queried(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        for source in SOURCES:
            connection.execute(sa.text(f"SELECT * FROM {source.replace(':', chr(92) + ':')}")).fetchall()


def test_nothing_can_be_written(engine: sa.Engine) -> None:
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError, match="read-only"):
        connection.execute(sa.text("DELETE FROM dim_unit"))


# SQLAlchemy 2.0.55 and later ask for constraints by a type of PostgreSQL that DuckDB does not have.
@pytest.mark.slow
@pytest.mark.parametrize("version", ["1.4.54", "2.0.54"])
def test_whole_schema_is_reflected_in_one_step(link: Path, version: str) -> None:
    command = [*python_with(f"sqlalchemy=={version}", "duckdb-engine==0.17.0", "duckdb"), "-c", REFLECT, str(link)]
    read = subprocess.run(command, check=False, capture_output=True, text=True, cwd=link.parent)
    assert read.returncode == 0, read.stderr
    tables = [*(t for t in TABLES if t.schema == "main"), *(v for v in views.load() if not v.is_macro)]
    assert read.stdout.strip() == f"{len(tables)} []"
