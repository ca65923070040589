"""What one rectification item says: its problem, measures, status and deadline, before anything is laid out.

Belongs here: choosing from the stock so that progress, status and deadline agree with each other.
Does not belong here: labels, wordings of headings and lines (layout).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from tests.notices import load
from tests.notices.words import Said, Words

T = TypeVar("T")
OWN = 0.7  # share of measures that fit their category only
CLOSED = ("completed", "completed_sustained", "immediate_sustained", "completed")
OPEN = ("in_progress", "basically_completed", "staged", "in_progress")


@dataclass(slots=True)
class Item:
    """The content of one item.

    `measures` pairs a sentence (no final stop) with its progress; `group` is the category it was drawn for and stands
    among (the problem's own category may be another). `earlier` is the seq, in an earlier notice, of the same problem.
    """

    group: str
    problem: load.Problem
    title: Said
    measures: list[tuple[Said, str]]
    progress: str
    status: str
    status_text: str
    aspect: int = 0
    plain: bool = False
    earlier: int | None = None


class Maker:
    """Makes the items of one notice, without taking the same problem or measure twice while others are left."""

    def __init__(self, words: Words, core: str, single_sentences: bool) -> None:
        """`core` is the kind of unit; with `single_sentences` half of the items have measures of one sentence each."""
        self.words = words
        self.core = core
        self.single_sentences = single_sentences
        self.long_measures = False  # about 90 characters, as many as real ones have, instead of half as many
        self._left: dict[tuple[str, str], list[Any]] = {}

    def _next(self, pool: tuple[T, ...], key: tuple[str, str]) -> T:
        """The next of a pool, in an order of this notice's own."""
        left: list[T] | None = self._left.get(key)
        if not left:
            left = self._left[key] = list(pool)
        at = int(self.words.rand() * len(left))
        left[at], left[-1] = left[-1], left[at]
        return left.pop()

    def _measure(self, category: str, progress: str) -> Said:
        """One sentence, more often the category's own than one that fits any."""
        kind = category if self.words.rand() < OWN else "any"
        return self.words.say(self._next(load.measures(kind, self.core, progress), (kind, progress)))

    def measure(self, category: str, progress: str, plain: bool, topic: str) -> Said:
        """One measure's sentences, without the final stop."""
        said = self._report(category, progress, plain)
        if self.long_measures and progress == "done":
            said.join(self._report(category, progress, plain), "。")
        return said

    def _report(self, category: str, progress: str, plain: bool) -> Said:
        """What was done, in a sentence or a few."""
        words = self.words
        said = self._measure(category, progress)
        if plain or progress != "done":
            return said
        chance = words.rand()
        if chance < 0.45:
            said.join(self._measure(category, progress), "。" if chance < 0.25 else "，")
        if words.rand() < 0.35:
            said.join(words.say(self._next(load.extras(category, "tail"), (category, "tail"))), words.pick("，。"))
        if words.rand() < 0.3:
            opening = words.say(self._next(load.extras(category, "lead"), (category, "lead")))
            opening.join(said, "。")
            said = opening
        return said

    def progress(self) -> tuple[str, list[str]]:
        """The progress of an item and of its measures."""
        words = self.words
        count = words.pick((1, 2, 2, 3, 3, 3, 3, 4, 4, 5))
        chance = words.rand()
        if chance < 0.8:
            return "done", ["done"] * count
        if chance < 0.93:
            return "ongoing", ["done"] * (count - 1) + ["ongoing"]
        if chance < 0.98 and count > 1:
            return "ongoing", ["done"] * (count - 1) + ["planned"]
        return "planned", ["planned"] * min(count, 2)

    def item(self, category: str) -> Item:
        """One item of a category."""
        words = self.words
        words.due_month = None
        problem: load.Problem = self._next(load.problems(category, self.core), (category, "problem"))
        plain = self.single_sentences and words.chance(0.6)
        progress, each = self.progress()
        title = words.say(problem.title)
        measures = [(self.measure(category, p, plain, title.text), p) for p in each]
        if not plain and len(measures) > 2 and words.chance(0.06):
            nested = "重点抓好两方面工作，一是摸清底数、建立清单，二是明确责任、限时办结"
            at = 2 + words.upto(len(measures) - 2)
            if measures[at][1] == "done":
                measures[at] = (Said(nested), "done")
        chance = words.rand()
        if chance < 0.02:
            status = "unmapped"
        elif progress == "done":
            status = words.pick(CLOSED)
        elif progress == "ongoing":
            status = words.pick(OPEN)
        else:
            status = "not_started"
        text = words.pick(load.statuses()[status])
        return Item(category, problem, title, measures, progress, status, text, plain=plain)
