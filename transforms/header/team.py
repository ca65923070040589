"""Who inspected: the team as printed, its level, the kind of inspection and the round.

Belongs here: reading the team from title and opener. Does not belong here: the inspected unit, the dates.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import polars as pl

from transforms import vocabulary
from transforms.header import region

NOTICE = "notice_key"
TELLING = "[^。;]*巡[察视][^。;]*组[^。;]*"


@cache
def _words() -> dict[str, Any]:
    return vocabulary.toml("teams")


@cache
def pattern() -> str:
    """A team's name, with whoever sends it; a sender's name may still begin with words that are none of it."""
    words = _words()
    number, quoted = words["number"], "“[^”。;]{1,14}”"
    numbers = f"第?{number}(?:[、和及与]第?{number})*"
    between = f"(?:{quoted}|{words['kinds']})*"
    one = f"{between}(?:第?{number}|{numbers}|第)?{between}巡[察视](?:监督|工作)?(?:{numbers}|第)?(?:工作|专项|联动|监督)?组"
    whole = f"{words['sender']}{words['term']}?(?:[省市县区旗州盟]委)?(?:第?{words['round']}(?:巡[察视])?)?{one}"
    return f"{words['term']}?{whole}(?:[、和及与](?:[省市县区旗州盟]委)?第?(?:{number})?巡[察视]第?(?:{number})?组)*"


@cache
def _sender() -> re.Pattern[str]:
    return re.compile(
        r"^(?P<before>[\u4e00-\u9fff]*?)(?P<word>自治区党委|区党委|兵团党委|[省市县区旗州盟地]委)(?P<rest>.*)$"
    )


def trim(candidate: str) -> str | None:
    """The team's own name in what `pattern` found: 接受了市委第二巡察组 → 市委第二巡察组; null where only 巡察组 is left."""
    words = _words()
    found = _sender().match(candidate)
    if (
        found
        and not candidate.startswith(("第", "中央"))
        and not re.match(f"{words['term']}?[省市县区旗州盟]委", candidate)
    ):
        before, word, rest = found["before"], found["word"], found["rest"]
        kept = ""
        for cut in range(len(before)):
            places, left = region.chain(before[cut:] + word[0])
            if places and not left:
                kept = before[cut:]
                break
        candidate = kept + word + rest
    elif not found:
        # python's classes for the vocabulary's \p{Han}
        candidate = re.sub(words["not_sender"], "", candidate) or candidate
    return None if re.fullmatch(words["bare"], candidate) else candidate


def _rank(team: str) -> int:
    """A number in the name says more than a sender, a sender more than nothing."""
    numbered = bool(
        re.search(
            f"第?{_words()['number']}(?:{_words()['kinds']}|“[^”]*”)*巡[察视]|巡[察视]第?{_words()['number']}", team
        )
    )
    return 2 * numbered + bool(re.search("[省市县区旗州盟地党]委", team))


@cache
def _best(near: tuple[str, ...], far: tuple[str, ...]) -> str | None:
    """The team that opener and title name; that of the body where it is the same one with its number, or the only one."""
    teams = [team for team in map(trim, near) if team]
    named = max(teams, key=_rank, default=None)
    later = max((team for team in map(trim, far) if team), key=_rank, default=None)
    if named is None:
        return later
    sent = re.match(".*?委(?=巡[察视]组$)", named)
    return later if sent and later and _rank(later) > _rank(named) and later.startswith(sent.group()) else named


def _sentences_on_teams(text: pl.Expr) -> pl.Expr:
    """The clauses in which a team may be named: `pattern` is dear and never goes beyond one."""
    return text.str.extract_all(TELLING).list.join("。")


def read(passages: pl.DataFrame) -> pl.DataFrame:
    """notice_key, inspection_team, inspection_kind, inspection_round, sender_level, sender_sign, sender_place.

    The sender is the committee that sent the team: its level, the last character of its place (市), and the place where one
    is printed before it (晋中市委).
    `passages`: notice_key, opener, title, more (String): searched for a team in this order; null where nothing is printed.
    """
    words = _words()
    text = pl.concat_str(pl.col("opener", "title").fill_null(""), separator="。")
    found = passages.select(
        NOTICE,
        near=_sentences_on_teams(text).str.extract_all(pattern()),
        far=_sentences_on_teams(pl.col("more").fill_null("")).str.extract_all(pattern()),
        text=text,
    )
    distinct = found.select("near", "far").unique()
    teams = distinct.with_columns(
        inspection_team=pl.Series(
            [_best(tuple(near), tuple(far)) for near, far in distinct.iter_rows()], dtype=pl.String
        )
    )
    known = found.join(teams, on=["near", "far"], how="left", maintain_order="left")
    levels = vocabulary.alternatives(list(words["level"]))
    text, team = pl.col("text"), pl.col("inspection_team")
    kinds = [pl.when(text.str.contains(entry["pattern"])).then(pl.lit(entry["name"])) for entry in words["kind"]]
    placed = r"([\p{Han}&&[^委]]{1,7}?[省市县区旗州盟])委"
    base = text.str.extract("巡[察视]", 0)
    committee = "(?:自治区党委|[市县州旗]党委|[省市县区旗州盟]委)"
    rounds = [
        f"((?:{words['term']}{committee}?|{committee}{words['term']}){words['round']})",
        f"({committee}?{words['round']})",
    ]
    return known.with_columns(
        sender=pl.coalesce(
            team.str.extract(levels, 0),
            text.str.extract(rf"(?:根据|按照|经)[^,。;]{{0,8}}?({levels})", 1),
            text.str.extract(rf"({levels})(?:统一|第|巡|的?统一|关于)", 1),
        )
    ).select(
        NOTICE,
        "inspection_team",
        inspection_kind=pl.coalesce(*kinds, base),
        inspection_round=pl.coalesce(*(text.str.extract(pattern, 1) for pattern in rounds)),
        sender_level=pl.col("sender").replace_strict(words["level"], default=None, return_dtype=pl.String),
        sender_sign=pl.when(pl.col("sender") == "中央")
        .then(None)
        .when(pl.col("sender").is_in(["自治区党委", "兵团党委"]))
        .then(pl.lit("省"))
        .otherwise(pl.col("sender").str.replace("党?委$", "").str.tail(1)),
        sender_place=pl.coalesce(
            team.str.replace(f"^{words['term']}", "").str.extract(f"^{placed}", 1),
            text.str.extract(rf"(?:根据|按照|经){placed}(?:统一|的|巡|部|批|工)", 1),
        ),
    )
