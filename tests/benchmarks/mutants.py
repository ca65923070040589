"""`python -m tests.benchmarks.mutants`: changes the code in small ways and counts how many the tests notice (about an hour).

cosmic-ray makes the changes, one at a time, and runs the tests of the module in a fresh process (Polars' threads do not
survive a fork). What it may change and which tests count is in mutants.toml. It works in copies of the checkout, one a
module. Prints the table of docs/reliability.md; the mutants that no test noticed are in `survivors.diff` in the folder told.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.shared import ROOT

SETTINGS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
OPERATORS = re.compile(f"core/(?:{'|'.join(SETTINGS['operators'])})")
NOT_COPIED = (".*", "__pycache__", "data", "docs")
# One thread for Polars, examples of hypothesis that do not vary (`CI`), and no plugins: they take longer to load than the tests.
ENVIRONMENT = os.environ | {"POLARS_MAX_THREADS": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "CI": "true"}
CONFIGURATION = """\
[cosmic-ray]
module-path = "{module}"
timeout = 3600
excluded-modules = []
test-command = "{tests}"
distributor.name = "local"
"""


def main() -> int:
    """Try the modules given, by default all that the settings name."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("module", nargs="*", default=list(SETTINGS["modules"]), help="such as transforms/runs.py")
    arguments.add_argument("--jobs", type=int, default=1, help="modules at a time")
    given = arguments.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mutants-"))
    print(f"Working in {folder} ...", file=sys.stderr)
    with ThreadPoolExecutor(given.jobs) as pool:
        sessions = list(pool.map(lambda module: _try(module, folder / module.replace("/", "-")), given.module))
    survivors = folder / "survivors.diff"
    survivors.write_text("\n".join(diff for session in sessions for diff in _survivors(session)), encoding="utf-8")
    print("\n".join(_table(dict(zip(given.module, sessions, strict=True)))))
    print(f"Survivors: {survivors}", file=sys.stderr)
    return 0


def _try(module: str, folder: Path) -> Path:
    """Tries the mutants of a module in a copy of the checkout; the session in which cosmic-ray keeps the results."""
    copy, settings, session = folder / "copy", folder / "settings.toml", folder / "session.sqlite"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*NOT_COPIED))
    pytest = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *SETTINGS["modules"][module]]
    tests = ["sh", "-c", f"ulimit -t {SETTINGS['seconds']}; exec {shlex.join(pytest)}"]
    _run(tests, copy)  # must pass before anything is changed; leaves compiled modules, which save time
    settings.write_text(CONFIGURATION.format(module=module, tests=shlex.join(tests)), encoding="utf-8")
    tool = [sys.executable, "-m", "uv", "tool", "run", "--quiet", "--from", SETTINGS["tool"], "cosmic-ray"]
    _run([*tool, "init", str(settings), str(session)], copy)
    _choose(session, (copy / module).read_text(encoding="utf-8"))
    _run([*tool, "exec", str(settings), str(session)], copy)
    return session


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"In {folder} failed: {shlex.join(command)}\n{done.stdout}\n{done.stderr}")


def _no_operators(code: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where heads of functions and types stand (line and column, from and to).

    `|` between types is never evaluated, and a bare `*` between parameters is no operator.
    """
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef):
            yield (node.lineno, node.col_offset), (node.body[0].lineno, 0)
        elif isinstance(node, ast.AnnAssign):
            kind = node.annotation
            yield (kind.lineno, kind.col_offset), (kind.end_lineno or kind.lineno, kind.end_col_offset or 0)


def _choose(session: Path, code: str) -> None:
    """Leaves in the session the mutants by the operators of the settings, or a draw of them."""
    not_these = list(_no_operators(code))
    with sqlite3.connect(session) as database:
        rows = database.execute(
            "SELECT job_id, operator_name, start_pos_row, start_pos_col FROM mutation_specs "
            "ORDER BY start_pos_row, start_pos_col, operator_name, occurrence"
        )
        jobs = [
            job
            for job, operator, *place in rows
            if OPERATORS.fullmatch(operator)
            and not ("Binary" in operator and any(start <= tuple(place) < end for start, end in not_these))
        ]
        drawn = random.Random(SETTINGS["seed"]).sample(jobs, min(len(jobs), SETTINGS["most"]))
        marks = ", ".join("?" * len(drawn))
        for table in ("mutation_specs", "work_items"):
            database.execute(f"DELETE FROM {table} WHERE job_id NOT IN ({marks})", drawn)
        database.execute("CREATE TABLE possible AS SELECT ? AS mutants", [len(jobs)])


def _survivors(session: Path) -> Iterator[str]:
    with sqlite3.connect(session) as database:
        for (diff,) in database.execute("SELECT diff FROM work_results WHERE test_outcome = 'SURVIVED'"):
            yield diff


def _table(sessions: dict[str, Path]) -> Iterator[str]:
    """The table of docs/reliability.md: the mutants of each module, and how many of those tried were noticed."""
    yield "| module | mutants | tried | killed | of these by time | survived | killed, % |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    counts = {module: _count(session) for module, session in sessions.items()}
    counts["all"] = tuple(sum(column) for column in zip(*counts.values(), strict=True))
    for module, (mutants, tried, killed, late) in counts.items():
        yield f"| {module} | {mutants} | {tried} | {killed} | {late} | {tried - killed} | {100 * killed / tried:.0f} |"


def _count(session: Path) -> tuple[int, ...]:
    """Mutants there are, tried, killed, and killed because pytest did not come to its end."""
    with sqlite3.connect(session) as database:
        counts: tuple[int, ...] = database.execute(
            "SELECT (SELECT mutants FROM possible), count(*), count(*) FILTER (WHERE test_outcome = 'KILLED'), "
            "count(*) FILTER (WHERE test_outcome = 'KILLED' AND output NOT LIKE '%short test summary%') FROM work_results"
        ).fetchone()
    return counts


if __name__ == "__main__":
    sys.exit(main())
