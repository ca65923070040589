"""From the landing folder to the archive.

Belongs here: the assets of group `ingest` that are not tables. Does not belong here: decoding or reading a file.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl

from orchestration import markdown
from orchestration.metadata import INGEST, OWNERS, PREVIEW_ROWS, code, pace
from orchestration.resources import LandingFolder, WarehouseHome
from orchestration.retries import tried_again
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
        tags={"layer": INGEST},
        metadata=code("orchestration/assets/ingest.py", "warehouse/landing.py"),
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
        tags={"layer": INGEST},
        metadata=code("orchestration/assets/ingest.py", "warehouse/archive.py"),
        skippable=True,
    ),
]


@dg.multi_asset(specs=SPECS, name="take_in")
def take_in(
    context: dg.AssetExecutionContext, landing_folder: LandingFolder, warehouse: WarehouseHome
) -> Iterator[dg.MaterializeResult[None]]:
    """Archive what is new or changed. Where the folder is empty nothing is made, and all that follows is skipped."""
    with tried_again():
        files = landing.find_files(landing_folder.path)
        if files.is_empty():
            context.log.warning(f"The landing folder {landing_folder.path} is empty: nothing is built or published.")
            return
        warehouse.home.prepare().sweep()
        tonight = warehouse.tonight
        tonight.begin(context.run_id, files)
        began = time.monotonic()
        intake = archive.take_in(warehouse.home, files)
        seconds = time.monotonic() - began
        tonight.write("sources", intake.sources)
        tonight.write("refused", intake.refused)
    metadata = {"new": 0, "changed": 0, "unchanged": 0} | dict(intake.sources["change"].value_counts().iter_rows())
    metadata["refused"] = intake.refused.height
    context.log.info(f"{files.height:,} files: {', '.join(f'{count:,} {what}' for what, count in metadata.items())}")
    yield dg.MaterializeResult("landing_files", metadata=_listed(files, landing_folder.path))
    reasons = dg.MetadataValue.md(markdown.table(intake.refused))
    yield dg.MaterializeResult("archive", metadata={**metadata, "reasons": reasons, **pace(seconds, files.height)})


def _listed(files: pl.DataFrame, folder: Path) -> dict[str, Any]:
    first = files.select("source_name", "kind", "size").head(PREVIEW_ROWS)
    return {
        "files": files.height,
        "bytes": int(files["size"].sum()),
        "folder": str(folder),
        "preview": dg.MetadataValue.md(markdown.table(first)),
    }
