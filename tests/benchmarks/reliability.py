"""`python -m tests.benchmarks.reliability`: what was tried to break the project, and what became of it: docs/reliability.md.

Runs the tests of faults and hostile input, the slow ones too (an hour or two), or takes the reports of earlier runs
(`--report`, made by `pytest --junit-xml`); counts the checks by table; times all checks on builds that
`tests.benchmarks.views --count N --keep FILE` made (`--file`, repeatable). What stands in the document from the heading
BY_HAND on was tried by hand, and is kept.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import duckdb

from expectations import run
from expectations.suites import checks

DOC = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
TRIED = ["tests/faults", "tests/hostile"]

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
    with tempfile.TemporaryDirectory() as folder:
        reports = given.report or [_tried(Path(folder, "report.xml"))]
        # of a test that stands in several reports the last one counts
        cases = list(
            {_name(case): case for report in reports for case in ElementTree.parse(report).iter("testcase")}.values()
        )
    parts = [
        HEAD.format(day=date.today().isoformat()),
        *_faults(cases),
        *_inputs(cases),
        *_checks(),
        *_times(given.file),
        "".join(DOC.read_text(encoding="utf-8").partition(BY_HAND)[1:]),
    ]
    DOC.write_text("\n".join(parts), encoding="utf-8")
    print(DOC)
    return 0


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
    yield "## Faults\n"
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
    yield "## Mutated notices\n"
    columns = ("tried", "published", "quarantined", "lost")
    yield from _table(columns, [(found.total(), *(found[what] for what in columns[1:]))])


def _property(case: ElementTree.Element, name: str) -> str | None:
    return next((one.get("value") for one in case.iter("property") if one.get("name") == name), None)


def _checks() -> Iterator[str]:
    tables = dict.fromkeys(check.table for check in checks())
    counted = Counter((check.table, check.severity) for check in checks())
    yield "## Checks by table and view\n"
    yield from _table(
        ("table or view", "blocking", "warning"),
        ((table, counted[table, "blocking"], counted[table, "warning"]) for table in sorted(tables)),
    )


def _times(files: Iterable[Path]) -> Iterator[str]:
    yield "## Time of all checks\n"
    yield from _table(("notices", "checks", "seconds", "seconds of CPU"), (_time(file) for file in files))


def _time(file: Path) -> tuple[str, ...]:
    with duckdb.connect(file, read_only=True) as connection:
        (notices,) = connection.execute("SELECT count(*) FROM fact_disclosure").fetchall()[0]
    began, began_cpu = time.perf_counter(), time.process_time()
    results = run.check(file, "reliability")
    seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    return f"{notices:,}", f"{results.height}", f"{seconds:.0f}", f"{cpu:.0f}"


def _table(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    for cells in (columns, ("---",) * len(columns), *rows):
        yield f"| {' | '.join(map(str, cells))} |"
    yield ""


if __name__ == "__main__":
    sys.exit(main())
