"""What is written down about a run: which files, which notices, which refusals, with which engines.

Belongs here: the rows of the audit tables, put together from what the other rooms found. Does not belong here: what is
remembered from night to night (`warehouse.history`).
"""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import distributions, requires
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from orchestration.tonight import Tonight
from warehouse import history
from warehouse.build import BuildInfo, input_hash, rows_by_table
from warehouse.home import Home

SHANGHAI = ZoneInfo("Asia/Shanghai")
PACKAGE = "rectification-warehouse"
REFUSAL = ["source_name", "content_sha256", "stage", "reason_code", "reason"]


@dataclass(frozen=True)
class Night:
    """Tonight's files.

    files: those that could be taken in, with `change` (new, changed, unchanged)
    sources: those of them that hold a notice, with `notice_key`, `source_format`, `encoding`
    refused: source_name, content_sha256, stage, reason_code, reason of all others
    """

    started_at: datetime
    files: pl.DataFrame
    sources: pl.DataFrame
    refused: pl.DataFrame


def look_at(tonight: Tonight, contents: pl.DataFrame) -> Night:
    """Tonight's files beside what was read from them (`warehouse.readings.CONTENTS`); withheld notices are refused."""
    files = tonight.read("sources")
    read = files.join(contents, on="content_sha256", how="inner").join(
        tonight.withheld(), on="notice_key", how="left", suffix="_withheld"
    )
    why = ["stage", "reason_code", "reason"]
    read = read.with_columns(pl.coalesce(name, f"{name}_withheld").alias(name) for name in why)
    is_read = pl.col("reason_code").is_null()
    return Night(
        started_at=tonight.started_at,
        files=files,
        sources=read.filter(is_read).drop("change", *why, *(f"{name}_withheld" for name in why)),
        refused=pl.concat([tonight.read("refused").select(REFUSAL), read.filter(~is_read).select(REFUSAL)]),
    )


def nothing_readable(night: Night) -> str:
    """The refusals in words: for the night on which every file was refused."""
    refused = night.refused.sort("source_name").select("source_name", "reason").head(10)
    reasons = [f"{name}: {reason}" for name, reason in refused.iter_rows()]
    return "\n  ".join(["not one file of the landing folder could be read, so nothing was built", *reasons])


def build_info(night: Night, parser_version: str, landing: Path) -> BuildInfo:
    """What the build is of, as of today in Shanghai."""
    now = datetime.now(UTC)
    return BuildInfo(
        as_of=now.astimezone(SHANGHAI).date(),
        parser_version=parser_version,
        input_hash=input_hash(night.sources),
        built_at=now.replace(tzinfo=None),
        landing=str(landing),
    )


def engines() -> dict[str, str]:
    """Versions of the packages that this one stands on."""
    needed = [re.split(r"[^\w.-]", requirement)[0] for requirement in requires(PACKAGE) or []]
    installed = {name: [*distributions(name=name)] for name in needed}
    return {name: found[0].version for name, found in installed.items() if found}


def frames(
    home: Home, night: Night, quarantine: pl.DataFrame, star: Mapping[str, pl.DataFrame], info: BuildInfo, run_id: str
) -> dict[str, pl.DataFrame]:
    """Rows of `audit.source`, `audit.quarantine` and `audit.run` (all runs so far, this one among them)."""
    from transforms import reference  # takes seconds, and the definitions must load at once  # noqa: PLC0415

    changes = dict(night.files["change"].value_counts().iter_rows())
    run = {
        "run_id": run_id,
        "build_id": info.build_id,
        "started_at": night.started_at,
        "finished_at": info.built_at,
        "notices_read": night.files["source_name"].append(night.refused["source_name"]).n_unique(),
        **{f"notices_{change}": changes.get(change, 0) for change in ("new", "changed", "unchanged")},
        "notices_quarantined": quarantine.height,
        "rows_by_table": json.dumps(rows_by_table(star)),
        "parser_version": info.parser_version,
        "engine": json.dumps({"python": platform.python_version(), **engines()}),
        "reference_data": json.dumps(reference.packages()),
    }
    return {
        "audit.source": under_kept_notices(night.sources, star["bridge_notice_copy"]),
        "audit.quarantine": quarantine,
        "audit.run": history.remember_run(home, pl.DataFrame([run])),
    }


def under_kept_notices(sources: pl.DataFrame, copies: pl.DataFrame) -> pl.DataFrame:
    """The sources under the notice whose text is used; `copy_key` names the text of those that hold a copy of it."""
    kept = copies.select("copy_key", notice_key="copy_key", kept_key="notice_key")
    return sources.join(kept, on="notice_key", how="left").with_columns(
        notice_key=pl.coalesce("kept_key", "notice_key")
    )
