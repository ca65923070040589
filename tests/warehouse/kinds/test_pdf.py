"""PDF files as text."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.notices import office
from warehouse.kinds import pdf
from warehouse.refusals import RefusalError

LONG = "一是加强学习教育，完善学习制度，组织集中学习若干次，撰写心得体会，推动学习往深里走、往实里走。"
SIGNS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒"
TEXT = "\n".join(f"（{n}）{sign}问题的整改情况\n{LONG.replace('，', sign)}{LONG}" for n, sign in enumerate(SIGNS, 1))


def drawn(*pages: str, encrypt: StandardEncryption | None = None) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, encrypt=encrypt)
    for text in pages:
        canvas.drawString(60, 700, text)
        canvas.rect(10, 10, 500, 600, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_paragraphs_come_back_whole() -> None:
    assert pdf.text_of(office.pdf(TEXT)) == TEXT


def test_page_numbers_and_running_heads_are_left_out() -> None:
    assert pdf.text_of(office.pdf(TEXT, header="清溪县水务局文件")) == TEXT


def test_a_number_at_the_edge_of_one_page_stays() -> None:
    words = "一、共2023项任务已经完成整改，另有若干项正在推进"
    assert pdf.text_of(office.pdf(words, page_numbers=False)) == words


def test_body_lines_that_recur_at_the_edges_of_pages_stay() -> None:
    words = "\n".join(["同样的一句话在每一页都有。"] * 200)
    assert pdf.text_of(office.pdf(words)) == words


@pytest.mark.parametrize("printed", ["- 3 -", "— 12 —", "3", "第3页", "第3页 共10页", "第 三 页", "3/10", "·5·"])
def test_page_numbers(printed: str) -> None:
    assert pdf.PAGE_NUMBER.fullmatch(printed)


@pytest.mark.parametrize("printed", ["2023年", "3.", "（3）", "一、", "第三", "3个"])
def test_no_page_numbers(printed: str) -> None:
    assert not pdf.PAGE_NUMBER.fullmatch(printed)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (drawn("", "", ""), "needs_ocr"),
        (drawn("CamScanner", "CamScanner"), "needs_ocr"),
        (drawn("x" * 50, encrypt=StandardEncryption("secret")), "encrypted_file"),
        (b"%PDF-1.7", "damaged_file"),
        (b"%PDF-1.7\n" + b"\x00" * 1000, "damaged_file"),
        (drawn("x" * 50)[:300], "damaged_file"),
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(RefusalError) as refusal:
        pdf.text_of(content)
    assert refusal.value.code == code
    assert "请" in refusal.value.reason


def test_an_owner_password_does_not_lock_a_reader_out() -> None:
    assert pdf.text_of(drawn("x" * 50, encrypt=StandardEncryption("", "owner"))) == "x" * 50


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    with pytest.raises(RefusalError, match="too_large"):
        pdf.text_of(drawn("x" * 50, "x" * 50, "x" * 50))
