"""Putting a made-up notice together.

Belongs here: the order of the parts, and how many items are made. Does not belong here: any of the parts, and what a
notice takes up from an earlier one (later).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.notices import load
from tests.notices.damage import DAMAGES, page
from tests.notices.formats import FORMATS
from tests.notices.frame import Facts, Frame, facts
from tests.notices.ink import Ink
from tests.notices.items import Item, Maker
from tests.notices.layout import Layout, Line
from tests.notices.words import Words

Aspects = list[tuple[str, tuple[str, ...]]]
"""The 方面 of a notice and the categories of problem under each."""

FRAME_CHARS = 1400  # about what opener, organisation, next steps and contact take


@dataclass(frozen=True, slots=True)
class MadeNotice:
    """A made-up notice and what a careful reader finds in it (`truth`, in the structure of the gold files).

    What later notices and copies are made from: the facts `known`, its `items` in order, and the lines of its `parts`, title
    and all that follows it, without furniture.
    """

    text: str
    truth: dict[str, Any]
    format: str
    damage: tuple[str, ...]
    name: str
    known: Facts
    items: list[Item]
    parts: tuple[list[Line], list[Line]]


def generate(
    seed: int,
    *,
    format: str = "aspect_item",
    damage: tuple[str, ...] = (),
    items: int | None = None,
    chars: int | None = None,
    long_measures: bool = False,
) -> MadeNotice:
    """Make one notice; the same arguments give the same notice on any machine.

    `format` is a key of FORMATS, `damage` names of DAMAGES. `items` asks for so many rectification items, `chars` for
    about so many characters; with neither, 8 to 40 items. `long_measures` makes measures of about 90 characters. Raises
    KeyError for an unknown format, ValueError for unknown damage.
    """
    rng = random.Random(f"{seed}/{format}")
    known = facts(rng, two=format == "two_units", town=format == "township_villages")
    name = f"made_{seed:06}_{format}.txt"

    def choose(maker: Maker, aspects: Aspects) -> list[Item]:
        maker.long_measures = long_measures
        return _items(maker, aspects, items, chars)

    return compose(rng, known, format, damage, choose, name)


def compose(
    rng: random.Random,
    known: Facts,
    format: str,
    damage: tuple[str, ...],
    choose: Callable[[Maker, Aspects], list[Item]],
    name: str,
) -> MadeNotice:
    """Make the notice of what is `known`; `choose` gives its items, in order of aspect. Raises like `generate`."""
    form = FORMATS[format]
    if unknown := set(damage) - set(DAMAGES):
        raise ValueError(f"unknown damage: {', '.join(sorted(unknown))}")
    harm = frozenset(damage)
    day = known.feedback
    words = Words(rng, (day.year, day.month, day.day), "dates_stripped" in harm)
    unit = known.units[0]
    words.names = {
        "unit": unit.name, "full": unit.name, "party": unit.own, "we": "我" + unit.own[:-2],
        "sub": words.pick(known.kind["sub"]), "place": known.county or known.city,
        "code": f"{known.city[0]}{unit.own[0]}办",
    }  # fmt: skip
    ink = Ink(words, harm, known.city, load.units()["cities"][known.city])
    layout = Layout(form, words, ink, harm)
    frame = Frame(known, words, ink, harm)
    head, header = frame.head()
    made: list[Item] = []
    if format != "no_items":
        aspects = _aspects(words, format == "township_villages")
        made = choose(Maker(words, known.kind["core"], "measure_labels_lost" in harm), aspects)
        layout.lay(made, [name for name, _ in aspects])
    lines = _lines(format, words, frame, layout, head)
    before, after = frame.furniture()
    title = [line for line in lines if line[0] == "title"]
    rest = lines[len(title) :]
    text = page([*title, *before, *rest, *after] if words.chance(0.5) else [*before, *lines, *after], rng, harm)
    truth = {
        "source": name, "notice": header, "problems": layout.problems, "amounts": layout.amounts,
        "documents": layout.documents, "notes": ["made up"],
    }  # fmt: skip
    return MadeNotice(text, truth, format, tuple(damage), name, known, made, (title, rest))


def _aspects(words: Words, villages: bool) -> Aspects:
    """The 方面 of a notice; `villages`: a township's, one for each village."""
    if villages:
        every = load.units()["villages"]
        first = words.upto(len(every))
        names = [words.names["party"] + "层面"] + [
            f"{every[(first + i) % len(every)]}党组织" for i in range(2 + words.upto(3))
        ]
        return [(f"{name}问题整改情况", load.CATEGORIES) for name in names]
    stock = load.headings()["aspect"]
    chosen = sorted({words.upto(len(stock)) for _ in range(6)})
    return [(words.pick(stock[i]["words"]), tuple(stock[i]["categories"])) for i in chosen]


def _items(maker: Maker, aspects: Aspects, count: int | None, chars: int | None) -> list[Item]:
    """The items, in order of aspect and category: so many, or as many as give about so many characters."""
    words = maker.words
    if count is None and chars is None:
        count = 8 + words.upto(33)
    made: list[Item] = []
    size = FRAME_CHARS
    while len(made) < count if count is not None else size < (chars or 0) or not made:
        aspect = len(made) if len(made) < len(aspects) else words.upto(len(aspects))
        inside = aspects[aspect][1]
        item = maker.item(inside[0] if words.chance(0.5) else words.pick(inside))
        item.aspect = aspect
        made.append(item)
        size += 40 + sum(len(said.text) + 4 for said, _ in item.measures)
    made.sort(key=lambda i: (i.aspect, load.CATEGORIES.index(i.group)))
    return made


def _lines(format: str, words: Words, frame: Frame, layout: Layout, head: list[Line]) -> list[Line]:
    """The parts in order."""
    form, stock = FORMATS[format], load.frame()
    headed = form.organised and words.chance(0.8)
    organisation = frame.organisation(layout, headed)
    lines = head + organisation
    if form.organised:
        lines.append(("head", frame.section(words.pick(stock["problem_headings"]))))
        lines += frame.progress(layout)
        lines += layout.lines if format != "no_items" else frame.totals_only()
    else:
        lines += layout.lines
        frame.section_number = len(layout.problems)
    if form.followed_up:
        lines += layout.follow_up(frame.section)
    if words.chance(0.25) and form.organised:
        lines += frame.leads()
    lines += frame.next_steps(words.chance(0.8))
    return lines + frame.close()
