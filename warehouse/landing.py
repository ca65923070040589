"""Which files lie in the landing folder.

Belongs here: walking the folder. Does not belong here: opening a file (`archive`) or judging it (`decode`).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import polars as pl

SCHEMA = pl.Schema(
    {
        "source_name": pl.String,
        "path": pl.Binary,
        "kind": pl.String,
        "size": pl.Int64,
        "mtime_ns": pl.Int64,
        "ctime_ns": pl.Int64,
        "inode": pl.UInt64,
    }
)

_Row = tuple[str, bytes, str, int, int, int, int]


class LandingMissing(FileNotFoundError):  # noqa: N818 - says what is wrong, like FileNotFound
    """There is no landing folder."""


def find_files(landing: Path) -> pl.DataFrame:
    """All entries below `landing` that are not folders, names starting with a dot left out, sorted by `source_name`.

    Columns: `source_name` (path relative to `landing`, with /), `path` (bytes, as the operating system has it), `kind`
    (`file`, or why it is none: `link_leads_outside`, `not_a_regular_file`, `folder_not_readable`), `size` in bytes,
    `mtime_ns`, `ctime_ns`, `inode`. A link counts as the file it points to where that lies in the landing folder;
    linked folders are not entered. Raises `LandingMissing`.
    """
    if not landing.is_dir():
        raise LandingMissing(
            f"the landing folder {landing} does not exist: create it, or name another one (LANDING), and run again"
        )
    root = os.fsencode(landing.resolve())
    files = pl.DataFrame(list(_entries(root)), schema=SCHEMA, orient="row")
    return _with_distinct_names(files).sort("source_name")


def _entries(root: bytes) -> Iterator[_Row]:
    closed: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith(b"."))
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        for name in sorted([*names, *links]):
            if name.startswith(b"."):
                continue
            path = os.path.join(folder, name)
            with suppress(FileNotFoundError):  # went away while we walked: as good as never having been there
                yield _row(root, path, *_look_at(root, path))
    for error in closed:
        path = os.fsencode(error.filename)
        with suppress(FileNotFoundError):
            yield _row(root, path, "folder_not_readable", os.lstat(path))


def _row(root: bytes, path: bytes, kind: str, facts: os.stat_result) -> _Row:
    name = _readable(os.path.relpath(path, root))
    return name, path, kind, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino


def _look_at(root: bytes, path: bytes) -> tuple[str, os.stat_result]:
    facts = os.lstat(path)
    if stat.S_ISLNK(facts.st_mode):
        target = os.path.realpath(path)
        if os.path.commonpath([root, target]) != root or not os.path.isfile(target):
            return "link_leads_outside", facts
        facts = os.stat(target)
    return ("file" if stat.S_ISREG(facts.st_mode) else "not_a_regular_file"), facts


def _readable(name: bytes) -> str:
    """A file name as text: UTF-8, else GB18030 (archives packed on Chinese Windows), else with its bytes escaped."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("utf-8", "backslashreplace")


def _with_distinct_names(files: pl.DataFrame) -> pl.DataFrame:
    """Two names that read alike though their bytes differ are told apart by the inode."""
    alike = pl.col("source_name").is_duplicated()
    return files.with_columns(
        pl.when(alike).then(pl.format("{}#{}", "source_name", "inode")).otherwise("source_name").alias("source_name")
    )
