"""`python -m orchestration.rollback`: give readers an earlier build back. What `make rollback` runs.

BUILD, if given, is the id of a kept build. Exit status: 0 done, 1 not. Belongs here: what is said. Does not belong here: the
flip itself (`warehouse.publish`).
"""

from __future__ import annotations

import os
import sys

import duckdb
from rich.console import Console

from orchestration import settings
from warehouse import publish
from warehouse.home import Home, HomeBusyError

DONE, NOT_DONE = 0, 1
FACTS = "SELECT as_of, (SELECT count(*) FROM dim_notice), (SELECT count(*) FROM fact_rectification) FROM build_info"


def main(console: Console | None = None) -> int:
    """Flip the link and say so: the exit status."""
    console = console or Console(highlight=False, markup=False, soft_wrap=True)
    home = Home(settings.warehouse_home())
    try:
        with home.lock(holder="make rollback"):
            now, before = publish.rollback(home, os.environ.get("BUILD") or None)
    except (HomeBusyError, publish.NotPublishableError) as error:
        console.print(f"NOT ROLLED BACK: {error}")
        return NOT_DONE
    with duckdb.connect(now, read_only=True) as connection:
        as_of, notices, problems = connection.execute(FACTS).fetchall()[0]
    console.print(f"readers now see: {now.stem} (as of {as_of}, {notices:,} notices, {problems:,} problems)")
    console.print(f"until now:       {before.stem}; still kept, back to it: make rollback BUILD={before.stem}")
    console.print(
        "The next nightly run reads the landing folder again, compares with this build and publishes a new one."
    )
    return DONE


if __name__ == "__main__":
    sys.exit(main())
