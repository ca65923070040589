"""Shards of readings: whole or not at all, read once."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from warehouse import readings
from warehouse.home import Home
from warehouse.readings import CONTENTS, Readings
from warehouse.tables import BY_NAME


def contents(*hashes: str) -> pl.DataFrame:
    return pl.DataFrame([{"content_sha256": sha256} for sha256 in hashes], schema=CONTENTS)


def rows(*keys: int) -> pl.DataFrame:
    return pl.DataFrame(
        {"notice_key": keys, "text": [str(key) for key in keys]}, schema=BY_NAME["evidence.notice_text"].polars_schema
    )


def test_nothing_read_gives_empty_frames_with_columns(tmp_path: Path) -> None:
    store = Readings(Home(tmp_path), "v1")
    assert store.contents().schema == CONTENTS
    assert store.contents().is_empty()
    assert store.scan("fact_mention").collect_schema() == BY_NAME["fact_mention"].polars_schema


def test_shards_add_up(tmp_path: Path) -> None:
    store = Readings(Home(tmp_path), "v1")
    store.add({"contents": contents("a"), "evidence.notice_text": rows(1)})
    store.add({"contents": contents("b", "c"), "evidence.notice_text": rows(2, 3)})
    assert sorted(store.contents()["content_sha256"]) == ["a", "b", "c"]
    assert sorted(store.scan("evidence.notice_text").collect()["notice_key"]) == [1, 2, 3]


def test_same_contents_make_the_same_shard_once(tmp_path: Path) -> None:
    store = Readings(Home(tmp_path), "v1")
    first = store.add({"contents": contents("a", "b")})
    assert store.add({"contents": contents("b", "a")}) == first
    assert store.contents().height == 2


def test_parser_versions_do_not_mix_and_old_ones_can_be_forgotten(tmp_path: Path) -> None:
    home = Home(tmp_path)
    Readings(home, "v1").add({"contents": contents("a")})
    Readings(home, "v2").add({"contents": contents("b")})
    assert Readings(home, "v2").contents()["content_sha256"].to_list() == ["b"]
    readings.forget_others(home, "v2")
    assert Readings(home, "v1").contents().is_empty()
    assert Readings(home, "v2").contents().height == 1


def test_shard_that_fails_half_way_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Readings(Home(tmp_path), "v1")
    real = pl.DataFrame.write_parquet

    def full(frame: pl.DataFrame, path: Path) -> None:
        if path.name.startswith("evidence"):
            raise OSError(28, "No space left on device")
        real(frame, path)

    with monkeypatch.context() as patch:
        patch.setattr(pl.DataFrame, "write_parquet", full)
        with pytest.raises(OSError, match="No space left"):
            store.add({"contents": contents("a"), "evidence.notice_text": rows(1)})
    assert store.contents().is_empty()
    assert list(store.folder.iterdir()) == []


def test_unfinished_shards_are_not_read(tmp_path: Path) -> None:
    store = Readings(Home(tmp_path), "v1")
    whole = store.add({"contents": contents("a")})
    whole.rename(whole.with_name(f".unfinished-{whole.name}"))
    assert store.contents().is_empty()


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    store = Readings(Home(tmp_path), "v1")
    frame = pl.DataFrame(
        [{"mention_key": 2**64 - 1, "notice_key": 1, "spans": [{"start": 0, "stop": 3}], "amount_yuan": "12.30"}]
    ).with_columns(pl.col("mention_key").cast(pl.UInt64), pl.col("amount_yuan").cast(pl.Decimal(18, 2)))
    store.add({"contents": contents("a"), "fact_mention": frame})
    assert_frame_equal(store.scan("fact_mention").collect(), frame)


@pytest.mark.parametrize("place", [0, 0.3, 0.6, 0.99])
def test_a_shard_with_a_flipped_bit_is_discarded_and_others_stay(place: float, tmp_path: Path) -> None:
    store = Readings(Home(tmp_path), "v1")
    whole = store.add({"contents": contents("a"), "evidence.notice_text": rows(1)})
    damaged = store.add({"contents": contents("b"), "evidence.notice_text": rows(2)})
    assert store.discard_damaged() == []
    path = damaged / "evidence.notice_text.parquet"
    flipped = bytearray(path.read_bytes())
    flipped[int(len(flipped) * place)] ^= 1
    path.write_bytes(flipped)
    assert store.discard_damaged() == [damaged]
    assert whole.exists()
    assert store.contents()["content_sha256"].to_list() == ["a"]


def test_a_shard_that_lost_a_file_is_discarded(tmp_path: Path) -> None:
    store = Readings(Home(tmp_path), "v1")
    shard = store.add({"contents": contents("a"), "evidence.notice_text": rows(1)})
    (shard / "contents.parquet").unlink()
    assert store.discard_damaged() == [shard]


def test_contents_refused_for_a_reason_are_forgotten_and_others_stay(tmp_path: Path) -> None:
    store = Readings(Home(tmp_path), "v1")
    store.add({"contents": contents("a"), "evidence.notice_text": rows(1)})
    store.add({"contents": contents("b").with_columns(reason_code=pl.lit("archive_damaged"))})
    store.add({"contents": contents("c").with_columns(reason_code=pl.lit("blank_text"))})
    store.forget_refused("archive_damaged")
    assert sorted(store.contents()["content_sha256"]) == ["a", "c"]
    store.forget_refused("archive_damaged")
