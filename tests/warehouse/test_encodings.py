"""Bytes back to the text they were made from."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from warehouse.encodings import NotTextError, to_text

SIMPLIFIED = (
    "根据市委统一部署,巡察组对我局党组开展了常规巡察,并于2024年10月15日反馈了巡察意见。按照要求,现将整改情况予以公布。\n"
    "一、关于“学习贯彻不够深入”问题的整改。一是召开专题会议3次,修订完善《学习制度》;二是追缴资金1.5万元。\n"
)
TRADITIONAL = (
    "根據市委統一部署,巡察組對我局黨組開展了常規巡察,並於2024年10月15日反饋了巡察意見。按照要求,現將整改情況予以公佈。\n"
    "一、關於「學習貫徹不夠深入」問題的整改。一是召開專題會議3次,修訂完善《學習制度》;二是追繳資金1.5萬元。\n"
)
COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所"
    "民得经"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]
)
def test_simplified_text_comes_back(encoding: str) -> None:
    assert to_text(SIMPLIFIED.encode(encoding))[1] == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030", "big5", "big5hkscs"])
def test_traditional_text_comes_back(encoding: str) -> None:
    text = TRADITIONAL if encoding not in ("big5", "big5hkscs") else TRADITIONAL.replace("“", "「")
    assert to_text(text.encode(encoding))[1] == text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SIMPLIFIED.encode(), "utf-8"),
        (SIMPLIFIED.encode("utf-8-sig"), "utf-8"),
        (SIMPLIFIED.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le"), "utf-16-le"),
        (SIMPLIFIED.encode("gb2312"), "gb18030"),
        (TRADITIONAL.encode("big5"), "big5hkscs"),
        (b"plain ASCII", "utf-8"),
    ],
)
def test_encoding_is_named(content: bytes, name: str) -> None:
    assert to_text(content)[0] == name


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_every_utf8_text_comes_back(text: str) -> None:
    assume(not text.startswith("\ufeff"))
    assert to_text(text.encode())[1] == text


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
    st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]),
)
def test_every_marked_text_comes_back(text: str, encoding: str) -> None:
    assume(not text.startswith("\ufeff"))
    assert to_text(text.encode(encoding))[1] == text


@settings(deadline=None)
@given(
    st.text(st.sampled_from(COMMON), min_size=8, max_size=400), st.sampled_from(["gb18030", "utf-16-le", "utf-16-be"])
)
def test_text_of_common_characters_comes_back_without_a_mark(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        assert to_text(content)[1] == text


@settings(deadline=None)
@given(st.integers(0, len(SIMPLIFIED.encode()) - 1))
def test_one_damaged_byte_leaves_a_mark_and_the_rest(position: int) -> None:
    content = bytearray(SIMPLIFIED.encode())
    content[position] = 0xFF
    encoding, text = to_text(bytes(content))
    assert encoding == "utf-8"
    assert 1 <= text.count("\ufffd") <= 3
    assert len(text) - len(SIMPLIFIED) in (0, 1, 2)


def test_file_cut_off_within_a_character_keeps_the_rest() -> None:
    content = SIMPLIFIED.rstrip().encode()[:-1]
    encoding, text = to_text(content)
    assert encoding == "utf-8"
    assert text.rstrip("\ufffd") == SIMPLIFIED.rstrip()[:-1]


def test_damaged_gb18030_keeps_the_rest() -> None:
    content = SIMPLIFIED.encode("gb18030").replace("巡察意见".encode("gb18030"), b"\xff\xff", 1)
    encoding, text = to_text(content)
    assert encoding == "gb18030"
    assert text.startswith("根据市委统一部署")
    assert "\ufffd" in text


def test_stray_nul_is_left_out() -> None:
    assert to_text(SIMPLIFIED.encode().replace(b"\n", b"\x00\n", 1))[1] == SIMPLIFIED


@pytest.mark.parametrize(
    "content",
    [bytes(range(256)) * 4, b"\x00" * 100, b"\x7fELF\x02\x01\x01\x00" + bytes(200), bytes([1, 2, 3, 4, 5, 6] * 50)],
)
def test_bytes_that_are_no_text_are_refused(content: bytes) -> None:
    with pytest.raises(NotTextError):
        to_text(content)


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_give_a_clean_text_or_a_refusal(content: bytes) -> None:
    with suppress(NotTextError):
        encoding, text = to_text(content)
        assert encoding
        assert "\x00" not in text
        text.encode()  # fails where a lone surrogate is left
