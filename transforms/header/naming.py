"""Names in full: what the text says of a unit's name, and the place that the name leaves out, put together.

Belongs here: choosing the place of each notice's unit, composing unit and party organisation, the unit's level. Does not
belong here: finding the names (`transforms.header.unit`) or the places (`transforms.header.region`).
"""

from __future__ import annotations

import polars as pl

from transforms import vocabulary
from transforms.header import region

NOTICE = "notice_key"
# How much a place counts where it is printed; the places of the unit's own name count more than all of these.
WEIGHTS = {"title": 6, "signature": 6, "intro": 2, "contact": 3, "closing": 2, "furniture": 1}
OWN = 100
LEVELS = {
    "省": "province",
    "自治区": "province",
    "自治州": "city",
    "自治县": "county",
    "自治旗": "county",
    "市": "city",
    "州": "city",
    "盟": "city",
    "县": "county",
    "区": "county",
    "旗": "county",
}


def read(named: pl.DataFrame, others: pl.DataFrame, edges: pl.DataFrame, area_codes: pl.DataFrame) -> pl.DataFrame:
    """notice_key, party_orgs, units, unit_type, org_level, province, city, county, region_code, inspection_level.

    `named`: see `unit.as_frame`, with sender_level, sender_sign and inspection_kind of `team.read`; `others`: see
    `unit.others_frame`; `edges`: notice_key, text, edge of the paragraphs around the body; `area_codes`: notice_key,
    area_code.
    """
    evidence = edges.group_by(NOTICE).agg(evidence=pl.col("text").str.join("。"))
    placed = (
        named.join(_places(named, edges, area_codes), on=NOTICE, how="left", maintain_order="left")
        .join(evidence, on=NOTICE, how="left", maintain_order="left")
        .with_columns(pl.col("evidence").fill_null(""))
    )
    full = _with_names(_with_unknown_places(placed))
    along = _names_along(full, others)
    return full.join(along, on=NOTICE, how="left", maintain_order="left").select(
        NOTICE,
        party_orgs=_listed("party", "other_parties"),
        units=_listed("unit_name", "other_units"),
        unit_type="unit_type",
        org_level=pl.when(pl.col("core").is_not_null()).then(_level()),
        province="province",
        city="city",
        county="county",
        region_code="region_code",
        inspection_level=_inspection_level(),
    )


def _places(named: pl.DataFrame, edges: pl.DataFrame, area_codes: pl.DataFrame) -> pl.DataFrame:
    """The place of each notice's unit: see `region.choose`."""
    weight = pl.col("edge").replace_strict(WEIGHTS, default=0, return_dtype=pl.Int64)
    printed = region.mentioned(edges.select(NOTICE, "text", weight=weight))
    own = (
        named.filter(pl.col("places").list.len() > 0)
        .select(NOTICE, "places", rank=pl.int_ranges(pl.col("places").list.len()))
        .explode("places", "rank")
        .join(region.places_of_heads(), left_on="places", right_on="form", maintain_order="left_right")
        .select(NOTICE, "place", weight=(OWN * (pl.col("rank") + 1)).cast(pl.Int64))
    )
    everywhere = pl.concat([printed, own, _begun(named)]).group_by(NOTICE, "place").agg(pl.col("weight").sum())
    # an institution under a provincial inspection may stand in any city
    sign = pl.coalesce(
        pl.col("places").list.last().str.tail(1),
        pl.when(pl.col("level") != "").then("level"),
        pl.when(pl.col("sender_sign") != "省").then("sender_sign"),
    )
    chosen = region.choose(everywhere, named.select(NOTICE, sign=sign), area_codes)
    return _not_elsewhere(chosen, named, printed)


def _not_elsewhere(chosen: pl.DataFrame, named: pl.DataFrame, printed: pl.DataFrame) -> pl.DataFrame:
    """`chosen` without the places that are not the unit's, where its own name begins with a place that no list knows.

    Where the name goes on with a second place, that one would lie in another city; a place that nothing but a telephone's
    area code tells is no better.
    """
    unknown = ~pl.col("places").list.first().is_in(list(region.heads()))
    two = named.filter(unknown).select(NOTICE, two=pl.col("places").list.len() > 1)
    told = printed.select(NOTICE, "place", told=pl.lit(value=True))
    return (
        chosen.join(two, on=NOTICE, how="left", maintain_order="left")
        .join(told, on=[NOTICE, "place"], how="left", maintain_order="left")
        .filter(pl.col("two").is_null() | (~pl.col("two") & pl.col("told").fill_null(value=False)))
        .drop("two", "told")
    )


def _begun(named: pl.DataFrame) -> pl.DataFrame:
    """notice_key, place, weight: the city or province whose short name the unit's own name begins with (武汉商贸集团)."""
    short = region.beginnings()
    behind = vocabulary.toml("units")["place"]["behind_short"]
    form = pl.col("core").str.extract(f"^({vocabulary.alternatives(short['form'].to_list())}){behind}", 1)
    return (
        named.filter((pl.col("places").list.len() == 0) & (pl.col("level") == ""))
        .select(NOTICE, form=form)
        .join(short, on="form", maintain_order="left")
        .select(NOTICE, "place", weight=pl.lit(1, pl.Int64))
    )


def _ending(signs: str) -> pl.Expr:
    """The first place of the unit's own name that ends with one of the signs."""
    kept = pl.element().filter(pl.element().str.contains(f"[{signs}]$"))
    return pl.col("places").list.eval(kept).list.first()


def _with_unknown_places(placed: pl.DataFrame) -> pl.DataFrame:
    """Province, city and county as the unit's own name has them, where the list of places knows none of them."""
    unknown = placed.filter(pl.col("place").is_null() & (pl.col("places").list.len() > 0))
    if unknown.is_empty():
        return placed
    county = _ending("县区旗")
    before = pl.col("evidence").str.extract(pl.concat_str(pl.lit(r"(\p{Han}{2,6}?[市州盟])"), county), 1)
    told = unknown.select(
        NOTICE,
        province=_ending("省"),
        city=pl.coalesce(_ending("市州盟"), before.str.replace("^中共", "")),
        county=county,
    ).with_columns(
        place_level=pl.when(pl.col("county").is_not_null())
        .then(pl.lit("county"))
        .when(pl.col("city").is_not_null())
        .then(pl.lit("city"))
        .otherwise(pl.lit("province"))
    )
    return placed.update(told, on=NOTICE, how="left")


def _printed(name: pl.Expr) -> pl.Expr:
    return pl.col("evidence").str.contains(name, literal=True)


def _stands_for_level(name: pl.Expr) -> pl.Expr:
    """The level in the unit's name (市中医院) means this place, and the place is printed, with or without its last character."""
    short = name.str.head(name.str.len_chars() - 1)
    return name.str.ends_with(pl.col("level")) & (pl.col("level") != "") & (_printed(name) | _printed(short))


def _with_names(placed: pl.DataFrame) -> pl.DataFrame:
    """Adds prefix (the place at the head of the name, or its level where the place is not printed), unit_name, party."""
    county, city, province = pl.col("county"), pl.col("city"), pl.col("province")
    both = city.fill_null("") + county.fill_null("")
    prefix = (
        pl.when(pl.col("places").list.len() > 0)
        .then(pl.col("places").list.join(""))
        .when((county.str.tail(1) == "区") & (pl.col("level") == "区") & _printed(both))
        .then(both)
        .when(_stands_for_level(county))
        .then(county)
        .when(_stands_for_level(city))
        .then(city)
        .when(_stands_for_level(province))
        .then(province)
        .otherwise("level")
    )
    composed = pl.when(pl.col("kind") != "").then(pl.lit("中共") + pl.col("unit_name") + pl.col("kind"))
    return (
        placed.with_columns(prefix=prefix.fill_null(""))
        .with_columns(unit_name=pl.col("prefix") + pl.col("core"))
        .with_columns(party=pl.coalesce("party_printed", composed))
    )


def _names_along(full: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """notice_key, other_units, other_parties: the other units, those without a place in the place of the main one."""
    own, level = pl.col("places").list.join(""), pl.col("level")
    prefix = (
        pl.when(pl.col("places").list.len() > 0)
        .then(own)
        .when(pl.col("prefix").str.ends_with(level) | (level == ""))
        .then("prefix")
        .otherwise(level)
    )
    short = prefix.str.head(prefix.str.len_chars() - 1)
    again = (short.str.len_chars() > 1) & pl.col("core").str.starts_with(short)  # 某县委党校(某行政学校)
    named = others.join(full.select(NOTICE, "prefix"), on=NOTICE, how="left", maintain_order="left").with_columns(
        name=pl.when(again).then("core").otherwise(prefix + pl.col("core"))
    )
    party = pl.lit("中共") + pl.col("name") + pl.col("kind")
    return named.group_by(NOTICE, maintain_order=True).agg(
        other_units="name", other_parties=party.filter(pl.col("kind") != "")
    )


def _listed(one: str, others: str) -> pl.Expr:
    """The main name, if any, and the others, as one list."""
    main = pl.when(pl.col(one).is_not_null()).then(pl.concat_list(one)).otherwise(pl.lit([], dtype=pl.List(pl.String)))
    return pl.concat_list(main, pl.col(others).fill_null([]))


def _level() -> pl.Expr:
    """Of the unit: what its kind tells; else its place; else who inspected it, unless a higher level did so (提级)."""
    inside = pl.col("core").str.contains(pl.coalesce("county", "city", "province"), literal=True)
    by_place = pl.when((pl.col("prefix") != "") | inside).then("place_level")
    by_sign = pl.col("level").replace_strict(LEVELS, default=None, return_dtype=pl.String)
    by_sender = pl.when(
        (pl.col("inspection_kind") != "提级") & pl.col("sender_level").is_in(["province", "city", "county"])
    ).then("sender_level")
    return pl.coalesce("own_level", by_place, by_sign, by_sender)


def _inspection_level() -> pl.Expr:
    """Of the committee that sent the team: 市委 of a county-level city is county, of a municipality province."""
    county_city = (pl.col("place_level") == "county") & (pl.col("county").str.tail(1) == "市")
    municipality = (pl.col("place_level") == "province") & pl.col("province").is_in(region.MUNICIPALITIES)
    of_city = pl.col("sender_level") == "city"
    place = pl.col("sender_place")
    higher = (pl.col("inspection_kind") == "提级") | ((place.str.len_chars() > 1) & (place != pl.col("county")))
    return (
        pl.when(of_city & county_city & ~higher.fill_null(value=False))
        .then(pl.lit("county"))
        .when(of_city & municipality)
        .then(pl.lit("province"))
        .otherwise("sender_level")
    )
