"""Where the notices come from and where the warehouse is kept, as the environment says.

Belongs here: LANDING and WAREHOUSE_HOME with their defaults. Does not belong here: Dagster (`resources`), or what lies
in those folders (`warehouse`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SAMPLES = PROJECT / "tests" / "notices" / "samples"
"""Made-up notices, read where nobody has named a landing folder and the default one holds nothing."""

DAGSTER_YAML = """\
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


@dataclass(frozen=True)
class Landing:
    """The folder that notices are read from; `is_sample` where it is the made-up ones."""

    folder: Path
    is_sample: bool = False


def landing(environ: Mapping[str, str] = os.environ) -> Landing:
    """The folder named by LANDING; else `landing/` of the project where it holds a file; else the made-up samples."""
    if environ.get("LANDING"):
        return Landing(Path(environ["LANDING"]).expanduser())
    default = PROJECT / "landing"
    has_files = any(path.is_file() for path in default.rglob("[!.]*"))
    return Landing(default) if has_files else Landing(SAMPLES, is_sample=True)


def warehouse_home(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder named by WAREHOUSE_HOME, else `data/` of the project."""
    return Path(environ.get("WAREHOUSE_HOME") or PROJECT / "data").expanduser().absolute()


def dagster_home(environ: Mapping[str, str] = os.environ) -> Path:
    """Where Dagster keeps the history of runs: inside the warehouse's home, made ready for use."""
    folder = warehouse_home(environ) / "dagster"
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "dagster.yaml"
    if not settings.exists():
        settings.write_text(DAGSTER_YAML, encoding="utf-8")
    return folder
