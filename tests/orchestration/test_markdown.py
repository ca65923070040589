from __future__ import annotations

import polars as pl

from orchestration import markdown


def test_long_texts_are_cut_and_cells_kept_apart() -> None:
    rows = pl.DataFrame({"键": [1, None], "text": ["一\n二|三", "长" * 100]})
    head, rule, first, second = markdown.table(rows).splitlines()
    assert (head, rule) == ("| 键 | text |", "| --- | --- |")
    assert first == "| 1 | 一 二\\|三 |"
    assert second == f"|  | {'长' * markdown.WIDTH}… |"


def test_nothing_in_a_text_is_taken_for_markdown_or_html() -> None:
    rows = pl.DataFrame({"a": ["**粗** [链](x) <img src=x> `码` _斜_ &lt;"]})
    cell = markdown.table(rows).splitlines()[-1]
    assert "&lt;img src=x&gt;" in cell
    assert all(sign not in cell.replace(f"\\{sign}", "") for sign in "*[]`_")


def test_bars_are_as_long_as_their_numbers() -> None:
    drawn = markdown.bars(pl.DataFrame({"name": ["a", "b", None], "n": [200, 100, 1]})).splitlines()[2:]
    assert [line.count("█") for line in drawn] == [markdown.BAR, markdown.BAR // 2, 1]
    assert "NULL" in drawn[2]
