"""From readings to a build: every table and view of the warehouse, made together in a file aside.

Belongs here: the assets of the groups dimensions, facts, evidence and views, and the audit tables. Does not belong
here: how the build is made (`orchestration.building`), or the readers' link (`publication`).
"""

import time
from collections.abc import Iterator

import dagster as dg
import duckdb

from orchestration import building
from orchestration.metadata import column_lineage, parquet_metadata, table_key, table_spec, view_metadata, view_spec
from orchestration.resources import LandingFolder, WarehouseHome
from orchestration.retries import tried_again
from warehouse import views
from warehouse.build import parquet_file
from warehouse.tables import AUDIT, STAR, TABLES

VIEWS = views.load()
SPECS = [
    *(table_spec(table, deps=["readings"]) for table in STAR),
    *(table_spec(table, deps=["archive", "readings"]) for table in AUDIT),
    *(view_spec(view) for view in VIEWS),
]


@dg.multi_asset(specs=SPECS, name="build_warehouse")
def build_warehouse(
    context: dg.AssetExecutionContext, landing_folder: LandingFolder, warehouse: WarehouseHome
) -> Iterator[dg.MaterializeResult[None]]:
    """Combine the readings of tonight's notices into a star, and build a new file from it that no reader sees yet."""
    warehouse.tonight.resume(context.run_id)
    began = time.monotonic()
    with tried_again():
        path = building.make(warehouse.home, warehouse.tonight, landing_folder.path, context.run_id)
    seconds = time.monotonic() - began
    rows = {table.full_name: parquet_metadata(parquet_file(path, table)) for table in TABLES}
    total = sum(metadata["dagster/row_count"] for metadata in rows.values())
    step = {"step seconds": round(seconds, 2), "step rows a second": round(total / seconds, 1)}
    lineage = column_lineage()
    for table in TABLES:
        shown = {**rows[table.full_name], **step, "dagster/column_lineage": lineage[table.full_name]}
        yield dg.MaterializeResult(table_key(table.full_name), metadata=shown)
    with duckdb.connect(path, read_only=True) as connection:
        for view in VIEWS:
            shown = {**view_metadata(connection, view), "dagster/column_lineage": lineage[view.name]}
            yield dg.MaterializeResult(view.name, metadata=shown)
    quarantined = rows["audit.quarantine"]["dagster/row_count"]
    notices = rows["dim_notice"]["dagster/row_count"]
    context.log.info(
        f"{notices:,} notices, {total:,} rows in {len(TABLES)} tables, {len(VIEWS)} views; {quarantined:,} in quarantine"
    )
