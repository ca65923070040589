"""From archived bytes to what the notices say.

Belongs here: the assets of group `reading`. Does not belong here: how bytes are decoded (`warehouse.decode`), how a notice is
read (`transforms`), or which contents are read again (`orchestration.rereading`).
"""

import time

import dagster as dg
import polars as pl

from orchestration import markdown
from orchestration.metadata import OWNERS, READING, code, pace
from orchestration.rereading import Reread, arrival_day, chosen
from orchestration.resources import WarehouseHome
from orchestration.retries import tried_again
from warehouse import archive
from warehouse import readings as stored
from warehouse.home import Home
from warehouse.readings import Readings
from warehouse.refusals import ARCHIVE_DAMAGED

ARRIVAL_DAYS = dg.DynamicPartitionsDefinition(name="arrival_day")
BATCH = "batch"


@dg.asset(
    deps=["archive"],
    group_name=READING,
    kinds={"polars", "parquet"},
    owners=OWNERS,
    tags={"layer": READING},
    metadata=code("orchestration/assets/reading.py", "transforms/read.py"),
    description=(
        "What every archived content says, read once for each version of the parser: shards of Parquet. The launchpad takes "
        "a day, a format or a unit to be read again.\n\n"
        "粒度 grain: 一份文件内容 one content, and under it the rows of the star\n\n"
        "例 example: 今晚新读了多少份通报？ How many notices were read tonight?"
    ),
)
def readings(context: dg.AssetExecutionContext, config: Reread, warehouse: WarehouseHome) -> dg.MaterializeResult[None]:
    """Decode and read, in chunks, what this version of the parser has not read yet and what is asked for once more."""
    import transforms  # noqa: PLC0415 - takes seconds, and the definitions must load at once

    home, version = warehouse.home, transforms.PARSER_VERSION
    store = Readings(home, version)
    for shard in store.discard_damaged():
        context.log.warning(f"The readings {shard} were damaged: they are made again from the archive.")
    store.forget_refused(ARCHIVE_DAMAGED)
    former = stored.other_versions(home, version) if store.contents().is_empty() else []
    with tried_again():
        sources = warehouse.tonight.read("sources")
        forgotten = store.forget(chosen(store, sources, config)).len() if config.is_asked else 0
        batches, seconds = _read(context, home, store, sources)
    _note(context, batches)
    read = int(batches["contents"].sum())
    context.log.info(f"{read:,} of {sources.height:,} contents read{_why(forgotten, former, version)}")
    return dg.MaterializeResult(
        metadata={
            "parser_version": version,
            "contents_read": read,
            "batches": dg.MetadataValue.md(markdown.table(batches)),
            **pace(seconds, read),
        }
    )


def _note(context: dg.AssetExecutionContext, batches: pl.DataFrame) -> None:
    """Tell Dagster which batches, partitions of `batch`, were read."""
    for row in batches.iter_rows(named=True):
        context.log_event(dg.AssetMaterialization(BATCH, partition=row.pop("day"), metadata=row))


def _why(forgotten: int, former: list[str], version: str) -> str:
    if former:
        return f": all again from the archive, for the reading has changed ({former[-1]} → {version})"
    return f", {forgotten:,} of them once more, as asked" if forgotten else ""


@dg.asset(
    deps=["archive"],
    partitions_def=ARRIVAL_DAYS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name=READING,
    kinds={"polars", "parquet"},
    owners=OWNERS,
    tags={"layer": READING},
    metadata=code("orchestration/assets/reading.py"),
    description=(
        "What arrived on one day, in Shanghai: each night notes its own batch. To materialise a day reads it again; nothing "
        "is published by that: the next night does so, or the job rebuild, after its checks.\n\n"
        "粒度 grain: 一天来件 one arrival day\n\n例 example: 某一天的来件要重新读取。 Read one day's files again."
    ),
)
def batch(context: dg.AssetExecutionContext, warehouse: WarehouseHome) -> dg.MaterializeResult[None]:
    """Read again all that arrived on the days chosen, and what was read together with it."""
    import transforms  # noqa: PLC0415 - takes seconds, and the definitions must load at once

    store = Readings(warehouse.home, transforms.PARSER_VERSION)
    arrived = archive.read_ledger(warehouse.home).rename({"sha256": "content_sha256"})
    wanted = arrived.filter(arrival_day().is_in(context.partition_keys)).get_column("content_sha256")
    again = pl.concat([wanted, store.forget(wanted)])
    batches, seconds = _read(
        context, warehouse.home, store, arrived.filter(pl.col("content_sha256").is_in(again.implode()))
    )
    read = int(batches["contents"].sum())
    context.log.info(f"{read:,} contents of {', '.join(context.partition_keys)} read again")
    return dg.MaterializeResult(metadata={"contents": read, **pace(seconds, read)})


def _read(
    context: dg.AssetExecutionContext, home: Home, store: Readings, sources: pl.DataFrame
) -> tuple[pl.DataFrame, float]:
    """Read what of `sources` is not read: the batches that it belongs to (day, contents, refused), and the seconds."""
    from orchestration import chunks  # noqa: PLC0415 - takes seconds, and the definitions must load at once

    unread = sources.join(store.contents().select("content_sha256"), on="content_sha256", how="anti")
    began = time.monotonic()
    chunks.read_all(home, store, unread, context.log.debug)
    seconds = time.monotonic() - began
    first_seen = unread.group_by("content_sha256").agg(pl.col("first_seen_at").min())
    batches = (
        first_seen.join(store.contents(), on="content_sha256")
        .group_by(day=arrival_day())
        .agg(contents=pl.len(), refused=pl.col("notice_key").null_count())
        .sort("day")
    )
    context.instance.add_dynamic_partitions("arrival_day", batches["day"].to_list())
    return batches, seconds
