from __future__ import annotations

from pathlib import Path

import pytest

from orchestration import settings


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "PROJECT", tmp_path)
    return tmp_path


def test_named_landing_is_taken_even_where_it_does_not_exist(project: Path) -> None:
    assert settings.landing({"LANDING": "/nowhere"}) == settings.Landing(Path("/nowhere"))


@pytest.mark.parametrize("environ", [{}, {"LANDING": ""}])
def test_without_landing_the_samples_are_read(project: Path, environ: dict[str, str]) -> None:
    assert settings.landing(environ) == settings.Landing(settings.SAMPLES, is_sample=True)


def test_default_landing_that_holds_only_a_dot_file_counts_as_empty(project: Path) -> None:
    (project / "landing").mkdir()
    (project / "landing" / ".gitkeep").touch()
    assert settings.landing({}).is_sample


def test_default_landing_with_a_notice_below_it_is_read(project: Path) -> None:
    (project / "landing" / "2026").mkdir(parents=True)
    (project / "landing" / "2026" / "a.txt").touch()
    assert settings.landing({}) == settings.Landing(project / "landing")


def test_home_is_named_or_the_default(project: Path) -> None:
    assert settings.warehouse_home({"WAREHOUSE_HOME": "/somewhere"}) == Path("/somewhere")
    assert settings.warehouse_home({"WAREHOUSE_HOME": ""}) == project / "data"
    assert settings.warehouse_home({"WAREHOUSE_HOME": "here"}).is_absolute()


def test_dagster_home_keeps_what_was_set_by_hand(project: Path) -> None:
    folder = settings.dagster_home({})
    assert folder == project / "data" / "dagster"
    assert "enabled: false" in (folder / "dagster.yaml").read_text(encoding="utf-8")
    (folder / "dagster.yaml").write_text("mine", encoding="utf-8")
    settings.dagster_home({})
    assert (folder / "dagster.yaml").read_text(encoding="utf-8") == "mine"


def test_samples_are_shipped() -> None:
    assert list(settings.SAMPLES.glob("*.txt"))
