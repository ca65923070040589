"""The shapes a notice may have, one declaration each.

Belongs here: what tells one format from another. Does not belong here: how lines are printed (layout).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    `aspect`, `theme`, `item`: label styles (see ink.STYLES) of the levels that exist. `wordings`: groups of
    headings.toml. `measures`: styles one of which the notice takes. `body`: how an item's fields are printed. `runs`:
    item numbers run through. `status`: share of notices that print one. `described`: share of items whose heading runs
    into a description.
    """

    item: str
    aspect: str | None = None
    theme: str | None = None
    wordings: tuple[str, ...] = ("about", "against", "toward", "bare", "quoted")
    measures: tuple[str, ...] = ("run_in", "run_in", "paragraphs")
    body: str = "plain"
    runs: bool = False
    status: float = 0.25
    described: float = 0.0
    run_in: float = 0.4
    goals: bool = False
    followed_up: bool = False
    organised: bool = True


FORMATS: dict[str, Format] = {
    "flat": Format("dot", runs=True),
    "aspect_item": Format("dot", aspect="cn_paren"),
    "aspect_theme_item": Format(
        "dot", aspect="cn_paren", theme="problem", wordings=("against", "toward"), status=0.7, run_in=0
    ),
    "aspect_numbered": Format("dot", aspect="cn_paren", runs=True),
    "section_aspect_ordinal": Format(
        "dot",
        aspect="facet",
        theme="cn_paren",
        wordings=("against",),
        measures=("run_in",),
        runs=True,
        run_in=1,
        status=0,
    ),
    "theme_leaf_paren": Format("paren", aspect="cn_paren", theme="dot", wordings=("bare", "about"), described=0.2),
    "parent_leaves": Format("paren", theme="dot", wordings=("bare",), described=0.7, run_in=0, status=0),
    "measures_as_sections": Format(
        "cn_dot", wordings=("section",), measures=("sections",), runs=True, run_in=0, status=0, organised=False
    ),
    "labelled_fields": Format("field", wordings=("bare",), measures=("run_in",), body="fields", runs=True, status=1),
    "table_markdown": Format("dot", wordings=("bare",), body="markdown", runs=True, status=1),
    "table_tabs": Format("dot", wordings=("bare",), body="tabs", runs=True, status=1),
    "goal_headings": Format("dot", aspect="cn_paren", runs=True, goals=True, status=0, run_in=0.2),
    "finding_in_full": Format("dot", aspect="cn_paren", wordings=("bare",), body="finding", run_in=0, status=0.2),
    "prose": Format("dot", aspect="cn_paren", measures=("prose",), run_in=0, status=0.15),
    "measures_paren_paragraphs": Format("dot", aspect="cn_paren", measures=("paren",), run_in=0),
    "measures_circled": Format("dot", aspect="cn_paren", measures=("circled", "circled_lines"), run_in=0.3),
    "measures_arabic": Format(
        "cn_paren", wordings=("about", "quoted", "against"), measures=("arabic",), runs=True, run_in=0
    ),
    "follow_up_section": Format(
        "dot", aspect="cn_paren", runs=True, wordings=("about", "bare"), status=0.9, followed_up=True
    ),
    "two_units": Format("dot", aspect="cn_paren", runs=True),
    "no_items": Format("dot"),
    "township_villages": Format("dot", aspect="cn_paren"),
}
