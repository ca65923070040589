"""What tests of foreign readers share: a small published build, and a Python of their own with the packages they need."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.warehouse import made_up
from warehouse import build, publish, views
from warehouse.home import Home

SOURCES = [f"{view.name}{view.argument}" for view in views.load()]
"""What every reader must be able to read: all views, and all macros called with some argument."""


def published(home: Home, notices: int = 12) -> Path:
    """The link to a published build of so many made-up notices."""
    path = build.build(home, made_up.star(notices), made_up.audit(), made_up.info())
    build.add_results(path, made_up.results())
    build.seal(path)
    publish.publish(home, path)
    return home.published


def python_with(*packages: str) -> list[str]:
    """The command of a Python that has these packages and nothing of the project."""
    uv = shutil.which("uv", path=Path(sys.executable).parent) or shutil.which("uv")
    if uv is None:
        pytest.skip("needs uv to fetch what other readers run on")
    wanted = [option for package in packages for option in ("--with", package)]
    return [uv, "run", "--no-project", "--quiet", "--python", sys.executable, *wanted, "python"]
