"""Tonight's build: from readings to a new file aside.

Belongs here: putting the other rooms together for one build, which two steps do: `build_warehouse`, and `check_build`
where notices are left out. Does not belong here: what the rows say (`transforms.combine`) and how the file is made
(`warehouse.build`).
"""

from __future__ import annotations

from pathlib import Path

import dagster as dg

from orchestration import audit
from orchestration.tonight import Tonight
from warehouse import build, history
from warehouse.home import Home
from warehouse.readings import Readings


def make(home: Home, tonight: Tonight, landing: Path, run_id: str) -> Path:
    """Combine the readings of tonight's notices, those withheld left out, into a build: its path, handed on to `tonight`.

    Raises `dagster.Failure` where not one notice can be read, or one has not been read yet.
    """
    import transforms  # noqa: PLC0415 - takes seconds, and the definitions must load at once

    store = Readings(home, transforms.PARSER_VERSION)
    unread = tonight.read("sources").join(store.contents(), on="content_sha256", how="anti").height
    if unread:  # a build from what is read so far would drop the others
        raise dg.Failure(
            f"{unread} of tonight's contents have not been read by version {transforms.PARSER_VERSION} of the reading: "
            "run the whole nightly job"
        )
    night = audit.look_at(tonight, store.contents())
    quarantined = history.quarantine(home, night.refused)
    if night.sources.is_empty():
        history.remember_quarantine(home, quarantined)
        raise dg.Failure(audit.nothing_readable(night))
    star = transforms.combine(store.scan, night.sources)
    info = audit.build_info(night, transforms.PARSER_VERSION, landing)
    path = build.build(home, star, audit.frames(home, night, quarantined, star, info, run_id), info)
    tonight.built(path)
    return path
