from __future__ import annotations

import polars as pl
import pytest

from tests.shared import shared_dir
from tests.transforms.mentions import gold
from tests.transforms.mentions.frames import passages
from transforms.mentions import SCHEMA, find, vocabulary

FLOORS = {"date": 0.97, "amount": 1.0, "document": 0.98}


def test_kinds_come_together_in_reading_order() -> None:
    out = find(passages("2023年5月印发《甲办法》,退还2万元。", "培训30人"))
    assert out.get_column("kind").to_list() == ["date", "document", "amount", "outcome", "outcome"]
    assert out.get_column("start").is_sorted()
    assert dict(out.schema) == SCHEMA


def test_no_passages_no_mentions() -> None:
    assert dict(find(passages()).schema) == SCHEMA


def test_the_same_passages_give_the_same_rows_alone_or_together() -> None:
    one = passages("2023年5月印发《甲办法》", "7月6日复查,20224月通报")
    two = one.with_columns((pl.col("notice_key") + 1).alias("notice_key"))
    both = find(pl.concat([one, two]))
    assert both.filter(pl.col("notice_key") == 7).equals(find(one))
    assert both.filter(pl.col("notice_key") == 8).equals(find(two))


def test_outcome_words_have_one_code_each() -> None:
    words = vocabulary.rows("outcomes")
    assert not words.select("family", "word").is_duplicated().any()
    assert words.null_count().sum_horizontal().item() == 0


@pytest.fixture(scope="module")
def measured() -> tuple[list[tuple[dict[str, object], str]], pl.DataFrame]:
    notices = gold.notices(shared_dir())
    return notices, find(gold.passages(notices))


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_accuracy(kind: str, measured: tuple[list[tuple[dict[str, object], str]], pl.DataFrame]) -> None:
    notices, found = measured
    wanted, got = gold.wanted(notices, kind), gold.got(found, kind)
    score = gold.f1(wanted, got)
    assert score >= FLOORS[kind], f"{score:.4f}: missed {wanted - got}, extra {got - wanted}"
