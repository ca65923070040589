"""Giving readers a new build, or an earlier one back: rename, link flip, pruning of old builds.

Belongs here: the moment at which readers see the new file instead of the old one, and nothing between. Publishing
trusts nobody: it looks into the build for the results of its checks. Does not belong here: making a build (`build`).
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from warehouse import manifest
from warehouse.build import parquet_folder
from warehouse.home import UNFINISHED, Home, remove, sync

KEEP = 7
"""Builds kept, the published one among them."""


class NotPublishableError(RuntimeError):
    """The build must not be published."""


def publish(home: Home, build_path: Path, keep: int = KEEP) -> Path:
    """Make the sealed build at `build_path` the published one: its final path.

    Raises `NotPublishableError` where it is not sealed, was not checked, or failed a blocking check; readers then keep
    what they had.
    """
    _verify(build_path)
    final = home.builds / build_path.name
    if final != build_path:
        manifest.write(parquet_folder(build_path))
    for path in (*parquet_folder(build_path).iterdir(), build_path):
        path.chmod(0o444)
        sync(path)
    if final != build_path:
        remove(parquet_folder(final))
        parquet_folder(build_path).replace(parquet_folder(final))
        build_path.replace(final)
    sync(home.builds)
    _flip(home.published, final)
    prune(home, keep)
    return final


def rollback(home: Home, build_id: str | None = None) -> tuple[Path, Path]:
    """Give readers a kept build back: the build they see now, and the one they saw until now.

    It is the newest of those before the published one, or the one named. The next nightly run goes on from it: it is what
    `v_changes` and the checks compare with. No build is removed. Raises `NotPublishableError` where there is none, or where
    it did not pass its checks.
    """
    current = home.published_build()
    if current is None:
        raise NotPublishableError(f"nothing is published at {home.published}: there is nothing to go back from")
    kept = sorted(path for path in home.builds.glob("*.duckdb") if path.resolve() != current)
    wanted = [path for path in kept if (path.stem == build_id if build_id else path.name < current.name)]
    if not wanted:
        others = ", ".join(path.stem for path in kept) or "none"
        asked = f"the build {build_id} is not" if build_id else f"no build before {current.stem} is"
        raise NotPublishableError(f"{asked} kept in {home.builds}; kept besides the published one: {others}")
    _verify(wanted[-1])
    _flip(home.published, wanted[-1])
    return wanted[-1], current


def prune(home: Home, keep: int = KEEP) -> list[Path]:
    """Remove all builds but the newest `keep` and the published one: those removed."""
    current = home.published_build()
    newest = sorted(home.builds.glob("*.duckdb"), reverse=True)
    kept = {path for path in newest[:keep] if path.is_file()} | {current}
    old = [path for path in newest if path not in kept and path.resolve() != current]
    for path in old:
        remove(path)
    for folder in home.builds.glob("*/"):
        if folder != home.in_progress and not folder.with_name(f"{folder.name}.duckdb").exists():
            remove(folder)
    return old


def _verify(build_path: Path) -> None:
    if not build_path.is_file():
        raise NotPublishableError(f"there is no build at {build_path}")
    if build_path.with_name(f"{build_path.name}.wal").exists():
        raise NotPublishableError(f"{build_path} is not sealed: its write-ahead log is still there")
    with duckdb.connect(build_path, read_only=True) as connection:
        checked, failed = connection.execute(
            "SELECT count(*), list(expectation) FILTER (severity = 'blocking' AND success IS NOT TRUE)"
            " FROM audit.expectation_result"
        ).fetchall()[0]
    if not checked:
        raise NotPublishableError(f"{build_path} was not checked: it holds no results")
    if failed:
        raise NotPublishableError(f"{build_path} failed blocking checks: {', '.join(sorted(failed))}")


def _flip(link: Path, target: Path) -> None:
    """Point `link` at `target`, in one step; relative, so that the home can be moved."""
    aside = link.with_name(f"{UNFINISHED}{link.name}")
    remove(aside)
    aside.symlink_to(os.path.relpath(target, link.parent))
    aside.replace(link)
    sync(link.parent)
