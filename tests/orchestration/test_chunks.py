from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from orchestration import chunks
from warehouse import archive, landing
from warehouse.home import Home
from warehouse.readings import CONTENTS, Readings


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def taken_in(home: Home, tmp_path: Path, texts: dict[str, str | bytes]) -> pl.DataFrame:
    folder = tmp_path / "landing"
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return archive.take_in(home, landing.find_files(folder)).sources


def reading_that_stumbles(over: str, seen: list[int]):
    def read(texts: pl.DataFrame) -> dict[str, pl.DataFrame]:
        seen.append(texts.height)
        if texts["text"].str.contains(over).any():
            raise ValueError(f"{over}?")
        keyed = texts.select("content_sha256", "source_format", "encoding", notice_key=pl.lit(1, dtype=pl.UInt64))
        return {"contents": pl.concat([pl.DataFrame(schema=CONTENTS), keyed], how="diagonal")}

    return read


def test_one_bad_text_costs_only_itself(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = taken_in(home, tmp_path, {f"{i}.txt": f"通报{'坏' if i == 3 else '好'}{i}" for i in range(8)})
    monkeypatch.setattr(chunks.transforms, "read", reading_that_stumbles("坏", []))
    store, told = Readings(home, "v"), []
    assert chunks.read_all(home, store, sources, told.append) == 8
    contents = store.contents().join(sources, on="content_sha256")
    refused = contents.filter(pl.col("notice_key").is_null())
    assert refused["source_name"].to_list() == ["3.txt"]
    assert refused["reason_code"].to_list() == ["reading_failed"]
    assert "ValueError: 坏?" in refused["reason"][0]
    assert contents.height == 8
    assert told == ["read 8 of 8 contents"]


def test_a_broken_reading_is_not_blamed_on_the_files(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = taken_in(home, tmp_path, {f"{i}.txt": f"坏{i}" for i in range(30)})
    monkeypatch.setattr(chunks.transforms, "read", reading_that_stumbles("坏", []))
    with pytest.raises(ValueError, match="坏"):
        chunks.read_all(home, Readings(home, "v"), sources, print)


def test_lack_of_memory_is_not_blamed_on_a_file(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(texts: pl.DataFrame) -> dict[str, pl.DataFrame]:
        raise MemoryError

    sources = taken_in(home, tmp_path, {"a.txt": "通报"})
    monkeypatch.setattr(chunks.transforms, "read", read)
    with pytest.raises(MemoryError):
        chunks.read_all(home, Readings(home, "v"), sources, print)
    assert Readings(home, "v").contents().is_empty()


def test_files_that_cannot_be_decoded_are_refused_for_good(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = taken_in(home, tmp_path, {"a.txt": "通报", "b.txt": b"\x89PNG\r\n\x1a\n\x00"})
    seen: list[int] = []
    monkeypatch.setattr(chunks.transforms, "read", reading_that_stumbles("坏", seen))
    store = Readings(home, "v")
    chunks.read_all(home, store, sources, print)
    assert seen == [1]
    refused = store.contents().filter(pl.col("notice_key").is_null())
    assert refused["stage"].to_list() == ["decode"]


def test_many_texts_are_read_in_chunks(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = taken_in(home, tmp_path, {f"{i}.txt": f"通报{i}" for i in range(7)})
    seen: list[int] = []
    monkeypatch.setattr(chunks, "CHUNK", 3)
    monkeypatch.setattr(chunks.transforms, "read", reading_that_stumbles("坏", seen))
    store = Readings(home, "v")
    chunks.read_all(home, store, sources, print)
    assert seen == [3, 3, 1]
    assert len(list(store.folder.iterdir())) == 3
