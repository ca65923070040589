"""What becomes of hostile files: decoded, read, built and checked, as a night does it.

Belongs here: running the rooms on files in memory, and the promises that hold for every one of them.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

import transforms
from expectations.suites import checks
from warehouse import decode
from warehouse.build import BuildInfo, build, input_hash
from warehouse.home import Home
from warehouse.refusals import RefusalError

SECONDS_EACH = 2.0
"""What one file may take."""

SECONDS_OF_MANY = 0.05
"""What one file takes at most where many are read together, and none of them is out of the ordinary."""


@dataclass(frozen=True)
class Outcome:
    """Files by what became of them, and the blocking checks that failed with the number of their rows.

    `seconds` of CPU: of all files together, or of the slowest one where together they took too long.
    """

    published: int
    quarantined: int
    lost: int
    failed: dict[str, int]
    seconds: float


def of(files: list[tuple[str, bytes]], folder: Path) -> Outcome:
    """Decode and read the files together, build a warehouse in `folder`, and ask every blocking check of scope notice."""
    began = time.process_time()
    texts, refused = _decoded(files)
    tables = transforms.read(texts)
    contents = tables["contents"]
    seconds = time.process_time() - began
    if seconds > SECONDS_EACH + SECONDS_OF_MANY * len(files):
        seconds = max(_seconds(file) for file in files)
    given = {_sha256(content) for _, content in files}
    is_read = pl.col("notice_key").is_not_null()
    read = set(contents.filter(is_read)["content_sha256"])
    unread = set(contents.filter(~is_read & pl.col("reason").is_not_null())["content_sha256"])
    return Outcome(
        published=len(read),
        quarantined=len(refused | unread),
        lost=len(given - read - refused - unread),
        failed=_failed(tables, folder) if read else {},
        seconds=seconds,
    )


def _seconds(file: tuple[str, bytes]) -> float:
    began = time.process_time()
    texts, _ = _decoded([file])
    transforms.read(texts)
    return time.process_time() - began


def _decoded(files: list[tuple[str, bytes]]) -> tuple[pl.DataFrame, set[str]]:
    rows, refused = {}, set()
    for name, content in files:
        sha256 = _sha256(content)
        try:
            rows[sha256] = (sha256, *decode.read(content, name))
        except RefusalError:
            refused.add(sha256)
    return pl.DataFrame(list(rows.values()), schema=decode.TEXTS, orient="row"), refused - rows.keys()


def _failed(tables: dict[str, pl.DataFrame], folder: Path) -> dict[str, int]:
    contents = tables["contents"].filter(pl.col("notice_key").is_not_null())
    moment = datetime(2026, 3, 1, 18)
    sources = contents.select(
        "content_sha256",
        "notice_key",
        "source_format",
        "encoding",
        source_name="content_sha256",
        byte_count=pl.lit(0, pl.Int64),
        copy_key=pl.lit(None, pl.UInt64),
        first_seen_at=pl.lit(moment),
    )
    star = transforms.combine(lambda name: tables[name].lazy(), sources)
    info = BuildInfo(datetime.now(UTC).date(), transforms.PARSER_VERSION, input_hash(sources), moment, "hostile")
    path = build(Home(folder), star, {"audit.source": sources}, info)
    asked = [check for check in checks() if check.severity == "blocking" and check.scope == "notice"]
    with duckdb.connect(path, read_only=True) as connection:
        counts = {
            check.name: connection.execute(f"SELECT count(*) FROM ({check.query})").fetchall()[0][0] for check in asked
        }
    return {name: count for name, count in counts.items() if count}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
