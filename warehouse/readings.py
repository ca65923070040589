"""What was read from the archived contents, kept so that nothing is read twice.

Belongs here: shards of Parquet under readings/<parser version>/, each written whole or not at all. Does not belong
here: how a notice is read, or how readings become a star (`transforms`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from warehouse.home import Home, remove, written_aside
from warehouse.tables import BY_NAME

CONTENTS = pl.Schema(
    {
        "content_sha256": pl.String,
        "notice_key": pl.UInt64,
        "source_format": pl.String,
        "encoding": pl.String,
        "stage": pl.String,
        "reason_code": pl.String,
        "reason": pl.String,
    }
)


class Readings:
    """The readings that one version of the parser made."""

    def __init__(self, home: Home, parser_version: str) -> None:
        self.folder = home.readings / parser_version

    def contents(self) -> pl.DataFrame:
        """Which contents were read: CONTENTS.

        `notice_key` is NULL, and stage, reason_code and reason are filled, where it is no notice (quarantine).
        """
        return self.scan("contents").collect()

    def add(self, tables: Mapping[str, pl.DataFrame]) -> Path:
        """Write one shard: `tables` by name, among them `contents`. Adding the same contents again replaces nothing."""
        hashes = tables["contents"].get_column("content_sha256").sort()
        name = hashlib.sha256("\n".join(hashes).encode()).hexdigest()[:16]
        shard = self.folder / name
        if shard.exists():
            return shard
        with written_aside(shard) as aside:
            aside.mkdir()
            for table, frame in tables.items():
                frame.write_parquet(aside / f"{table}.parquet")
        return shard

    def forget(self, hashes: pl.Series) -> pl.Series:
        """Remove every shard that holds one of these contents: all contents that were in them.

        A shard is written, and so removed, whole: what was read together is read together again.
        """
        forgotten = [pl.Series("content_sha256", [], dtype=pl.String)]
        for path in sorted(self.folder.glob("[!.]*/contents.parquet")):
            held = pl.read_parquet(path, columns=["content_sha256"]).to_series()
            if held.is_in(hashes.implode()).any():
                forgotten.append(held)
                remove(path.parent)
        return pl.concat(forgotten)

    def scan(self, table: str) -> pl.LazyFrame:
        """Rows of `table` in all shards, in the order of their names; none where no shard is there."""
        paths = sorted(self.folder.glob(f"[!.]*/{table}.parquet"))
        if not paths:
            return pl.LazyFrame(schema=CONTENTS if table == "contents" else BY_NAME[table].polars_schema)
        return pl.scan_parquet(paths)


def other_versions(home: Home, parser_version: str) -> list[str]:
    """The other versions of the parser whose readings are still there."""
    return sorted(folder.name for folder in home.readings.glob("[!.]*/") if folder.name != parser_version)


def forget_others(home: Home, parser_version: str) -> None:
    """Remove the readings of all other parser versions; the archive can always be read again."""
    for folder in home.readings.glob("*/"):
        if folder.name != parser_version:
            remove(folder)
