"""Notices that follow a made-up notice: a second disclosure, a look back, a later round; and copies on other sites.

Belongs here: what such a notice takes up from the first one, in which words, and the truth of it. Does not belong here:
how any notice is printed (make, layout, frame). Which problem is which is known from the making, not from its words.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from tests.notices import load
from tests.notices.damage import page
from tests.notices.frame import Facts
from tests.notices.items import CLOSED, OPEN, Item, Maker
from tests.notices.make import Aspects, MadeNotice, compose
from tests.notices.words import Said, Words

KINDS = ("second_disclosure", "look_back", "next_round")
NEW_ITEMS = {"second_disclosure": 0, "look_back": 6, "next_round": 12}  # at most
TAKEN_UP = {"second_disclosure": 0.9, "look_back": 0.5, "next_round": 0.3}  # share of the first notice's items
REPEATS = 0.4  # share of second disclosures that print again, word for word, what was done by the first
SAME_WORDS = 0.35  # share of items whose heading is printed again as it was


def later(
    first: MadeNotice, seed: int, kind: str, *, format: str | None = None, damage: tuple[str, ...] = ()
) -> MadeNotice:
    """A later notice of the unit of `first`; the same arguments give the same notice.

    Each problem of its truth has `earlier`: the seq of the problem of `first` that it is, None for a new one.
    `second_disclosure`: same inspection, some months later; `look_back`: an inspection of the rectification, with new
    findings; `next_round`: an inspection years later, mostly with new findings.
    """
    rng = random.Random(f"{first.name}/{seed}/{kind}")
    known = _facts(first.known, kind, rng)

    def choose(maker: Maker, aspects: Aspects) -> list[Item]:
        words = maker.words
        repeats = kind == "second_disclosure" and words.chance(REPEATS)
        items = [
            replace(item, earlier=seq) if repeats and item.progress == "done" else _again(maker, item, seq)
            for seq, item in enumerate(first.items, 1)
            if words.chance(TAKEN_UP[kind])
        ]
        new = [maker.item(words.pick(load.CATEGORIES)) for _ in range(words.upto(NEW_ITEMS[kind] + 1) if items else 1)]
        known_already = [item.problem for item in first.items]
        items += [item for item in new if item.problem not in known_already] or new[:1] * (not items)
        for item in items:
            fitting = [n for n, (_, categories) in enumerate(aspects) if item.group in categories]
            item.aspect = words.pick(fitting or list(range(len(aspects))))
        return sorted(items, key=lambda item: (item.aspect, load.CATEGORIES.index(item.group)))

    name = f"{first.name.rsplit('.', 1)[0]}_{kind}_{seed}.txt"
    made = compose(rng, known, format or first.format, damage, choose, name)
    for item, problem in zip(made.items, made.truth["problems"], strict=True):
        problem["earlier"] = item.earlier
    return made


def republished(first: MadeNotice, seed: int, damage: tuple[str, ...] = ()) -> MadeNotice:
    """The same notice on another site: same words, other furniture, set otherwise."""
    rng = random.Random(f"{first.name}/{seed}/copy")
    words = Words(rng, (first.known.published.year, 1, 1), stripped=False)
    stock, known = load.frame(), first.known
    names = {
        "city": known.city, "unit": known.units[0].name, "K": str(100 + words.upto(900)),
        "published": (known.published + timedelta(days=words.upto(20))).isoformat(),
    }  # fmt: skip
    before = [("furniture", words.pick(stock["web_before"]).format(**names)) for _ in range(words.upto(2))]
    meta = [("furniture", words.pick(stock["web_meta"]).format(**names))]
    after = [("furniture", text.format(**names)) for text in stock["web_after"] if words.chance(0.4)]
    title, body = first.parts
    lines = [*title, *before, *meta, *body, *after] if words.chance(0.5) else [*before, *title, *meta, *body, *after]
    name = f"{first.name.rsplit('.', 1)[0]}_copy_{seed}.txt"
    text = page(lines, rng, frozenset(damage))
    return replace(first, text=text, name=name, damage=damage, truth={**first.truth, "source": name})


def _facts(known: Facts, kind: str, rng: random.Random) -> Facts:
    """The calendar of the later notice; unit and place stay."""
    if kind == "second_disclosure":
        return replace(known, published=known.published + timedelta(days=150 + int(rng.random() * 120)))
    ahead = timedelta(days=(300 if kind == "look_back" else 900) + int(rng.random() * 400))
    days = {name: getattr(known, name) + ahead for name in ("start", "end", "feedback", "published")}
    return replace(known, **days)


def _again(maker: Maker, item: Item, seq: int) -> Item:
    """An item of the first notice, as the later one prints it: its own words, new measures, a status of its own."""
    words = maker.words
    fresh = maker.item(item.group)
    progress, each = maker.progress()
    status = words.pick(CLOSED if progress == "done" else OPEN if progress == "ongoing" else ("not_started",))
    return replace(
        fresh,
        problem=item.problem,
        title=_reworded(words, item),
        measures=[(maker.measure(item.group, p, item.plain, item.title.text), p) for p in each],
        progress=progress,
        status=status,
        status_text=words.pick(load.statuses()[status]),
        plain=item.plain,
        earlier=seq,
    )


def _reworded(words: Words, item: Item) -> Said:
    """The item's title, as it was or in other words."""
    if words.chance(SAME_WORDS):
        return item.title
    stock = load.read("later")
    said = words.say(item.problem.title) if words.chance(0.4) else replace(item.title)
    for one, other in stock["swaps"]:
        for was, becomes in ((one, other), (other, one)):
            if was and was in said.text and words.chance(0.4):
                said.text = said.text.replace(was, becomes, 1)
                break
    clause, comma, rest = said.text.partition("，")
    if comma and words.chance(0.3):
        said = Said(clause if len(clause) > 5 else rest)
    if words.chance(0.2) and not said.text.startswith(("对", "在")):
        said.text = words.pick(stock["openings"]) + said.text
    if words.chance(0.2):
        said.text += words.pick(stock["endings"])
    kept = [date for date in said.dates if date[0] in said.text]
    return Said(said.text, tuple(kept), tuple(amount for amount in said.amounts if amount[0] in said.text))
