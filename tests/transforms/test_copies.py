"""Copies of a notice: recognised among second disclosures, counted once, and the same one kept whatever came first."""

from __future__ import annotations

from datetime import date

import polars as pl

from tests.transforms.later_notices import world
from transforms import copies


def pairs(star: dict[str, pl.DataFrame]) -> set[frozenset[str]]:
    """The names of each copy and of the notice kept for it."""
    kept = star["dim_notice"].select("notice_key", kept="source_name")
    rows = star["bridge_notice_copy"].join(kept, on="notice_key").select("source_name", "kept").iter_rows()
    return {frozenset(names) for names in rows}


def test_made_up_copies_are_found_and_later_notices_are_none() -> None:
    true = {frozenset((name, world().first[name])) for name, kind in world().kind.items() if kind == "copy"}
    found = pairs(world().star)
    assert found <= true
    assert len(found) >= 0.9 * len(true)


def test_nothing_of_a_copy_is_in_the_facts() -> None:
    left_out = world().star["bridge_notice_copy"]["copy_key"]
    for name, frame in world().star.items():
        if "notice_key" in frame.columns:
            assert not frame["notice_key"].is_in(left_out.implode()).any(), name
    assert left_out.len() + world().star["dim_notice"].height == len(world().made)


def test_the_same_one_is_kept_whatever_lies_there_besides() -> None:
    some = [name for name in world().made if world().kind[name] in ("first", "copy")]
    assert pairs(world().combined(some)) == pairs(world().combined(some[::-1]))
    kept = set(world().combined(some)["dim_notice"]["source_name"])
    assert kept == {name for name in world().star["dim_notice"]["source_name"] if name in some}


def test_a_copy_alone_is_a_notice() -> None:
    alone = [name for name in world().made if world().kind[name] == "copy"]
    star = world().combined(alone)
    assert star["bridge_notice_copy"].is_empty()
    assert star["dim_notice"].height == len(alone)


SIGNATURE = pl.Series(
    [[number * (place > 121) + place for place in range(copies.SIZE)] for number in (0, 1000, 2000)],
    dtype=pl.Array(pl.UInt32, copies.SIZE),
)


def found(
    names: list[str | None],
    statuses: list[str | None],
    problems: list[int],
    days: tuple[date | None, ...] = (None,) * 3,
) -> list[tuple[int, int]]:
    """Copy and kept notice among three that agree in 95 places of 100, numbered from 0, each with one problem."""
    keys = pl.Series([0, 1, 2], dtype=pl.UInt64)
    notices = pl.DataFrame({"notice_key": keys, "signature": SIGNATURE, "unit_name": names, "problems": problems})
    notices = notices.with_columns(
        published_on=pl.Series(days, dtype=pl.Date), measures=pl.lit(1), facts=pl.lit(1), content_sha256=pl.lit("aa")
    )
    rows = pl.DataFrame(
        {"notice_key": keys, "title": "甲", "status_code": statuses}, schema_overrides={"status_code": pl.String}
    )
    return sorted(copies.find(notices, rows).select("copy_key", "notice_key").rows())


def test_the_one_from_which_most_was_read_is_kept() -> None:
    assert found(["某局"] * 3, [None] * 3, [1, 3, 2]) == [(0, 1), (2, 1)]
    assert found(["某局"] * 3, [None] * 3, [1, 1, 1]) == [(1, 0), (2, 0)]


def test_another_unit_makes_another_notice() -> None:
    assert found(["甲市某局", "某局", None], [None] * 3, [3, 2, 1]) == [(1, 0), (2, 0)]
    assert found(["甲市某局", "乙市某局", "丙市某局"], [None] * 3, [3, 2, 1]) == []


def test_long_after_the_texts_must_be_liker() -> None:
    same = date(2025, 1, 1), date(2025, 2, 1), None
    assert found(["某局"] * 3, [None] * 3, [3, 2, 1], same) == [(1, 0), (2, 0)]
    later = date(2025, 1, 1), date(2025, 6, 1), date(2025, 12, 1)
    assert found(["某局"] * 3, [None] * 3, [3, 2, 1], later) == []


def test_another_status_makes_another_notice() -> None:
    assert found(["某局"] * 3, ["completed", "in_progress", None], [3, 2, 1]) in ([(2, 0)], [(2, 0), (2, 1)], [(2, 1)])
    assert found(["某局"] * 3, ["completed", "completed", "completed"], [3, 2, 1]) == [(1, 0), (2, 0)]
