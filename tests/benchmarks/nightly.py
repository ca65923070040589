"""`make bench`: how fast the nightly job is, on made-up notices in a temporary home.

Prints notices a second from the landing folder to the published file, the share of each step, the peak memory, and
the same for the reading alone, beside a bare scan of the same texts for headings, labels, dates and sums of money: what
Polars takes to look at every character once, which no reading can beat. The reading runs as the job runs it on many
contents, a process for each core, the start of the processes left out; the scan uses all cores by itself.

The notices are as long and as dense as real ones: about 13,000 characters, 40 problems, 110 measures of 90 characters and
400 passages (five real ones: 13,300, 36, 99, 88, 377). How dense they came out is printed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import dagster as dg
import polars as pl
from rich.console import Console
from rich.table import Table

from orchestration.chunks import SHARES, processes

CHARACTERS = 14_000  # asked for; some formats give fewer, 13,000 on the average
SAMPLE = 1_000  # notices of which the reading alone is measured
SCANNED = {
    "heading": r"(?m)^\s*[（(]?[一二三四五六七八九十]+[）)、]",
    "label": r"[一二三四五六七八九十]是",
    "date": r"[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?",
    "money": r"[0-9.,]+(?:亿|万)?元",
}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=1_000, help="notices to make")
    count = arguments.parse_args().count
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        landing, home = Path(folder, "landing"), Path(folder, "home")
        made = [sys.executable, "-m", "tests.notices", "--count", f"{count}", "--out", f"{landing}"]
        subprocess.run([*made, "--chars", f"{CHARACTERS}", "--long-measures", "--jobs", "2"], check=True)
        seconds, memory = _job(landing, home)
        steps = _steps(home)
        texts = _texts(landing)
        (reading, found), scan = _reading(texts), _scan(texts)
    report = Table(title=f"{count:,} notices, {texts['text'].str.len_chars().sum() / count:,.0f} characters each")
    for heading in ("what", "seconds", "notices/second", "share of the job"):
        report.add_column(heading, justify="left" if heading == "what" else "right")
    for what, took in {"landing to published file": seconds, **steps}.items():
        report.add_row(what, f"{took:.1f}", f"{count / took:,.0f}", f"{took / seconds:.0%}")
    report.add_row(
        "start of the process, Dagster", *_row(seconds - sum(steps.values()), count, seconds), end_section=True
    )
    report.add_row("reading alone", f"{reading:.1f}", f"{texts.height / reading:,.0f}", "")
    report.add_row("bare scan", f"{scan:.2f}", f"{texts.height / scan:,.0f}", "")
    Console().print(report)
    print(f"peak memory of the job: {memory:,.0f} MB; the reading takes {reading / scan:.0f} times the bare scan")
    each = ", ".join(f"{count / texts.height:.0f} {what}" for what, count in found.items())
    print(f"read from each notice: {each}")
    return 0


def _row(took: float, count: int, whole: float) -> tuple[str, str, str]:
    return f"{took:.1f}", f"{count / took:,.0f}", f"{took / whole:.0%}"


def _job(landing: Path, home: Path) -> tuple[float, float]:
    """Seconds and peak memory (MB) of `python -m orchestration.nightly`."""
    environment = os.environ | {"LANDING": str(landing), "WAREHOUSE_HOME": str(home)}
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "orchestration.nightly"], env=environment)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"the nightly job ended with status {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - began, used.ru_maxrss / 1024


def _steps(home: Path) -> dict[str, float]:
    """Seconds of each step of the run."""
    os.environ["DAGSTER_HOME"] = str(home / "dagster")
    with dg.DagsterInstance.get() as instance:
        run = instance.get_runs(limit=1)[0]
        stats = sorted(instance.get_run_step_stats(run.run_id), key=lambda step: step.start_time or 0)
        return {step.step_key: (step.end_time or 0) - (step.start_time or 0) for step in stats}


def _texts(landing: Path) -> pl.DataFrame:
    from warehouse.encodings import to_text  # noqa: PLC0415

    files = sorted(path for path in landing.rglob("*") if path.is_file())[:SAMPLE]
    rows = [(path.name, path.suffix.lstrip("."), *to_text(path.read_bytes())) for path in files]
    return pl.DataFrame(rows, schema=["content_sha256", "source_format", "encoding", "text"], orient="row")


def _reading(texts: pl.DataFrame) -> tuple[float, Counter[str]]:
    """Seconds of the reading in a process for each core, and how many problems, measures and passages it found."""
    shares = [texts.gather_every(SHARES, share) for share in range(SHARES)]
    with processes() as pool:
        for _ in pool.map(_read, [texts[:50]] * SHARES):
            pass  # the processes are started, the vocabularies loaded
        began = time.perf_counter()
        found = sum(pool.map(_read, shares), Counter[str]())
        return time.perf_counter() - began, found


def _read(texts: pl.DataFrame) -> Counter[str]:
    import transforms  # noqa: PLC0415

    tables = transforms.read(texts)
    named = {"problems": "dim_problem", "measures": "dim_measure", "passages": "evidence.segment"}
    return Counter({what: tables[name].height for what, name in named.items()})


def _scan(texts: pl.DataFrame) -> float:
    began = time.perf_counter()
    texts.lazy().select(
        pl.col("text").str.count_matches(pattern).alias(name) for name, pattern in SCANNED.items()
    ).collect()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
