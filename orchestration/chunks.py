"""Reading many contents: in chunks that fit the memory, and around those that break the reading.

Belongs here: what is read together, and what becomes of a content that cannot be read. Does not belong here: the
reading itself (`transforms.read`) and the shards (`warehouse.readings`).
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial

import polars as pl
from polars.exceptions import PanicException

import transforms
from warehouse import decode
from warehouse.home import Home
from warehouse.readings import CONTENTS, Readings
from warehouse.refusals import ARCHIVE_DAMAGED

CHUNK = 2_000
"""Contents read together, and so in one shard: enough for whole-column operations, little enough for 4 GB of memory."""

SHARES = os.cpu_count() or 1
"""Shares of a chunk that are read side by side, one a core."""

ENOUGH_FOR_WORKERS = 2_000
"""Contents from which it pays to start processes of their own, which takes some ten seconds."""

ALLOCATOR, KEEP_FREED = "_RJEM_MALLOC_CONF", "dirty_decay_ms:10000,muzzy_decay_ms:10000"
"""Of processes that read: Polars' allocator keeps freed memory for ten seconds, not half a one, and the next columns take it
up again: the kernel clears half as many pages anew, which takes it half the time, for a tenth more memory."""

Part = tuple[dict[str, pl.DataFrame], int]
"""Tables read, and how many of their contents could not be."""

MOST_FAILURES = 20
"""Contents that may break the reading in one run; more of them mean that the reading is broken, not the contents."""

REASON = "解析程序处理该文件时出错（{error}）。请将该文件与这条信息交给维护人员；解析程序更新后会自动重读。"


def read_all(home: Home, store: Readings, unread: pl.DataFrame, tell: Callable[[str], None]) -> int:
    """Decode and read `unread` (content_sha256, source_name) into `store`: how many contents that were.

    `tell` hears of every chunk. Raises what `transforms.read` raised where more than MOST_FAILURES contents break it.
    """
    hashes = unread.get_column("content_sha256").unique().sort()
    failures = 0
    with _workers(hashes.len()) as (apply, count):
        for start in range(0, hashes.len(), CHUNK):
            chunk = unread.filter(pl.col("content_sha256").is_in(hashes.slice(start, CHUNK).implode()))
            texts, refused = decode.decode(home, chunk)
            is_ours = pl.col("reason_code") == ARCHIVE_DAMAGED  # forgotten by itself, when the archive is whole again
            for part in (refused.filter(is_ours), refused.filter(~is_ours)):
                if part.height:
                    store.add({"contents": _refusals(part)})
            shares = [texts.gather_every(count, share) for share in range(count)]
            for parts in apply(partial(_read, patience=MOST_FAILURES - failures), shares):
                for tables, failed in parts:
                    store.add(tables)
                    failures += failed
            tell(f"read {min(start + CHUNK, hashes.len())} of {hashes.len()} contents")
    return hashes.len()


@contextmanager
def _workers(contents: int) -> Iterator[tuple[Callable[..., Iterable[list[Part]]], int]]:
    """A `map` over shares of a chunk, and their number: in processes of their own where there is enough to read.

    The walk over a notice's labels is Python, which one process runs on one core only.
    """
    if contents < ENOUGH_FOR_WORKERS:
        yield map, 1
        return
    with processes() as pool:
        yield pool.map, SHARES


@contextmanager
def processes() -> Iterator[ProcessPoolExecutor]:
    """Processes to read in, one a core."""
    before = os.environ.get(ALLOCATOR, "")  # Polars may have written its own setting there when it was imported
    os.environ[ALLOCATOR] = KEEP_FREED
    try:
        with ProcessPoolExecutor(SHARES, mp_context=multiprocessing.get_context("spawn")) as pool:
            yield pool
    finally:
        os.environ[ALLOCATOR] = before


def _read(texts: pl.DataFrame, patience: int) -> list[Part]:
    """What a worker does with its share."""
    return list(_parts(texts, patience))


def _parts(texts: pl.DataFrame, patience: int) -> Iterator[Part]:
    """The tables read from `texts`, with the number of failures; in halves where together they break the reading."""
    if texts.is_empty():
        return
    try:
        yield transforms.read(texts), 0
    except MemoryError:
        raise
    except (Exception, PanicException) as error:
        if patience <= 0:
            raise
        if texts.height == 1:
            reason = REASON.format(error=f"{type(error).__name__}: {error}"[:200])
            refused = texts.select(
                "content_sha256", stage=pl.lit("read"), reason_code=pl.lit("reading_failed"), reason=pl.lit(reason)
            )
            yield {"contents": _refusals(refused)}, 1
            return
        middle = texts.height // 2
        for half in (texts[:middle], texts[middle:]):
            for tables, failed in _parts(half, patience):
                patience -= failed
                yield tables, failed


def _refusals(refused: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=CONTENTS), refused], how="diagonal").cast(CONTENTS)
