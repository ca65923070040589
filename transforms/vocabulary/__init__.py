"""The words the reading knows, as data files; this module only opens them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl


@cache
def toml(name: str) -> dict[str, Any]:
    """The vocabulary file `name`.toml."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def csv(name: str, separator: str = ",") -> pl.DataFrame:
    """The vocabulary file `name`.csv (or .tsv where the separator is a tab), every column a string."""
    kind = "tsv" if separator == "\t" else "csv"
    content = files(__name__).joinpath(f"{name}.{kind}").read_bytes()
    return pl.read_csv(
        content, infer_schema=False, comment_prefix="#", separator=separator, quote_char=None if kind == "tsv" else '"'
    )


def holds(text: pl.Expr, words: Iterable[str]) -> pl.Expr:
    """Whether any of the words stands in the text; as a regular expression, which is faster than `contains_any`."""
    return text.str.contains("|".join(map(re.escape, words)))


def alternatives(words: list[str]) -> str:
    """A regular expression that matches any of the words or patterns, the longest tried first."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"
