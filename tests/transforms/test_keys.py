"""Keys: literal values that must never change, and what they do not depend on."""

from __future__ import annotations

import polars as pl
import pytest

from transforms.keys import key, part_key


def made(kind: str, *values: object) -> int:
    frame = pl.DataFrame({f"c{i}": [value] for i, value in enumerate(values)})
    return int(frame.select(key(kind, *frame.columns)).item())


def test_keys_are_what_they_have_always_been() -> None:
    notice = pl.DataFrame({"name": ["某市教育局"], "order": [3]}).with_columns(notice_key=key("notice", "name"))
    unit, problem = notice.select(key("unit", "name"), part_key("problem", "order").alias("problem")).row(0)
    assert (unit, problem) == (17760222080530686124, 5569110291931527990)


def test_keys_are_unsigned_64_bit() -> None:
    frame = pl.DataFrame({"a": ["甲", "乙"]}).select(key("unit", "a"))
    assert frame.dtypes == [pl.UInt64]


@pytest.mark.parametrize("kind", ["notice", "problem", "measure", "mention", "unit"])
def test_another_kind_is_another_key(kind: str) -> None:
    assert made(kind, "甲") != made("other", "甲")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a", ""), ("a",)),
        (("", "a"), ("a", "")),
        (("甲", "乙"), ("乙", "甲")),
        ((1, 23), (12, 3)),
    ],
)
def test_parts_do_not_run_together(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert made("unit", *one) != made("unit", *other)


def test_null_counts_as_empty() -> None:
    frame = pl.DataFrame({"a": ["x", "x"], "b": [None, ""]}).select(key("unit", "a", "b")).to_series()
    assert frame[0] == frame[1]


def test_order_of_rows_does_not_matter() -> None:
    values = [f"单位{i}" for i in range(500)]
    forward = dict(zip(values, pl.DataFrame({"a": values}).select(key("unit", "a")).to_series(), strict=True))
    backward = dict(
        zip(values[::-1], pl.DataFrame({"a": values[::-1]}).select(key("unit", "a")).to_series(), strict=True)
    )
    assert forward == backward


def test_keys_differ() -> None:
    frame = pl.DataFrame({"a": range(20_000)}).select(key("problem", pl.lit("n"), "a")).to_series()
    assert frame.n_unique() == 20_000
    assert 0 not in frame


def test_the_key_of_a_part_begins_with_that_of_its_notice() -> None:
    notices = pl.DataFrame({"n": range(200)}).select(notice_key=key("notice", "n"), start=pl.lit(list(range(100))))
    parts = notices.explode("start").with_columns(part=part_key("problem", "start"))
    assert parts.select((pl.col("part") // 2**40 == pl.col("notice_key") // 2**40).all()).item()
    assert parts.get_column("part").n_unique() == 20_000
