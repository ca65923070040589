"""`python -m orchestration.trace`: where a key, a file or a figure comes from. What `make trace` runs.

KEY is any key of the published file, or a file's name or SHA-256; FIGURE, if given, is view.column. Exit status: 0 found, 1
not. Belongs here: how the answer looks. Does not belong here: finding it (`warehouse.trace`).
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from typing import Any

import duckdb
import polars as pl
from rich.console import Console

from orchestration import settings
from warehouse import archive, trace
from warehouse.home import Home

FOUND, NOT_FOUND = 0, 1
MOST_NOTICES, MOST_PASSAGES, WIDTH = 10, 40, 60
KINDS = {"problem": "问题", "measure": "措施", "mention": "提及"}


def main(console: Console | None = None) -> int:
    """Print the answer: the exit status."""
    console = console or Console(highlight=False, markup=False, soft_wrap=True)
    key, figure = os.environ.get("KEY", "").strip(), os.environ.get("FIGURE", "").strip()
    home = Home(settings.warehouse_home())
    build = home.published_build()
    if not key or (figure and "." not in figure):
        console.print("用法 usage: make trace KEY=key|file name|SHA-256 [FIGURE=view.column]")
        return NOT_FOUND
    if build is None:
        console.print(f"尚未发布 nothing has been published yet in {home.root}: make run")
        return NOT_FOUND
    with duckdb.connect(build, read_only=True) as connection:
        try:
            for line in answer(connection, home, key, figure):
                console.print(line)
        except trace.UnknownTraceError as unknown:
            console.print(f"未找到 not found: {unknown}")
            return NOT_FOUND
    return FOUND


def answer(connection: duckdb.DuckDBPyConnection, home: Home, wanted: str, figure: str) -> Iterator[str]:
    """The lines of the answer. Raises `trace.UnknownTraceError`."""
    key = trace.find_key(connection, wanted)
    if figure:
        view, _, column = figure.rpartition(".")
        yield from _figure(connection, view, column, key)
    named = list(trace.rows(connection, key))
    found = trace.passages(connection, key)
    if not named and found.is_empty():
        raise trace.UnknownTraceError(f"no row of this build has the key {key}")
    for table, row in named:
        yield f"{table.zh} {table.full_name}  {key}"
        shown = {name: value for name, value in row.items() if value is not None and name not in table.primary_key}
        yield from (f"  {name:<22} {_short(value)}" for name, value in shown.items())
    notices = found.partition_by("notice_key", maintain_order=True)
    for notice in notices[:MOST_NOTICES]:
        yield from _notice(home, notice)
    if len(notices) > MOST_NOTICES:
        yield f"另有 {len(notices) - MOST_NOTICES} 份通报 and {len(notices) - MOST_NOTICES} more notices: FROM trace({key})"


def _figure(connection: duckdb.DuckDBPyConnection, view: str, column: str, key: int) -> Iterator[str]:
    values = trace.figure(connection, view, column, key)
    if not values:
        raise trace.UnknownTraceError(f"no row of {view} has the key {key}")
    yield f"数字 figure  {view}.{column} = {', '.join(map(_short, values[:MOST_PASSAGES]))}"
    for source in trace.column_sources(connection, view, column):
        name = f"{source.table}.{source.column}" if source.column else f"{source.table} (rows)"
        yield f"{'  ' * (source.depth + 1)}← {name}" + (f"   {source.rule}" if source.rule else "")
    yield ""


def _notice(home: Home, found: pl.DataFrame) -> Iterator[str]:
    first = found.row(0, named=True)
    yield ""
    yield f"文件 file      {first['source_name']}"
    yield f"  SHA-256      {first['content_sha256']}"
    yield f"  档案 archive  {archive.path_of(home, first['content_sha256'])}"
    yield f"  首见 seen     {first['first_seen_at']:%Y-%m-%d %H:%M:%S} UTC"
    yield f"  解析 parser   {first['parser_version']}"
    yield f"  构建 build    {first['build_id']}"
    yield f"  运行 run      {first['run_id']}"
    for row in found.head(MOST_PASSAGES).iter_rows(named=True):
        places = ", ".join(f"{span['start']}–{span['stop']}" for span in row["spans"])
        yield f"  {KINDS[row['kind']]} {row['kind']:<8} {row['row_key']:>20}  字符 {places}  {_short(row['passage'])}"
    if found.height > MOST_PASSAGES:
        yield f"  另有 {found.height - MOST_PASSAGES} 处 and {found.height - MOST_PASSAGES} more passages"


def _short(value: Any) -> str:
    text = re.sub(r"\s+", " ", str(value))
    return text if len(text) <= WIDTH else f"{text[:WIDTH]}…"


if __name__ == "__main__":
    sys.exit(main())
