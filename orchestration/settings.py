"""What the environment says: where the notices come from, where the warehouse is kept, who is told of failures.

Belongs here: every environment variable, with its default. Does not belong here: Dagster's resources (`resources`), or what
lies in those folders (`warehouse`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SAMPLES = PROJECT / "tests" / "notices" / "samples"
"""Made-up notices, read where nobody has named a landing folder and the default one holds nothing."""

PROFILES = Path(__file__).with_name("profiles")
"""Dagster's own settings (dagster.yaml), one file a profile."""

FORMER_PROFILES = {"36f0f8c5b6cb2d22f7c0174d3a86139f700504dc0f21a64d81b036994defd2d0"}
"""SHA-256 of what earlier versions wrote as dagster.yaml: it is replaced, what somebody has changed is not."""

BY_HAND = "make run"
"""Tag of the runs that `make run` starts."""

VARIABLES = {
    "LANDING": "folder that notices arrive in",
    "WAREHOUSE_HOME": "folder that holds everything the warehouse keeps",
    "CLEARED_OUT": "1: files were removed on purpose; this one run is not compared with the published build",
    "PROFILE": "laptop, server or cluster: which dagster.yaml is written into the home",
    "DAGSTER_POSTGRES_URL": "Dagster's PostgreSQL, for the profiles server and cluster: postgresql://user:password@host/database",
    "WATCH_LANDING": "1: a run starts when new files have arrived and settled",
    "SETTLE_SECONDS": "how long nothing may change in the landing folder before its files count as arrived",
    "NOTIFY_ON": "warning: tell of failures, warnings and quarantine; failure: of failures alone",
    "NOTIFY_WEBHOOK_URL": "address of a chat group's robot",
    "NOTIFY_WEBHOOK_KIND": "dingtalk, wecom, feishu or slack",
    "NOTIFY_WEBHOOK_SECRET": "secret that messages are signed with (DingTalk, Feishu)",
    "NOTIFY_MAIL_TO": "e-mail addresses, with commas between them",
    "NOTIFY_MAIL_FROM": "sender of the e-mails",
    "NOTIFY_SMTP_HOST": "mail server",
    "NOTIFY_SMTP_PORT": "its port",
    "NOTIFY_SMTP_SECURITY": "starttls, tls or none",
    "NOTIFY_SMTP_USER": "user of the mail server, where it wants one",
    "NOTIFY_SMTP_PASSWORD": "its password",
    "CODE_URL": "where the code can be read (https://…/blob/main): assets link to it instead of to local files",
}
"""Every environment variable that the project reads, with its meaning; defaults: docs/operations.md."""


class BadSettingError(ValueError):
    """An environment variable holds what it must not."""


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


def compares_volumes(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the build is compared with the one published before: not where CLEARED_OUT says that files were removed."""
    return not environ.get("CLEARED_OUT")


def warehouse_home(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder named by WAREHOUSE_HOME, else `data/` of the project."""
    return Path(environ.get("WAREHOUSE_HOME") or PROJECT / "data").expanduser().absolute()


def dagster_home(environ: Mapping[str, str] = os.environ) -> Path:
    """Where Dagster keeps the history of runs: inside the warehouse's home, made ready for use.

    Its dagster.yaml is that of the profile, unless somebody has changed it. Raises `BadSettingError`.
    """
    folder = warehouse_home(environ) / "dagster"
    folder.mkdir(parents=True, exist_ok=True)
    profiles = {path.stem: path.read_bytes() for path in PROFILES.glob("*.yaml")}
    wanted = profiles[_one_of("PROFILE", sorted(profiles), environ, "laptop")]
    ours = FORMER_PROFILES | {_sha256(profile) for profile in profiles.values()}
    file = folder / "dagster.yaml"
    if not file.exists() or _sha256(file.read_bytes()) in ours:
        file.write_bytes(wanted)
    return folder


def watch_landing(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the sensor of new files is on from the start."""
    return environ.get("WATCH_LANDING", "") not in ("", "0")


def settle_seconds(environ: Mapping[str, str] = os.environ) -> float:
    """How long the landing folder must look the same. Raises `BadSettingError`."""
    return float(_number("SETTLE_SECONDS", environ, "60"))


def code_url(environ: Mapping[str, str] = os.environ) -> str:
    """Where the code can be read on the web; empty where that is not told."""
    return environ.get("CODE_URL", "").rstrip("/")


@dataclass(frozen=True)
class Notifications:
    """Who is told of failures and warnings, and how; the secrets among it are not shown where it is printed."""

    of_warnings: bool
    webhook_kind: str
    webhook_url: str = field(repr=False)
    webhook_secret: str = field(repr=False)
    mail_to: str
    mail_from: str
    smtp_host: str
    smtp_port: int
    smtp_security: str
    smtp_user: str
    smtp_password: str = field(repr=False)

    @property
    def is_on(self) -> bool:
        """Whether there is anybody to tell."""
        return bool(self.webhook_url or self.mail_to)


def notifications(environ: Mapping[str, str] = os.environ) -> Notifications:
    """The NOTIFY_… variables. Raises `BadSettingError`."""
    given = {name: environ.get(f"NOTIFY_{name}", "").strip() for name in ("WEBHOOK_URL", "WEBHOOK_SECRET", "MAIL_TO")}
    return Notifications(
        of_warnings=_one_of("NOTIFY_ON", ["warning", "failure"], environ, "warning") == "warning",
        webhook_kind=_one_of("NOTIFY_WEBHOOK_KIND", ["dingtalk", "wecom", "feishu", "slack"], environ, "dingtalk"),
        webhook_url=given["WEBHOOK_URL"],
        webhook_secret=given["WEBHOOK_SECRET"],
        mail_to=given["MAIL_TO"],
        mail_from=environ.get("NOTIFY_MAIL_FROM") or given["MAIL_TO"].partition(",")[0],
        smtp_host=environ.get("NOTIFY_SMTP_HOST") or "localhost",
        smtp_port=int(_number("NOTIFY_SMTP_PORT", environ, "587")),
        smtp_security=_one_of("NOTIFY_SMTP_SECURITY", ["starttls", "tls", "none"], environ, "starttls"),
        smtp_user=environ.get("NOTIFY_SMTP_USER", ""),
        smtp_password=environ.get("NOTIFY_SMTP_PASSWORD", ""),
    )


def _one_of(name: str, allowed: Sequence[str], environ: Mapping[str, str], default: str) -> str:
    value = environ.get(name) or default
    if value not in allowed:
        raise BadSettingError(f"{name}={value}: must be one of {', '.join(allowed)}")
    return value


def _number(name: str, environ: Mapping[str, str], default: str) -> str:
    value = environ.get(name) or default
    if not value.isdecimal():
        raise BadSettingError(f"{name}={value}: must be a whole number")
    return value


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
