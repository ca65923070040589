"""What was read from the archived contents, kept so that nothing is read twice.

Belongs here: shards of Parquet under readings/<parser version>/, each written whole or not at all. Does not belong
here: how a notice is read, or how readings become a star (`transforms`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl

from warehouse.home import Home, remove, written_aside
from warehouse.tables import BY_NAME

HASHES = "hashes.json"
"""In each shard: SHA-256 of its files. Parquet as Polars writes it holds no sums of its own."""

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
            (aside / HASHES).write_text(json.dumps(_hashes(aside)), encoding="utf-8")
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

    def discard_damaged(self) -> list[Path]:
        """Remove the shards whose files are no longer what was written, so that their contents are read again: those."""
        shards = sorted(self.folder.glob("[!.]*/"))
        with ThreadPoolExecutor() as pool:  # hashing runs outside the interpreter lock
            damaged = [
                shard for shard, is_whole in zip(shards, pool.map(_is_whole, shards), strict=True) if not is_whole
            ]
        for shard in damaged:
            remove(shard)
        return damaged

    def forget_refused(self, reason_code: str) -> None:
        """Remove the shards that hold contents refused for that reason, so that these are tried again."""
        paths = sorted(self.folder.glob("[!.]*/contents.parquet"))
        if paths:
            found = pl.scan_parquet(paths, include_file_paths="path").filter(reason_code=reason_code)
            for path in found.select(pl.col("path").unique()).collect().to_series():
                remove(Path(path).parent)

    def scan(self, table: str) -> pl.LazyFrame:
        """Rows of `table` in all shards, in the order of their names; none where no shard is there."""
        paths = sorted(self.folder.glob(f"[!.]*/{table}.parquet"))
        if not paths:
            return pl.LazyFrame(schema=CONTENTS if table == "contents" else BY_NAME[table].polars_schema)
        return pl.scan_parquet(paths)


def other_versions(home: Home, parser_version: str) -> list[str]:
    """The other versions of the parser whose readings are still there."""
    return sorted(folder.name for folder in home.readings.glob("[!.]*/") if folder.name != parser_version)


def _hashes(shard: Path) -> dict[str, str]:
    """SHA-256 of each Parquet file of a shard, by name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(shard.glob("*.parquet"))}


def _is_whole(shard: Path) -> bool:
    try:
        return bool(json.loads((shard / HASHES).read_bytes()) == _hashes(shard))
    except (OSError, ValueError):
        return False


def forget_others(home: Home, parser_version: str) -> None:
    """Remove the readings of all other parser versions; the archive can always be read again."""
    for folder in home.readings.glob("*/"):
        if folder.name != parser_version:
            remove(folder)
