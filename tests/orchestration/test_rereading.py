"""What is read once more: by day, format or unit; by partition; and what a partial run may publish."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from orchestration.definitions import defs
from orchestration.rereading import Reread, chosen
from tests.orchestration.deployed import SAMPLES, Deployed
from warehouse.home import Home
from warehouse.readings import CONTENTS, Readings

SOURCES = pl.DataFrame(
    [("aa", datetime(2026, 3, 1, 15)), ("bb", datetime(2026, 3, 1, 17)), ("cc", datetime(2026, 3, 2, 1))],
    schema={"content_sha256": pl.String, "first_seen_at": pl.Datetime("us")},
    orient="row",
)


@pytest.fixture
def store(tmp_path: Path) -> Readings:
    """Two shards: aa and bb were read together, cc alone."""
    store = Readings(Home(tmp_path), "v")
    for rows in ([("aa", 1, "txt"), ("bb", 2, "docx")], [("cc", 3, "txt")]):
        contents = pl.DataFrame(rows, schema=["content_sha256", "notice_key", "source_format"], orient="row")
        contents = pl.concat([pl.DataFrame(schema=CONTENTS), contents.cast({"notice_key": pl.UInt64})], how="diagonal")
        keys = contents.get_column("notice_key")
        units = pl.DataFrame({"unit_key": keys, "unit_name": [f"单位{key}" for key in keys], "party_org": "某党组"})
        bridge = pl.DataFrame({"notice_key": keys, "unit_key": keys})
        store.add({"contents": contents, "dim_unit": units, "bridge_disclosure_unit": bridge})
    return store


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Reread(arrived_on="2026-03-01"), ["aa"]),
        (Reread(arrived_on="2026-03-02"), ["bb", "cc"]),
        (Reread(source_format="txt"), ["aa", "cc"]),
        (Reread(unit="单位2"), ["bb"]),
        (Reread(unit="某党组", source_format="docx"), ["bb"]),
    ],
)
def test_contents_are_chosen_by_day_in_shanghai_format_and_unit(
    store: Readings, asked: Reread, found: list[str]
) -> None:
    assert asked.is_asked
    assert chosen(store, SOURCES, asked).to_list() == found


def test_what_chooses_nothing_says_what_there_is(store: Readings) -> None:
    assert not Reread().is_asked
    with pytest.raises(dg.Failure) as caught:
        chosen(store, SOURCES, Reread(arrived_on="2026-04-01"))
    assert "2026-03-02, 2026-03-01" in caught.value.description
    assert "txt, docx" in caught.value.description


def test_what_was_read_together_is_forgotten_together(store: Readings) -> None:
    assert sorted(store.forget(pl.Series(["bb", "zz"]))) == ["aa", "bb"]
    assert store.contents()["content_sha256"].to_list() == ["cc"]
    assert store.forget(pl.Series(["zz"])).is_empty()


def test_jobs_take_their_part() -> None:
    steps = {job: {node.name for node in defs.resolve_job_def(job).nodes} for job in ("nightly", "rebuild", "reread")}
    assert steps["rebuild"] == {"build_warehouse", "check_build", "published_warehouse"}
    assert steps["nightly"] == steps["rebuild"] | {"take_in", "readings"}
    assert steps["reread"] == {"batch"}


@pytest.mark.slow
def test_a_day_is_read_again_and_published_by_a_rebuild(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deployed = Deployed(tmp_path)
    deployed.drop(*SAMPLES[:2])
    assert deployed.make_run().returncode == 0
    for name in ("LANDING", "WAREHOUSE_HOME", "DAGSTER_HOME"):
        monkeypatch.setenv(name, deployed.environ[name])
    with deployed.instance() as instance:
        days = instance.get_dynamic_partitions("arrival_day")
        assert len(days) == 1
        shards = sorted(path.stat().st_mtime_ns for path in (deployed.home / "readings").glob("*/*/contents.parquet"))
        reread = defs.resolve_job_def("reread").execute_in_process(instance=instance, partition_key=days[0])
        assert reread.success
        again = sorted(path.stat().st_mtime_ns for path in (deployed.home / "readings").glob("*/*/contents.parquet"))
        assert again[0] > shards[-1]
        before = deployed.query("SELECT build_id FROM build_info")
        assert defs.resolve_job_def("rebuild").execute_in_process(instance=instance).success
    assert deployed.query("SELECT build_id FROM build_info") != before
    assert deployed.query("SELECT count(*) FROM audit.run") == [(2,)]
    assert deployed.query("SELECT count(DISTINCT started_at) FROM audit.run") == [(2,)]


@pytest.mark.slow
def test_a_home_of_an_older_version_is_read_again_from_the_archive(tmp_path: Path) -> None:
    """What an older version leaves: readings of another parser, a build with other tables, its own dagster.yaml."""
    import duckdb  # noqa: PLC0415

    deployed = Deployed(tmp_path)
    deployed.drop(*SAMPLES[:2])
    assert deployed.make_run().returncode == 0
    readings = next((deployed.home / "readings").glob("*/"))
    readings.rename(readings.with_name("0123456789ab"))
    build = (deployed.home / "rectification.duckdb").resolve()
    build.chmod(0o644)
    with duckdb.connect(build) as connection:
        connection.execute("DROP TABLE audit.column_lineage")
        connection.execute("ALTER TABLE audit.run DROP COLUMN engine")
    runs = deployed.home / "audit" / "audit.run.parquet"
    pl.read_parquet(runs).drop("notices_quarantined").write_parquet(runs)
    for sums in set(runs.parent.glob("audit.run*")) - {runs}:
        sums.unlink()  # older versions kept no sums
    ran = deployed.make_run()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert (
        "2 of 2 contents read: all again from the archive, for the reading has changed (0123456789ab → " in ran.stdout
    )
    assert deployed.query("SELECT count(*) FROM dim_notice") == [(2,)]
    assert not readings.with_name("0123456789ab").exists()
