"""Access to the word lists of the mentions: read once, from `transforms/vocabulary/`.

Belongs here: opening a list and handing it on. Does not belong here: what the words mean (see the module of each kind).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import polars as pl


@cache
def table(name: str) -> dict[str, Any]:
    """The list `transforms/vocabulary/<name>.toml` as a dictionary; FileNotFoundError where there is none."""
    return tomllib.loads((files("transforms") / "vocabulary" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def rows(name: str) -> pl.DataFrame:
    """The list `transforms/vocabulary/<name>.csv`, all columns as String; FileNotFoundError where there is none."""
    raw = (files("transforms") / "vocabulary" / f"{name}.csv").read_bytes()
    return pl.read_csv(BytesIO(raw), infer_schema=False)
