"""Heads and tails of every level and kind, read whole."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from tests.transforms.header.cases import BODY, CASES
from tests.transforms.header.reading import marked
from tests.transforms.header.unusual_cases import UNUSUAL
from transforms import header

ALL = [*CASES, *UNUSUAL]


@pytest.fixture(scope="module")
def read() -> dict[str, dict[str, Any]]:
    notices = ["\n".join([*([title] if title else []), opener, *BODY, *tail]) for _, title, opener, tail, _ in ALL]
    frame = header.read(
        pl.DataFrame({"notice_key": pl.Series(range(1, len(notices) + 1), dtype=pl.UInt64)}), marked(*notices)
    )
    return {case[0]: row for case, row in zip(ALL, frame.to_dicts(), strict=True)}


@pytest.mark.parametrize("case", ALL, ids=[case[0] for case in ALL])
def test_case(read: dict[str, dict[str, Any]], case: Any) -> None:
    name, *_, expected = case
    row = read[name]
    got = {**row, "unit": next(iter(row["units"]), None), "party": next(iter(row["party_orgs"]), None)}
    assert {field: got[field] for field in expected} == expected
