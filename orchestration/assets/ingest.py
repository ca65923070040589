"""From the landing folder to the archive.

Belongs here: the assets of group `ingest` that are not tables. Does not belong here: decoding or reading a file.
"""

from collections.abc import Iterator

import dagster as dg

from orchestration.metadata import INGEST, OWNERS, markdown
from orchestration.resources import LandingFolder, WarehouseHome
from warehouse import archive, landing

SPECS = [
    dg.AssetSpec(
        "landing_files",
        description=(
            "The files that lie in the landing folder tonight.\n\n"
            "粒度 grain: 一个来件文件 one file\n\n例 example: 今晚收到了多少文件？ How many files lie there tonight?"
        ),
        group_name=INGEST,
        kinds={"file"},
        owners=OWNERS,
        skippable=True,
    ),
    dg.AssetSpec(
        "archive",
        deps=["landing_files"],
        description=(
            "The bytes of every file ever taken in, immutable, named by their SHA-256, and the ledger of arrivals.\n\n"
            "粒度 grain: 一份文件内容 one content\n\n例 example: 某文件去年是什么样子？ What did a file hold last year?"
        ),
        group_name=INGEST,
        kinds={"file"},
        owners=OWNERS,
        skippable=True,
    ),
]


@dg.multi_asset(specs=SPECS, name="take_in")
def take_in(
    context: dg.AssetExecutionContext, landing_folder: LandingFolder, warehouse: WarehouseHome
) -> Iterator[dg.MaterializeResult[None]]:
    """Archive what is new or changed. Where the folder is empty nothing is made, and all that follows is skipped."""
    files = landing.find_files(landing_folder.path)
    if files.is_empty():
        context.log.warning(f"The landing folder {landing_folder.path} is empty: nothing is built or published.")
        return
    warehouse.home.prepare().sweep()
    tonight = warehouse.tonight
    tonight.begin()
    yield dg.MaterializeResult(
        "landing_files",
        metadata={"files": files.height, "bytes": int(files["size"].sum()), "folder": str(landing_folder.path)},
    )
    intake = archive.take_in(warehouse.home, files)
    tonight.write("sources", intake.sources)
    tonight.write("refused", intake.refused)
    changes = dict(intake.sources["change"].value_counts().iter_rows())
    yield dg.MaterializeResult(
        "archive",
        metadata={
            **changes,
            "refused": intake.refused.height,
            "reasons": dg.MetadataValue.md(markdown(intake.refused)),
        },
    )
