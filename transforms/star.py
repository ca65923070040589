"""The star: rows of dimensions and facts that each notice gives by itself, from what the steps of the reading found.

Belongs here: shaping rows and adding them up. Does not belong here: reading (the other modules), keeping (`warehouse`), and what
needs all notices (`combine`).
"""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from transforms import deadlines, reference, segments
from transforms.items import Items
from transforms.keys import key
from transforms.progress import DONE, ONGOING, PLANNED
from transforms.version import PARSER_VERSION


class Read(NamedTuple):
    """What the steps found about a set of notices."""

    notices: pl.DataFrame
    lines: pl.DataFrame
    headers: pl.DataFrame
    items: Items
    tiles: pl.DataFrame
    categories: pl.DataFrame
    progress: pl.DataFrame
    item_progress: pl.DataFrame
    mentions: pl.DataFrame
    newspapers: pl.DataFrame
    signatures: pl.DataFrame


def rows(read: Read) -> dict[str, pl.DataFrame]:
    """The rows each notice gives, by table. Those of `dim_notice` lack what only the source file knows.

    They have the `signature`, too, by which copies are found; those of `dim_unit` and `dim_inspection` the `notice_key` of
    the notice that says so.
    """
    of_segment = read.items.segments.select("role", "problem_key", "measure_key")
    placed = read.tiles.hstack(of_segment[read.tiles.get_column("order")]).with_columns(
        pl.col("role").fill_null("unclassified")
    )
    headers = _keyed_headers(read.headers)
    measures = _measure_rows(read, headers)
    hidden = segments.hidden(read.notices)
    mentions = segments.literal(read.mentions, "text", hidden)
    problems = _rectification(read, headers, measures, mentions)
    units, bridge = _units(headers)
    unit = headers.select("notice_key", "unit_key")
    return {
        "dim_unit": units,
        "dim_inspection": _inspections(headers),
        "dim_notice": _notice_rows(read, headers),
        "dim_problem": _problem_rows(read, placed, hidden).join(unit, on="notice_key", how="left"),
        "dim_measure": _dim_measure(read, placed, hidden).join(unit, on="notice_key", how="left"),
        "fact_disclosure": _disclosures(read, headers, placed),
        "fact_rectification": problems,
        "fact_measure": measures,
        "fact_mention": mentions.drop("start").join(unit, on="notice_key", how="left"),
        "bridge_disclosure_unit": bridge,
        "evidence.notice_text": read.notices.select("notice_key", "text"),
        "evidence.segment": placed.select(
            "notice_key",
            "start",
            "stop",
            "reading_order",
            "role",
            "problem_key",
            "measure_key",
        ),
    }


def date_key(day: pl.Expr) -> pl.Expr:
    """A day as yyyymmdd, 0 where it is unknown."""
    number = day.dt.year().cast(pl.Int32) * 10000 + day.dt.month().cast(pl.Int32) * 100 + day.dt.day().cast(pl.Int32)
    return number.fill_null(0)


def _keyed_headers(headers: pl.DataFrame) -> pl.DataFrame:
    """Headers with unit_name, party_org, unit_key and inspection_key; 0 where the text names no unit."""
    named = headers.with_columns(
        unit_name=pl.col("units").list.first(), party_org=pl.col("party_orgs").list.first()
    ).with_columns(place=pl.concat_str(["province", "city", "county"], separator="/", ignore_nulls=True))
    known = pl.col("unit_name").is_not_null() | pl.col("party_org").is_not_null()
    unit = (
        pl.when(known).then(key("unit", pl.coalesce("unit_name", "party_org"), "place")).otherwise(pl.lit(0, pl.UInt64))
    )
    return named.with_columns(unit_key=unit).with_columns(
        inspection_key=key(
            "inspection",
            "unit_key",
            pl.coalesce(pl.col("inspection_start"), pl.col("inspection_end"), pl.col("feedback_on")),
            pl.when(pl.col("unit_key") == 0).then("notice_key"),
        )
    )


def _units(headers: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of dim_unit, and of the bridge from notices to their units; the main unit comes first."""
    main = headers.filter(pl.col("unit_key") != 0).select(
        "notice_key",
        *("unit_key", "unit_name", "party_org", "unit_type", "org_level", "province", "city", "county", "region_code"),
        is_primary=pl.lit(value=True),
    )
    others = (
        headers.select(
            "notice_key",
            "place",
            *("province", "city", "county", "region_code"),
            unit_name=pl.col("units").list.slice(1),
            party_org=pl.col("party_orgs").list.slice(1),
        )
        .with_columns(
            party_org=pl.concat_list(
                "party_org", pl.lit(None, pl.String).repeat_by(pl.col("unit_name").list.len())
            ).list.head(pl.col("unit_name").list.len())
        )
        .explode("unit_name", "party_org")
        .drop_nulls("unit_name")
        .select(
            "notice_key",
            "unit_name",
            "party_org",
            *("province", "city", "county", "region_code"),
            unit_key=key("unit", "unit_name", "place"),
            unit_type=pl.lit(None, pl.String),
            org_level=pl.lit(None, pl.String),
            is_primary=pl.lit(value=False),
        )
    )
    both = pl.concat([main, others.select(main.columns)]).unique(
        ["notice_key", "unit_key"], keep="first", maintain_order=True
    )
    return both.drop("is_primary"), both.select("notice_key", "unit_key", "is_primary")


def _inspections(headers: pl.DataFrame) -> pl.DataFrame:
    names = [
        "inspection_team",
        "inspection_level",
        "inspection_kind",
        "inspection_round",
        "inspection_start",
        "inspection_end",
    ]
    return headers.select("notice_key", "inspection_key", "unit_key", *names, "inspection_precision", "feedback_on")


def _notice_rows(read: Read, headers: pl.DataFrame) -> pl.DataFrame:
    looks = read.lines.group_by("notice_key").agg(
        marked=pl.col("marked").sum(), cells=pl.col("field").is_not_null().sum()
    )
    layout = (
        pl.when(pl.col("is_newspaper").fill_null(value=False))
        .then(pl.lit("newspaper"))
        .when(pl.col("cells") > 0)
        .then(pl.lit("table"))
        .when(pl.col("marked") > 0)
        .then(pl.lit("markdown"))
        .otherwise(pl.lit("plain"))
    )
    return (
        read.notices.select("notice_key", char_count=pl.col("text").str.len_chars().cast(pl.Int32))
        .join(headers, on="notice_key", how="left")
        .join(looks, on="notice_key", how="left")
        .join(read.newspapers, on="notice_key", how="left")
        .join(read.signatures, on="notice_key", how="left")
        .select(
            "notice_key",
            "signature",
            "char_count",
            *("title", "publisher", "published_on", "comment_start", "comment_end"),
            *("contact_phone", "contact_address", "contact_email"),
            layout=layout,
            parser_version=pl.lit(PARSER_VERSION),
        )
    )


def _problem_rows(read: Read, placed: pl.DataFrame, hidden: pl.DataFrame) -> pl.DataFrame:
    headings = placed.filter((pl.col("role") == "heading") & pl.col("problem_key").is_not_null())
    placed_items = read.items.items.join(segments.spans(headings, ["problem_key"]), on="problem_key", how="left")
    return segments.literal(placed_items, "heading", hidden).select(
        *("problem_key", "notice_key", "sequence", "number_label", "aspect", "theme", "heading", "title"),
        *("description", "responsible", "follow_up", "spans"),
    )


def _dim_measure(read: Read, placed: pl.DataFrame, hidden: pl.DataFrame) -> pl.DataFrame:
    own = placed.filter((pl.col("role") == "measure") & pl.col("measure_key").is_not_null())
    placed_measures = read.items.measures.join(segments.spans(own, ["measure_key"]), on="measure_key", how="left")
    return segments.literal(placed_measures, "text", hidden).select(
        "measure_key", "notice_key", "problem_key", "ordinal", "label", "text", "reading", "spans"
    )


def _measure_rows(read: Read, headers: pl.DataFrame) -> pl.DataFrame:
    """fact_measure: what each measure names, added up."""
    kind = pl.col("kind")
    is_date, is_amount = kind == "date", kind == "amount"
    named = (
        read.mentions.filter(pl.col("measure_key").is_not_null())
        .select(
            "measure_key",
            is_amount=is_amount,
            is_document=kind == "document",
            day=pl.when(is_date & pl.col("role").ne_missing("deadline")).then("date_start"),
            end=pl.when(is_date).then("date_end"),
            yuan=pl.when(is_amount).then("amount_yuan"),
        )
        .group_by("measure_key")
        .agg(
            pl.col("is_amount").any(),
            pl.col("yuan").sum(),
            first=pl.col("day").min(),
            last=pl.max_horizontal(pl.col("day").max(), pl.col("end").max()),
            document_count=pl.col("is_document").sum().cast(pl.Int32),
        )
        .select(
            "measure_key",
            "document_count",
            first_date_key=date_key(pl.col("first")),
            last_date_key=date_key(pl.col("last")),
            amount_yuan=pl.when("is_amount").then("yuan"),
        )
    )
    return (
        read.items.measures.join(read.progress.select("measure_key", "progress_code"), on="measure_key", how="left")
        .join(read.items.items.select("problem_key", "status_code"), on="problem_key", how="left")
        .join(headers.select("notice_key", "unit_key"), on="notice_key", how="left")
        .join(named, on="measure_key", how="left")
        .select(
            "measure_key",
            "problem_key",
            "notice_key",
            "unit_key",
            "progress_code",
            "amount_yuan",
            status_key=reference.status_key(pl.col("status_code")),
            first_date_key=pl.col("first_date_key").fill_null(0),
            last_date_key=pl.col("last_date_key").fill_null(0),
            document_count=pl.col("document_count").fill_null(0),
        )
    )


def _deadlines(read: Read, headers: pl.DataFrame, mentions: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    published = headers.select("notice_key", "published_on")
    return deadlines.of_problems(mentions, measures, published, read.items.shared)


def _rectification(read: Read, headers: pl.DataFrame, measures: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    progress = pl.col("progress_code")
    told = measures.join(read.items.measures.select("measure_key", "reading"), on="measure_key", how="left")
    numbered = read.items.measures.select("measure_key", names_number=pl.col("reading").str.contains(r"[0-9]"))
    named = (
        mentions.filter(pl.col("measure_key").is_not_null())
        .select("measure_key")
        .unique()
        .with_columns(named=pl.lit(value=True))
    )
    evidence = (
        measures.join(numbered, on="measure_key", how="left")
        .join(named, on="measure_key", how="left")
        .with_columns(told=pl.col("names_number") | pl.col("named").fill_null(value=False))
    )
    first, last = pl.col("first_date_key"), pl.col("last_date_key")
    added = evidence.group_by("problem_key").agg(
        measure_count=pl.len().cast(pl.Int32),
        measures_done=(progress == DONE).sum().cast(pl.Int32),
        measures_ongoing=(progress == ONGOING).sum().cast(pl.Int32),
        measures_planned=(progress == PLANNED).sum().cast(pl.Int32),
        is_evidenced=((progress == DONE) & pl.col("told")).any(),
        amount_yuan=pl.when(pl.col("amount_yuan").is_not_null().any()).then(pl.col("amount_yuan").sum()),
        first_action_date_key=first.filter(first > 0).min(),
        last_action_date_key=last.filter(last > 0).max(),
    )
    counts = ["measure_count", "measures_done", "measures_ongoing", "measures_planned"]
    stated = pl.col("status_text").is_not_null()
    return (
        read.items.items.join(headers, on="notice_key", how="left")
        .join(added, on="problem_key", how="left")
        .join(read.categories, on="problem_key", how="left")
        .join(read.item_progress, on="problem_key", how="left")
        .join(_deadlines(read, headers, mentions, told), on="problem_key", how="left")
        .select(
            "problem_key",
            "notice_key",
            "unit_key",
            "inspection_key",
            "status_text",
            "progress_code",
            "deadline_on",
            "deadline_precision",
            "amount_yuan",
            *(pl.col(name).fill_null(0) for name in counts),
            category_margin=pl.col("category_margin").round(3),  # more would be noise, and takes four times the room
            status_key=reference.status_key(pl.col("status_code")),
            category_key=reference.category_key(pl.col("category_code").fill_null("unknown")),
            status_basis=pl.when(stated).then(pl.lit("stated")).otherwise(pl.lit("none")),
            status_speaker=pl.when(stated).then(pl.lit("unit")),
            feedback_date_key=date_key(pl.col("feedback_on")),
            published_date_key=date_key(pl.col("published_on")),
            deadline_date_key=date_key(pl.col("deadline_on")),
            first_action_date_key=pl.col("first_action_date_key").fill_null(0),
            last_action_date_key=pl.col("last_action_date_key").fill_null(0),
            is_evidenced=pl.col("is_evidenced").fill_null(value=False),
        )
    )


def _disclosures(read: Read, headers: pl.DataFrame, placed: pl.DataFrame) -> pl.DataFrame:
    items = read.items.items.group_by("notice_key").agg(
        extracted_aspects=pl.col("aspect").drop_nulls().n_unique().cast(pl.Int32),
        extracted_themes=pl.col("theme").drop_nulls().n_unique().cast(pl.Int32),
        extracted_problems=pl.len().cast(pl.Int32),
    )
    measures = read.items.measures.group_by("notice_key").agg(extracted_measures=pl.len().cast(pl.Int32))
    sizes = placed.group_by("notice_key").agg(
        char_count=(pl.col("stop") - pl.col("start")).sum().cast(pl.Int32),
        char_unclassified=(pl.col("stop") - pl.col("start"))
        .filter(pl.col("role") == "unclassified")
        .sum()
        .cast(pl.Int32),
    )
    extracted = ["extracted_aspects", "extracted_themes", "extracted_problems", "extracted_measures"]
    declared = [
        "declared_aspects",
        "declared_problems",
        "declared_measures",
        "declared_completed",
        "declared_in_progress",
    ]
    return (
        headers.join(items, on="notice_key", how="left")
        .join(measures, on="notice_key", how="left")
        .join(sizes, on="notice_key", how="left")
        .select(
            "notice_key",
            "unit_key",
            "inspection_key",
            *declared,
            *(pl.col(name).fill_null(0) for name in extracted),
            "char_count",
            "char_unclassified",
            published_date_key=date_key(pl.col("published_on")),
            feedback_date_key=date_key(pl.col("feedback_on")),
            days_feedback_to_publication=(pl.col("published_on") - pl.col("feedback_on"))
            .dt.total_days()
            .cast(pl.Int32),
        )
    )
