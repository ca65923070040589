"""`python -m tests.benchmarks.reliability`: what was tried to break the project, and what became of it: docs/reliability.md.

Runs the tests of faults and hostile input, the slow ones too (an hour or two), or takes the reports of earlier runs
(`--report`, made by `pytest --junit-xml`); counts the checks by table; times all checks on builds that
`tests.benchmarks.views --count N --keep FILE` made (`--file`, repeatable). With `--file` alone, only the times are taken: the
other sections stay as they are. So does all from the heading BY_HAND on, which was tried by hand.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import duckdb

from expectations import run
from expectations.suites import checks

DOC = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
TRIED = ["tests/faults", "tests/hostile"]

FAULTS, INPUTS = "## Faults\n", "## Mutated notices\n"
CHECKS, TIMES = "## Checks by table and view\n", "## Time of all checks\n"
BY_HAND = "## Tried by hand\n"
HEAD = """\
# What was tried to break it

Made by `python -m tests.benchmarks.reliability` on {day}. Every line is a test that can be run again; what stands
here is what the given reports hold, and a fault that no report names was not tried on that day.
"""


def main() -> int:
    """Write the document."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--report", type=Path, action="append", default=[], help="JUnit XML of an earlier run")
    arguments.add_argument("--file", type=Path, action="append", default=[], help="a build to time the checks on")
    given = arguments.parse_args()
    before, by_hand, kept = DOC.read_text(encoding="utf-8").partition(BY_HAND)
    sections = dict(re.findall(r"^(## .+?\n)(.*?)(?=^## |\Z)", before, re.MULTILINE | re.DOTALL))
    if given.report or not given.file:
        with tempfile.TemporaryDirectory() as folder:
            cases = _cases(given.report or [_tried(Path(folder, "report.xml"))])
        sections |= {FAULTS: _lines(_faults(cases)), INPUTS: _lines(_inputs(cases)), TIMES: ""}
    sections[CHECKS] = _lines(_checks())
    if given.file:
        sections[TIMES] = _lines(_times(given.file))
    day = date.today().isoformat()
    parts = (f"{heading}{sections[heading]}" for heading in (FAULTS, INPUTS, CHECKS, TIMES))
    DOC.write_text("".join([HEAD.format(day=day), "\n", *parts, by_hand, kept]), encoding="utf-8")
    print(DOC)
    return 0


def _lines(lines: Iterable[str]) -> str:
    return "\n" + "".join(f"{line}\n" for line in lines)


def _cases(reports: Iterable[Path]) -> list[ElementTree.Element]:
    """The tests of the reports; of one that stands in several the last counts."""
    found = (case for report in reports for case in ElementTree.parse(report).iter("testcase"))
    return list({_name(case): case for case in found}.values())


def _tried(report: Path) -> Path:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-m",
        "slow or not slow",
        f"--junit-xml={report}",
        "-o",
        "junit_family=xunit1",
        *TRIED,
    ]
    subprocess.run(command, check=False)  # a failed test is a line of the document
    return report


def _name(case: ElementTree.Element) -> tuple[str, str]:
    return case.get("classname", ""), case.get("name", "")


def _outcome(case: ElementTree.Element) -> str:
    kinds = {child.tag for child in case}
    return "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "survived"


def _faults(cases: Iterable[ElementTree.Element]) -> Iterator[str]:
    """Faults by test: a test may try several, and then says how many (property `faults`)."""
    tried: Counter[tuple[str, str]] = Counter()
    for case in cases:
        if case.get("classname", "").startswith("tests.faults"):
            name = case.get("name", "").partition("[")[0].removeprefix("test_").replace("_", " ")
            tried[name, _outcome(case)] += int(_property(case, "faults") or 1)
    yield from _table(
        ("fault", "tried", "survived", "failed", "skipped"),
        (
            (name, sum(tried[name, outcome] for outcome in OUTCOMES), *(tried[name, outcome] for outcome in OUTCOMES))
            for name in dict.fromkeys(name for name, _ in tried)
        ),
    )


OUTCOMES = ("survived", "failed", "skipped")


def _inputs(cases: Iterable[ElementTree.Element]) -> Iterator[str]:
    found: Counter[str] = Counter()
    for case in cases:
        for what in ("published", "quarantined", "lost"):
            found[what] += int(_property(case, what) or 0)
    columns = ("tried", "published", "quarantined", "lost")
    yield from _table(columns, [(found.total(), *(found[what] for what in columns[1:]))])


def _property(case: ElementTree.Element, name: str) -> str | None:
    return next((one.get("value") for one in case.iter("property") if one.get("name") == name), None)


def _checks() -> Iterator[str]:
    tables = dict.fromkeys(check.table for check in checks())
    counted = Counter((check.table, check.severity) for check in checks())
    yield from _table(
        ("table or view", "blocking", "warning"),
        ((table, counted[table, "blocking"], counted[table, "warning"]) for table in sorted(tables)),
    )


def _times(files: Sequence[Path]) -> Iterator[str]:
    columns = ("notices", "file, MB", "checks", "of these failed", "seconds", "seconds of CPU", "memory at most, GB")
    # a process each, which has its own peak of memory
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as process:
        yield from _table(columns, process.imap(_time, files, chunksize=1))


def _time(file: Path) -> tuple[str, ...]:
    # takes seconds; a night does it in a process of its own while it reads the notices (orchestration.checking)
    import expectations.engine  # noqa: F401, PLC0415

    with duckdb.connect(file, read_only=True) as connection:
        (notices,) = connection.execute("SELECT count(*) FROM fact_disclosure").fetchall()[0]
    began, began_cpu = time.perf_counter(), time.process_time()
    results = run.check(file, "reliability")
    seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    failed = results.filter(~results["success"]).height
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    size = file.stat().st_size / 1e6
    return (
        f"{notices:,}",
        f"{size:,.0f}",
        f"{results.height}",
        f"{failed}",
        f"{seconds:.1f}",
        f"{cpu:.1f}",
        f"{memory:.1f}",
    )


def _table(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    for cells in (columns, ("---",) * len(columns), *rows):
        yield f"| {' | '.join(map(str, cells))} |"
    yield ""


if __name__ == "__main__":
    sys.exit(main())
