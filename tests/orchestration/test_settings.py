from __future__ import annotations

import re
from pathlib import Path

import pytest
from dagster._core.instance.config import dagster_instance_config

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


def test_dagster_settings_of_an_earlier_version_are_replaced(project: Path) -> None:
    file = settings.dagster_home({}) / "dagster.yaml"
    laptop = file.read_bytes()
    settings.dagster_home({"PROFILE": "server"})
    assert file.read_bytes() != laptop
    assert settings.dagster_home({}).joinpath("dagster.yaml").read_bytes() == laptop
    file.write_bytes(FORMER.encode())
    settings.dagster_home({})
    assert file.read_bytes() == laptop


FORMER = """\
telemetry:
  enabled: false
# No invitation to Dagster's community before the first page.
nux:
  enabled: false
# What steps print stays on the terminal; what they log and why they fail is in the history of runs.
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
"""


@pytest.mark.parametrize("profile", ["laptop", "server", "cluster"])
def test_dagster_understands_every_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, profile: str) -> None:
    monkeypatch.setenv("DAGSTER_POSTGRES_URL", "postgresql://a:b@localhost/dagster")
    environ = {"WAREHOUSE_HOME": str(tmp_path), "PROFILE": profile}
    config, _ = dagster_instance_config(str(settings.dagster_home(environ)))
    assert config["concurrency"]["runs"]["max_concurrent_runs"] == 1
    assert config["freshness"]["enabled"]
    assert ("storage" in config) == (profile != "laptop")


@pytest.mark.parametrize(
    ("name", "value", "ask"),
    [
        ("PROFILE", "desk", settings.dagster_home),
        ("NOTIFY_WEBHOOK_KIND", "pigeon", settings.notifications),
        ("NOTIFY_ON", "never", settings.notifications),
        ("NOTIFY_SMTP_PORT", "smtp", settings.notifications),
        ("SETTLE_SECONDS", "a minute", settings.settle_seconds),
    ],
)
def test_a_wrong_value_is_named(project: Path, name: str, value: str, ask) -> None:
    with pytest.raises(settings.BadSettingError, match=f"{name}={value}"):
        ask({name: value})


def test_no_secret_is_printed() -> None:
    names = ["NOTIFY_WEBHOOK_URL", "NOTIFY_WEBHOOK_SECRET", "NOTIFY_SMTP_PASSWORD"]
    given = settings.notifications(dict.fromkeys(names, "do-not-tell"))
    assert given.is_on
    assert "do-not-tell" not in repr(given)


def test_every_variable_that_is_read_is_declared_and_documented() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (settings.PROJECT / "orchestration").rglob("*.py"))
    read = set(re.findall(r"""(?:environ(?:\.get\(|\[)|_one_of\(|_number\()["']([A-Z_]+)["']""", code))
    read |= {f"NOTIFY_{name}" for name in ("WEBHOOK_URL", "WEBHOOK_SECRET", "MAIL_TO")}
    assert read - {"DAGSTER_HOME", "KEY", "FIGURE", "BUILD"} <= settings.VARIABLES.keys()
    table = (settings.PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [name for name in settings.VARIABLES if f"| `{name}` |" not in table] == []


def test_samples_are_shipped() -> None:
    assert list(settings.SAMPLES.glob("*.txt"))
