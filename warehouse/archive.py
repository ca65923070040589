"""Every file ever taken in, byte for byte, named by its SHA-256, and the ledger of what arrived when under which name.

Belongs here: reading the landing folder's bytes safely and keeping them for good. Does not belong here: what the bytes
mean (`decode`). A file whose size, times and inode are those of the ledger is not opened again.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.home import UNFINISHED, Home

MAX_BYTES = 64 * 1024 * 1024
"""A notice of this size would be two thousand times as long as any seen: such a file is something else."""

RACY_NS = 2_000_000_000
"""A file that changed less than this before it was read may change again without its times showing it."""

DAMAGED = ".damaged-"
"""Prefix of archived bytes that are no longer what they were; kept, for a backup may be compared with them."""

SIGNATURE = ["size", "mtime_ns", "ctime_ns", "inode"]

LEDGER = pl.Schema(
    {
        "source_name": pl.String(),
        "sha256": pl.String(),
        "size": pl.Int64(),
        "mtime_ns": pl.Int64(),
        "ctime_ns": pl.Int64(),
        "inode": pl.UInt64(),
        "first_seen_at": pl.Datetime("us"),
        "read_at_ns": pl.Int64(),
    }
)
SOURCES = pl.Schema(
    {
        "source_name": pl.String(),
        "content_sha256": pl.String(),
        "byte_count": pl.Int64(),
        "first_seen_at": pl.Datetime("us"),
        "change": pl.String(),
    }
)
REFUSED = pl.Schema(
    {
        "source_name": pl.String(),
        "content_sha256": pl.String(),
        "stage": pl.String(),
        "reason_code": pl.String(),
        "reason": pl.String(),
    }
)
REASONS = {
    "empty_file": "文件为空（0 字节），可能未上传完整。请重新上传该文件。",
    "file_too_large": f"文件超过 {MAX_BYTES // 1024 // 1024} MB，不像是一篇通报。请确认文件无误，或拆分后重新上传。",
    "file_not_readable": "没有读取该文件的权限。请管理员放开读取权限（chmod +r）后等待下一次运行。",
    "file_vanished": "读取时文件已不存在，可能正在移动或改名。如仍需收录，请放回来件目录。",
    "file_changed_while_reading": "读取时文件仍在变化，可能正在上传。上传完成后，下一次运行会自动收录。",
    "not_a_regular_file": "不是普通文件（管道、设备或套接字），未读取。请移出来件目录。",
    "link_leads_outside": "是指向来件目录之外或无效目标的链接，未读取。请放入文件本身。",
    "folder_not_readable": "没有权限打开该文件夹，其中的文件均未读取。请管理员放开权限（chmod +rx）。",
    "read_error": "读取文件时磁盘或网络出错。请检查存储设备后等待下一次运行。",
}


@dataclass(frozen=True)
class Intake:
    """What a night's files came to.

    sources: source_name, content_sha256, byte_count, first_seen_at (UTC), change (new, changed, unchanged)
    refused: source_name, content_sha256 (NULL here), stage, reason_code, reason (Chinese, with the cure)
    """

    sources: pl.DataFrame
    refused: pl.DataFrame


class _RefusalError(Exception):
    """A file that cannot be taken in; the argument is a key of REASONS."""


def take_in(home: Home, files: pl.DataFrame, now: datetime | None = None) -> Intake:
    """Archive the bytes of every file of `files` (see `landing.find_files`) that is new or changed.

    `now` (UTC) is the moment written beside what is seen for the first time.
    """
    home.prepare()
    now = (now or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    ledger = read_ledger(home)
    latest = ledger.group_by("source_name", maintain_order=True).last()
    files = files.join(
        latest.select("source_name", "sha256", "read_at_ns", *(pl.col(c).alias(f"known_{c}") for c in SIGNATURE)),
        on="source_name",
        how="left",
    )
    settled = (pl.col("read_at_ns") - pl.col("ctime_ns") >= RACY_NS) & pl.all_horizontal(
        pl.col(c) == pl.col(f"known_{c}") for c in SIGNATURE
    )
    in_archive = pl.col("sha256").is_in(archived(home).implode())
    files = files.with_columns((settled & in_archive & (pl.col("kind") == "file")).fill_null(False).alias("known"))
    read, refused = _read_all(home, files.filter(~pl.col("known")))
    arrivals = (
        read.join(
            ledger.group_by("source_name", "sha256").agg(pl.col("first_seen_at").min()),
            on=["source_name", "sha256"],
            how="left",
        )
        .with_columns(pl.col("first_seen_at").fill_null(now))
        .select(LEDGER.names())
        .cast(LEDGER)
    )
    _append(home, arrivals)
    known = (
        files.filter("known").select("source_name").join(latest, on="source_name", how="left").select(LEDGER.names())
    )
    earlier = latest.select("source_name", pl.col("sha256").alias("earlier"))
    change = (
        pl.when(pl.col("earlier").is_null())
        .then(pl.lit("new"))
        .when(pl.col("earlier") != pl.col("sha256"))
        .then(pl.lit("changed"))
        .otherwise(pl.lit("unchanged"))
    )
    sources = (
        pl.concat([known, arrivals])
        .join(earlier, on="source_name", how="left")
        .select(
            "source_name",
            pl.col("sha256").alias("content_sha256"),
            pl.col("size").alias("byte_count"),
            "first_seen_at",
            change.alias("change"),
        )
        .cast(SOURCES)
        .sort("source_name")
    )
    return Intake(sources, refused)


def read_ledger(home: Home) -> pl.DataFrame:
    """All arrivals, oldest first; a last line that a killed run left torn is not counted."""
    path = _ledger(home)
    whole = _whole_length(path)
    if not whole:
        return pl.DataFrame(schema=LEDGER)
    with path.open("rb") as handle:
        lines = handle.read(whole)
    timestamps = dict(LEDGER) | {"first_seen_at": pl.String}
    return pl.read_ndjson(lines, schema=timestamps).with_columns(
        pl.col("first_seen_at").str.to_datetime(time_unit="us")
    )


def archived(home: Home) -> pl.Series:
    """SHA-256 of every file in the archive."""
    names = [name for folder in home.archive.iterdir() if folder.is_dir() for name in os.listdir(folder)]
    return pl.Series("sha256", [name for name in names if not name.startswith((UNFINISHED, DAMAGED))], dtype=pl.String)


def path_of(home: Home, sha256: str) -> Path:
    """Where the bytes of that hash lie."""
    return home.archive / sha256[:2] / sha256


def read_bytes(home: Home, sha256: str) -> bytes | None:
    """The archived bytes; None where they are not there or are no longer what they were.

    Damaged bytes are set aside, so that the next run takes the file in anew where it still lies in the landing folder.
    """
    path = path_of(home, sha256)
    try:
        content = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(content).hexdigest() == sha256:
        return content
    path.replace(path.with_name(f"{DAMAGED}{path.name}"))
    return None


def _read_all(home: Home, files: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    kept: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    # Hashing and disk waits run outside the interpreter lock: threads keep both cores busy.
    with ThreadPoolExecutor() as pool:
        for file, outcome in pool.map(lambda file: (file, _keep(home, file)), files.iter_rows(named=True)):
            if isinstance(outcome, str):
                row = {"source_name": file["source_name"], "stage": "landing", "reason_code": outcome}
                refused.append({**row, "reason": REASONS[outcome]})
            else:
                kept.append({"source_name": file["source_name"], **outcome})
    if kept:
        os.sync()  # the ledger must not name bytes that a power cut could still take away
    columns = {name: dtype for name, dtype in LEDGER.items() if name != "first_seen_at"}
    return (
        pl.DataFrame(kept, schema=columns, orient="row"),
        pl.DataFrame(refused, schema=REFUSED, orient="row").sort("source_name"),
    )


def _keep(home: Home, file: dict[str, Any]) -> dict[str, Any] | str:
    """Put one file's bytes into the archive: its ledger entry, or the reason code for refusing it."""
    if file["kind"] != "file":
        return str(file["kind"])
    try:
        content, facts = _read(file["path"])
    except _RefusalError as refusal:
        return str(refusal)
    except FileNotFoundError:
        return "file_vanished"
    except PermissionError:
        return "file_not_readable"
    except OSError:
        return "read_error"
    sha256 = hashlib.sha256(content).hexdigest()
    _store(path_of(home, sha256), content)
    return {
        "sha256": sha256,
        "size": facts.st_size,
        "mtime_ns": facts.st_mtime_ns,
        "ctime_ns": facts.st_ctime_ns,
        "inode": facts.st_ino,
        "read_at_ns": time.time_ns(),
    }


def _read(path: bytes) -> tuple[bytes, os.stat_result]:
    # O_NONBLOCK: what was a file when the folder was walked may have become a pipe, which would wait for a writer.
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as handle:
        before = os.fstat(handle.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise _RefusalError("not_a_regular_file")
        if before.st_size > MAX_BYTES:
            raise _RefusalError("file_too_large")
        content = handle.read(MAX_BYTES + 1)
        after = os.fstat(handle.fileno())
    if len(content) != before.st_size or _moved(before, after):
        raise _RefusalError("file_changed_while_reading")
    if not content:
        raise _RefusalError("empty_file")
    return content, after


def _moved(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)


def _store(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(exist_ok=True)
    aside = path.with_name(f"{UNFINISHED}{path.name}-{time.monotonic_ns()}")
    try:
        aside.write_bytes(content)
        aside.chmod(0o444)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _ledger(home: Home) -> Path:
    return home.archive / "arrivals.jsonl"


def _whole_length(path: Path) -> int:
    """Bytes of the ledger up to and with its last line end."""
    if not path.exists():
        return 0
    with path.open("rb") as handle:
        for end, block in _blocks_from_end(handle.fileno(), path.stat().st_size):
            cut = block.rfind(b"\n")
            if cut >= 0:
                return end + cut + 1
    return 0


def _blocks_from_end(handle: int, size: int, step: int = 65536) -> Iterator[tuple[int, bytes]]:
    for stop in range(size, 0, -step):
        start = max(stop - step, 0)
        yield start, os.pread(handle, stop - start, start)


def _append(home: Home, arrivals: pl.DataFrame) -> None:
    if arrivals.is_empty():
        return
    path = _ledger(home)
    whole = _whole_length(path)
    lines = arrivals.with_columns(pl.col("first_seen_at").dt.to_string("iso")).write_ndjson()
    with path.open("r+b" if path.exists() else "wb") as handle:
        handle.truncate(whole)
        handle.seek(whole)
        handle.write(lines.encode())
        handle.flush()
        os.fsync(handle.fileno())
