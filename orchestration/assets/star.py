"""From readings to a build: every table and view of the warehouse, made together in a file aside.

Belongs here: the assets of the groups dimensions, facts, evidence and views, and the audit tables. Does not belong
here: how the build is made (`orchestration.building`), or the readers' link (`publication`).
"""

from collections.abc import Iterator

import dagster as dg
import duckdb

from orchestration import building
from orchestration.metadata import column_lineage, parquet_metadata, table_key, table_spec, view_metadata, view_spec
from orchestration.resources import LandingFolder, WarehouseHome
from warehouse import build, views
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
    path = building.make(warehouse.home, warehouse.tonight, landing_folder.path, context.run_id)
    lineage = column_lineage()
    for table in TABLES:
        file = build.parquet_folder(path) / f"{table.schema}.{table.name}.parquet"
        yield dg.MaterializeResult(
            table_key(table.full_name),
            metadata={**parquet_metadata(file), "dagster/column_lineage": lineage[table.full_name]},
        )
    with duckdb.connect(path, read_only=True) as connection:
        for view in VIEWS:
            yield dg.MaterializeResult(
                view.name, metadata={**view_metadata(connection, view), "dagster/column_lineage": lineage[view.name]}
            )
