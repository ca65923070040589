"""What stands around the body of a notice: furniture, title, intro, closing, contact, signature.

Belongs here: the roles of the paragraphs outside the body, and the cuts between such parts where one paragraph holds
several. Does not belong here: what the title or the opener says (`transforms.header`), or anything inside the body.

Only the head (up to the first numbered paragraph) and the tail (behind the last paragraph of the body) are searched;
elsewhere nothing but unmistakable page furniture is marked.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import polars as pl

from transforms import vocabulary

HEAD = 40  # paragraphs from the front in which a head may stand
TAIL = 45  # paragraphs from the back in which a tail may stand
CUT_HEAD, CUT_TAIL = 12, 25  # paragraphs from either end that may be cut
LONG = 100  # characters; a longer paragraph that is no contact or closing belongs to the body
ROLES = ("furniture", "title", "intro", "closing", "contact", "signature")
NOTICE = "notice_key"


@cache
def words() -> dict[str, Any]:
    """The vocabulary of the edges."""
    return vocabulary.toml("edges")


def _any(patterns: list[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def _size() -> pl.Expr:
    return pl.col("text").str.len_chars()


def _has(pattern: str) -> pl.Expr:
    return pl.col("text").str.contains(pattern)


def _labelled() -> pl.Expr:
    """The paragraph is numbered, or a cell of a table."""
    return _has(words()["label"]) | pl.col("field").is_not_null()


def _complete(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """The paragraphs with `field` (what a table cell holds, null elsewhere) and `page` (it is a page number)."""
    known = {"field": pl.lit(None, pl.String), "page": pl.lit(value=False)}
    return paragraphs.with_columns(**{name: value for name, value in known.items() if name not in paragraphs.columns})


# --- cutting ---------------------------------------------------------------------------------------------------------


def cut(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """The paragraphs, with those of head and tail cut where one holds several parts; numbered anew.

    `paragraphs`: notice_key, paragraph (0…), start, text, printed, page (it is a page number) and any other columns, which a
    part takes from its whole; in reading order. `field` is null outside tables.
    """
    place, last = pl.col("paragraph"), pl.col("paragraph").filter(~pl.col("page")).max().over(NOTICE)
    rows = _complete(paragraphs).with_row_index("_row").with_columns(_tail=(last - place < CUT_TAIL) & ~pl.col("page"))
    edge = rows.filter((place < CUT_HEAD) | pl.col("_tail")).with_columns(
        _head=(place < CUT_HEAD) & (_labelled().cast(pl.Int32).cum_sum().over(NOTICE) == 0)
    )
    known = words()["cut"]
    head, tail = edge.filter("_head"), edge.filter(pl.col("_tail") & ~pl.col("_head"))
    for entry in known["head"]:
        head = _cut_behind(head, entry["pattern"], entry.get("never"))
    tail = pl.concat([head.filter("_tail"), tail])
    for pattern in known["tail"]:
        tail = _cut_behind(tail, pattern)
    parts = pl.concat([head.filter(~pl.col("_tail")), tail]).drop("_head", "_tail")
    several = parts.filter(pl.len().over("_row") > 1)
    if several.is_empty():
        return paragraphs
    whole = rows.drop("_tail").filter(~pl.col("_row").is_in(several["_row"].unique().implode()))
    return (
        pl.concat([whole, several.select(whole.columns).sort("_row", "start")])
        .sort("_row", maintain_order=True)
        .select(paragraphs.columns)
        .with_columns(paragraph=pl.int_range(pl.len()).over(NOTICE).cast(paragraphs.schema["paragraph"]))
    )


def _cut_behind(rows: pl.DataFrame, pattern: str, never: str | None = None) -> pl.DataFrame:
    """The rows cut behind the pattern's group, unless the group matches `never`; both parts keep the other columns."""
    before = pl.col("before")
    known = rows.with_columns(before=pl.col("text").str.extract(pattern, 1))
    cuts = before.is_not_null() & (before.str.contains(never).not_() if never else pl.lit(value=True))
    parts = known.filter(cuts)
    if parts.is_empty():
        return rows
    size = before.str.len_chars().cast(pl.Int32)
    first = parts.with_columns(pl.col("text", "printed").str.slice(0, size))
    second = parts.with_columns(
        pl.col("text", "printed").str.slice(size), start=(pl.col("start") + size).cast(rows.schema["start"])
    )
    return pl.concat([known.filter(~cuts), first, second]).drop("before")


# --- roles -----------------------------------------------------------------------------------------------------------


def mark(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """The paragraphs with `edge`: one of ROLES, or null for the body.

    `paragraphs`: notice_key, paragraph, text, page and any other columns; in reading order, page numbers behind all others.
    """
    whole = _complete(paragraphs)
    numbers = whole.filter("page").with_columns(edge=pl.lit("furniture"))
    text = _marked(whole.filter(~pl.col("page")))
    return text if numbers.is_empty() else pl.concat([text, numbers]).sort(NOTICE, "paragraph")


def _marked(paragraphs: pl.DataFrame) -> pl.DataFrame:
    rows = paragraphs.select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("_row"),
        NOTICE,
        "text",
        "field",
        place=pl.col("paragraph").cast(pl.Int32),
        back=(pl.col("paragraph").max().over(NOTICE) - pl.col("paragraph")).cast(pl.Int32),
        size=_size().cast(pl.Int32),
    )
    anywhere = words()["furniture"]["anywhere"]
    page = rows.filter(pl.col("size") <= 60).filter(
        vocabulary.holds(pl.col("text"), words()["furniture"]["signs"]) | _has(_any(anywhere))
    )
    found = pl.concat(
        [
            _head(rows.filter(pl.col("place") < HEAD)),
            _tail(_behind_body(rows.filter(pl.col("back") < TAIL))),
            page.select("_row", edge=pl.lit("furniture")),
        ]
    ).unique("_row", keep="first", maintain_order=True)
    edges = paragraphs.with_row_index("_row").join(found, on="_row", how="left", maintain_order="left")
    return edges.drop("_row")


def _behind_body(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows behind the last one that certainly is body; what follows an annex counts for neither."""
    no_tail = ~vocabulary.holds(pl.col("text"), words()["signature"]["hints"])
    certain = (_labelled() | (pl.col("size") > LONG)) & no_tail
    annexed = _has(words()["signature"]["annex"]).cum_max().over(NOTICE)
    place = pl.col("place")
    return rows.with_columns(certain=certain & ~annexed).filter(
        place > pl.when("certain").then(place).max().over(NOTICE).fill_null(-1)
    )


def _furniture(kind: str) -> pl.Expr:
    known = words()["furniture"]
    signs = vocabulary.holds(pl.col("text"), [*known["signs"], *known.get(f"{kind}_signs", [])])
    brief: pl.Expr = pl.col("size") <= known["longest"]
    return brief & (signs | _has(_any([*known["anywhere"], *known[kind]])))


def _stands_alone() -> tuple[pl.Expr, pl.Expr]:
    """A line that is nothing but a date; a line that is nothing but an organisation, with or without a date."""
    known = words()
    brief = pl.col("size") <= known["signature"]["longest"]
    date = _has(f"^(?:(?:发布|成文|公布)?(?:日期|时间):)?{known['date']}$")
    ends = f"{known['organisation']}(?:[(][^)]{{2,12}}[)])?"
    named = _has(rf"^(?:中共|中国共产党)[^,。;:!?]{{2,60}}$|^[^,。;:!?\d]{{2,40}}?{ends}(?:{known['date']})?$")
    return brief & date, brief & named


def _head(rows: pl.DataFrame) -> pl.DataFrame:
    """_row, edge of the paragraphs before the body."""
    known = words()
    date, organisation = _stands_alone()
    seen = rows.with_columns(label=_labelled().cast(pl.Int32)).filter(pl.col("label").cum_sum().over(NOTICE) == 0)
    seen = seen.with_columns(furniture=_furniture("head"), date=date, organisation=organisation).with_columns(
        title=~pl.col("furniture")
        & (pl.col("size") <= known["title"]["longest"])
        & _has(known["title"]["pattern"])
        & ~_has(known["title"]["never"])
    )
    opens = (
        ~pl.col("furniture")
        & ~pl.col("title")
        & (
            (_has("。") & (pl.col("size") >= 20))
            | (_has(",") & (pl.col("size") >= 40))
            | _has(known["intro"]["ends"])
            | _has(known["intro"]["cut_off"])
        )
        & (_has(known["intro"]["opens"]) | (pl.col("size") >= 60))
    )
    seen = seen.with_columns(opens=opens, ends=_has(known["intro"]["ends"])).with_columns(
        first=pl.when("opens").then("place").min().over(NOTICE)
    )
    place, first = pl.col("place"), pl.col("first")
    near = (place >= first) & (place < first + known["intro"]["most"])
    seen = seen.with_columns(
        last=pl.coalesce(pl.when(near & pl.col("ends")).then(place).min().over(NOTICE), first),
        above=first.is_null() | (place < first),
    )
    follows = (place > pl.col("last")) & _has(known["intro"]["continues"]) & _has(known["intro"]["opens"])
    follows &= ~pl.col("title") & (place == pl.col("last") + 1) & ~pl.col("ends").any().over(NOTICE)
    told = _has(known["intro"]["tells"])
    follows |= told & ~pl.when(place <= pl.col("last")).then(told).any().over(NOTICE) & (place == pl.col("last") + 1)
    seen = _title_lines(seen)
    titled = pl.col("title").any().over(NOTICE)
    begun = pl.col("title").cum_max().over(NOTICE)
    signs = begun & (pl.col("date") | pl.col("organisation"))
    small = pl.col("size") <= 60
    contact = _contact() & (pl.col("size") <= LONG)
    role = (
        pl.when(pl.col("title") & (pl.col("above") | (place <= pl.col("last"))))
        .then(pl.lit("title"))
        .when(((place >= first) & (place <= pl.col("last"))) | follows)
        .then(pl.when("furniture").then(pl.lit("furniture")).otherwise(pl.lit("intro")))
        .when(pl.col("above") & pl.col("furniture"))
        .then(pl.lit("furniture"))
        .when(pl.col("above") & signs & (titled | first.is_not_null()))
        .then(pl.lit("signature"))
        .when(pl.col("above") & small & (titled | first.is_not_null()))
        .then(pl.lit("furniture"))
        .when((place > pl.col("last")) & contact)
        .then(pl.lit("contact"))
        .when((place > pl.col("last")) & _has(known["closing"]["pattern"]) & contact.shift(-1).over(NOTICE))
        .then(pl.lit("closing"))
    )
    return seen.select("_row", edge=role).drop_nulls()


def _title_lines(seen: pl.DataFrame) -> pl.DataFrame:
    """`title` also for the other lines of a title that was printed in several."""
    known = words()["title"]
    before = pl.col("text").shift(1).over(NOTICE)
    text = pl.col("text")
    above = pl.col("above")
    completed = (
        _has(known["broken"])
        & _has(known["rest"]).shift(-1).over(NOTICE).fill_null(value=False)
        & above
        & (pl.col("size") <= 80)
    )
    title = pl.col("title") | completed
    twice = text.str.starts_with(before)
    needs = title & above & _has(known["needs_more"]) & ~twice
    joins = (
        needs.shift(-1)
        .over(
            NOTICE,
        )
        .fill_null(value=False)
        & above
        & ~title
        & ~pl.col("furniture")
        & ~pl.col("date")
    )
    named = _has(known["begins"]) | pl.col("organisation")
    first_line = joins & (pl.col("size") <= 80) & named & ~_has("[。;:]")
    rest = title.shift(1).over(NOTICE).fill_null(value=False) & above & _has(known["rest"])
    astray = title & ~above & text.str.starts_with("中共")
    return seen.with_columns(title=(title & above) | astray | first_line | rest)


def _contact() -> pl.Expr:
    """The paragraph tells how to reach the unit: it begins with such a word, or holds such data (a long one near its head)."""
    contact = words()["contact"]
    begins = f"{contact['begins']}{contact['word']}{contact['ends']}"
    near = f"^.{{0,{contact['near']}}}{contact['data']}"
    return _has(begins) | pl.when(pl.col("size") > LONG).then(_has(near)).otherwise(_has(contact["data"]))


def _tail(rows: pl.DataFrame) -> pl.DataFrame:
    """_row, edge of the paragraphs behind the body."""
    seen = _tail_zone(_tail_kinds(rows))
    contact, told, signs = pl.col("contact"), pl.col("told"), pl.col("signs")
    seen = seen.with_columns(
        dated=_since(pl.col("date") | (signs & _has(words()["date"]))),
        begun=_since(told),
        reached=_since(contact),
        signed=_since(signs),
    ).with_columns(
        # the contact of the web site, where the unit's own stands before the signature
        second=contact & pl.col("signed") & pl.col("dated") & _since(contact & ~pl.col("signed")),
        site=_since(pl.col("furniture") & pl.col("dated")),
        ended=_since(signs & pl.col("begun")) & pl.col("dated"),
        signable=_anywhere(told | pl.col("dated") | _has("^(?:中共|中国共产党)")),
    )
    role = (
        pl.when("annex")
        .then(None)
        .when(pl.col("furniture") | pl.col("site") | pl.col("second"))
        .then(pl.lit("furniture"))
        .when("contact")
        .then(pl.lit("contact"))
        .when("closing")
        .then(pl.lit("closing"))
        .when(signs & pl.col("signable"))
        .then(pl.lit("signature"))
        .when("ended")
        .then(pl.lit("furniture"))
        .when("reached")
        .then(pl.lit("contact"))
        .when("begun")
        .then(pl.lit("closing"))
    )
    return seen.select("_row", edge=role).drop_nulls()


def _since(flag: pl.Expr) -> pl.Expr:
    """The flag, or that it was set before in the same notice."""
    return flag.cum_max().over(NOTICE)


def _anywhere(flag: pl.Expr) -> pl.Expr:
    return flag.any().over(NOTICE)


def _tail_kinds(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with what each looks like by itself: furniture, date, contact, closing, signs, annex, told, bodily."""
    known = words()
    date, organisation = _stands_alone()
    closing = known["closing"]
    long = pl.col("size") > LONG
    close = f"^.{{0,{closing['near']}}}(?:{closing['pattern']})"
    own = ~pl.col("furniture")
    seen = rows.with_columns(furniture=_furniture("tail"), date=date, organisation=organisation).with_columns(
        contact=own & _contact(),
        closing=own & pl.when(long).then(_has(close)).otherwise(_has(closing["pattern"])),
        signs=own & (pl.col("date") | pl.col("organisation")),
        annex=_has(known["signature"]["annex"]),
    )
    told = pl.col("contact") | pl.col("closing")
    numbered = _labelled() & ~pl.col("contact") & ~pl.col("date") & own
    return seen.with_columns(told=told, bodily=numbered | (long & ~told & own))


def _tail_zone(seen: pl.DataFrame) -> pl.DataFrame:
    """The rows behind the body.

    From the first closing or contact, else the unbroken run of signature and furniture at the end; and the signature that
    stands right before. What follows an annex is left out where it is body.
    """
    place, told = pl.col("place"), pl.col("told")
    annexed = _since(pl.col("annex") & _since(told | pl.col("date")))
    seen = seen.with_columns(annexed=annexed)
    body = pl.col("bodily") & ~pl.col("annexed")
    body_ends = pl.when(body).then(place).max().over(NOTICE).fill_null(-1)
    seen = seen.filter((place > body_ends) & ~_since(pl.col("bodily") & pl.col("annexed")))
    flagged = told | pl.col("signs") | pl.col("furniture")
    begin = pl.when(told).then(place).min().over(NOTICE)
    until = pl.coalesce(begin, pl.when(flagged).then(place).max().over(NOTICE) + 1)
    stray = ~flagged & ~pl.col("annex") & (place < until)
    return seen.filter(stray.cast(pl.Int32).cum_sum(reverse=True).over(NOTICE) == 0)
