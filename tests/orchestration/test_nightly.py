"""The real job on made-up notices, night after night, in a home of its own."""

from __future__ import annotations

import io
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import duckdb
import polars as pl
import pytest
from rich.console import Console

import transforms
from orchestration import nightly, settings
from orchestration.assets import star
from orchestration.definitions import defs
from warehouse.home import Home
from warehouse.tables import STAR

SECRET = "correct-horse-battery-staple"


@dataclass
class World:
    """A landing folder and a home, with what the last night said, how it ended and what it read."""

    landing: Path
    home: Home
    said: str = ""
    status: int | None = None
    texts_read: int = 0

    def night(self) -> World:
        """Run the job."""
        screen = io.StringIO()
        self.texts_read = 0
        read = transforms.read

        def counted(texts: pl.DataFrame) -> dict[str, pl.DataFrame]:
            self.texts_read += texts.height
            return read(texts)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(transforms, "read", counted)
            patch.setenv("LANDING", str(self.landing))
            patch.setenv("WAREHOUSE_HOME", str(self.home.root))
            patch.setenv("DAGSTER_HOME", "")
            patch.setenv("SOMEBODYS_PASSWORD", SECRET)
            self.status = nightly.main(Console(file=screen, width=200))
        self.said = screen.getvalue()
        return self

    def run_alone(self, *assets: str) -> bool:
        """Run only these assets and no check, as somebody may from Dagster's pages: whether that succeeded."""
        with pytest.MonkeyPatch.context() as patch, dg.DagsterInstance.ephemeral() as instance:
            patch.setenv("LANDING", str(self.landing))
            patch.setenv("WAREHOUSE_HOME", str(self.home.root))
            keys = [dg.AssetKey.from_user_string(name) for name in assets]
            result = dg.materialize(
                list(defs.assets),
                selection=dg.AssetSelection.assets(*keys).without_checks(),
                resources=defs.resources,
                instance=instance,
                raise_on_error=False,
            )
            return result.success

    def query(self, sql: str) -> list[tuple]:
        with duckdb.connect(self.home.published.resolve(), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def star_files(self) -> dict[str, bytes]:
        folder = self.home.published_build().with_suffix("")
        names = [f"{table.schema}.{table.name}.parquet" for table in STAR]
        return {name: (folder / name).read_bytes() for name in names}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Three samples, a picture and a text that is no notice; one night has passed."""
    landing = tmp_path_factory.mktemp("landing")
    for path in sorted(settings.SAMPLES.glob("*.txt"))[:3]:
        shutil.copy(path, landing)
    (landing / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    (landing / "note.txt").write_text("今天的食堂菜单如下。\n", encoding="utf-8")
    return World(landing, Home(tmp_path_factory.mktemp("home"))).night()


def test_first_night_publishes(world: World) -> None:
    assert world.status == 0, world.said
    assert world.home.published.is_symlink()
    assert str(world.home.published) in world.said
    assert world.query("SELECT count(*) FROM dim_notice") == [(3,)]
    assert world.texts_read == 4


def test_bad_files_are_quarantined_while_others_publish(world: World) -> None:
    rows = dict(world.query("SELECT source_name, reason_code FROM audit.quarantine"))
    assert rows == {"scan.png": "unsupported_format", "note.txt": "not_a_notice"}
    assert "scan.png: " in world.said


def test_the_run_is_written_down(world: World) -> None:
    columns = "notices_read, notices_new, notices_changed, notices_unchanged, notices_quarantined, parser_version"
    assert world.query(f"SELECT {columns} FROM audit.run") == [(5, 5, 0, 0, 2, transforms.PARSER_VERSION)]


def test_every_check_is_in_the_published_file(world: World) -> None:
    checked, failed = world.query(
        "SELECT count(*), count(*) FILTER (NOT success AND severity = 'blocking') FROM audit.expectation_result"
    )[0]
    assert checked > 100
    assert failed == 0


def test_nothing_of_the_environment_is_written_down(world: World) -> None:
    assert SECRET not in world.said
    for path in world.home.root.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path


def test_the_run_names_its_pages_about_the_checks(world: World) -> None:
    (page,) = [line.removeprefix("checks: ") for line in world.said.splitlines() if line.startswith("checks: ")]
    assert Path(page).is_file()
    assert world.query("SELECT count(*) > 100 FROM audit.expectation_history") == [(True,)]


def test_statuses_add_up_to_the_problems(world: World) -> None:
    assert sum(n for (n,) in world.query("SELECT count(*) FROM fact_rectification GROUP BY status_key")) > 0
    assert "problems" in world.said


def test_dagster_keeps_the_history_of_runs(world: World) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAGSTER_HOME", str(world.home.root / "dagster"))
        with dg.DagsterInstance.get() as instance:
            run = instance.get_runs(limit=1)[0]
            assert (run.job_name, run.status) == ("nightly", dg.DagsterRunStatus.SUCCESS)
            event = instance.get_latest_materialization_event(dg.AssetKey("dim_notice"))
            assert event.asset_materialization.metadata["dagster/row_count"].value == 3
            assert not instance.telemetry_enabled


@pytest.fixture(scope="module")
def second_night(world: World) -> tuple[World, dict[str, bytes]]:
    before = world.star_files()
    return world.night(), before


def test_second_night_reads_nothing_and_gives_the_same_bytes(second_night: tuple[World, dict[str, bytes]]) -> None:
    world, before = second_night
    assert world.status == 0, world.said
    assert world.texts_read == 0
    assert world.star_files() == before
    assert world.query("SELECT count(*) FROM audit.run") == [(2,)]


@pytest.fixture(scope="module")
def third_night(second_night: tuple[World, dict[str, bytes]]) -> World:
    """One file changed, one added, one gone."""
    world, _ = second_night
    names = sorted(path.name for path in world.landing.glob("0*.txt"))
    changed = world.landing / names[0]
    changed.write_text(changed.read_text(encoding="utf-8") + "\n特此通报。\n", encoding="utf-8")
    (world.landing / names[1]).unlink()
    shutil.copy(sorted(settings.SAMPLES.glob("*.txt"))[3], world.landing)
    return world.night()


def test_a_changed_and_an_added_file_cost_only_themselves(third_night: World) -> None:
    assert third_night.status == 0, third_night.said
    assert third_night.texts_read == 2
    columns = "notices_read, notices_new, notices_changed, notices_unchanged"
    assert third_night.query(f"SELECT {columns} FROM audit.run ORDER BY started_at DESC LIMIT 1") == [(5, 1, 1, 3)]


def test_a_removed_file_withdraws_its_notice(third_night: World) -> None:
    names = {path.name for path in third_night.landing.glob("0*.txt")}
    assert {name for (name,) in third_night.query("SELECT source_name FROM dim_notice")} == names


@pytest.fixture(scope="module")
def broken_night(third_night: World) -> tuple[World, Path, bytes]:
    """A night on which every measure lost its number; the build published before it, and its bytes then."""
    before = third_night.home.published.resolve()
    content = before.read_bytes()
    combine = transforms.combine

    def spoiling(*given) -> dict[str, pl.DataFrame]:
        star = combine(*given)
        lost = star["dim_measure"].with_columns(ordinal=pl.lit(None, dtype=pl.Int32))
        return {**star, "dim_measure": lost}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transforms, "combine", spoiling)
        return third_night.night(), before, content


def test_a_broken_build_is_not_published(broken_night: tuple[World, Path, bytes]) -> None:
    world, before, content = broken_night
    assert world.status == 1
    assert "dim_measure_ordinal_is_never_null on table dim_measure" in world.said
    assert "measure_key" in world.said
    assert before.name in world.said
    assert world.home.published.resolve() == before
    assert before.read_bytes() == content


def test_a_build_that_failed_cannot_be_published_alone(broken_night: tuple[World, Path, bytes]) -> None:
    world, before, _ = broken_night
    assert not world.run_alone("published_warehouse")
    assert world.home.published.resolve() == before


def test_a_build_that_was_not_checked_cannot_be_published_alone(broken_night: tuple[World, Path, bytes]) -> None:
    world, before, _ = broken_night
    assert world.run_alone(*(spec.key.to_user_string() for spec in star.SPECS))
    assert not world.run_alone("published_warehouse")
    assert world.home.published.resolve() == before


@pytest.fixture(scope="module")
def night_with_a_faulty_notice(broken_night: tuple[World, Path, bytes]) -> tuple[World, str]:
    """A night on which the measures of one of three notices lost their numbers; the file it came from."""
    world, _, _ = broken_night
    name, key = world.query("SELECT source_name, notice_key FROM dim_notice ORDER BY 1 LIMIT 1")[0]
    combine = transforms.combine

    def spoiling(*given) -> dict[str, pl.DataFrame]:
        star = combine(*given)
        ordinal = pl.when(pl.col("notice_key") != key).then("ordinal")
        return {**star, "dim_measure": star["dim_measure"].with_columns(ordinal)}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transforms, "combine", spoiling)
        return world.night(), name


def test_a_notice_whose_rows_fail_is_quarantined_alone(night_with_a_faulty_notice: tuple[World, str]) -> None:
    world, name = night_with_a_faulty_notice
    assert world.status == 0, world.said
    published = {source for (source,) in world.query("SELECT source_name FROM dim_notice")}
    assert len(published) == 2
    assert name not in published
    ((stage, code, reason),) = world.query(
        f"SELECT stage, reason_code, reason FROM audit.quarantine WHERE source_name = '{name}'"
    )
    assert (stage, code) == ("check", "check_failed")
    assert "dim_measure_ordinal_is_never_null" in reason
    assert "measure_key" in reason
    assert f"{name}: " in world.said


def test_a_withheld_notice_returns_once_it_passes(night_with_a_faulty_notice: tuple[World, str]) -> None:
    world, name = night_with_a_faulty_notice
    first_seen = world.query(f"SELECT first_seen_at FROM audit.quarantine WHERE source_name = '{name}'")
    assert len(first_seen) == 1
    world.night()
    assert name in {source for (source,) in world.query("SELECT source_name FROM dim_notice")}
    assert world.query(f"SELECT * FROM audit.quarantine WHERE source_name = '{name}'") == []


def test_one_run_at_a_time(third_night: World) -> None:
    before = third_night.home.published.resolve()
    with third_night.home.lock(holder="somebody else"):
        third_night.night()
    assert third_night.status == 1
    assert "somebody else" in third_night.said
    assert "Traceback" not in third_night.said
    assert third_night.home.published.resolve() == before


def test_where_no_file_can_be_read_nothing_is_published(tmp_path: Path) -> None:
    (tmp_path / "landing").mkdir()
    (tmp_path / "landing" / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    world = World(tmp_path / "landing", Home(tmp_path / "home")).night()
    assert world.status == 1
    assert "scan.png: " in world.said
    assert not world.home.published.exists()


def test_an_empty_landing_publishes_nothing(tmp_path: Path) -> None:
    (tmp_path / "landing").mkdir()
    (tmp_path / "landing" / ".gitkeep").touch()
    world = World(tmp_path / "landing", Home(tmp_path / "home")).night()
    assert world.status == 0
    assert "is empty" in world.said
    assert not world.home.root.exists()


def test_an_empty_landing_skips_all_steps_of_the_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "landing").mkdir()
    monkeypatch.setenv("LANDING", str(tmp_path / "landing"))
    monkeypatch.setenv("WAREHOUSE_HOME", str(tmp_path / "home"))
    with dg.DagsterInstance.ephemeral() as instance:
        result = defs.resolve_job_def("nightly").execute_in_process(instance=instance)
    assert result.success
    assert len([event for event in result.all_events if event.event_type_value == "STEP_SKIPPED"]) == 4
    assert not (tmp_path / "home" / "rectification.duckdb").exists()


def test_a_missing_landing_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    world = World(tmp_path / "nowhere", Home(tmp_path / "home")).night()
    assert world.status == 2
    assert str(world.landing) in world.said
    assert "create it" in world.said
    assert not world.home.root.exists()


def test_samples_are_read_where_nothing_has_landed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PROJECT", tmp_path)
    monkeypatch.setattr(nightly, "_run", lambda console, home: 0)
    monkeypatch.delenv("LANDING", raising=False)
    screen = io.StringIO()
    assert nightly.main(Console(file=screen, width=200)) == 0
    assert "made-up samples" in screen.getvalue()
    assert os.fspath(settings.SAMPLES) in screen.getvalue()
