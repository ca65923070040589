"""Which unit was inspected: from title, signature, opener and what else names it.

Belongs here: finding the names in a notice's head and tail, choosing the inspected unit among them and its fullest name, and
the units inspected along with it. Does not belong here: taking one name apart (`transforms.header.organisation`), the place
that a name leaves out (`transforms.header.region`; put together in `transforms.header`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import polars as pl

from transforms.header.organisation import Name, brackets, compiled, kind_of, parse, same, split, words

LISTED = r"(?:[^。;:()“”]|\([^()]*\)|“[^”]{1,12}”)"
OBJECT = re.compile(
    rf"(?<![针面相])(?:对|向)(?P<listed>{LISTED}{{2,120}}?)(?:党员领导干部|领导班子(?:及成员|成员)?)?(?:开展|进行|实施|展开|作|组织)(?:了|为期|过)?"
    r"[^。;,对向]{0,30}?(?:巡察|巡视)"
)
DIRECT = re.compile(
    rf"(?:组|委)(?:进驻|入驻|巡察了?|巡视了?)(?P<listed>{LISTED}{{2,80}}?)(?:[,。;]|开展|进行|期间|反馈)"
)
PASSIVE = re.compile(
    rf"(?:^|[,。;])(?P<listed>{LISTED}{{2,60}}?)(?:接受|配合|自觉接受)(?:了)?[^。;,]{{0,30}}(?:巡察|巡视)"
)
FEEDBACK = re.compile(rf"(?<![针面相])向(?P<listed>{LISTED}{{2,120}}?)(?:领导班子)?(?:进行了?)?(?:正式)?(?:反馈|通报)")
ON = re.compile(rf"(?<![针面相])对(?P<listed>{LISTED}{{2,60}}?)(?:的)?(?:常规|专项|提级|交叉|联动)?(?:巡察|巡视)")
NOW = re.compile(rf"现将(?P<listed>{LISTED}{{2,60}}?)(?:关于|落实|贯彻|巡察|巡视|整改|集中|对)")
PARTY_OWN = re.compile(
    r"(?:我|本)[\u4e00-\u9fff]{1,4}?(党组|党委|党总支|党支部|党工委)|(?:^|[,。;对向])(?:局|院|校|委|公司|中心|学院|集团|镇|乡|街道)(党组|党委|党总支|党支部|党工委)"
)


@dataclass(frozen=True)
class Found:
    """What the names of a notice come to. The unit's place may still be missing: then `level` says of what kind it is."""

    main: Name | None
    party: str
    """The party organisation printed for the main unit, null string where none is."""
    party_printed: str | None
    """The party organisation in full, where it is printed with its 中共 and its place."""
    others: tuple[Name, ...]


NOTHING = Found(None, "", None, ())


def _names(listed: str, *, generic: bool = False) -> list[Name]:
    """The names in a list, without generic ones; the party organisation of the last holds for those before it."""
    parsed = [name for part in split(listed) if (name := parse(part)) is not None]
    kept = [name for name in parsed if generic or not compiled("generic").search(name.unit or name.printed)]
    return [name for name in kept if name.unit or name.kind]


@lru_cache(maxsize=65536)
def of_title(title: str) -> tuple[Name, ...]:
    """The units a title names: 中共…党组关于…, 关于…党组巡察整改…, …学校巡察整改情况公示."""
    known = words()["title"]
    text = re.sub(known["label"], "", title)
    head, _, rest = text.partition("关于")
    listed = head
    if not rest:
        found = re.match(rf"(.+?)(?:{known['author_ends']})", text)
        listed = found.group(1) if found else ""
    names = _title_names(listed)
    if names:
        return names
    kind = words()["kind"]
    inspected = rf"{known['inspected']}((?:中共)?[^,。]{{2,60}}?{kind})(?=反馈|整改|的|巡|情况|开展|落实|进行|$)"
    if not rest:
        found = re.search(inspected, text) or re.match(known["bracket"], text)
        return _title_names(found.group(1)) if found else ()
    rest = re.sub(known["object_begins"], "", rest)
    for pattern in (
        inspected,
        r"(?:对|向)((?:中共)?[^,。]{2,60}?)(?:开展|进行|反馈|巡[察视]|的)",
        rf"^((?:中共)?[^,。]{{2,60}}?{kind})(?=落实|贯彻|巡|被|接受|关于|整改|对|集中|开展|在|的|十|[一二三四五六七八九]届|20|$)",
        rf"^((?:中共)?[^,。]{{2,40}}?{words()['ends']})(?=落实|贯彻|巡[察视]|被|接受|整改|集中|20\d\d)",
        r"^((?:中共)[^,。]{2,40}?委)(?=落实|巡|整改|对|集中)",
    ):
        found = re.search(pattern, rest)
        names = _title_names(found.group(1)) if found else ()
        if names:
            return names
    return ()


def _title_names(listed: str) -> tuple[Name, ...]:
    """The names in a part of a title; none where it speaks of the inspectors."""
    listed, inside = brackets(listed)
    if not listed or re.search(words()["title"]["never"], listed):
        return ()
    ends = re.compile(rf"{words()['ends']}$|{words()['kind']}$")
    whole = _names(listed)
    names = [name for name in whole if (name.party or name.kind or ends.search(name.unit)) and not name.is_self]
    return tuple(names + [name for name in _in_brackets(inside) if ends.search(name.unit) and names])


def _in_brackets(inside: list[str]) -> list[Name]:
    """The units named in brackets behind a name: 市卫生健康局(含市红十字会)."""
    parts = [part for whole in inside for part in whole.split(",") if not compiled("contains").search(part)]
    return [name for part in parts for name in _names(re.sub(words()["within"], "", part))]


@lru_cache(maxsize=65536)
def of_opener(opener: str) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """The units an opener names as inspected, and those it names in brackets with them."""
    for pattern in (OBJECT, DIRECT, PASSIVE, ON, FEEDBACK, NOW):
        for found in pattern.finditer(opener):
            listed, inside = brackets(found["listed"])
            names = [
                name for name in _names(listed, generic=True) if _is_unit(name, pattern in (OBJECT, DIRECT, PASSIVE))
            ]
            if names:
                return tuple(names), tuple(name for name in _in_brackets(inside) if not name.is_self)
    return (), ()


def _is_unit(name: Name, inspected: bool) -> bool:
    """Looks like an organisation: it has a party organisation, or ends like one."""
    if compiled("generic").search(name.unit) and not name.is_self:
        return False
    if re.search("巡[察视](?:工作)?(?:领导小组|办|组)|问题|意见|情况|[省市县区州]委$", name.unit) and not name.party:
        return False
    return bool(
        name.kind
        or name.party
        or name.is_self
        or (re.search(f"{words()['ends']}$", name.unit) and len(name.unit) <= 30 and inspected)
    )


def _fullest(name: Name, known: list[Name]) -> Name:
    """The same unit with the most of its place and the most of its name that is printed anywhere."""
    alike = [other for other in known if other.core and same(name, other)]
    placed = max(alike, key=lambda other: len("".join(other.places)), default=name)
    cored = max([*alike, name], key=lambda other: len(other.core))
    if not placed.places:
        placed = next((other for other in [name, *alike] if other.level), name)
    return Name(name.printed, name.party, name.kind, placed.places, "" if placed.places else placed.level, cored.core)


@lru_cache(maxsize=65536)
def read(title: str, opener: str, signed: tuple[str, ...], source: str, more: str) -> Found:
    """The inspected unit and those inspected along with it.

    All arguments are reading text: title, opener, the organisations that signed, the source that the page names, and the
    first paragraphs of the body. Empty where there is none.
    """
    authors = list(of_title(title)) if title else []
    inspected, along = of_opener(opener) if opener else ((), ())
    objects = [name for name in inspected if not name.is_self and name.core + "".join(name.places)]
    signers = [name for part in signed for name in _names(part) if not name.is_self]
    signers = [name for name in signers if name.kind or name.party or re.search(f"{words()['ends']}$", name.unit)]
    sources = _names(source) if source else []
    heading = _of_body(more)
    documents = _of_documents(more)
    ranked = [*authors, *objects, *signers, *heading, *documents]
    if not ranked and any(re.search(f"{words()['ends']}$", name.unit) for name in sources):
        ranked = sources
    if not ranked:
        return Found(None, _own_kind(title, opener, more), None, ())
    main = ranked[0]
    known = [*authors, *objects, *signers, *along, *heading, *sources, *documents]
    whole_name = _whole_name(main, objects)
    full = _fullest(whole_name or main, known)
    alike = [name for name in known if same(name, full) or (whole_name and same(name, main))]
    printed = next(
        (
            name
            for name in [*authors, *signers, *objects, *alike]
            if name.party and name.kind and name in alike and (name.places or name.unit == full.unit)
        ),
        None,
    )
    kind = next((name.kind for name in [main, *objects, *signers, *alike] if name.kind and same(name, full)), "")
    others: list[Name] = []
    listed = [*authors[1:], *along] if authors or len(objects) < 2 else [*objects[1:], *along]
    for name in listed:
        fuller = _fullest(name, known)
        if name.is_self or not fuller.core or same(fuller, full) or any(same(fuller, other) for other in others):
            continue
        others.append(fuller)
    whole = None
    if printed is not None and printed.places == full.places and not printed.level:
        whole = "中共" + compiled("leading_group").sub("", printed.printed)
    return Found(full, kind or _own_kind(title, opener, more), whole, tuple(others))


def _whole_name(main: Name, objects: list[Name]) -> Name | None:
    """The inspected unit whose name that of a work committee leaves open (教育和体育 of 教育和体育局); null where it does not."""
    ends = re.compile(f"{words()['ends']}$")
    if ends.search(main.unit):
        return None
    return next((name for name in objects if name.core.startswith(main.core) and ends.search(name.unit)), None)


@cache
def _own() -> re.Pattern[str]:
    return re.compile(
        rf"^[一二三四]、(?:关于)?(?P<listed>[^,。;:]{{2,40}}?{words()['kind']})(?:及其?主要负责人|主要负责人)?(?:履行|落实|推进|组织|关于|抓|巡[察视]整改)|^(?P<begins>[^,。;:]{{2,30}}?{words()['kind']})(?:高度重视|坚持|始终|认真|把|切实|深入|严格|将|第一时间|坚决|迅速)"
    )


def _of_body(more: str) -> list[Name]:
    """A unit named at the head of the body's first paragraphs: 一、市财政局党组履行…情况."""
    for line in more.split("\n"):
        found = _own().match(line)
        listed = found and (found["listed"] or found["begins"])
        if listed:
            names = [name for name in _names(listed) if not name.is_self and name.core and name.kind]
            if names:
                return names[:1]
    return []


def _of_documents(more: str) -> list[Name]:
    """The authors of the plans cited in the body's first paragraphs: 《中共某市财政局党组关于巡察反馈意见的整改方案》."""
    authors = re.findall(rf"《(中共[^《》。,;:]{{3,50}}?(?:{words()['kind']}|委员会)){words()['plan']}", more)
    return [name for author in authors for name in _names(author) if name.places]


def _own_kind(title: str, opener: str, more: str) -> str:
    """The party organisation by which the unit speaks of itself: 我局党组 → 党组."""
    found = PARTY_OWN.search(f"{opener}。{title}。{more}")
    return next((kind for kind in found.groups() if kind), "") if found else ""


def as_frame(notices: pl.Series, found: list[Found]) -> pl.DataFrame:
    """notice_key, places, level, core, kind, party_printed, unit_type, own_level of the main unit; null core for none."""
    names = [one.main for one in found]
    kinds = [kind_of(name.unit) if name else (None, None) for name in names]
    return pl.DataFrame(
        {
            "places": pl.Series([name.places if name else () for name in names], dtype=pl.List(pl.String)),
            "level": pl.Series([name.level if name else "" for name in names], dtype=pl.String),
            "core": pl.Series([name.core if name else None for name in names], dtype=pl.String),
            "kind": pl.Series([one.party for one in found], dtype=pl.String),
            "party_printed": pl.Series([one.party_printed for one in found], dtype=pl.String),
            "unit_type": pl.Series([kind for kind, _ in kinds], dtype=pl.String),
            "own_level": pl.Series([level for _, level in kinds], dtype=pl.String),
        }
    ).insert_column(0, notices)


def others_frame(notices: pl.Series, found: list[Found]) -> pl.DataFrame:
    """notice_key, places, level, core, kind of the other units, in order; as many rows as there are."""
    rows = [(key, name) for key, one in zip(notices, found, strict=True) for name in one.others]
    return pl.DataFrame(
        {
            "notice_key": pl.Series([key for key, _ in rows], dtype=notices.dtype),
            "places": pl.Series([name.places for _, name in rows], dtype=pl.List(pl.String)),
            "level": pl.Series([name.level for _, name in rows], dtype=pl.String),
            "core": pl.Series([name.core for _, name in rows], dtype=pl.String),
            "kind": pl.Series([name.kind for _, name in rows], dtype=pl.String),
        }
    )
