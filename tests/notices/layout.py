"""Laying items out as lines in one of the formats, and writing down what a reader should find in them.

Belongs here: outline, labels, headings, measures, fields, tables; the truth of each item.
Does not belong here: what the items say (items), the rest of the notice (frame), the page as a whole (damage).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.notices import load
from tests.notices.formats import Format
from tests.notices.ink import CIRCLED, NO_QUOTES, Ink
from tests.notices.items import Item
from tests.notices.words import DOCUMENT, Said, Words, chinese

Line = tuple[str, str]  # kind (title, head, para, table, furniture) and text
ENDS = "。；;"
LEAD_INS = ("", "", "整改情况：", "整改落实情况：", "整改措施：")
ORDINALS = ("一是", "二是", "三是", "四是", "五是", "六是")
DAMAGED_FIRST = ("·是", "-是", "- 是")
EFFECTS = ("", "", "长效机制进一步健全，问题得到有效解决。", "干部职工思想认识明显提高，工作更加规范。")
PEOPLE = ("分管领导", "主要负责人", "班子成员")
OFFICES = ("办公室", "人事科", "财务科", "综合科", "党建办")
COLUMNS = (
    ("序号",), ("问题", "反馈问题", "存在问题"), ("整改措施",), ("责任单位", "责任科室"),
    ("时限", "完成时限", "整改时限"), ("进展", "整改进展", "整改状态"),
)  # fmt: skip


class Place(NamedTuple):
    """Where an item stands: the printed words above it."""

    aspect: str | None = None
    theme: str | None = None
    theme_number: str | None = None


class Layout:
    """One notice's problem part: `lines`, and the truth found in them."""

    def __init__(self, form: Format, words: Words, ink: Ink, damage: frozenset[str]) -> None:
        """Choices that hold for the whole notice are made here: wording, measure style, status, lead-in."""
        self.form, self.words, self.ink, self.damage = form, words, ink, damage
        self.lines: list[Line] = []
        self.problems: list[dict[str, Any]] = []
        self.amounts: list[dict[str, Any]] = []
        self.documents: list[dict[str, Any]] = []
        self.aspects = 0
        group = load.headings()["wordings"][words.pick(form.wordings)]
        self.wordings = (words.pick(group), words.pick(group), *[words.pick(group)] * 3)
        self.style = words.pick(form.measures)
        self.states = words.chance(form.status)
        self.state_after = words.chance(0.3)
        self.run_in = words.chance(form.run_in)
        self.stop = "。" if words.chance(0.5) else ""
        self.lead_in = words.pick(LEAD_INS)
        self.restarts = "numbering_restarts" in damage
        self.lost = "measure_labels_lost" in damage
        self.effect_label = words.pick(("整改情况：", "整改成效："))
        self.people_first = words.chance(0.5)
        self.number = self.theme_number = 0
        self.open: list[tuple[dict[str, Any], str]] = []

    # outline

    def lay(self, items: list[Item], aspects: list[str]) -> None:
        """Print all items; `aspects` are the words of the 方面, in order of Item.aspect."""
        form = self.form
        if form.body in ("markdown", "tabs"):
            self._table(items)
        elif not form.aspect:
            self._block(items, None)
        else:
            wording = self.words.pick(load.headings()["aspect_wordings"])
            for n, name in enumerate(aspects):
                inside = [item for item in items if item.aspect == n]
                if inside:
                    self.aspects += 1
                    printed = self.ink.text(name if name.endswith("情况") else wording.format(t=name))
                    self.lines.append(("head", self.ink.label(form.aspect, self.aspects)[0] + printed))
                    self._block(inside, printed)

    def _block(self, items: list[Item], aspect: str | None) -> None:
        """Items of one aspect (or all, where there are none), under themes where the format has them."""
        if not self.form.runs or self.restarts:
            self.number = 0
        if self.form.theme:
            self._themes(items, aspect, self.form.theme)
            return
        for item in items:
            self.number = self._restart(self.number) + 1
            self._item(item, self.form.item, self.number, Place(aspect))

    def _themes(self, items: list[Item], aspect: str | None, style: str) -> None:
        """Themes, numbered through where they are called 问题, and their items; one alone may go without its theme."""
        if style != "problem":
            self.theme_number = 0
        stock = load.headings()
        for group, chunk in self._chunks(items):
            self.theme_number += 1
            if len(chunk) == 1 and aspect and style in ("problem", "dot") and self.words.chance(0.7):
                self._item(chunk[0], style, self.theme_number, Place(aspect))
                continue
            wording = self.words.pick(stock["theme_wordings"][: 1 if style == "problem" else 3])
            theme = self.ink.text(wording.format(t=self.words.pick(stock["themes"][group])))
            label, number = self.ink.label(style, self.theme_number)
            self.lines.append(("head", label + theme))
            if not self.form.runs or self.restarts:
                self.number = 0
            for item in chunk:
                self.number += 1
                self._item(item, self.form.item, self.number, Place(aspect, theme, number))

    def _restart(self, number: int) -> int:
        """The number before the next item's; where numbering restarts, now and then 0 in mid-list."""
        return 0 if self.restarts and number > 3 and self.words.chance(0.2) else number

    def _chunks(self, items: list[Item]) -> list[tuple[str, list[Item]]]:
        """Consecutive items of one group, at most four together."""
        out: list[tuple[str, list[Item]]] = []
        for item in items:
            if out and out[-1][0] == item.group and len(out[-1][1]) < 4:
                out[-1][1].append(item)
            else:
                out.append((item.group, [item]))
        return out

    # one item

    def _item(self, item: Item, style: str, n: int, place: Place) -> None:
        """Print one item, its heading first."""
        form, words, ink = self.form, self.words, self.ink
        described = None
        if form.body == "finding":
            described = self._facets()
        elif item.problem.description and words.chance(form.described):
            described = ink.said(words.say(item.problem.description, past=True))
        run_in = self.run_in and self.style in ("run_in", "circled") and not described
        printed, title = self._heading(item)
        label, number = ink.label(style, n)
        if label[-1].isdigit() and title[0].isdigit():  # not even a reader could part them
            label = f"{label}."
        heading = printed.text + ("。" if run_in or described else self.stop)
        truth = self._truth(item, number, place, heading, title)
        self._mentions(truth, printed, "heading", None)
        if described:
            truth["description"] = described.text
            self._mentions(truth, described, "description", None)
        self.lines.append(("head", label + heading + (described.text if described else "")))
        if form.body == "fields":
            self._fields(item, truth)
        else:
            self._body(item, truth, run_in)
        if item.progress != "done":
            self.open.append((truth, item.title.text))

    def _heading(self, item: Item) -> tuple[Said, str]:
        """An item's heading in one of the notice's wordings, as printed, and the title within it."""
        shown = self.words.say(item.problem.goal) if self.form.goals else item.title
        before, after = ("", "") if self.form.goals else self.words.pick(self.wordings).split("{t}")
        printed = self.ink.said(Said(before + shown.text + after, shown.dates, shown.amounts))
        cut, size = len(before), len(shown.text)
        if self.ink.quotes:  # the marks are gone from wrapper and title alike
            cut, size = len(before.translate(NO_QUOTES)), len(shown.text.translate(NO_QUOTES))
        return printed, printed.text[cut : cut + size]

    def _body(self, item: Item, truth: dict[str, Any], run_in: bool) -> None:
        """Status and measures of an item, in the notice's order."""
        lead_in = self.lead_in
        if self.form.body == "finding":
            lead_in = self.effect_label
        elif truth["description"]:
            lead_in = lead_in or "整改情况："
        if run_in or self.style not in ("run_in", "paragraphs", "circled"):
            lead_in = ""
        states = self.states and (self.state_after or not run_in)
        if states:
            truth["status"], truth["status_text"] = item.status, self.ink.text(item.status_text)
        if states and not self.state_after:
            self.lines.append(("para", f"整改情况：{truth['status_text']}。"))
            lead_in = "整改措施：" if truth["description"] else ""
        self._measures(item, truth, lead_in, run_in)
        if states and self.state_after:
            self.lines.append(("para", f"整改状态：{truth['status_text']}。"))

    def _truth(self, item: Item, number: str | None, place: Place, heading: str, title: str) -> dict[str, Any]:
        """The truth of an item before its status, measures and mentions are printed."""
        truth: dict[str, Any] = {
            "seq": len(self.problems) + 1, "number": number, **place._asdict(), "heading": heading, "title": title,
            "description": None, "status_text": None, "status": "not_stated", "category": item.problem.category,
            "deadline": None, "progress": item.progress, "measures": [], "dates": [], "follow_up": None,
        }  # fmt: skip
        self.problems.append(truth)
        return truth

    def _facets(self) -> Said:
        """The finding in full: its facets, each after 一是, 二是 … like a measure."""
        words = self.words
        chosen = words.rng.sample(load.facets(), 2 + words.upto(2))
        facets = [words.say(template, past=True) for template in chosen]
        out = Said("")
        for n, facet in enumerate(facets):
            out.join(facet, ("；" if n else "") + ORDINALS[n])
        out.text += "。"
        return self.ink.said(out)

    def _mentions(self, truth: dict[str, Any], said: Said, part: str, n: int | None) -> None:
        for text, value in said.dates:
            truth["dates"].append({"text": text, "value": value, "in": part, "measure": n})
        for text, amount in said.amounts:
            self.amounts.append({"seq": truth["seq"], "text": text, "value_yuan": amount})
        if "《" in said.text:
            for title, number in DOCUMENT.findall(said.text):
                self.documents.append({"seq": truth["seq"], "title": title, "number": number or None})
        if said.deadline and not truth["deadline"]:
            truth["deadline"] = said.deadline

    def _measure(self, truth: dict[str, Any], said: Said, progress: str, label: str | None) -> str:
        """Write one measure down; returns its printed text."""
        said = self.ink.said(said)
        n = len(truth["measures"]) + 1
        body = said.text.rstrip(ENDS)
        truth["measures"].append(
            {"n": n, "label": label, "starts": said.text[:12], "ends": body[-12:], "progress": progress}
        )
        self._mentions(truth, said, "measure", n)
        return said.text

    def _labels(self, item: Item) -> list[tuple[str, str | None]]:
        """一是, 二是 … of an item: as printed, and as a reader knows them."""
        count = len(item.measures)
        labels: list[tuple[str, str | None]] = [(ORDINALS[n], ORDINALS[n]) for n in range(count)]
        if self.lost and item.plain and count > 2:
            if self.words.chance(0.5):
                labels[1 + self.words.upto(count - 2)] = ("", None)
            else:
                labels[0] = (self.words.pick(DAMAGED_FIRST), "一是")
        return labels

    def _clauses(self, item: Item, truth: dict[str, Any]) -> list[str]:
        """Measures after 一是, 二是 …, each with its closing mark; one alone goes without a label."""
        if len(item.measures) == 1:
            return [self._measure(truth, *item.measures[0], None) + "。"]
        mark = self.words.pick("。。；")
        out = []
        for (said, progress), (printed, label) in zip(item.measures, self._labels(item), strict=True):
            out.append(printed + self._measure(truth, said, progress, label) + mark)
        out[-1] = out[-1][:-1] + "。"
        return out

    def _measures(self, item: Item, truth: dict[str, Any], lead_in: str, run_in: bool) -> None:
        """Print an item's measures in the notice's style."""
        style, add = self.style, self.lines.append
        if style in ("run_in", "paragraphs"):
            clauses = self._clauses(item, truth)
            if style == "run_in" and run_in:
                kind, text = self.lines[-1]
                self.lines[-1] = (kind, text + "".join(clauses))
            elif style == "run_in":
                add(("para", lead_in + "".join(clauses)))
            else:
                add(("para", lead_in + clauses[0]))
                self.lines += [("para", clause) for clause in clauses[1:]]
            return
        circled = []
        for n, (said, progress) in enumerate(item.measures):
            if style == "prose" or (len(item.measures) == 1 and style != "sections"):
                add(("para", self._measure(truth, said, progress, None) + "。"))
                continue
            label = {
                "paren": f"（{n + 1}）", "circled": CIRCLED[n], "circled_lines": CIRCLED[n], "arabic": f"{n + 1}.",
                "sections": f"（{chinese(n + 1)}）",
            }[style]  # fmt: skip
            clause = label + self._measure(truth, said, progress, label) + "。"
            if style == "circled":
                circled.append(clause)
            else:
                add(("para", clause))
        if circled and run_in:
            kind, text = self.lines[-1]
            self.lines[-1] = (kind, text + "".join(circled))
        elif circled:
            add(("para", lead_in + "".join(circled)))

    # fields and tables

    def _due(self, item: Item, truth: dict[str, Any]) -> str:
        """What is printed as an item's deadline."""
        if item.progress == "done" and self.words.chance(0.4):
            return "长期坚持"
        return self._deadline(truth) + self.words.pick(("", "前"))

    def _deadline(self, truth: dict[str, Any]) -> str:
        """A deadline as printed: the one its measures name, if they do."""
        if truth["deadline"]:
            year, month = map(int, truth["deadline"].split("-"))
            return f"{self.words.month_text(year, month)}底"
        self.words.due_month = None
        text, truth["deadline"] = self.words.due()
        return text

    def _fields(self, item: Item, truth: dict[str, Any]) -> None:
        words, add = self.words, self.lines.append
        truth["responsible"] = words.pick(PEOPLE)
        truth["department"] = words.pick(OFFICES)
        truth["status"], truth["status_text"] = item.status, self.ink.text(item.status_text)
        effect = words.pick(EFFECTS)
        people = [("para", f"责任领导：{truth['responsible']}"), ("para", f"责任部门：{truth['department']}")]
        if self.people_first:
            self.lines += people
        add(("para", "整改措施：" + "".join(self._clauses(item, truth))))
        if effect and item.progress == "done":
            truth["effect"] = effect.rstrip(ENDS)
            add(("para", "整改成效：" + effect))
        if not self.people_first:
            self.lines += people
        add(("para", f"完成时限：{self._due(item, truth)}"))
        add(("para", f"整改状态：{truth['status_text']}"))

    def _table(self, items: list[Item]) -> None:
        markdown = self.form.body == "markdown"
        columns = [self.words.pick(names) for names in COLUMNS]
        row = (lambda cells: "| " + " | ".join(cells) + " |") if markdown else "\t".join
        self.lines.append(("table", row(columns)))
        if markdown:
            self.lines.append(("table", row(["---"] * len(columns))))
        for n, item in enumerate(items, 1):
            printed = self.ink.said(item.title)
            heading = printed.text + self.stop
            truth = self._truth(item, str(n), Place(), heading, printed.text)
            self._mentions(truth, printed, "heading", None)
            truth["status"], truth["status_text"] = item.status, self.ink.text(item.status_text)
            truth["responsible"] = self.words.pick(OFFICES)
            cells = [str(n), heading, "".join(self._clauses(item, truth)), truth["responsible"]]
            self.lines.append(("table", row([*cells, self._due(item, truth), truth["status_text"]])))

    # later sections

    def follow_up(self, section: Callable[[str], str]) -> list[Line]:
        """A later section that takes open items up again and gives their deadlines; none where all are closed."""
        if not self.open:
            return []
        lines: list[Line] = [("head", section(self.words.pick(load.frame()["followup_headings"])))]
        for n, (truth, title) in enumerate(self.open[:6], 1):
            label, _ = self.ink.label("cn_paren", n)
            text = self._deadline(truth)
            body = f"关于{title}的问题。" + self.words.pick(load.frame()["followups"]).format(**self.words.names)
            truth["follow_up"] = self.ink.text(f"{body}完成时限：{text}前")
            lines.append(("para", f"{label}{truth['follow_up']}。"))
        return lines
