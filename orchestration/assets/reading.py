"""From archived bytes to what the notices say.

Belongs here: the asset of group `reading`. Does not belong here: how bytes are decoded (`warehouse.decode`) or how a
notice is read (`transforms`).
"""

import dagster as dg

from orchestration.metadata import OWNERS, READING
from orchestration.resources import WarehouseHome
from warehouse.readings import Readings


@dg.asset(
    deps=["archive"],
    group_name=READING,
    kinds={"polars", "parquet"},
    owners=OWNERS,
    description=(
        "What every archived content says, read once for each version of the parser: shards of Parquet.\n\n"
        "粒度 grain: 一份文件内容 one content, and under it the rows of the star\n\n"
        "例 example: 今晚新读了多少份通报？ How many notices were read tonight?"
    ),
)
def readings(context: dg.AssetExecutionContext, warehouse: WarehouseHome) -> dg.MaterializeResult[None]:
    """Decode and read what this version of the parser has not read yet, in chunks."""
    import transforms  # noqa: PLC0415 - takes seconds, and the definitions must load at once
    from orchestration import chunks  # noqa: PLC0415

    store = Readings(warehouse.home, transforms.PARSER_VERSION)
    sources = warehouse.tonight.read("sources")
    unread = sources.join(store.contents().select("content_sha256"), on="content_sha256", how="anti")
    read = chunks.read_all(warehouse.home, store, unread, context.log.info)
    return dg.MaterializeResult(
        metadata={
            "parser_version": transforms.PARSER_VERSION,
            "contents_read": read,
            "contents": store.contents().height,
        }
    )
