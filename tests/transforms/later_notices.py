"""Made-up notices with the notices that follow them, read and combined, and what is right about them by their making."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property

import polars as pl

import transforms
from tests.notices import FORMATS, MadeNotice, generate
from tests.notices.later import KINDS, later, republished
from transforms.combine import placed

NOT_WORDS = re.compile(r"[\W_]+")
COPY_DAMAGE = [("web_furniture",), ("hard_wraps",), ("spaces",), ("fullwidth_mixed",), ("page_breaks",), ("invisible",)]


@dataclass
class World:
    """For each of so many first notices one later notice of each kind, and a copy on another site."""

    notices: int
    first_seed: int
    made: dict[str, MadeNotice] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    kind: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        formats = [name for name in FORMATS if name not in ("no_items", "goal_headings")]
        for n in range(self.notices):
            first = generate(self.first_seed + n, format=formats[n % len(formats)])
            self._add(first, first, "first")
            for k, kind in enumerate(KINDS):
                format = first.format if kind == "second_disclosure" else formats[(n * 7 + k) % len(formats)]
                self._add(later(first, n, kind, format=format), first, kind)
            self._add(republished(first, n, COPY_DAMAGE[n % len(COPY_DAMAGE)]), first, "copy")

    def _add(self, notice: MadeNotice, first: MadeNotice, kind: str) -> None:
        self.made[notice.name], self.first[notice.name], self.kind[notice.name] = notice, first.name, kind

    @cached_property
    def read(self) -> dict[str, pl.DataFrame]:
        texts = pl.DataFrame({"content_sha256": list(self.made), "text": [m.text + "\n" for m in self.made.values()]})
        return transforms.read(texts.with_columns(source_format=pl.lit("txt"), encoding=pl.lit("utf-8")))

    @cached_property
    def star(self) -> dict[str, pl.DataFrame]:
        return self.combined(list(self.made))

    def combined(self, names: list[str]) -> dict[str, pl.DataFrame]:
        """The warehouse of the notices of these names; a notice's name stands for its hash, too."""
        sources = self.read["contents"].filter(pl.col("content_sha256").is_in(names)).with_columns(
            source_name=pl.col("content_sha256"), byte_count=pl.lit(1), first_seen_at=pl.lit(datetime(2026, 1, 1))
        )  # fmt: skip
        return transforms.combine(lambda name: self.read[name].lazy(), sources)

    def problems(self) -> pl.DataFrame:
        """What `threads.link` is given."""
        return placed(self.star)

    def judged(self, kind: str) -> tuple[int, int, int]:
        """Links from later notices of a kind to their first notices: right ones, all found, and all there are.

        Problems that were not read with the title they have count for nothing.
        """
        threads = self._threads()
        right = found = true = 0
        for name in (name for name in self.made if self.kind[name] == kind):
            before = threads.get(self.first[name], {})
            for problem in self.made[name].truth["problems"]:
                if problem["seq"] not in threads[name]:
                    continue
                linked = [seq for seq, thread in before.items() if thread == threads[name][problem["seq"]]]
                found += len(linked)
                right += problem["earlier"] in linked
                true += problem["earlier"] in before
        return right, found, true

    def _threads(self) -> dict[str, dict[int, int]]:
        """Name of the notice (of the first for a copy) → seq of the problem → its thread."""
        of: dict[str, dict[int, int]] = {name: {} for name in self.made}
        rows = self.star["dim_problem"].join(
            self.star["dim_notice"].select("notice_key", "source_name"), on="notice_key"
        )
        for name, title, thread in rows.select("source_name", "title", "thread_key").iter_rows():
            name = self.first[name] if self.kind[name] == "copy" else name  # noqa: PLW2901
            words = NOT_WORDS.sub("", title)
            alike = [p["seq"] for p in self.made[name].truth["problems"] if NOT_WORDS.sub("", p["title"]) == words]
            if len(alike) == 1:
                of[name][alike[0]] = thread
        return of


@cache
def world() -> World:
    """One such world for all tests that only look."""
    return World(notices=40, first_seed=51_000)
