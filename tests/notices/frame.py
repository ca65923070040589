"""The notice around its problems: who inspected whom and when, organisation, next steps, contact, signature, furniture.

Belongs here: the header's facts and every line that is no problem. Does not belong here: items (layout).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.notices import load
from tests.notices.ink import Ink
from tests.notices.layout import Layout, Line
from tests.notices.words import Words, chinese

ROUNDS = "一二三四五六七八九"


@dataclass(slots=True)
class Unit:
    """An inspected unit: its name, its party organisation in full, as called in running text, and by itself."""

    name: str
    party_org: str
    called: str
    own: str


@dataclass(slots=True)
class Facts:
    """What is known of a notice before a word is written."""

    units: list[Unit]
    kind: dict[str, Any]
    city: str
    county: str | None
    level: str
    inspect: str
    start: date
    end: date
    feedback: date
    published: date


def _unit(rng: random.Random, kind: dict[str, Any], place: str, seat: str) -> Unit:
    town = rng.choice(load.units()["towns"])
    pattern = rng.choice(kind["names"])
    name = pattern.format(p=place, town=town)
    short = pattern.format(p=seat, town=town) if kind["level"] != "town" else name.removeprefix(place)
    call = "党委" if kind["body"] == "委员会" else kind["body"]
    own = {"town": name[-1] if name.endswith(("镇", "乡")) else "街道"}.get(kind["core"], kind["short"])
    called = rng.choice((name, short)) + call
    return Unit(name, f"中共{name}{kind['body']}", called, own + call)


def facts(rng: random.Random, two: bool, town: bool) -> Facts:
    """Invent a unit, its inspection and its calendar."""
    stock = load.units()
    kinds = [k for k in stock["kind"] if (k["core"] == "town") == town] if town or two else stock["kind"]
    kind = rng.choice(kinds)
    city = rng.choice(list(stock["cities"]))
    county = rng.choice(stock["counties"])
    if kind.get("seat") == "city" or (kind["level"] != "town" and rng.random() < 0.45):
        county = None
    province = kind.get("seat") == "city" and rng.random() < 0.4
    place = city if county is None else rng.choice((county, city + county))
    seat = "市" if county is None else county[-1]
    units = [_unit(rng, kind, place, seat)]
    if two:
        others = [k for k in kinds if k is not kind and k["level"] == "place"]
        units.append(_unit(rng, rng.choice(others), place, seat))
    start = date(2018 + int(rng.random() * 8), 2 + int(rng.random() * 9), 1 + int(rng.random() * 28))
    end = start + timedelta(days=25 + int(rng.random() * 70))
    feedback = end + timedelta(days=20 + int(rng.random() * 120))
    published = feedback + timedelta(days=190 + int(rng.random() * 90))
    level = "省委" if province else seat + "委"
    return Facts(units, kind, city, county, level, "巡视" if province else "巡察", start, end, feedback, published)


class Frame:
    """Writes the parts around the problems and the header's truth."""

    def __init__(self, known: Facts, words: Words, ink: Ink, damage: frozenset[str]) -> None:
        """`known` is printed with `words` and `ink`; `damage` may take the title or add furniture."""
        self.known, self.words, self.ink, self.damage = known, words, ink, damage
        self.stock = load.frame()
        self.titled = "no_title" not in damage
        self.section_number = 0
        unit = known.units[0]
        rand = words
        self.team = rand.pick(self.stock["teams"]).format(
            lv=known.level,
            inspect=known.inspect,
            c=rand.pick(ROUNDS),
            round=rand.pick(ROUNDS),
            term=rand.pick(ROUNDS[5:]),
        )
        street = f"{rand.pick(load.units()['streets'])}{1 + rand.upto(300)}号"
        phone = f"06{50 + rand.upto(10)}-{2000000 + rand.upto(6999999)}"
        self.names = {
            "lv": known.level, "inspect": known.inspect, "team": self.team, "kind": rand.pick(self.stock["kinds"]),
            "body": "、".join(u.called for u in known.units), "party": unit.own, "unit": unit.name, "city": known.city,
            "phone": phone, "address": f"{known.city}{known.county or ''}{street}",
            "postcode": f"{510000 + rand.upto(9999)}", "K": str(100 + rand.upto(900)),
            "email": f"{known.kind['abbr']}{100 + rand.upto(900)}@mail.example",
        }  # fmt: skip
        self.truth: dict[str, Any] = {}

    def _fill(self, text: str) -> str:
        if "{n}" in text:
            first, *rest = text.split("{n}")
            text = first + "".join(f"{2 + self.words.upto(8)}{part}" for part in rest)
        return self.ink.text(text.format(**self.names))

    def section(self, heading: str) -> str:
        """A top heading with the next number."""
        self.section_number += 1
        label, _ = self.ink.label("section", self.section_number)
        return label + self.ink.text(heading.format(**self.names))

    def head(self) -> tuple[list[Line], dict[str, Any]]:
        """Title and opener, and the header's truth as far as it stands there."""
        known, words, stock = self.known, self.words, self.stock
        units = known.units
        org = units[0].party_org if words.chance(0.75) else units[0].name
        pattern = words.pick(stock["two_titles"] if len(units) > 1 else stock["titles"])
        title = self.ink.text(pattern.format(org=org, org2=units[-1].party_org, **self.names))
        self.signs_party = words.chance(0.6) or not self.titled or not org.startswith("中共")
        self.signs = self.signs_party or words.chance(0.8)
        lines: list[Line] = []
        if self.titled:
            cut = title.find("关于")
            parts = [title[:cut], title[cut:]] if len(title) > 24 and words.chance(0.3) else [title]
            lines = [("title", part) for part in parts]
            if "title_twice" in self.damage:
                lines = [("title", title), *lines]
        start, end, feedback = known.start, known.end, known.feedback
        style = words.pick(("short", "short", "full", "dash"))
        chance = words.rand()
        when: tuple[str | None, str | None] = (start.isoformat(), end.isoformat())
        if chance < 0.06 and start.month < end.month:  # no days: only the months are known
            period, when = f"{start.year}年{start.month}月下旬至{end.month}月底", (None, None)
        else:
            period = words.days((start.year, start.month, start.day), (end.year, end.month, end.day), style)
        if words.chance(0.3) and chance >= 0.06:
            fed_back = words.day_without_year(feedback.month, feedback.day)
        else:
            fed_back = words.day(feedback.year, feedback.month, feedback.day)
        opener = words.pick(stock["openers"]).format(period=period, fb=fed_back, **self.names)
        opener = self.ink.text(opener)
        if self.ink.place:
            opener = opener.replace(self.ink.place, f"{self.ink.place}（{self.ink.pinyin}）", 1)
        lines.append(("para", opener))
        self.truth = {
            "title": title if self.titled else None,
            "party_orgs": [u.party_org for u in units],
            "units": [u.name for u in units],
            "region": {"province": None, "city": known.city, "county": known.county},
            "org_level": {"institution": "institution", "town": "township"}.get(
                known.kind["level"], "county" if known.county else "city"
            ),
            "inspection_team": self.ink.text(self.team) if self.ink.quotes else self.team,
            "inspection_level": {"省": "province", "市": "city"}.get(known.level[0], "county"),
            "inspection_start": when[0], "inspection_end": when[1], "feedback_date": feedback.isoformat(),
            "published_on": None, "comment_start": None, "comment_end": None,
            "declared": {"aspects": None, "problems": None, "measures": None},
            "contact": {"phone": [], "address": None, "postcode": None, "email": None},
        }  # fmt: skip
        return lines, self.truth

    def _declared(self, layout: Layout) -> str:
        """The totals the notice declares; its own list of measures may be longer than what it prints."""
        words = self.words
        aspects = layout.aspects
        problems, measures = len(layout.problems), sum(len(p["measures"]) for p in layout.problems)
        if not problems:
            problems, measures = 8 + words.upto(40), 40 + words.upto(120)
            aspects = 3 + words.upto(3)
        elif words.chance(0.35):
            return self.ink.text(words.pick(self.stock["undeclared"]).format(**self.names))
        measures += words.pick((0, 0, 3, 11, 27))
        self.truth["declared"] = {"aspects": aspects or None, "problems": problems, "measures": measures}
        in_words = words.chance(0.3)
        write = chinese if in_words and measures < 100 else str
        pattern: str = words.pick(self.stock["declared" if aspects else "declared_flat"])
        totals = {"aspects": chinese(aspects), "problems": write(problems), "measures": write(measures)}
        return pattern.format(**totals, **self.names)

    def organisation(self, layout: Layout, with_heading: bool) -> list[Line]:
        """How the work was organised, numbered like problems are or not at all."""
        words, stock = self.words, self.stock
        self.names["declared"] = self._declared(layout)
        if not with_heading:
            return [("para", self._fill(words.pick(stock["organisation_prose"])))]
        lines: list[Line] = [("head", self.section(words.pick(stock["organisation_headings"])))]
        points = list(stock["organisation_points"])
        need = points.pop(2)  # the one that declares the totals
        first = words.upto(len(points))
        chosen = [points[(first + i) % len(points)] for i in range(2 + words.upto(3))]
        chosen.insert(1, need)
        lines += self._points(chosen, words.pick(("cn_paren", "cn_paren", "dot", "ordinal")))
        return lines

    def _points(self, points: list[list[str]], style: str) -> list[Line]:
        lines: list[Line] = []
        own_line = self.words.chance(0.3)
        for n, (heading, text) in enumerate(points, 1):
            label = f"{chinese(n)}是" if style == "ordinal" else self.ink.label(style, n)[0]
            if own_line and style != "ordinal":
                lines += [("head", label + self._fill(heading)), ("para", self._fill(text))]
            else:
                lines.append(("para", f"{label}{self._fill(heading)}。{self._fill(text)}"))
        return lines

    def totals_only(self) -> list[Line]:
        """A problem part that names no item: only totals, in prose."""
        words = self.words
        total = self.truth["declared"]["problems"]
        still = 1 + words.upto(4)
        numbers = {
            "total": total, "done": total - still, "still": still, "rate": 100 * (total - still) // total,
            "rules": 5 + words.upto(20), "meetings": 3 + words.upto(9), "warned": 1 + words.upto(9),
            "punished": 1 + words.upto(3), "money": f"{(20 + words.upto(900)) / 10:g}",
        }  # fmt: skip
        return [("para", self.ink.text(text.format(**numbers))) for text in self.stock["totals"]]

    def progress(self, layout: Layout) -> list[Line]:
        """How far the items have come, where every item prints its status; mostly unsaid."""
        codes = [problem["status"] for problem in layout.problems]
        if not codes or set(codes) & {"not_stated", "unmapped", "not_started"} or not self.words.chance(0.4):
            return []
        nearly = codes.count("basically_completed")
        still = codes.count("in_progress") + codes.count("staged")
        total, done = len(codes), len(codes) - nearly - still
        if not (nearly and still):
            return []
        self.truth["declared"] |= {"problems": total, "completed": done, "in_progress": still}
        text = self.words.pick(self.stock["progress"])
        rate = 100 * done // total
        return [("para", self.ink.text(text.format(problems=total, done=done, nearly=nearly, open=still, rate=rate)))]

    def leads(self) -> list[Line]:
        """Petitions and leads that the team handed over."""
        heading, text = self.words.pick(self.stock["leads_heading"]), self.words.pick(self.stock["leads"])
        return [("head", self.section(heading)), ("para", self._fill(text))]

    def next_steps(self, with_heading: bool) -> list[Line]:
        """What the unit means to do."""
        words, stock = self.words, self.stock
        if not with_heading:
            return [("para", self._fill(words.pick(stock["next_prose"])))]
        lines: list[Line] = [("head", self.section(words.pick(stock["next_headings"])))]
        if words.chance(0.4):
            return [*lines, ("para", self._fill(words.pick(stock["next_prose"])))]
        first = words.upto(4)
        points = [stock["next_points"][(first + i) % 4] for i in range(2 + words.upto(3))]
        return lines + self._points(points, words.pick(("cn_paren", "cn_paren", "dot", "ordinal")))

    def close(self) -> list[Line]:
        """Contact, signature and date."""
        known, words, names = self.known, self.words, self.names
        pattern = words.pick(self.stock["contacts"])
        published = known.published
        if "{comment}" in pattern:
            last = published + timedelta(days=30)
            names["comment"] = words.days(
                (published.year, published.month, published.day), (last.year, last.month, last.day), "short"
            )
            self.truth["comment_start"], self.truth["comment_end"] = published.isoformat(), last.isoformat()
        lines: list[Line] = [("para", self.ink.text(pattern.format(**names)))]
        self.truth["contact"] = {
            "phone": [names["phone"]], "address": names["address"],
            "postcode": names["postcode"] if "{postcode}" in pattern else None, "email": names["email"],
        }  # fmt: skip
        if self.signs:
            lines += [("sign", unit.party_org if self.signs_party else unit.name) for unit in known.units]
            lines.append(("sign", words.day(published.year, published.month, published.day)))
            self.truth["published_on"] = published.isoformat()
        return lines

    def furniture(self) -> tuple[list[Line], list[Line]]:
        """Lines of the web page before and after the notice; none for most."""
        words, stock = self.words, self.stock
        full = "web_furniture" in self.damage
        if not full and not words.chance(0.2):
            return [], []
        published = self.known.published
        in_words = f"{published.year}年{published.month}月{published.day}日"
        self.names["published"] = words.pick((published.isoformat(), in_words))
        self.truth["published_on"] = published.isoformat()
        meta: list[Line] = [("furniture", words.pick(stock["web_meta"]).format(**self.names))]
        if not full:
            return meta, []
        before: list[Line] = [("furniture", words.pick(stock["web_before"]).format(**self.names))]
        first = words.upto(len(stock["web_after"]))
        after: list[Line] = [
            ("furniture", stock["web_after"][i].format(**self.names))
            for i in range(len(stock["web_after"]))
            if i != first
        ]
        return before + meta, after
