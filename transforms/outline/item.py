"""One item: where its heading, description, fields, status and measures begin.

Belongs here: cutting the paragraphs of one item into passages with roles. Does not belong here: which paragraphs are an
item's (`transforms.outline.levels`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cache, cached_property

from transforms import vocabulary
from transforms.outline.count import listed, lost, run_on, top_level
from transforms.outline.notice import FIELDS, Mark, Notice
from transforms.outline.tree import Node

MEASURES = ("measures", "situation")
PHRASE_MAX = 12  # characters of an unknown status phrase, where all other items state theirs in the same place
ACTION_MIN = 16  # characters from which a sentence before the first label can report an action


Cut = tuple[int, int, str, int, int]
"""row, offset, role, item, measure: from here on, up to the next cut, the text has this role."""
Stop = tuple[int, int, bool, Mark]
"""offset, size (negative, so that the longer sorts first), whether the mark counts a measure, and the mark."""


def cut_item(notice: Notice, node: Node, item: int) -> list[Cut]:
    """The cuts of one item, in the order of the text."""
    return _Item(notice, node, item).cuts()


class _Item:
    """The walk over one item's paragraphs."""

    def __init__(self, notice: Notice, node: Node, item: int) -> None:
        self.notice = notice
        self.heads = notice.heads
        self.node = node
        self.item = item
        self.rows = node.rows()
        self.labelled = {child.row for child in node.walk()[1:]} if node.children else set()
        self.fields, counts, bullets, lists = self._marks()
        if self.fields:
            behind = {
                (field.row, field.offset + field.size) for field in self.fields
            }  # 整改情况一是…, the colon is lost
            counts = [
                mark._replace(before=":") if mark.before != ":" and mark[:2] in behind else mark for mark in counts
            ]
        self.begin = self._measures_begin(counts or bullets)
        counts, bullets, lists = self._from_begin(counts), self._from_begin(bullets), self._from_begin(lists)
        self.counted: list[Mark] = []
        if counts:
            self.counted = top_level(counts, nested_first=self._in_several_rows())
            self.counted += lost(self.counted, self._text_begin(), notice)
        self.counted = self.counted or bullets or self._listed(lists)
        self.stops = self._stops()
        self.found: list[Cut] = []
        self.measure = 0

    def _marks(self) -> tuple[list[Mark], list[Mark], list[Mark], list[Mark]]:
        """The field labels, measure labels, bullets and list labels of the item.

        A status that ends a paragraph is the item's where nothing stands behind it. A field label that is part of the item's
        own label (问题一:) is none.
        """
        fields: list[Mark] = []
        counts: list[Mark] = []
        bullets: list[Mark] = []
        lists: list[Mark] = []
        for row in self.rows:
            marks = self.notice.marks[row]
            if not marks:
                continue
            nested_from = self._nested_from(row, marks)
            within = self.heads[row].label_size if row == self.node.row else 0
            for mark in marks:
                kind = mark.mark
                if kind == "measure":
                    if nested_from is None or mark.offset < nested_from:
                        counts.append(mark)
                elif kind in FIELDS:
                    if not within or mark.offset + mark.size > within:
                        fields.append(mark)
                elif kind == "bullet":
                    bullets.append(mark)
                elif kind == "closing_status" and row == self.rows[-1]:
                    fields.append(mark._replace(mark="status"))
                else:
                    lists.append(mark)
        return fields, counts, bullets, lists

    def _nested_from(self, row: int, marks: list[Mark]) -> int | None:
        """Where a count begins inside a measure that has a list label of its own; null where none does."""
        if row in self.labelled and self._others_uncounted:
            return self.heads[row].label_size + 1
        for first in marks:
            if first.number == 1 and first.mark == "measure":
                break
        else:
            return None
        if first.before != ",":
            return None
        before = [mark for mark in marks if mark.offset < first.offset and mark.mark.startswith("list:")]
        return first.offset if row in self.labelled or listed(before) else None

    def _stops(self) -> dict[int, list[Stop]]:
        """What the paragraphs are cut at, in the order of the text."""
        stops: dict[int, list[Stop]] = defaultdict(list)
        for mark in self.counted:
            stops[mark.row].append((mark.offset, -mark.size, True, mark))
        for mark in self.fields:
            stops[mark.row].append((mark.offset, -mark.size, False, mark))
        for of_row in stops.values():
            if len(of_row) > 1:
                of_row.sort()
        return stops

    def _from_begin(self, marks: list[Mark]) -> list[Mark]:
        """The marks, which stand in the order of the text, from where the measures begin."""
        return marks[bisect_left(marks, self.begin) :]

    def _in_several_rows(self) -> bool:
        """The measures stand in more than one paragraph."""
        row, offset = self.begin
        behind = len(self.rows) - bisect_right(self.rows, row)
        return behind + (row in self.rows and self.heads[row].size > offset) > 1

    def _is_place(self, row: int, offset: int) -> bool:
        """A measure or a printed field label begins there."""
        return any(at == offset and (counted or mark.size) for at, _, counted, mark in self.stops.get(row, ()))

    @cached_property
    def _others_uncounted(self) -> bool:
        """Of several labelled paragraphs only some hold a count: each is a measure, and the counts are inside of them."""
        heads = {row: self.notice.heads[row].label_size for row in self.labelled}
        counted = [
            any(mark.mark == "measure" and mark.offset > size for mark in self.notice.marks[row])
            for row, size in heads.items()
        ]
        return len(counted) > 1 and not all(counted)

    def _listed(self, marks: list[Mark]) -> list[Mark]:
        """The list labels that begin measures inside paragraphs: a run of its own, or one that goes on from the head."""
        if not marks or not self.labelled:
            return listed(marks)
        first = min(self.labelled)
        style = self.heads[first].style
        before = [m for m in marks if m.row < first and m.mark == f"list:{style}" and m.number == 1]
        opening = before[:1] if self.heads[first].number == 2 else []  # 整改情况:1.… in line, 2.… as a paragraph
        heads = ((row, self.heads[row]) for row in sorted(self.labelled))
        return opening + [
            mark
            for row, head in heads
            for mark in run_on([m for m in marks if m.row == row], head.style, head.number or 0)
        ]

    def _measures_begin(self, counts: list[Mark]) -> tuple[int, int]:
        """Row and offset from which on the item's measures stand."""
        for kinds in (MEASURES, ("effect",)):
            for field in self.fields:
                if field.mark in kinds and not _only_states(field):
                    return field.row, field.offset
        head = self.heads[self.node.row]
        first = next((m for m in counts if m.number in (0, 1, 2) or m.offset == 0), None)
        own = self.node.row
        if first is not None and not (first.row == own and first.offset < head.label_size + 4):
            return self._before_first_label(first)
        body = self.rows[1:]
        if self.labelled:
            return self._before_labelled(min(self.labelled))
        if head.told:
            return own, head.stop + head.told
        if head.stop < head.size and not (head.described and body):
            return own, head.stop
        first_report = next((row for row in body if not self.heads[row].finds), body[0]) if body else None
        return (own, head.size) if first_report is None else (first_report, 0)

    def _before_labelled(self, first: int) -> tuple[int, int]:
        """Where measures begin when labelled paragraphs hold them: there, or at a paragraph before that reports an action."""
        for row in self.rows[1:]:
            if row < first and self._reports(row) and not self.heads[row].fault:
                return row, 0
        return first, 0

    def _before_first_label(self, first: Mark) -> tuple[int, int]:
        """Where measures begin when the first printed label is `first`: there, or at text before it that reports an action."""
        own = self.node.row
        head = self.heads[own]
        for row in self.rows:
            if row > first.row or (row == own and head.stop >= head.size):
                continue
            at = head.stop if row == own else 0
            until = first.offset if row == first.row else self.heads[row].size
            if row == own and head.described:
                continue
            label_lost = (first.number or 0) >= 2
            if until - at >= ACTION_MIN and (label_lost or (row != own and self._reports(row) and row < first.row)):
                return row, at
        return first.row, first.offset

    def _text_begin(self) -> tuple[int, int]:
        """Where the text of the measures begins: behind the field label that stands at their begin."""
        row, offset = self.begin
        size = next((field.size for field in self.fields if (field.row, field.offset) == self.begin), 0)
        return row, offset + size

    def _reports(self, row: int) -> bool:
        head = self.heads[row]
        return head.action and not head.introduces and not head.finds

    def _add(self, row: int, offset: int, role: str, measure: int = 0) -> None:
        if offset < self.heads[row].size:
            self.found.append((row, offset, role, self.item, measure))

    def cuts(self) -> list[Cut]:
        """Heading, description and fields before the measures, then the measures."""
        head = self.heads[self.node.row]
        self._heading()
        role = "description"
        for row in self.rows:
            opens = row == self.node.row
            role = self._row(row, head.stop if opens else 0, role, opens=opens)
        return self.found

    def _heading(self) -> None:
        row = self.node.row
        head = self.heads[row]
        if head.label_size:
            self._add(row, 0, "label")
        until = head.size
        if head.status_size and head.stop - head.status_size > head.label_size:
            until = head.stop - head.status_size - (self.notice.text(row)[head.stop - 1] == "。")
        field = next((mark for mark in self.fields if mark.row == row and mark.offset >= head.label_size), None)
        if (field.offset if field else head.size) > head.label_size:
            self._add(row, head.label_size, "heading")
        elif field is not None and field.mark == "problem":
            self._add(row, field.offset, "label")
            self._add(row, field.offset + field.size, "heading")
        if until < head.size:
            self._add(row, until, "status")

    def _row(self, row: int, at: int, role: str, *, opens: bool) -> str:
        """Cuts one paragraph from `at` on; returns the role that goes on into the next."""
        head = self.heads[row]
        stops = self.stops.get(row)
        if not stops:
            return self._text(row, at, role, opens=opens) if at < head.size else role
        if opens:
            stops = [stop for stop in stops if stop[0] >= head.label_size or stop[2]]
        first = stops[0][0] if stops else head.size
        if opens and first < at:
            at = first
        if at < first:
            role = self._text(row, at, role, opens=opens, until=first)
        for _, _, is_counted, mark in stops:
            role = self._counted(mark) if is_counted else self._field(mark, role)
        return role

    def _text(self, row: int, at: int, role: str, *, opens: bool, until: int = 0) -> str:
        """Text that begins without a field label or measure label; `until` is where one stands behind it, if any does."""
        in_measures = (row, at) >= self.begin
        if not in_measures:
            if opens and self.heads[row].opens and _leads_over().search(self.notice.text(row), at, until):
                self._add(row, at, "marker")
                return role
            self._add(row, at, role if role not in ("measure", "status", "heading") else "description")
            return self._text(row, self.begin[1], role, opens=opens) if self._begins_inside(row) else role
        if role in ("responsible", "deadline", "effect", "follow_up") and role == "effect":
            self._add(row, at, role)
            return role
        continues = self.counted and self.measure and row not in self.labelled
        if continues:
            self._add(row, at, "measure", self.measure)
            return "measure"
        head = self.heads[row]
        leads_over = self.notice.text(row)[at:until].endswith(":") or head.introduces  # 采取了以下措施:(1)…
        if self.counted and not self.measure and leads_over:
            self._add(row, at, "marker")
            return "marker"
        self.measure += 1
        if row in self.labelled and head.label_size and not opens:
            self._add(row, 0, "label", self.measure)
            at = head.label_size
        self._add(row, at, "measure", self.measure)
        return "measure"

    def _begins_inside(self, row: int) -> bool:
        """The measures begin inside the paragraph, behind a description, at no mark."""
        head = self.heads[row]
        behind = head.stop + head.told
        inside = row == self.node.row and head.told > 0 and self.begin == (row, behind)
        return inside and all(stop[0] != behind for stop in self.stops.get(row, ()))

    def _counted(self, mark: Mark) -> str:
        self.measure += 1
        row, offset, size = mark[:3]
        if size:
            self.found.append((row, offset, "label", self.item, self.measure))
        self._add(row, offset + size, "measure", self.measure)
        return "measure"

    def _field(self, mark: Mark, role: str) -> str:
        """A field label and what stands behind it in its paragraph."""
        behind = mark.offset + mark.size
        if mark.size:
            self._add(mark.row, mark.offset, "marker")
        kind = mark.mark
        if mark.phrase_size and kind in (*MEASURES, "status", "effect"):
            self._add(mark.row, behind, "status")
            after = behind + mark.phrase_size + 1
            after += self.notice.text(mark.row)[after : after + 1] == ":"  # 整改进展(已完成):
            if kind == "status":
                self._add(mark.row, after, "deadline")
                return role
            if kind == "effect" and not self._effect_is_measures():
                self._add(mark.row, after, "effect")
                return "effect"
            if after < self.heads[mark.row].size and not self._is_place(mark.row, after):
                return self._report(mark.row, after)
            return "measure"
        if kind in MEASURES or (kind == "effect" and self._effect_is_measures()):
            if kind == "situation" and self._only_a_phrase(mark):
                self._add(mark.row, behind, "status")
                return "measure"
            if mark.rest_size and not self._is_place(mark.row, behind):
                return self._report(mark.row, behind)
            return "measure"
        roles = {"problem": "description", "next": "measure", "effect": "effect"}
        role_behind = roles.get(kind, kind)
        if kind == "problem" and not any(role == "heading" for _, _, role, _, _ in self.found):
            role_behind = "heading"
        if kind == "next":
            self.measure += 1
            self._add(mark.row, behind, "measure", self.measure)
            return "measure"
        self._add(mark.row, behind, role_behind)
        return role_behind if kind in ("effect", "problem") else role

    def _report(self, row: int, at: int) -> str:
        """Text right behind a field label of measures: one of its own, not the end of the one before."""
        if not self.measure:
            return self._text(row, at, "measure", opens=False)
        self.measure += 1
        self._add(row, at, "measure", self.measure)
        return "measure"

    def _effect_is_measures(self) -> bool:
        """整改成效: introduces the measures where no other field label does."""
        return not any(field.mark in MEASURES for field in self.fields)

    def _only_a_phrase(self, mark: Mark) -> bool:
        """A short text alone behind a field label, with the measures in later paragraphs: a status no vocabulary knows."""
        last = mark.row == self.rows[-1]
        alone = mark.offset == 0 and not any(m.row == mark.row for m in self.counted)
        is_short = mark.rest_size <= PHRASE_MAX and self.notice.states_in_situation
        return alone and (is_short or (mark.status_like and not last))


@cache
def _leads_over() -> re.Pattern[str]:
    """着重抓好两件事。 behind a problem: words that lead over to what was done, and describe nothing."""
    return re.compile(vocabulary.toml("outline")["heading"]["opening_leads_over"])


def _only_states(field: Mark) -> bool:
    """整改结果: with a status and nothing else behind it (…整改结果:已整改。) closes the measures, and opens none."""
    return field.mark == "effect" and 0 < field.phrase_size >= field.rest_size - 1
