"""Data Docs: what came out of the checks, as static pages that a browser opens without a network.

Belongs here: which pages there are, and how long they are kept. Great Expectations renders the sections of a page; the
frame (`templates/`) is ours, because its own loads styles and scripts from other hosts. Does not belong here: running the
checks (`engine`).
"""

from __future__ import annotations

import html
import shutil
from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from great_expectations.core import ExpectationSuiteValidationResult, ExpectationValidationResult
from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer
from great_expectations.render.view.view import DefaultJinjaPageView

from expectations.engine import Outcome
from warehouse.home import written_aside

TEMPLATES = Path(__file__).with_name("templates")
INDEX = "index.html"

KEPT = 30
"""Runs whose pages are kept."""

Row = tuple[str, tuple[str, ...]]
"""A link, and the cells of its line."""


def write(folder: Path, run_id: str, outcomes: Iterable[Outcome]) -> Path:
    """Pages for one run, a table or view each, in `folder`/<run_id>, and the list of runs: the run's first page."""
    of_table: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        of_table.setdefault(outcome.check.table, []).append(outcome)
    pages = folder / run_id
    shutil.rmtree(pages, ignore_errors=True)
    with written_aside(pages) as aside:  # half a run's pages, on a full disk, would stand in the way of every later run
        aside.mkdir()
        for table, its_outcomes in of_table.items():
            (aside / f"{table}.html").write_text(_page(table, its_outcomes), encoding="utf-8")
        _write_index(
            aside, run_id, ["表 table", "失败 failed", "检查 checks"], sorted(map(_summary, of_table.values()))
        )
    runs = _prune(folder)
    rows = [(f"{run.name}/{INDEX}", (run.name, _moment(run))) for run in runs]
    _write_index(folder, "数据检查 Data Docs", ["运行 run", "时间 time (UTC)"], rows)
    return pages / INDEX


@cache
def _view() -> DefaultJinjaPageView:
    return DefaultJinjaPageView(custom_views_directory=str(TEMPLATES))


def _page(table: str, outcomes: list[Outcome]) -> str:
    results = [_harmless(one.result) for one in sorted(outcomes, key=_failed_first) if one.result is not None]
    failed = sum(not result.success for result in results)
    whole = ExpectationSuiteValidationResult(
        success=not failed,
        results=results,
        suite_name=table,
        meta={},
        statistics={
            "evaluated_expectations": len(results),
            "successful_expectations": len(results) - failed,
            "unsuccessful_expectations": failed,
            "success_percent": 100 * (1 - failed / len(results)) if results else None,
        },
    )
    renderer: Any = ValidationResultsPageRenderer()
    document = renderer.render(whole)
    document.page_title = table
    document.sections = document.sections[1:]  # the first one links to pages that are not there
    view: Any = _view()
    return str(view.render(document, template="frame.j2"))


def _harmless(result: ExpectationValidationResult) -> ExpectationValidationResult:
    """The result with everything that a notice says as text, never as markup: the renderer's templates do not see to it."""
    copied: Any = deepcopy(result)
    passages = copied.result.get("partial_unexpected_list", [])
    copied.result["partial_unexpected_list"] = [html.escape(passage) for passage in passages]
    return copied  # type: ignore[no-any-return]


def _failed_first(outcome: Outcome) -> tuple[bool, str]:
    return outcome.success, outcome.check.name


def _summary(outcomes: list[Outcome]) -> Row:
    table = outcomes[0].check.table
    failed = sum(not outcome.success for outcome in outcomes)
    return f"{table}.html", (table, str(failed), str(len(outcomes)))


def _write_index(folder: Path, title: str, columns: list[str], rows: Sequence[Row]) -> None:
    template = _view().env.get_template("index.j2")
    (folder / INDEX).write_text(template.render(title=title, columns=columns, rows=rows), encoding="utf-8")


def _made_at(run: Path) -> float:
    return (run / INDEX).stat().st_mtime


def _moment(run: Path) -> str:
    return f"{datetime.fromtimestamp(_made_at(run), UTC):%Y-%m-%d %H:%M}"


def _prune(folder: Path) -> list[Path]:
    """Remove the pages of all runs but the newest KEPT: those that stay, newest first. What is no run's is let alone."""
    runs = sorted((index.parent for index in folder.glob(f"[!.]*/{INDEX}")), key=_made_at, reverse=True)
    for old in runs[KEPT:]:
        shutil.rmtree(old)
    return runs[:KEPT]
