"""What the nightly command shows while the job runs: one line a step, and on a terminal what the step is doing.

The line ends with the step's first message of level INFO: its counts.

Belongs here: listening to Dagster's events. Does not belong here: what is shown at the end (`summary`).
"""

from __future__ import annotations

import logging
import time
from contextlib import AbstractContextManager
from types import TracebackType

import dagster as dg
from rich.console import Console
from rich.status import Status

STEPS = {
    "take_in": "take in the files",
    "readings": "read the notices",
    "build_warehouse": "build the warehouse aside",
    "check_build": "check the build",
    "published_warehouse": "publish",
}


class Progress(AbstractContextManager["Progress"]):
    """A listener for the events of a run (`DagsterInstance.add_event_listener`)."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._status: Status | None = Status("start", console=console) if console.is_terminal else None
        self._began: dict[str, float] = {}
        self._counts: dict[str, str] = {}

    def __enter__(self) -> Progress:
        if self._status:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status:
            self._status.stop()

    def __call__(self, entry: dg.EventLogEntry, _cursor: str | None = None) -> None:
        """Show an event."""
        event, step = entry.dagster_event, entry.step_key
        if step is None:
            return
        title = STEPS.get(step, step)
        if event is None:
            if entry.level == logging.INFO:
                self._counts.setdefault(step, entry.user_message)
            self._show(f"{title}: {entry.user_message}")
        elif event.event_type == dg.DagsterEventType.STEP_START:
            self._began[step] = time.monotonic()
            self._show(title)
        elif event.event_type in (dg.DagsterEventType.STEP_SUCCESS, dg.DagsterEventType.STEP_FAILURE):
            seconds = time.monotonic() - self._began.get(step, time.monotonic())
            mark = "ok" if event.event_type == dg.DagsterEventType.STEP_SUCCESS else "FAILED"
            line = f"{title:<26} {seconds:7.1f} s  {mark}  {self._counts.get(step, '')}"
            self._console.print(line.rstrip(), highlight=False)

    def _show(self, text: str) -> None:
        if self._status:
            self._status.update(text)
