"""Dates and periods named in passages, with the years that the text leaves to the reader supplied from context.

Belongs here: finding runs of date characters, the year of a bare month or day, what a date is the date of (its role).
Does not belong here: how one run is read (see `date_reading`), which dates are an inspection's (see the header).
"""

from __future__ import annotations

from functools import cache

import polars as pl

from transforms.mentions import date_reading, vocabulary
from transforms.mentions.date_years import supply_years
from transforms.mentions.spans import around, locate, mentions

_TITLE = r"《(?:[^《》]|《[^《》]*》)*》"
_NUMBER = r"[〔\[【﹝](?:19|20)\d{2}[^。,;《]{0,1}?第?\d*号|[(](?:19|20)\d{2}[)]第?\d+号|〔\d+号"
_CHINESE = (
    r"[一二][〇零○ОOo0九][〇零○ОOo0一二三四五六七八九]{2}年[〇零○ОOo0一二三四五六七八九十年月日号度至到底初\-—–~、]*"
    r"|[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号]"
)
_TELLING = r"月|[0-9][日号]|(?:19[4-9]|20[0-4])[0-9]|年"
"""What makes a date of a run of date characters."""
_WINDOW = 16, 64
_READING = {
    "start": pl.Int32, "stop": pl.Int32, "year": pl.Int32, "month": pl.Int32, "day": pl.Int32, "end_year": pl.Int32,
    "end_month": pl.Int32, "end_day": pl.Int32, "years_over": pl.Int32, "precision": pl.String, "relation": pl.String,
    "confidence": pl.Float64, "alternative": pl.String,
}  # fmt: skip


@cache
def _pattern() -> str:
    """Titles and document numbers (so that their years are passed over), or a run of date characters."""
    relative = "|".join(vocabulary.table("dates")["relative"])
    run = rf"(?:{relative})?[0-9][0-9年月日号份度起至到~\-—–―─、,和与及./上中下旬底初末半季第前一二三四两]*"
    return f"{_TITLE}|{_NUMBER}|{_CHINESE}|{run}"


def _candidates(passages: pl.DataFrame) -> pl.DataFrame:
    """Runs that may hold a date: row, at, match, length, before, after, damaged (of the notice)."""
    found = locate(passages, _pattern(), pl.col("text").str.contains(_TELLING)).filter(
        pl.col("match").str.contains(r"^[^《〔\[【﹝(].*$") & pl.col("match").str.contains(_TELLING)
    )
    found = around(found.with_columns(pl.col("match").str.len_chars().alias("length")), passages, *_WINDOW)
    fused = pl.col("match").str.contains("|".join(vocabulary.table("dates")["lost_marks"]))
    notice = passages.get_column("notice_key").gather(found.get_column("row"))
    return found.with_columns(fused.any().over(notice).alias("damaged"))


def _read(found: pl.DataFrame) -> pl.DataFrame:
    """Each candidate's readings (one row each); only distinct runs are parsed."""
    words = vocabulary.table("dates")
    open_end = pl.col("match").str.contains(r"[0-9]$|[0-9][^年月日号0-9]+[^年月日号]*$")
    file_number = pl.col("before").str.contains(words["number_before"])
    keyed = found.filter(~(file_number & ~pl.col("match").str.contains("[年月日.]|-[0-9]+-"))).with_columns(
        pl.when(open_end).then(pl.col("after").str.head(5)).otherwise(pl.lit("")).alias("follows")
    )
    key = ["match", "follows", "damaged"]
    distinct = keyed.select(key).unique(maintain_order=True).with_row_index("run")
    readings = [
        (run, *reading)
        for run, text, follows, damaged in distinct.iter_rows()
        for reading in date_reading.read(text, follows, damaged)
    ]
    read = pl.DataFrame(readings, schema={"run": pl.UInt32, **_READING}, orient="row")
    return (
        keyed.select("row", pl.col("at").alias("run_at"), *key)
        .join(distinct, on=key, how="left", maintain_order="left")
        .join(read, on="run", how="inner", maintain_order="left_right")
        .with_columns(
            (pl.col("run_at") + pl.col("start")).alias("at"), (pl.col("stop") - pl.col("start")).alias("length")
        )
        .select("row", "at", "length", *[name for name in _READING if name not in ("start", "stop")])
    )


def _filled(pattern: str) -> str:
    """A pattern of the word list with the words that several patterns share."""
    words = vocabulary.table("dates")
    for name in ("completed", "begun", "intended"):
        pattern = pattern.replace(name.upper(), words[name])
    return pattern


def _says(side: str, name: str) -> pl.Expr:
    """Whether the pattern `name` of the word list fits on this side of the date."""
    return pl.col(side).str.contains(_filled(vocabulary.table("dates")[name]))


def _role() -> pl.Expr:
    """The first rule of the word list that fits, else the default of the part."""
    words = vocabulary.table("dates")
    default = pl.col("part").replace_strict(words["default_role"], default="mentioned", return_dtype=pl.String)
    rules = []
    for entry in words["role"]:
        fits = pl.lit(True)
        for side in ("before", "after"):
            if side in entry:
                fits = fits & pl.col(side).str.contains(_filled(entry[side]))
        if "parts" in entry:
            fits = fits & pl.col("part").is_in(entry["parts"])
        rules.append(pl.when(fits).then(pl.lit(entry["role"])))
    return pl.coalesce(*rules, default)


def _still_to_come() -> pl.Expr:
    """A time after the publication by which something is to be reached: nothing that was done can have such a date."""
    after = (pl.col("date_start") > pl.col("anchor_end")) & pl.col("date_end").is_null()
    acts = pl.col("role").is_in(["action", "deadline"]) & pl.col("part").is_in(["measure", "effect", "follow_up"])
    exact = (pl.col("precision") != "year") | _says("after", "within_year")
    other = _says("after", "no_deadline_after") & (pl.col("part") != "follow_up")
    return after & acts & exact & ~other & ~_says("before", "no_deadline_before")


def _calendar_day(year: pl.Expr, month: str, day: str) -> pl.Expr:
    """The day, its first where month or day is null; null where the calendar has no such day (29 February of 2023)."""
    parts = pl.format("{}-{}-{}", year, pl.col(month).fill_null(1), pl.col(day).fill_null(1))
    return parts.str.to_date("%Y-%m-%d", strict=False)


def _values(found: pl.DataFrame) -> pl.DataFrame:
    """Calendar dates from the numbers; of two cuts of a damaged date the one that lies between the anchors."""
    has_end = pl.col("end_month").is_not_null() | pl.col("end_year").is_not_null()
    other = pl.col("alternative").str.to_date("%Y-%m-%d", strict=False)
    start = pl.col("date_start")

    def inside(day: pl.Expr) -> pl.Expr:
        return ((day >= pl.col("anchor_start")) & (day <= pl.col("anchor_end"))).fill_null(False)

    swap = (pl.col("precision") == "day") & inside(other) & ~inside(start)
    end_year = pl.coalesce(pl.col("year") + pl.col("years_over"), "end_year")
    return found.with_columns(
        _calendar_day(pl.col("year"), "month", "day").alias("date_start"),
        pl.when(has_end).then(_calendar_day(end_year, "end_month", "end_day")).alias("date_end"),
    ).with_columns(
        pl.when(swap).then(other).otherwise(start).alias("date_start"),
        pl.when(swap).then(start.dt.to_string("%Y-%m-%d")).otherwise("alternative").alias("alternative"),
        pl.when(swap).then(pl.lit(0.7)).otherwise("confidence").alias("confidence"),
    )


def find(passages: pl.DataFrame) -> pl.DataFrame:
    """Every date and period in `passages` (columns: see `transforms.mentions.find`), in the passages' order.

    A month or a year is its first day, with `precision`; a period has both ends in the precision of the coarser. A
    date whose year nothing tells has null dates and confidence 0. Years in 《》 and in document numbers are no dates,
    nor are relative expressions, spans, ages and counts. Missing anchor columns count as null.
    """
    for name in ("anchor_start", "anchor_end"):
        if name not in passages.columns:
            passages = passages.with_columns(pl.lit(None, dtype=pl.Date).alias(name))
    found = around(_read(_candidates(passages)), passages, *_WINDOW)
    words = vocabulary.table("dates")
    marked = pl.col("after").str.contains(words["not_a_date_after"])
    yearless = pl.col("year").is_null()
    repeated = pl.col("before").str.contains(words["not_a_date_before"])
    found = found.filter(~(yearless & (pl.col("relation") == "") & (repeated | marked)))
    row = found.get_column("row")
    context = passages.select("notice_key", "part", "anchor_start", "anchor_end", "text")[row]
    found = pl.concat([found, context], how="horizontal").with_columns(
        pl.col("text").str.head(pl.col("at")).str.count_matches("[。;!?]").alias("sentence")
    )
    told = found.with_columns(_role().alias("role")).with_columns(
        coming=((pl.col("role") == "deadline") & _says("before", "coming_before")) | _says("after", "coming_after")
    )
    found = _values(supply_years(told)).with_columns(
        pl.when(pl.col("date_start").is_null()).then(0.0).otherwise("confidence").alias("confidence"),
        pl.when(_still_to_come()).then(pl.lit("deadline")).otherwise("role").alias("role"),
    )
    return mentions(found.drop("notice_key", "text", "anchor_start", "anchor_end"), passages, "date")
