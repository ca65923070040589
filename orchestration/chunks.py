"""Reading many contents: in chunks that fit the memory, and around those that break the reading.

Belongs here: what is read together, and what becomes of a content that cannot be read. Does not belong here: the
reading itself (`transforms.read`) and the shards (`warehouse.readings`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl
from polars.exceptions import PanicException

import transforms
from warehouse import decode
from warehouse.home import Home
from warehouse.readings import CONTENTS, Readings

CHUNK = 2_000
"""Contents read together, and so in one shard: enough for whole-column operations, little enough for 4 GB of memory."""

MOST_FAILURES = 20
"""Contents that may break the reading in one run; more of them mean that the reading is broken, not the contents."""

REASON = "解析程序处理该文件时出错（{error}）。请将该文件与这条信息交给维护人员；解析程序更新后会自动重读。"


def read_all(home: Home, store: Readings, unread: pl.DataFrame, tell: Callable[[str], None]) -> int:
    """Decode and read `unread` (content_sha256, source_name) into `store`: how many contents that were.

    `tell` hears of every chunk. Raises what `transforms.read` raised where more than MOST_FAILURES contents break it.
    """
    hashes = unread.get_column("content_sha256").unique().sort()
    failures = 0
    for start in range(0, hashes.len(), CHUNK):
        chunk = unread.filter(pl.col("content_sha256").is_in(hashes.slice(start, CHUNK).implode()))
        texts, refused = decode.decode(home, chunk)
        if refused.height:
            store.add({"contents": _refusals(refused)})
        for tables, failed in _parts(texts, MOST_FAILURES - failures):
            store.add(tables)
            failures += failed
        tell(f"read {min(start + CHUNK, hashes.len())} of {hashes.len()} contents")
    return hashes.len()


def _parts(texts: pl.DataFrame, patience: int) -> Iterator[tuple[dict[str, pl.DataFrame], int]]:
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
