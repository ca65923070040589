"""A made-up warehouse that keeps every promise: notices written tile by tile, so that all figures and places are right."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.build import BuildInfo, build
from warehouse.home import Home
from warehouse.tables import AUDIT, STAR

FEEDBACK, PUBLISHED, AS_OF = date(2024, 6, 5), date(2025, 1, 20), date(2025, 2, 1)
DEADLINE = date(2024, 12, 1)
SHA = "0" * 64
STATUSES = ["unknown", "completed", "not_stated", "unmapped"]
CATEGORIES = ["unknown", "conduct"]
COMPLETED, NOT_STATED = 1, 2


@dataclass
class Writer:
    """Writes one notice: each piece of text is a tile; rows are collected by table."""

    notice: int
    rows: dict[str, list[dict[str, Any]]]
    text: str = ""
    tiles: list[dict[str, Any]] = field(default_factory=list)

    def tile(
        self, text: str, role: str, problem: int | None = None, measure: int | None = None
    ) -> list[dict[str, int]]:
        """Append a tile; the span of its text without the line break."""
        start = len(self.text)
        self.text += text
        self.rows["evidence.segment"].append(
            {
                "notice_key": self.notice,
                "start": start,
                "stop": len(self.text),
                "reading_order": len(self.tiles),
                "role": role,
                "problem_key": problem,
                "measure_key": measure,
            }
        )
        self.tiles.append({"start": start})
        return [{"start": start, "stop": start + len(text.rstrip())}]

    def mention(self, words: str, kind: str, spans: list[dict[str, int]], **known: Any) -> None:
        """A mention inside a passage just written."""
        start = self.text.index(words, spans[0]["start"])
        self.rows["fact_mention"].append(
            {
                "mention_key": len(self.rows["fact_mention"]) + 1,
                "notice_key": self.notice,
                "kind": kind,
                "text": words,
                "confidence": 1.0,
                "spans": [{"start": start, "stop": start + len(words)}],
                **known,
            }
        )


def star(notices: int = 3, problems: int = 2, measures: int = 2, padding: str = "") -> dict[str, pl.DataFrame]:
    """All star tables for so many notices, each with so many problems of so many measures."""
    rows: dict[str, list[dict[str, Any]]] = {table.full_name: [] for table in STAR}
    _reference(rows)
    for number in range(1, notices + 1):
        _notice(rows, number, problems, measures, padding)
    return {
        table.full_name: pl.DataFrame(
            [{name: row.get(name) for name in table.polars_schema} for row in rows[table.full_name]],
            schema=table.polars_schema,
        )
        for table in STAR
    }


def audit(frames: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The audit tables that go with the star; nothing in quarantine."""
    source = frames["dim_notice"].select(
        "source_name",
        "content_sha256",
        "notice_key",
        byte_count=pl.lit(100, pl.Int64),
        copy_key=pl.lit(None, pl.UInt64),
        first_seen_at=pl.lit(datetime(2025, 1, 31, 2)),
    )
    return {table.full_name: source for table in AUDIT if table.name == "source"}


def make(root: Path, notices: int = 3, **shape: Any) -> Path:
    """A build on disk."""
    frames = star(notices, **shape)
    info = BuildInfo(AS_OF, "made-up", f"{notices:08d}" + SHA[8:], datetime(2025, 2, 1, 2), "/landing")
    return build(Home(root), frames, audit(frames), info)


def _reference(rows: dict[str, list[dict[str, Any]]]) -> None:
    rows["dim_unit"].append({"unit_key": 0})
    rows["dim_inspection"].append({"inspection_key": 0, "unit_key": 0})
    rows["dim_status"] += [
        {
            "status_key": key,
            "status_code": code,
            "label_zh": code,
            "label_en": code,
            "is_closed": code == "completed",
            "is_sustained": False,
            "rank": key,
        }
        for key, code in enumerate(STATUSES)
    ]
    rows["dim_category"] += [
        {"category_key": key, "category_code": code, "label_zh": code, "label_en": code}
        for key, code in enumerate(CATEGORIES)
    ]
    rows["dim_rule"] += [
        {
            "rule_key": key,
            "rule_code": code,
            "base_event": "feedback",
            "offset_months": 3,
            "offset_days": 0,
            "applies_to": "report",
            "source": "编造",
        }
        for key, code in enumerate(["report", "publish"], 1)
    ]
    rows["dim_date"].append({"date_key": 0})
    rows["dim_date"] += [
        {"date_key": number(day), "date": day}
        for day in pl.date_range(date(2024, 1, 1), date(2025, 12, 31), eager=True)
    ]


def number(day: date) -> int:
    """The date key of a day."""
    return int(day.strftime("%Y%m%d"))


def _notice(rows: dict[str, list[dict[str, Any]]], count: int, problems: int, measures: int, padding: str) -> None:
    key = 1_000_000 * count
    unit, inspection = 100 + count, 200 + count
    writer = Writer(key, rows)
    writer.tile("关于第一轮巡察整改进展情况的通报\n", "title")
    intro = writer.tile("2024年3月1日至4月30日，巡察组对本局开展了巡察，并反馈了意见。\n", "intro")
    writer.mention(
        "2024年3月1日至4月30日",
        "date",
        intro,
        unit_key=unit,
        part="other",
        role="inspection",
        precision="day",
        date_start=date(2024, 3, 1),
        date_end=date(2024, 4, 30),
    )
    writer.tile("（一）制度方面\n", "aspect")
    for item in range(1, problems + 1):
        _problem(rows, writer, item, measures, (unit, inspection), padding)
    writer.tile("2025年1月20日\n", "signature")
    rows["dim_unit"].append({"unit_key": unit, "unit_name": f"第{count}局", "org_level": "city"})
    rows["dim_inspection"].append(
        {
            "inspection_key": inspection,
            "unit_key": unit,
            "inspection_start": date(2024, 3, 1),
            "inspection_end": date(2024, 4, 30),
            "inspection_precision": "day",
            "feedback_on": FEEDBACK,
        }
    )
    rows["dim_notice"].append(
        {
            "notice_key": key,
            "source_name": f"{count}.txt",
            "source_format": "txt",
            "content_sha256": SHA,
            "encoding": "utf-8",
            "char_count": len(writer.text),
            "published_on": PUBLISHED,
            "comment_start": date(2025, 1, 20),
            "comment_end": date(2025, 2, 10),
            "layout": "plain",
            "parser_version": "made-up",
            "first_seen_at": datetime(2025, 1, 31, 2),
        }
    )
    rows["bridge_disclosure_unit"].append({"notice_key": key, "unit_key": unit, "is_primary": True})
    rows["evidence.notice_text"].append({"notice_key": key, "text": writer.text})
    rows["fact_disclosure"].append(
        {
            "notice_key": key,
            "unit_key": unit,
            "inspection_key": inspection,
            "published_date_key": number(PUBLISHED),
            "feedback_date_key": number(FEEDBACK),
            "declared_aspects": 1,
            "declared_problems": problems,
            "declared_measures": problems * measures,
            "extracted_aspects": 1,
            "extracted_themes": 0,
            "extracted_problems": problems,
            "extracted_measures": problems * measures,
            "days_feedback_to_publication": (PUBLISHED - FEEDBACK).days,
            "char_count": len(writer.text),
            "char_unclassified": 0,
        }
    )


def _problem(
    rows: dict[str, list[dict[str, Any]]],
    writer: Writer,
    item: int,
    measures: int,
    who: tuple[int, int],
    padding: str,
) -> None:
    key = writer.notice + 1000 * item
    unit, inspection = who
    writer.tile(f"{item}.", "label", key)
    heading = f"关于第{item}项制度不健全的问题"
    spans = writer.tile(heading + "\n", "heading", key)
    rows["dim_problem"].append(
        {
            "problem_key": key,
            "notice_key": writer.notice,
            "unit_key": unit,
            "thread_key": key,
            "sequence": item,
            "number_label": str(item),
            "heading": heading,
            "title": heading,
            "spans": spans,
        }
    )
    for ordinal in range(1, measures + 1):
        _measure(rows, writer, key, ordinal, unit, padding)
    writer.tile("整改状态：", "label", key)
    writer.tile("已完成\n", "status", key)
    rows["fact_rectification"].append(
        {
            "problem_key": key,
            "notice_key": writer.notice,
            "unit_key": unit,
            "inspection_key": inspection,
            "status_key": COMPLETED,
            "category_key": 1,
            "status_text": "已完成",
            "status_basis": "stated",
            "status_speaker": "unit",
            "progress_code": "done",
            "feedback_date_key": number(FEEDBACK),
            "published_date_key": number(PUBLISHED),
            "deadline_on": DEADLINE,
            "deadline_precision": "month",
            "deadline_date_key": number(DEADLINE),
            "first_action_date_key": 20240701,
            "last_action_date_key": 20240701,
            "measure_count": measures,
            "measures_done": measures,
            "measures_ongoing": 0,
            "measures_planned": 0,
            "is_evidenced": True,
            "amount_yuan": Decimal(35000) * measures,
        }
    )


def _measure(
    rows: dict[str, list[dict[str, Any]]], writer: Writer, problem: int, ordinal: int, unit: int, padding: str
) -> None:
    key = problem + ordinal
    writer.tile(f"措施{ordinal}：", "label", problem, key)
    # The stored text holds a line break and a mark that the words do not.
    written = f"2024年7月1日修订\n《管理办法》，**收回**资金3.5万元{padding}。"
    spans = writer.tile(written + "\n", "measure", problem, key)
    words = written.replace("\n", "").replace("**", "")
    rows["dim_measure"].append(
        {
            "measure_key": key,
            "notice_key": writer.notice,
            "problem_key": problem,
            "unit_key": unit,
            "ordinal": ordinal,
            "text": words,
            "reading": words,
            "spans": spans,
        }
    )
    rows["fact_measure"].append(
        {
            "measure_key": key,
            "problem_key": problem,
            "notice_key": writer.notice,
            "unit_key": unit,
            "status_key": COMPLETED,
            "progress_code": "done",
            "first_date_key": 20240701,
            "last_date_key": 20240701,
            "amount_yuan": Decimal(35000),
            "document_count": 1,
        }
    )
    known = {"unit_key": unit, "problem_key": problem, "measure_key": key, "part": "measure"}
    writer.mention("2024年7月1日", "date", spans, date_start=date(2024, 7, 1), precision="day", role="action", **known)
    writer.mention("《管理办法》", "document", spans, document_title="管理办法", **known)
    writer.mention("3.5万元", "amount", spans, amount_yuan=Decimal(35000), **known)
