"""Runs: what a window over the columns says, where the rows of each thing stand together."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from transforms import runs

ROWS = st.lists(st.tuples(st.sampled_from([None, 1, 2]), st.sampled_from("ab"), st.integers(0, 9)), max_size=30)
SCHEMA = {"key": pl.Int32, "name": pl.String, "value": pl.Int32}


NAMES = st.sampled_from([("key",), ("key", "name")])


def _ordered(rows: list[tuple[int | None, str, int]]) -> pl.DataFrame:
    return pl.DataFrame(sorted(rows, key=lambda row: (row[0] or 0, row[1])), schema=SCHEMA, orient="row")


@given(ROWS, NAMES)
def test_runs_are_windows_over_rows_that_stand_together(
    rows: list[tuple[int | None, str, int]], names: tuple[str, ...]
) -> None:
    frame, value = _ordered(rows), pl.col("value")
    ours = frame.select(
        begins=runs.begins(*names),
        before=runs.before(value, *names),
        behind=runs.behind(value, *names),
        total=runs.total(value, *names),
        whole=runs.whole(value, runs.begins(*names)),
    )
    windows = frame.select(
        begins=pl.int_range(pl.len()).over(names) == 0,
        before=value.shift(1).over(names),
        behind=value.shift(-1).over(names),
        total=value.cum_sum().over(names),
        whole=value.sum().over(names),
    )
    assert ours.equals(windows)


@given(ROWS, NAMES)
def test_joined_runs_are_groups_of_rows_that_stand_together(
    rows: list[tuple[int | None, str, int]], names: tuple[str, ...]
) -> None:
    frame = _ordered(rows).with_row_index("place")
    together = {"name": pl.col("name").str.join(), "value": pl.col("value").sum()}
    ours = runs.joined(frame, runs.begins(*names), **together)
    place = pl.col("place").min().over(names)
    groups = frame.group_by(place, maintain_order=True).agg(pl.col("key").first(), **together)
    assert ours.equals(groups.select(frame.columns))
