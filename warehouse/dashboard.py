"""The Superset dashboard as one file to import: `python -m warehouse.dashboard /srv/warehouse/rectification.duckdb`.

Belongs here: packing `warehouse/superset/` (database, datasets, charts and dashboard, as Superset exports them) with the path
of the warehouse. Does not belong here: what the charts show; they are edited in Superset, exported, and unpacked there.
"""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

FOLDER = Path(__file__).with_name("superset")
ADDRESS = re.compile(r"^sqlalchemy_uri: .*$", re.MULTILINE)


def write(warehouse: Path, bundle: Path) -> Path:
    """Write the dashboard over the published file `warehouse` to the ZIP file `bundle`: its path."""
    address = f"sqlalchemy_uri: duckdb:///{warehouse.absolute()}?access_mode=READ_ONLY"
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(FOLDER.rglob("*.yaml")):
            text = ADDRESS.sub(lambda _: address, path.read_text(encoding="utf-8"))
            packed.writestr(f"rectification/{path.relative_to(FOLDER).as_posix()}", text)
    return bundle


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m warehouse.dashboard PATH_OF_rectification.duckdb")
    print(write(Path(sys.argv[1]), Path("rectification_dashboard.zip")))
