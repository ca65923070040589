"""Made-up notices as files: names, encodings, kinds of file, and the gold beside them.

Belongs here: bytes and paths. Does not belong here: what a notice says.
"""

from __future__ import annotations

import html
import json
import random
from dataclasses import replace
from pathlib import Path

from tests.notices import office
from tests.notices.damage import DAMAGES
from tests.notices.make import MadeNotice, generate

SAMPLES = Path(__file__).parent / "samples"
KINDS = ("txt", "gb18030", "utf16", "md", "html", "html_wrong_charset", "docx", "pdf")


def encoded(notice: MadeNotice, kind: str) -> tuple[MadeNotice, bytes]:
    """The notice under the file name of a kind of file (truth's source included), and the file's bytes."""
    stem = notice.name.rsplit(".", 1)[0]
    ending = "html" if kind.startswith("html") else kind if kind in {"md", "docx", "pdf"} else "txt"
    name = f"{stem}.{ending}"
    notice = replace(notice, name=name, truth={**notice.truth, "source": name})
    text = notice.text + "\n"
    if kind == "gb18030":
        return notice, text.encode("gb18030")
    if kind == "utf16":
        return notice, text.encode("utf-16")
    if kind == "html":
        return notice, _html(notice).encode()
    if kind == "html_wrong_charset":
        return notice, _html(notice).encode("gb18030")
    if kind == "docx":
        return notice, office.docx(notice.text)
    if kind == "pdf":
        return notice, office.pdf(notice.text)
    return notice, text.encode()


def _html(notice: MadeNotice) -> str:
    """A plain web page: a paragraph for each line, a table for rows cut by tabs."""
    body: list[str] = []
    for line in notice.text.split("\n"):
        if "\t" in line:
            cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in line.split("\t"))
            if body and body[-1] == "</table>":
                body.pop()
            else:
                body.append("<table>")
            body += [f"<tr>{cells}</tr>", "</table>"]
        elif line.strip():
            body.append(f"<p>{html.escape(line)}</p>")
    title = html.escape(notice.truth["notice"]["title"] or "通知公告")
    return (
        f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{title}</title>\n'
        "<script>var page = 1;</script></head>\n<body>\n" + "\n".join(body) + "\n</body></html>\n"
    )


def write(notice: MadeNotice, out: Path, kind: str = "txt", gold: Path | None = None) -> Path:
    """Write a notice into `out`, and its truth into `gold` as NAME.gold.json; returns the text's path."""
    notice, data = encoded(notice, kind)
    out.mkdir(parents=True, exist_ok=True)
    path = out / notice.name
    path.write_bytes(data)
    if gold:
        gold.mkdir(parents=True, exist_ok=True)
        truth = json.dumps(notice.truth, ensure_ascii=False, indent=1)
        (gold / f"{path.stem}.gold.json").write_text(truth + "\n", encoding="utf-8")
    return path


def some_damage(seed: int) -> tuple[str, ...]:
    """A random mixture of none to four damages; the same for the same seed."""
    rng = random.Random(f"damage/{seed}")
    return tuple(sorted({DAMAGES[int(rng.random() * len(DAMAGES))] for _ in range(int(rng.random() * 5))}))


# The notices shipped with the project: format, seed, damage, kind of file, items.
_SHIPPED: tuple[tuple[str, int, tuple[str, ...], str, int], ...] = (
    ("flat", 1, (), "txt", 14),
    ("aspect_item", 2, ("web_furniture",), "txt", 12),
    ("aspect_theme_item", 3, (), "gb18030", 14),
    ("aspect_numbered", 4, ("label_mixed",), "txt", 12),
    ("section_aspect_ordinal", 5, (), "txt", 12),
    ("theme_leaf_paren", 6, ("brackets_lost",), "txt", 12),
    ("parent_leaves", 7, ("dates_stripped", "no_title"), "txt", 14),
    ("measures_as_sections", 8, (), "txt", 9),
    ("labelled_fields", 9, (), "txt", 10),
    ("table_markdown", 10, (), "md", 12),
    ("table_tabs", 11, (), "txt", 12),
    ("goal_headings", 12, ("no_title",), "txt", 12),
    ("finding_in_full", 13, (), "txt", 10),
    ("prose", 14, ("hard_wraps", "page_breaks"), "txt", 10),
    ("measures_paren_paragraphs", 15, ("spaces",), "txt", 10),
    ("measures_circled", 16, ("fullwidth_mixed",), "txt", 10),
    ("measures_arabic", 17, ("invisible",), "txt", 10),
    ("follow_up_section", 18, (), "txt", 16),
    ("two_units", 19, ("title_twice", "quotes_lost"), "txt", 12),
    ("no_items", 20, (), "txt", 0),
    ("township_villages", 21, ("measure_labels_lost",), "txt", 14),
    ("aspect_item", 22, ("traditional",), "txt", 10),
    ("flat", 23, ("one_line",), "txt", 10),
)


def samples() -> list[tuple[MadeNotice, str]]:
    """The notices shipped with the project, each with its kind of file."""
    out = []
    for format, seed, damage, kind, items in _SHIPPED:
        made = generate(seed, format=format, damage=damage, items=items)
        name = "_".join([f"{seed:02}", format, *damage]) + ".txt"
        out.append((replace(made, name=name), kind))
    return out
