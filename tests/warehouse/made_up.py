"""A made-up star of any size, whose rows hang together: for tests of the build and the views, and for measuring.

Every notice has a unit, an inspection, two problems an aspect and two measures a problem. Statuses, categories,
deadlines and dates take turns, so that each kind of row is there from a dozen notices on.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

import polars as pl

from warehouse.build import BuildInfo
from warehouse.tables import BY_NAME, STAR

PROBLEMS = 4
MEASURES = 2
STATUSES = [
    ("unknown", "未知", False, False, 0),
    ("completed_sustained", "整改完成并长期坚持", True, True, 8),
    ("immediate_sustained", "立行立改并长期坚持", True, True, 7),
    ("completed", "已完成整改", True, False, 6),
    ("basically_completed", "基本完成", False, False, 5),
    ("staged", "阶段性完成", False, False, 4),
    ("in_progress", "正在整改", False, False, 3),
    ("not_started", "未启动", False, False, 2),
    ("not_stated", "未载明", False, False, 0),
    ("unmapped", "未识别的表述", False, False, 0),
]
CATEGORIES = ["unknown", "political_learning", "finance_assets", "conduct", "core_duty"]
KEY = pl.UInt64
OPENING = "中共甲乙市某局党组关于巡察整改进展情况的通报\n根据市委统一部署,现将整改情况予以公布。\n"
SPAN = pl.List(pl.Struct({"start": pl.Int32, "stop": pl.Int32}))


def info(built_at: datetime = datetime(2026, 3, 1, 18, 0), landing: str = "landing") -> BuildInfo:
    return BuildInfo(date(2026, 3, 2), "test", "ab12cd34" * 8, built_at, landing)


def star(notices: int, seed: int = 1) -> dict[str, pl.DataFrame]:
    """Every table of STAR, conforming to its declaration."""
    n = _notices(notices, seed)
    p = _problems(n)
    m = _measures(p)
    frames = {
        "dim_unit": _units(n),
        "dim_inspection": _inspections(n),
        "dim_notice": n,
        "dim_problem": p,
        "dim_measure": m,
        "dim_status": _statuses(),
        "dim_category": _categories(),
        "dim_rule": _rules(),
        "dim_date": _dates(),
        "fact_disclosure": n,
        "fact_rectification": p,
        "fact_measure": m,
        "fact_mention": _mentions(p, m),
        "bridge_disclosure_unit": n.with_columns(is_primary=True),
        "bridge_notice_copy": n.head(0).with_columns(copy_key="notice_key", likeness=pl.lit(1.0)),
        "bridge_recurring_problem": p.with_columns(recurrence_key=_key("title"), likeness=pl.lit(1.0)),
        "evidence.notice_text": _texts(n, p, m),
        "evidence.segment": _segments(n, p, m),
    }
    return {table.full_name: table.conform(_padded(frames[table.full_name], table.full_name)) for table in STAR}


@cache
def empty_star() -> dict[str, pl.DataFrame]:
    """Every table of STAR without notices: only vocabularies and unknown members."""
    return star(0)


def _padded(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """The frame with NULL for the declared columns it lacks."""
    lacking = [c for c in BY_NAME[name].polars_schema if c not in frame.columns]
    return frame.with_columns(pl.lit(None).alias(c) for c in lacking)


def _key(*parts: pl.Expr | str) -> pl.Expr:
    return pl.format("|".join(["{}"] * len(parts)), *parts).hash(7).cast(KEY)


def _notices(count: int, seed: int) -> pl.DataFrame:
    i = pl.col("i")
    on = pl.lit(date(2025, 1, 10)) + pl.duration(days=i % 300)
    return pl.DataFrame({"i": range(count)}, schema={"i": pl.Int64}).with_columns(
        notice_key=_key(pl.lit(f"notice{seed}"), i),
        unit_key=_key(pl.lit("unit"), i // 2),
        inspection_key=_key(pl.lit("inspection"), i // 2),
        source_name=pl.format("{}_{}.txt", i.cast(pl.String).str.zfill(5), pl.lit(seed)),
        source_format=pl.lit("txt"),
        content_sha256=pl.format("{}", i).str.pad_start(64, "0"),
        encoding=pl.lit("utf-8"),
        title=pl.lit("中共甲乙市某局党组关于巡察整改进展情况的通报"),
        published_on=on,
        layout=pl.lit("plain"),
        parser_version=pl.lit("test"),
        first_seen_at=pl.lit(datetime(2026, 1, 1)),
        published_date_key=_date_key(on),
        feedback_date_key=_date_key(on - pl.duration(days=90)),
        declared_problems=pl.when(i % 3 == 0).then(PROBLEMS + 1).when(i % 3 == 1).then(PROBLEMS),
        declared_aspects=pl.when(i % 2 == 0).then(2),
        declared_completed=pl.when(i % 2 == 0).then(PROBLEMS),
        extracted_aspects=2,
        extracted_themes=0,
        extracted_problems=PROBLEMS,
        extracted_measures=PROBLEMS * MEASURES,
        days_feedback_to_publication=90,
        char_count=len(OPENING) + PROBLEMS * (10 + 30 * MEASURES),
        char_unclassified=pl.when(i % 4 == 0).then(len(OPENING) - 24).otherwise(0),
    )


def _problems(n: pl.DataFrame) -> pl.DataFrame:
    i, j = pl.col("i"), pl.col("j")
    turn = (i + j) % (len(STATUSES) - 1) + 1
    code = turn.replace_strict(dict(enumerate(s[0] for s in STATUSES)), default=None, return_dtype=pl.String)
    category = ((i + j) % len(CATEGORIES)).replace_strict(dict(enumerate(CATEGORIES)), return_dtype=pl.String)
    start = len(OPENING) + j * (10 + 30 * MEASURES)
    deadline = pl.when((i + j) % 3 == 0).then(pl.lit(date(2026, 1, 1)) + pl.duration(days=(i * 7) % 120))
    precision = pl.when((i + j) % 2 == 0).then(pl.lit("day")).otherwise(pl.lit("month"))
    frame = n.select("i", "notice_key", "unit_key", "inspection_key", "published_date_key", "feedback_date_key")
    frame = frame.join(pl.DataFrame({"j": range(PROBLEMS)}, schema={"j": pl.Int64}), how="cross").with_columns(
        problem_key=_key("notice_key", j),
        thread_key=_key("inspection_key", j),
        thread_score=0.9,
        sequence=j + 1,
        number_label=(j + 1).cast(pl.String),
        aspect=pl.format("第{}方面", j // 2 + 1),
        heading=pl.format("学习不够{}问题{}.", i % 10, j),
        status_code=code,
        status_key=_status_key(code),
        status_text=pl.when(code != "not_stated").then(pl.lit("已印")),
        status_basis=pl.when(code != "not_stated").then(pl.lit("stated")).otherwise(pl.lit("none")),
        category_key=pl.when(category == "unknown").then(pl.lit(0, KEY)).otherwise(_key(pl.lit("category"), category)),
        progress_code=pl.when(i % 3 == 0).then(pl.lit("planned")).otherwise(pl.lit("done")),
        deadline_on=pl.when(precision == "day").then(deadline).otherwise(deadline.dt.truncate("1mo")),
        deadline_precision=pl.when(deadline.is_not_null()).then(precision),
        measure_count=MEASURES,
        measures_done=pl.when(i % 3 == 0).then(0).otherwise(MEASURES),
        measures_ongoing=0,
        measures_planned=pl.when(i % 3 == 0).then(MEASURES).otherwise(0),
        is_evidenced=i % 3 == 1,
        amount_yuan=pl.when(i % 5 == 0).then(pl.lit("100.50")).cast(pl.Decimal(18, 2)),
        spans=_spans(start, start + 10),
    )
    return frame.with_columns(
        title=pl.col("heading").str.strip_chars("."),
        deadline_date_key=_date_key(pl.col("deadline_on")),
        first_action_date_key="published_date_key",
        last_action_date_key="published_date_key",
    )


def _measures(p: pl.DataFrame) -> pl.DataFrame:
    k = pl.col("k")
    start = len(OPENING) + pl.col("j") * (10 + 30 * MEASURES) + 10 + 30 * k
    frame = p.select(
        "i", "j", "notice_key", "problem_key", "unit_key", "status_key", "progress_code", "published_date_key"
    )
    words = pl.format("一是召开会议{}次,修订制度{}项,退款五千元.", pl.col("i") % 10, k).str.pad_end(30, "补")
    return frame.join(pl.DataFrame({"k": range(MEASURES)}, schema={"k": pl.Int64}), how="cross").with_columns(
        measure_key=_key("problem_key", pl.lit("m"), k),
        ordinal=k + 1,
        label=pl.lit("一是"),
        text=words,
        reading=words,
        first_date_key="published_date_key",
        last_date_key="published_date_key",
        document_count=0,
        spans=_spans(start, start + 30),
    )


def _mentions(p: pl.DataFrame, m: pl.DataFrame) -> pl.DataFrame:
    start = len(OPENING) + pl.col("j") * (10 + 30 * MEASURES) + 10 + 30 * pl.col("k")
    kind = pl.col("k").replace_strict({0: "date", 1: "outcome"}, default="amount", return_dtype=pl.String)
    return m.select("notice_key", "unit_key", "problem_key", "measure_key", "i", "j", "k").with_columns(
        mention_key=_key("measure_key", pl.lit("mention")),
        kind=kind,
        part=pl.lit("measure"),
        text=pl.lit("一是召开"),
        date_start=pl.when(kind == "date").then(pl.lit(date(2025, 3, 1))),
        precision=pl.when(kind == "date").then(pl.lit("month")),
        role=pl.when(kind == "date").then(pl.lit("action")),
        confidence=pl.when(pl.col("i") % 4 == 0).then(0.6).otherwise(1.0),
        outcome_code=pl.when(kind == "outcome").then(pl.lit("rules_made")),
        quantity=pl.when(kind == "outcome").then(2),
        spans=_spans(start, start + 4),
    )


def _texts(n: pl.DataFrame, p: pl.DataFrame, m: pl.DataFrame) -> pl.DataFrame:
    body = (
        m.sort("i", "j", "k").group_by("notice_key", "problem_key", maintain_order=True).agg(pl.col("text").str.join())
    )
    items = p.select("i", "j", "notice_key", "problem_key", "heading").join(body, on=["notice_key", "problem_key"])
    items = items.sort("i", "j").group_by("notice_key", maintain_order=True)
    text = items.agg((pl.col("heading").str.pad_end(10, "补") + pl.col("text")).str.join().alias("body"))
    return n.join(text, on="notice_key").select("notice_key", text=pl.lit(OPENING) + pl.col("body"))


def _segments(n: pl.DataFrame, p: pl.DataFrame, m: pl.DataFrame) -> pl.DataFrame:
    span = pl.col("spans").list.first().struct
    empty = {"problem_key": pl.lit(None, KEY), "measure_key": pl.lit(None, KEY)}
    role = pl.when(pl.col("i") % 4 == 0).then(pl.lit("unclassified")).otherwise(pl.lit("intro"))
    opening = n.select("notice_key", start=pl.lit(24), stop=pl.lit(len(OPENING)), role=role, **empty)
    title = n.select("notice_key", start=pl.lit(0), stop=pl.lit(24), role=pl.lit("title"), **empty)
    headings = p.select(
        "notice_key",
        start=span.field("start"),
        stop=span.field("stop"),
        role=pl.lit("heading"),
        problem_key="problem_key",
        measure_key=pl.lit(None, KEY),
    )
    measures = m.select(
        "notice_key",
        start=span.field("start"),
        stop=span.field("stop"),
        role=pl.when((pl.col("i") % 7 == 3) & (pl.col("k") == 1)).then(pl.lit("effect")).otherwise(pl.lit("measure")),
        problem_key="problem_key",
        measure_key="measure_key",
    )
    return (
        pl.concat([opening, title, headings, measures], how="vertical_relaxed")
        .sort("notice_key", "start")
        .with_columns(reading_order=pl.col("start").rank("ordinal").over("notice_key").cast(pl.Int32) - 1)
    )


def _spans(start: pl.Expr, stop: pl.Expr) -> pl.Expr:
    return pl.concat_list(pl.struct(start.cast(pl.Int32).alias("start"), stop.cast(pl.Int32).alias("stop"))).cast(SPAN)


def _date_key(day: pl.Expr) -> pl.Expr:
    return day.dt.to_string("%Y%m%d").cast(pl.Int32).fill_null(0)


def _unknown(name: str) -> pl.DataFrame:
    table = BY_NAME[name]
    values = {c: 0 if dtype == KEY else None for c, dtype in table.polars_schema.items()}
    return pl.DataFrame([values], schema=table.polars_schema)


def _units(n: pl.DataFrame) -> pl.DataFrame:
    level = pl.when(pl.col("i") % 3 == 0).then(pl.lit("county")).otherwise(pl.lit("city"))
    units = n.select(
        "unit_key",
        unit_name=pl.format("甲乙市某局{}", pl.col("i") // 2),
        org_level=level,
        province=pl.lit("广东省"),
        city=pl.format("某市{}", pl.col("i") // 2 % 5),
    ).unique("unit_key")
    return pl.concat([_unknown("dim_unit"), _padded(units, "dim_unit")], how="diagonal_relaxed")


def _inspections(n: pl.DataFrame) -> pl.DataFrame:
    end = pl.col("published_on") - pl.duration(days=120)
    rows = n.unique("inspection_key", keep="first", maintain_order=True).select(
        "inspection_key",
        "unit_key",
        inspection_team=pl.lit("市委第一巡察组"),
        inspection_start=end - pl.duration(days=60),
        inspection_end=end,
        feedback_on=end + pl.duration(days=30),
    )
    return pl.concat([_unknown("dim_inspection"), _padded(rows, "dim_inspection")], how="diagonal_relaxed")


def _status_key(code: pl.Expr) -> pl.Expr:
    return pl.when(code == "unknown").then(pl.lit(0, KEY)).otherwise(_key(pl.lit("status"), code))


def _statuses() -> pl.DataFrame:
    names = ["status_code", "label_zh", "is_closed", "is_sustained", "rank"]
    frame = pl.DataFrame(STATUSES, schema=names, orient="row")
    return frame.with_columns(status_key=_status_key(pl.col("status_code")), label_en="status_code")


def _categories() -> pl.DataFrame:
    code = pl.col("category_code")
    key = pl.when(code == "unknown").then(pl.lit(0, KEY)).otherwise(_key(pl.lit("category"), code))
    frame = pl.DataFrame({"category_code": CATEGORIES})
    return frame.with_columns(category_key=key, label_zh=code, label_en=code)


def _rules() -> pl.DataFrame:
    rows = [
        ("report_2_months", "feedback", 2, 0, "整改情况报告"),
        ("local_3_months", "feedback", 3, 0, "整改情况报告"),
        ("warning_20_days", "deadline", 0, -20, "到期预警"),
        ("warning_10_days", "deadline", 0, -10, "到期预警"),
        ("past_due", "deadline", 0, 0, "逾期"),
    ]
    names = ["rule_code", "base_event", "offset_months", "offset_days", "applies_to"]
    frame = pl.DataFrame(rows, schema=names, orient="row")
    return frame.with_columns(rule_key=_key(pl.lit("rule"), "rule_code"), source=pl.lit("made up"))


def _dates() -> pl.DataFrame:
    days = pl.DataFrame({"date": pl.date_range(date(2024, 1, 1), date(2026, 12, 31), eager=True)})
    day = pl.col("date")
    days = days.with_columns(
        date_key=_date_key(day),
        year=day.dt.year(),
        quarter=day.dt.quarter(),
        month=day.dt.month(),
        week=day.dt.week(),
        day_of_week=day.dt.weekday(),
        is_workday=day.dt.weekday() < 6,
    )
    return pl.concat([_unknown("dim_date").with_columns(date_key=0), days], how="diagonal_relaxed")


def audit(run_id: str = "run-1") -> dict[str, pl.DataFrame]:
    started = datetime(2026, 3, 1, 17, 0)
    run = {
        "run_id": run_id,
        "build_id": info().build_id,
        "started_at": started,
        "finished_at": started + timedelta(minutes=1),
        "notices_read": 1,
        "notices_new": 1,
        "notices_changed": 0,
        "notices_unchanged": 0,
        "notices_quarantined": 0,
        "rows_by_table": "{}",
        "parser_version": "test",
        "engine": "{}",
        "reference_data": "{}",
    }
    return {"audit.run": pl.DataFrame([run], schema=BY_NAME["audit.run"].polars_schema)}


def results(success: bool = True, severity: str = "blocking", run_id: str = "run-1") -> pl.DataFrame:
    """One check's result, conforming to audit.expectation_result."""
    table = BY_NAME["audit.expectation_result"]
    row = {name: "made up" if dtype == pl.String else None for name, dtype in table.polars_schema.items()}
    row |= {"run_id": run_id, "severity": severity, "success": success}
    return pl.DataFrame([row], schema=table.polars_schema)
