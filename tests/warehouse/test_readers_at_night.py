"""Eight processes read all views, over and over, while ten nights are published: whole builds, the newest, no error."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.warehouse import made_up
from tests.warehouse.readers import SOURCES
from warehouse import build, publish
from warehouse.home import Home

NIGHTS, READERS = 10, 8
READ = """
import json, os, sys, time
import duckdb
link, end, stays, sources = sys.argv[1], sys.argv[2], sys.argv[3] == "stays", sys.argv[4:]
seen, connection = [], None
while True:
    last_round = os.path.exists(end)
    newest = os.path.basename(os.readlink(link)).removesuffix(".duckdb")
    if connection is None:
        connection = duckdb.connect(link, read_only=True, config={"threads": 1})
        connection.execute("SET enable_progress_bar = false")
    rows = {source: len(connection.execute(f"SELECT * FROM {source}").fetchall()) for source in sources}
    (identity,) = connection.execute("SELECT build_id FROM build_info").fetchone()
    notices, = connection.execute("SELECT count(*) FROM dim_notice").fetchone()
    seen.append([newest, identity, notices, rows])
    if not stays:
        connection.close()
        connection = None
    if last_round:
        break
    time.sleep(0.5)
print(json.dumps(seen))
"""


def night(home: Home, day: int) -> tuple[str, int]:
    """Publish the build of one night, which holds as many notices as the day of the month: its id, and how many."""
    path = build.build(home, made_up.star(day), made_up.audit(), made_up.info(datetime(2026, 3, day, 18)))
    build.add_results(path, made_up.results())
    build.seal(path)
    return publish.publish(home, path).stem, day


@pytest.mark.slow
def test_eight_readers_while_ten_nights_are_published(tmp_path: Path) -> None:
    home, end = Home(tmp_path / "home"), tmp_path / "end"
    notices = dict([night(home, 1)])
    readers = []
    for number in range(READERS):
        arguments = [str(home.published), str(end), "stays" if number % 2 else "reconnects", *SOURCES]
        readers.append(subprocess.Popen([sys.executable, "-c", READ, *arguments], stdout=-1, stderr=-1, text=True))
    try:
        notices |= dict(night(home, day) for day in range(2, NIGHTS + 1))
    finally:
        end.touch()
    for number, reader in enumerate(readers):
        out, err = reader.communicate(timeout=600)
        assert reader.returncode == 0, err
        seen = json.loads(out)
        for newest, identity, count, rows in seen:
            assert notices[identity] == count
            assert rows["v_notice_list"] == count, "half a build"
            assert number % 2 or identity >= newest
        if number % 2:
            assert len({json.dumps(rest) for _, *rest in seen}) == 1, "what a connection sees has changed"
        else:
            assert seen[-1][1] == max(notices), "the newest build is not seen"
