"""From a checked build to the file that readers open.

Belongs here: the asset of group `publication` that is not a table. Does not belong here: the flip of the link
(`warehouse.publish`) or the checks (`orchestration.checks`).
"""

import dagster as dg

from orchestration.assets.star import SPECS
from orchestration.metadata import OWNERS, PUBLICATION
from orchestration.resources import WarehouseHome
from warehouse import publish, readings


@dg.asset(
    deps=[spec.key for spec in SPECS],
    group_name=PUBLICATION,
    kinds={"duckdb"},
    owners=OWNERS,
    description=(
        "The one file that readers open: rectification.duckdb, a link to the newest build that passed every "
        "blocking check.\n\n"
        "粒度 grain: 一个文件 one file\n\n例 example: 现在的数据是哪一次构建？ Which build do readers see now?"
    ),
)
def published_warehouse(warehouse: WarehouseHome) -> dg.MaterializeResult[None]:
    """Give readers the very build that passed its checks; then drop what other versions of the parser read."""
    import transforms  # noqa: PLC0415 - takes seconds, and the definitions must load at once

    home = warehouse.home
    final = publish.publish(home, warehouse.tonight.checked_build())
    readings.forget_others(home, transforms.PARSER_VERSION)
    return dg.MaterializeResult(
        metadata={
            "dagster/uri": str(home.published),
            "build": final.name,
            "bytes": final.stat().st_size,
        }
    )
