"""Word documents (.docx): paragraphs and tables as lines, with the labels that Word numbers by itself.

Belongs here: the package, and what of the body a reader sees: no deleted or hidden text, no table of contents, no headers,
footers and notes. Does not belong here: working out the labels (`warehouse.kinds.numbering`).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from posixpath import basename, dirname, join, normpath

from lxml import etree

from warehouse.kinds import numerals
from warehouse.kinds.numbering import Numbering
from warehouse.kinds.ooxml import MC, W, child, number, value
from warehouse.kinds.tables import Table
from warehouse.refusals import RefusalError

MAX_ENTRIES = 10_000
MAX_PART = 16 * 1024 * 1024
MAX_RATIO = 200
RATIO_COUNTS_FROM = 1024 * 1024
"""Small parts of one repeated character shrink beyond any ratio and harm nobody."""

STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
MAX_SPAN = 100
CIRCLED = re.compile(r"eq\s*\\o\s*\\ac\s*\(\s*[○〇◯]\s*[,，](?:\\s\\\w+\s*\d*\()?\s*(\d{1,2})\s*\)", re.I)
"""Field of a number in a circle (带圈字符)."""

CONTAINERS = {W + name for name in ("ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo")}
SKIPPED = {
    *(W + name for name in ("del", "moveFrom", "pPr", "rPr", "rt", "delText", "object", "sdtPr", "footnoteReference")),
    MC + "Fallback",
}
SIGNS = {W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "tab": " "}
"""A tab inside a paragraph is a blank here: tabs part the cells of a table."""


def text_of(content: bytes) -> str:
    """Lines of a document's bytes; raises `RefusalError`."""
    body, numbering = _open(content)
    return "\n".join(_blocks(body, numbering))


def _open(content: bytes) -> tuple[etree._Element, Numbering]:
    if content.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise RefusalError("too_complex", f"压缩包内文件超过 {MAX_ENTRIES} 个")
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            main = _main_part(package)
            relations = join(dirname(main), "_rels", basename(main) + ".rels")
            targets = {kind: join(dirname(main), target) for kind, target in _targets(package, relations)}
            document = _part(package, main)
            numbering = Numbering(*(_optional(package, targets.get(kind)) for kind in ("numbering", "styles")))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, zlib.error, EOFError, KeyError, NotImplementedError) as error:
        raise RefusalError("damaged_file", "Word") from error
    except RuntimeError as error:  # zipfile's word for a password
        raise RefusalError("encrypted_file", "Word") from error
    body = child(document, "body")
    if body is None:
        raise RefusalError("damaged_file", "Word")
    return body, numbering


def _main_part(package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    if "[Content_Types].xml" not in names:
        raise RefusalError("unsupported_format", "OpenDocument" if "mimetype" in names else "ZIP")
    part = next((target for kind, target in _targets(package, "_rels/.rels") if kind == "officeDocument"), "")
    if not part.endswith(".xml") or part.startswith(("xl/", "ppt/")):
        raise RefusalError("unsupported_format", "Office (xlsx, pptx)")
    return part


def _targets(package: zipfile.ZipFile, relations: str) -> Iterator[tuple[str, str]]:
    """Kind and path of the parts that a part refers to; a path from the package's root loses its slash."""
    for relation in _optional(package, relations):
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            yield relation.get("Type", "").rsplit("/", 1)[-1], normpath(target).lstrip("/")


def _optional(package: zipfile.ZipFile, name: str | None) -> etree._Element:
    if name is None or name not in package.NameToInfo:
        return etree.Element("none")
    return _part(package, name)


def _part(package: zipfile.ZipFile, name: str) -> etree._Element:
    """The root of a part. Sizes are checked before anything is unpacked, and zipfile unpacks no more than it announces."""
    entry = package.getinfo(name)
    if entry.file_size > MAX_PART:
        raise RefusalError("too_large", f"Word 正文超过 {MAX_PART // 1024 // 1024} MB")
    if entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * entry.compress_size:
        raise RefusalError("too_complex", "压缩比异常")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(package.read(entry).replace(STRICT, W[1:-1].encode()), parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusalError("too_complex", "含有外部实体声明")
    return root


def _blocks(container: etree._Element, numbering: Numbering) -> Iterator[str]:
    """Lines of paragraphs and tables, in order."""
    for element in container:
        tag = element.tag
        if tag == W + "p":
            yield from _paragraph(element, numbering)
        elif tag == W + "tbl":
            yield from _table(element, numbering)
        elif tag == W + "sdt":
            content = child(element, "sdtContent")
            if content is not None and not _is_contents(element):
                yield from _blocks(content, numbering)
        elif tag in CONTAINERS:
            yield from _blocks(element, numbering)


def _is_contents(control: etree._Element) -> bool:
    """A table of contents repeats the headings, and would be read as items of its own."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and value(gallery) == "Table of Contents"


def _paragraph(paragraph: etree._Element, numbering: Numbering) -> Iterator[str]:
    properties = child(paragraph, "pPr")
    label = numbering.label(properties)
    if numbering.is_contents_entry(properties):
        return
    run = _Run()
    _inline(paragraph, run)
    text = "".join(run.text)
    if text.strip():
        first, *rest = text.split("\n")
        yield label + first
        yield from (line for line in rest if line.strip())
    for box in run.boxes:
        yield from _blocks(box, numbering)


class _Run:
    """What the runs of a paragraph come to: text, text boxes, and the field code being read."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.boxes: list[etree._Element] = []
        self.code: list[str] = []


def _inline(element: etree._Element, run: _Run) -> None:
    """Nesting is bounded: libxml2 refuses XML deeper than 256."""
    for node in element:
        tag = node.tag
        if tag in SIGNS:
            run.text.append(SIGNS[tag])
        elif tag == W + "t":
            run.text.append(node.text or "")
        elif tag == W + "txbxContent":
            run.boxes.append(node)
        elif tag == W + "instrText":
            run.code.append(node.text or "")
        elif tag == W + "fldChar":
            _field(node, run)
        elif tag not in SKIPPED and not (tag == W + "r" and _is_hidden(node)):
            _inline(node, run)


def _field(mark: etree._Element, run: _Run) -> None:
    """A number in a circle is a field whose code is all there is of it; other fields carry their result as text."""
    if mark.get(W + "fldCharType") == "end":
        if circled := CIRCLED.search("".join(run.code)):
            run.text.append(numerals.circled(int(circled[1])))
        run.code.clear()


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and value(vanish) not in {"0", "false", "off"}


def _table(element: etree._Element, numbering: Numbering) -> list[str]:
    table = Table()
    for row in _children(element, "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        table.start_row()
        if (before := row.find(f"{W}trPr/{W}gridBefore")) is not None:
            table.start_cell(_size(before))
            table.end_cell([])
        for cell in _children(row, "tc"):
            table.start_cell(_size(cell.find(f"{W}tcPr/{W}gridSpan")))
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            covered = merged is not None and value(merged) != "restart"
            table.end_cell([] if covered else list(_blocks(cell, numbering)))
            if cell.find(f"{W}tbl") is not None:
                table.is_layout = True
    return table.lines()


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows or cells, those inside content controls included."""
    for node in element:
        if node.tag == W + name:
            yield node
        elif node.tag in {W + "sdt", W + "sdtContent", W + "ins", W + "customXml"}:
            yield from _children(node, name)


def _size(element: etree._Element | None) -> int:
    return min(max(number(element, 1), 1), MAX_SPAN)
