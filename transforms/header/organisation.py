"""One organisation's printed name, taken apart: party organisation, place, level, own name.

Belongs here: what a name consists of, whether two names mean the same unit, lists of names. Does not belong here: which of
the names of a notice is the inspected unit (`transforms.header.unit`). Pure Python on single short strings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from transforms import vocabulary
from transforms.header import region


@cache
def words() -> dict[str, Any]:
    """The vocabulary of units."""
    return vocabulary.toml("units")


@cache
def compiled(name: str) -> re.Pattern[str]:
    """The pattern `name` of the vocabulary."""
    return re.compile(words()[name])


@dataclass(frozen=True)
class Name:
    """A printed name.

    中共湖州市中医院党委 is kind 党委, places (湖州市), core 中医院; 区民政局 is level 区, core 民政局.
    """

    printed: str
    party: bool
    """中共 is printed before it."""
    kind: str
    places: tuple[str, ...]
    level: str
    core: str

    @property
    def unit(self) -> str:
        """The name without the party organisation."""
        return "".join(self.places) + self.level + self.core

    @property
    def is_self(self) -> bool:
        """The unit speaks of itself: 我局党组."""
        return not self.places and compiled("self").fullmatch(self.level + self.core + self.kind) is not None


@lru_cache(maxsize=65536)
def parse(printed: str) -> Name | None:
    """A printed name, null where nothing of a name is left."""
    name = printed.strip("、,。;:“”《》<>·-—_|")
    party = name.startswith(("中共", "中国共产党"))
    name = re.sub("^(?:中共|中国共产党)", "", name)
    kind = ""
    own = compiled("own_committee").search(name) is not None
    ending = re.search(f"{words()['kind']}$", name)
    if ending and (ending.group() not in ("支部", "总支") or len(name) > len(ending.group())):
        kind = ending.group()
    elif party and not own:
        ending = re.search(f"{words()['kind_after_party']}$", name)
        kind = ending.group() if ending else ""
    unit = name[: len(name) - len(kind)] if kind else name
    if party and compiled("work_committee").match(kind):
        unit = compiled("sent_by").sub("", unit, count=1)
    kind = compiled("leading_group").sub("", kind)
    places, core = region.chain(unit)
    if not places:
        places, core = _by_shape(unit)
    level = ""
    named = compiled("level").match(core)
    if not places and named and not compiled("level_not").match(core) and len(core) > len(named.group()):
        level, core = named.group(), core[named.end() :]
    if not unit:
        return Name(name, party, kind, (), "", "") if kind else None
    return Name(name, party, kind, tuple(places), level, core)


@cache
def _shape() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(words()["place"]["shape"]), re.compile(words()["place"]["never"])


def _by_shape(unit: str) -> tuple[list[str], str]:
    """The places a name begins with by their shape, for those the list of places does not know; and the rest."""
    shape, never = _shape()
    found = shape.match(unit)
    places = [place for place in found.groups() if place] if found else []
    if not places or any(never.search(place) for place in places):
        return [], unit
    return places, unit[sum(map(len, places)) :]


def same(one: Name, other: Name) -> bool:
    """Both mean one unit: like own names, or one an abbreviation of the other (卫健局, 卫生健康局), in no different place."""
    if one.places and other.places and not _in_one_place(one, other):
        return False
    if one.level and other.level and one.level != other.level:
        return False
    if one.level and other.places and not other.places[-1].endswith(one.level) and one.core:
        return False
    if other.level and one.places and not one.places[-1].endswith(other.level) and other.core:
        return False
    short, long = sorted((_brief(one.core), _brief(other.core)), key=len)
    if short == long:
        return True
    if len(short) > 2 and long.endswith(short) and compiled("parent").search(long[: -len(short)]):
        return True
    if long.startswith(short) and len(long) - len(short) >= 4:
        return False
    return len(short) >= 2 and short[0] == long[0] and short[-1] == long[-1] and _subsequence(short, long)


def _brief(core: str) -> str:
    """The name without what abbreviations leave out though they keep what stands around it: 卫生健康委, 法院."""
    return compiled("left_out").sub("", core)


def _in_one_place(one: Name, other: Name) -> bool:
    return one.places[-1] == other.places[-1] or one.places[-1] in other.places or other.places[-1] in one.places


def _subsequence(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


@cache
def _between() -> re.Pattern[str]:
    """The joint between two names: 、 or a 和 behind what a name may end with."""
    ends = words()["ends"].removeprefix("(?:").removesuffix(")")
    kinds = "党组|党委|支部|工委|\\)"
    fixed = sorted({*ends.split("|"), *kinds.split("|")} - {""}, key=len, reverse=True)
    behind = (
        "|".join(f"(?<={end})" for end in fixed if not any(sign in end for sign in "[(\\"))
        + r"|(?<=[镇乡省市县区旗州盟)])"
    )
    return re.compile(rf"、|,|(?:{behind})(?:和|及|以及|与|暨)(?=[^员])")


def split(listed: str) -> list[str]:
    """The names in a list: 市民政局党组、市残联党组; 区红十字会和区计生协会. 住房和城乡建设局 stays whole."""
    return [
        name
        for chunk in re.split("(?=中共)", listed)
        for part in _between().split(chunk)
        if part
        for name in _run_together(part)
    ]


def _run_together(name: str) -> list[str]:
    """Two names without anything between, told by the place both begin with."""
    places, rest = region.chain(name) if not name.startswith("中共") else ([], name)
    if not places:
        places, rest = _by_shape(name)
    at = rest.find("".join(places)) if places else -1
    return [name[: len(name) - len(rest) + at], rest[at:]] if at > 1 else [name]


def brackets(listed: str) -> tuple[str, list[str]]:
    """The list without its brackets, and what stands in them."""
    inside = re.findall(r"[(〔\[]([^()〔〕\[\]]*)[)〕\]]", listed)
    return re.sub(r"[(〔\[][^()〔〕\[\]]*[)〕\]]", "", listed), inside


@cache
def _types() -> list[tuple[str, re.Pattern[str], str | None]]:
    return [(entry["name"], re.compile(entry["pattern"]), entry.get("level")) for entry in words()["type"]]


@lru_cache(maxsize=65536)
def kind_of(unit: str) -> tuple[str | None, str | None]:
    """Kind of unit told from its name, and its level where the kind tells it."""
    for name, pattern, level in _types():
        if pattern.search(unit):
            return name, level
    return None, None
