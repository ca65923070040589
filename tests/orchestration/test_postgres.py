"""Dagster's history in PostgreSQL, a server of the test's own: the nightly job runs, and its runs are there."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from tests.orchestration.deployed import SAMPLES, Deployed, free_port

pytestmark = pytest.mark.slow

NOBODY = "nobody"


@pytest.fixture
def postgres() -> Iterator[str]:
    """The address of a server that listens on this machine alone; the server refuses to be run by root."""
    pytest.importorskip("dagster_postgres", reason="needs the package dagster-postgres")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("needs PostgreSQL: apt-get install postgresql")
    tools, port = found[-1].parent, free_port()
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    data = folder / "data"
    user = pwd.getpwnam(NOBODY) if os.geteuid() == 0 else None
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)

    def do(*command: str) -> None:
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            text=True,
            cwd=folder,
            user=user and user.pw_uid,
            group=user and user.pw_gid,
        )

    do(str(tools / "initdb"), "-D", str(data), "-U", "dagster", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    do(str(tools / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield f"postgresql://dagster@127.0.0.1:{port}/postgres"
    finally:
        do(str(tools / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder)


def test_the_nightly_job_runs_with_its_history_in_postgresql(
    tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAGSTER_POSTGRES_URL", postgres)
    deployed = Deployed(tmp_path, PROFILE="server")
    deployed.drop(*SAMPLES[:2])
    ran = deployed.make_run()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert deployed.query("SELECT count(*) FROM dim_notice") == [(2,)]
    assert not list((deployed.home / "dagster").rglob("*.db"))
    with deployed.instance() as instance:
        assert [run.status for run in instance.get_runs()] == [dg.DagsterRunStatus.SUCCESS]
        event = instance.get_latest_materialization_event(dg.AssetKey("dim_notice"))
        assert event.asset_materialization.metadata["dagster/row_count"].value == 2
