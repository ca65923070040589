"""From readings to a build: every table and view of the warehouse, made together in a file aside.

Belongs here: the assets of the groups dimensions, facts, evidence and views, and the audit tables. Does not belong
here: what the rows say (`transforms.combine`), how the file is made (`warehouse.build`), or the readers' link
(`publication`).
"""

from collections.abc import Iterator

import dagster as dg
import duckdb

from orchestration import audit
from orchestration.metadata import parquet_metadata, table_key, table_spec, view_metadata, view_spec
from orchestration.resources import LandingFolder, WarehouseHome
from warehouse import build, views
from warehouse.readings import Readings
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
    import transforms  # noqa: PLC0415 - takes seconds, and the definitions must load at once

    home, tonight = warehouse.home, warehouse.tonight
    store = Readings(home, transforms.PARSER_VERSION)
    night = audit.look_at(tonight, store.contents())
    if night.sources.is_empty():
        raise dg.Failure(audit.nothing_readable(home, night))
    star = transforms.combine(store.scan, night.sources)
    info = audit.build_info(night, transforms.PARSER_VERSION, landing_folder.path)
    path = build.build(home, star, audit.frames(home, night, star, info, context.run_id), info)
    tonight.built(path)
    for table in TABLES:
        file = build.parquet_folder(path) / f"{table.schema}.{table.name}.parquet"
        yield dg.MaterializeResult(table_key(table.full_name), metadata=parquet_metadata(file))
    with duckdb.connect(path, read_only=True) as connection:
        for view in VIEWS:
            yield dg.MaterializeResult(view.name, metadata=view_metadata(connection, view))
