"""From a checked build to the file that readers open.

Belongs here: the asset of group `publication` that is not a table. Does not belong here: the flip of the link
(`warehouse.publish`) or the checks (`orchestration.checks`).
"""

import time
from datetime import timedelta

import dagster as dg

from orchestration.assets.star import SPECS
from orchestration.metadata import OWNERS, PUBLICATION, code
from orchestration.resources import WarehouseHome
from orchestration.retries import tried_again
from warehouse import publish, readings

FRESH = dg.FreshnessPolicy.cron("0 6 * * *", lower_bound_delta=timedelta(hours=6), timezone="Asia/Shanghai")
"""By six in the morning, Shanghai time, there must be a build of this night: from midnight on."""


@dg.asset(
    deps=[spec.key for spec in SPECS],
    group_name=PUBLICATION,
    kinds={"duckdb"},
    owners=OWNERS,
    tags={"layer": PUBLICATION},
    freshness_policy=FRESH,
    metadata=code("orchestration/assets/publication.py", "warehouse/publish.py"),
    description=(
        "The one file that readers open: rectification.duckdb, a link to the newest build that passed every "
        "blocking check.\n\n"
        "粒度 grain: 一个文件 one file\n\n例 example: 现在的数据是哪一次构建？ Which build do readers see now?"
    ),
)
def published_warehouse(context: dg.AssetExecutionContext, warehouse: WarehouseHome) -> dg.MaterializeResult[None]:
    """Give readers the very build that passed its checks; then drop what other versions of the parser read."""
    import transforms  # noqa: PLC0415 - takes seconds, and the definitions must load at once

    home = warehouse.home
    began = time.monotonic()
    with tried_again():
        final = publish.publish(home, warehouse.tonight.checked_build())
    readings.forget_others(home, transforms.PARSER_VERSION)
    context.log.info(f"{final.name}, {final.stat().st_size / 1e6:,.1f} MB")
    return dg.MaterializeResult(
        metadata={
            "dagster/uri": str(home.published),
            "build": final.name,
            "bytes": final.stat().st_size,
            "seconds": round(time.monotonic() - began, 2),
            "data_docs": dg.MetadataValue.path(home.data_docs / context.run_id / "index.html"),
        }
    )
