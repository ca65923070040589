"""One good build for all tests of a session, and copies of it to break."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.expectations import made_up

NOTICES = 24


@pytest.fixture(scope="session")
def good_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_up.make(tmp_path_factory.mktemp("good"), NOTICES)


@pytest.fixture(scope="session")
def previous_build(good_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in another file."""
    return Path(shutil.copyfile(good_build, tmp_path_factory.mktemp("previous") / "previous_build.duckdb"))


@pytest.fixture
def broken(good_build: Path, tmp_path: Path) -> Callable[..., Path]:
    """Makes a copy of the good build and runs SQL statements on it."""

    def make(*statements: str) -> Path:
        path = tmp_path / "broken_build.duckdb"
        shutil.copyfile(good_build, path)
        path.chmod(0o644)
        with duckdb.connect(path) as connection:
            for statement in statements:
                connection.execute(statement).fetchall()
        return path

    return make
