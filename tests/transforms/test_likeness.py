"""Likeness: pairs of characters, and signatures that say how like two sets are."""

from __future__ import annotations

import polars as pl
import pytest

from transforms import likeness

SETS = pl.Series([[1, 2, 3], [4, 5], [1, 2, 4], [6]], dtype=pl.List(pl.UInt64))


def pairs(*texts: str | None) -> list[list[int] | None]:
    found = pl.DataFrame({"text": texts}, schema={"text": pl.String}).select(likeness.bigrams(pl.col("text")))
    return found.to_series().to_list()


def hashed(*pairs: str) -> set[int]:
    column = pl.DataFrame({"pairs": [list(pairs)]}).select(likeness.hashes(pl.col("pairs"))).item()
    return set(column)


def test_words_are_letters_digits_and_characters() -> None:
    frame = pl.DataFrame({"text": ["“三会一课” 落实，不严。A1"]})
    assert frame.select(likeness.words(pl.col("text"))).item() == "三会一课落实不严A1"


def test_pairs_are_those_of_neighbours_each_once_and_signs_do_not_part_them() -> None:
    found = pairs("甲乙甲乙", "甲，乙丙。", "甲", "——", None)
    assert [None if one is None else set(one) for one in found] == [
        hashed("甲乙", "乙甲"),
        hashed("甲乙", "乙丙"),
        set(),
        set(),
        None,
    ]
    assert len(found[0] or []) == 2


def test_signatures_are_what_they_have_always_been() -> None:
    assert likeness.signatures(SETS, 4).to_list()[:2] == [
        [1225488152, 2365438395, 321897176, 543482926],
        [543434043, 3893856424, 1415324292, 141909642],
    ]
    assert likeness.signatures(SETS.head(0), 4).to_list() == []


def test_signatures_agree_as_far_as_sets_do() -> None:
    many = pl.Series([list(range(300)), list(range(100, 400)), list(range(1000, 1300))], dtype=pl.List(pl.UInt64))
    one, other, apart = likeness.signatures(many, 512).to_list()
    assert sum(a == b for a, b in zip(one, other, strict=True)) / 512 == pytest.approx(0.5, abs=0.08)
    assert sum(a == b for a, b in zip(one, apart, strict=True)) == 0


@pytest.mark.parametrize("size", [1, 2, 3])
def test_signatures_are_the_same_chunk_by_chunk(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = likeness.signatures(SETS, 4)
    monkeypatch.setattr(likeness, "CHUNK", size)
    assert likeness.signatures(SETS, 4).equals(whole)


@pytest.mark.parametrize("place", range(6))
def test_every_band_has_its_own_places(place: int) -> None:
    one = [10, 11, 12, 13, 14, 15]
    other = [number + 100 * (at == place) for at, number in enumerate(one)]
    signed = pl.DataFrame({"signature": pl.Series([one, other], dtype=pl.Array(pl.UInt32, 6))})
    bands = signed.select(
        band.alias(str(number)) for number, band in enumerate(likeness.bands(pl.col("signature"), 6, 3))
    )
    agree = [bands.to_series(number).n_unique() == 1 for number in range(bands.width)]
    assert agree == [number != place // 2 for number in range(3)]


def test_bands_of_equal_places_differ_by_their_number() -> None:
    signed = pl.DataFrame({"signature": pl.Series([[7, 7, 7, 7]], dtype=pl.Array(pl.UInt32, 4))})
    bands = [signed.select(band).item() for band in likeness.bands(pl.col("signature"), 4, 2)]
    assert bands[0] != bands[1]
