"""Word documents as text."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx as library
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from warehouse.kinds import docx
from warehouse.refusals import RefusalError

W = nsdecls("w")


def document(*paragraphs: str, lists: str = "") -> bytes:
    """A document of these paragraphs' XML, with this XML of lists in numbering.xml."""
    made = library.Document()
    body = made.element.body
    for place, paragraph in enumerate(paragraphs):
        body.insert(place, parse_xml(paragraph.replace(">", f" {W}>", 1)))
    if lists:
        numbering = made.part.numbering_part.element
        for old in list(numbering):
            numbering.remove(old)
        for item in parse_xml(f"<w:numbering {W}>{lists}</w:numbering>"):
            numbering.append(item)
    return saved(made)


def saved(made: library.document.Document) -> bytes:
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def listed(text: str, list_id: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def definition(key: int, *levels: tuple[str, str], more: str = "") -> str:
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{key}">{inner}</w:abstractNum>'


def item(list_id: int, key: int, more: str = "") -> str:
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{key}"/>{more}</w:num>'


def lines(content: bytes) -> list[str]:
    return docx.text_of(content).split("\n")


LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）"))


def test_automatic_numbers_are_written_out() -> None:
    places = (0, 1, 2, 2, 3, 1, 2, 0, 1)
    content = document(*(listed("甲", 5, n) for n in places), lists=definition(1, *LEVELS) + item(5, 1))
    labels = [line.removesuffix("甲") for line in lines(content)]
    assert labels == ["一、", "（一）", "1.", "2.", "（1）", "（二）", "1.", "二、", "（一）"]


@pytest.mark.parametrize(
    ("form", "text", "label"),
    [
        ("decimalEnclosedCircleChinese", "%1", "②"),
        ("ideographTraditional", "%1、", "乙、"),
        ("chineseLegalSimplified", "%1、", "贰、"),
        ("lowerLetter", "%1)", "b)"),
        ("upperRoman", "%1.", "II."),
        ("decimalFullWidth", "%1．", "２．"),
        ("chineseCountingThousand", "%1是", "二是"),
        ("bullet", "\uf0b7", ""),
        ("unheardOf", "第%1条", "第2条"),
    ],
)
def test_number_formats(form: str, text: str, label: str) -> None:
    content = document(listed("甲", 5), listed("乙丙", 5), lists=definition(1, (form, text)) + item(5, 1))
    assert lines(content)[1] == label + "乙丙"


def test_numbers_above_ten() -> None:
    content = document(*(listed("甲", 5) for _ in range(21)), lists=definition(1, LEVELS[0]) + item(5, 1))
    assert [lines(content)[n - 1] for n in (10, 11, 20, 21)] == ["十、甲", "十一、甲", "二十、甲", "二十一、甲"]


def test_upper_levels_are_named_in_lower_ones() -> None:
    levels = definition(1, ("chineseCounting", "%1、"), ("decimal", "%1.%2"), more="<w:isLgl/>")
    assert lines(document(listed("甲", 5), listed("乙", 5, 1), lists=levels + item(5, 1))) == ["1、甲", "1.1乙"]


def test_a_list_counts_on_or_starts_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = definition(1, ("decimal", "%1.")) + item(5, 1) + item(6, 1) + item(7, 1, anew)
    content = document(listed("a", 5), listed("b", 6), p("间"), listed("c", 7), listed("d", 5), lists=lists)
    assert lines(content) == ["1.a", "2.b", "间", "1.c", "2.d"]


def test_numbers_come_from_styles_too() -> None:
    made = library.Document(
        BytesIO(document(p("甲", '<w:pStyle w:val="Heading1"/>'), lists=definition(1, *LEVELS) + item(5, 1)))
    )
    made.styles["Heading 1"].element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr>')
    )
    assert lines(saved(made)) == ["（一）甲"]


def test_a_paragraph_may_refuse_its_number() -> None:
    assert lines(document(listed("甲", 0), lists=definition(1, *LEVELS) + item(5, 1))) == ["甲"]


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ("<w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>", "增"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r>", "显"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>", "甲 乙\n丙"),
        (
            "<w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>接</w:t></w:r></w:smartTag>",
            "链接",
        ),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>文</w:t></w:r>", "文"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> eq \\o\\ac(○,</w:instrText></w:r>'
            '<w:r><w:instrText>3)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>甲</w:t></w:r>',
            "③甲",
        ),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>yīn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>音</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "音",
        ),
        (
            "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict><w:t>文</w:t></w:r>",
            "文\n框",
        ),
    ],
)
def test_what_a_reader_sees(runs: str, text: str) -> None:
    assert docx.text_of(document(f"<w:p>{runs}</w:p>")) == text


def test_a_table_of_contents_is_left_out() -> None:
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>一、甲 3</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    control = "<w:sdt><w:sdtContent><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    assert lines(document(contents, control)) == ["乙"]


def test_rows_are_lines_of_cells() -> None:
    made = library.Document()
    table = made.add_table(4, 3)
    for row, words in zip(
        table.rows, (["清单", "", ""], ["序号", "问题", "措施"], ["1", "甲", "子\n丑"], ["", "", "寅"]), strict=True
    ):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(2, 0).merge(table.cell(3, 0))
    table.cell(2, 1).merge(table.cell(3, 1))
    assert lines(saved(made)) == ["清单", "序号\t问题\t措施", "1\t甲\t子 丑", "\t\t寅"]


def test_strict_documents_read_alike() -> None:
    content = document(p("甲"))
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry).replace(docx.W[1:-1].encode(), docx.STRICT))
    assert lines(out.getvalue()) == ["甲"]


def repacked(content: bytes, part: str, xml: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, xml if entry.filename == part else old.read(entry))
    return out.getvalue()


MAIN = "word/document.xml"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b"<w:document", "damaged_file"),
        (b"<x/>", "damaged_file"),
        (b"<!--" + b" " * 10_000_000 + b"--><x/>", "too_complex"),
        (b" " * (docx.MAX_PART + 1), "too_large"),
        (LAUGHS + f"<w:document {W}><w:body><w:p>&b;</w:p></w:body></w:document>".encode(), "too_complex"),
        (f"<w:document {W}>".encode() + b"<w:p>" * 100_000, "damaged_file"),
    ],
)
def test_hostile_documents_are_refused(xml: bytes, code: str) -> None:
    with pytest.raises(RefusalError) as refusal:
        docx.text_of(repacked(document(p("甲")), MAIN, xml))
    assert refusal.value.code == code


def test_too_many_entries_are_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for n in range(docx.MAX_ENTRIES + 1):
            package.writestr(str(n), b"")
    with pytest.raises(RefusalError, match="too_complex"):
        docx.text_of(out.getvalue())


@pytest.mark.parametrize("length", [100, 1000, -100, -3])
def test_a_cut_file_is_damaged(length: int) -> None:
    with pytest.raises(RefusalError, match="damaged_file"):
        docx.text_of(document(p("甲"))[:length])


def test_flipped_bytes_are_damaged() -> None:
    content = bytearray(document(p("甲")))
    at = content.index(b"word/document.xml") + 60
    content[at : at + 40] = b"\xff" * 40
    with pytest.raises(RefusalError, match="damaged_file"):
        docx.text_of(bytes(content))


@pytest.mark.parametrize("names", [["a.txt"], ["mimetype", "content.xml"], ["[Content_Types].xml", "xl/workbook.xml"]])
def test_other_packages_are_refused_by_name(names: list[str]) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, b"x")
    with pytest.raises(RefusalError, match="unsupported_format"):
        docx.text_of(out.getvalue())
