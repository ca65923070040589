"""Tokens of the outline: one row a paragraph with what its head tells, one row a mark inside it.

Belongs here: everything the walk needs to know, taken from the text over whole columns. Does not belong here: the walk.
"""

from __future__ import annotations

import polars as pl

from transforms import labels, runs, status, vocabulary
from transforms.outline import findings

SHORT_CELL = 24  # characters of a cell on progress that holds a status and no report
PROSE = 80  # characters from which a labelled paragraph with several sentences is running text
LEAD = 160  # characters of a heading that are looked at
SENTENCE = 400  # characters; what runs on longer is no first sentence
REPORT = 40  # characters behind a problem in one sentence that are hardly ever part of its name
CLOSING = 40  # characters at the end of a paragraph in which a status may stand
LISTED = ("digit_paren", "digit", "digit_comma", "circled", "chinese_paren")  # styles of lists inside a paragraph


def heads(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """What the head of each paragraph tells.

    Adds style, number, label_size, stop (offset behind the first sentence), size, kind (of section, null where its
    words say nothing), wrapped, fault, reports (it says first what was done), action, finds (it says what was found, see
    `findings`; only without a label), described (a description follows the first sentence), told (characters of a
    description behind it that a report follows), introduces (the paragraph only leads over), looks_ahead (it speaks of
    next steps for the whole), status_size (characters of a status in brackets at the end of the lead or right behind it),
    lead (first sentence without its label) and lead_size, opens (it opens with a problem and goes on to report what was
    done; stop and lead are then those of the opening words), prose (it is running text behind its label), closing (it
    heads a part behind the problems).
    """
    words = vocabulary.toml("outline")
    in_table, no_field = pl.col("field").is_not_null(), pl.col("numbered_field").is_null()
    seen = labels.head(paragraphs).with_columns(
        style=pl.when(~in_table & no_field).then("style"),
        label=pl.when((~in_table & no_field) | (pl.col("field") == "aspect")).then("label"),
    )
    seen = seen.with_columns(
        size=pl.col("text").str.len_chars().cast(pl.Int32),
        label_size=pl.coalesce("label", _ordinal_before_problem()).str.len_chars().fill_null(0).cast(pl.Int32),
    )
    seen = seen.with_columns(body=pl.col("text").str.slice(pl.col("label_size"))).with_columns(
        sentences=pl.col("body").str.splitn("。", 2)
    )
    seen = _opening(seen.with_columns(sentence=pl.col("sentences").struct[0]))
    seen = seen.with_columns(
        opens=pl.col("opening").is_not_null(),
        first=pl.coalesce("opening", "sentence"),
        rest=pl.when(pl.col("opening").is_null()).then(pl.col("sentences").struct[1]),
    )
    opens, first, rest = pl.col("opens"), pl.col("first"), pl.col("rest")
    length = first.str.len_chars().cast(pl.Int32) - opens.cast(pl.Int32)
    seen = seen.with_columns(
        length=length,
        ended=opens | (rest.is_not_null() & (length <= SENTENCE)),
        status_behind=status.bracketed_first(rest).str.len_chars().fill_null(0).cast(pl.Int32),  # …问题。(已完成)一是…
    )
    ended, behind = pl.col("ended"), pl.col("status_behind")
    seen = seen.with_columns(
        stop=pl.when(ended).then(pl.col("label_size") + pl.col("length") + 1 + behind).otherwise("size"),
        status_behind=pl.when(ended).then(behind).otherwise(0),
        lead=first.str.head(LEAD).str.strip_chars_end(",:"),
        after=pl.when(ended & ~opens).then(rest.str.slice(behind)),
        action=pl.col("body").str.head(200).str.contains(words["sentence"]["action"]),
        introduces=pl.col("text").str.tail(12).str.contains(words["sentence"]["introduces"]),
        looks_ahead=pl.col("text").str.contains(words["sentence"]["looks_ahead"]),
    )
    unlabelled, after = pl.col("style").is_null(), pl.col("after")
    judged = findings.judged(seen.select(pl.when(unlabelled).then("body").otherwise("after")).to_series())
    seen = seen.hstack(judged).with_columns(
        finds=unlabelled & (pl.col("finds") | pl.col("body").str.contains(words["finding"]["begins"])),
        described=after.str.contains(words["heading"]["description_start"]).fill_null(value=False)
        | (pl.col("finds") & ~unlabelled),
        told=pl.when(unlabelled).then(0).otherwise("told"),
    )
    leads = _leads(seen.select("lead").unique())
    known = seen.drop("body", "sentences", "sentence", "opening", "first", "rest", "length", "ended", "after").join(
        leads, on="lead", how="left", maintain_order="left"
    )
    return known.with_columns(
        status_size=pl.max_horizontal("status_size", "status_behind"),
        prose=(pl.col("size") - pl.col("label_size") > PROSE) & (pl.col("stop") < pl.col("size")),
    ).drop("status_behind")


def _ordinal_before_problem() -> pl.Expr:
    """The 一是 of a paragraph that opens with a problem (一是针对…问题,… or 一是…不到位。…), null elsewhere."""
    words = vocabulary.toml("outline")["heading"]
    return pl.when(pl.col("field").is_null()).then(pl.col("text").str.extract(words["ordinal_before"], 1))


def _opening(seen: pl.DataFrame) -> pl.DataFrame:
    """Adds opening: the problem that a sentence opens with before it reports what was done (针对…问题, or 1.…不严:)."""
    words, opening = vocabulary.toml("outline"), pl.col("opening")
    sentence, heading = pl.col("sentence"), words["heading"]
    labelled = pl.when(pl.col("style").is_not_null()).then(sentence.str.extract(heading["opening_labelled"], 1))
    begun = seen.with_columns(opening=pl.coalesce(sentence.str.extract(heading["opening"], 1), labelled))
    rest = pl.col("sentence").str.slice(opening.str.len_chars())
    acts = rest.str.contains(f"[0-9]|{words['sentence']['action']}|{heading['opening_leads_over']}") | (
        rest.str.len_chars() > REPORT
    )
    reports = (pl.col("label").is_null() | acts) & ~rest.str.contains(heading["still_heading"])
    return begun.with_columns(
        opening=pl.when(reports & ~opening.str.contains(heading["opening_in_general"])).then(opening)
    )


def _leads(leads: pl.DataFrame) -> pl.DataFrame:
    """Adds kind, named, wrapped, fault, reports, closing, lead_size, status_size to distinct leads."""
    words = vocabulary.toml("outline")
    heading, lead = words["heading"], pl.col("lead")
    kind = pl.lit(None, pl.String)
    for section in reversed(words["section"]):
        kind = pl.when(lead.str.contains(section["pattern"])).then(pl.lit(section["kind"])).otherwise(kind)
    known = leads.with_columns(fault=lead.str.contains(heading["fault"]))
    item = lead.str.contains(heading["item"]) | (lead.str.contains(heading["item_with_fault"]) & pl.col("fault"))
    known = known.with_columns(
        kind=kind, named=item & ~lead.str.contains(heading["general"]), wrapped=lead.str.contains(heading["wrapped"])
    )
    faulty_end = lead.str.contains(rf"(?:{heading['fault']})[^,;:]{{0,6}}$")
    known = known.with_columns(reports=lead.str.contains(words["finding"]["report_begins"]) & ~faulty_end)
    behind = pl.col("kind").is_in(["next_steps", "leads", "follow_up"]).fill_null(value=False)
    of_one_problem = (pl.col("kind") == "next_steps") & pl.col("fault") & pl.col("wrapped")
    return known.with_columns(
        closing=behind & ~pl.col("named") & ~of_one_problem,
        lead_size=lead.str.len_chars().cast(pl.Int32),
        status_size=status.bracketed(lead).str.len_chars().fill_null(0).cast(pl.Int32),
    )


def marks(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Marks inside the paragraphs: field labels, measure labels, list labels and closing statuses, in the order of the text.

    Returns row (of the paragraph in the frame), offset, size, mark (a kind of field label, `measure`, `bullet`,
    `closing_status`, or `list:` and a style), number, before (character it stands behind, empty at the head), phrase_size
    (characters of the status phrase behind a field label, 0 where there is none), rest_size (characters behind it in its
    paragraph), status_like (they read like a status that the vocabulary does not know).
    """
    found = pl.concat(
        [
            _cells(paragraphs),
            _fields(paragraphs),
            _measures(paragraphs),
            _lists(paragraphs),
            _bullets(paragraphs),
            _closing_statuses(paragraphs),
        ],
        how="diagonal",
    ).with_columns(pl.col("status_like").fill_null(value=False), pl.col("phrase_size", "rest_size").fill_null(0))
    ordered = found.sort("row", "offset", "size", descending=[False, False, True], maintain_order=True)
    return (
        ordered.with_columns(has_size=pl.col("size") > 0)
        .filter(runs.begins("row", "offset", "has_size"))
        .drop("has_size")
    )


def _cells(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """A table cell begins with a mark of no size that says what its column holds."""
    field, size = pl.col("field"), pl.col("text").str.len_chars().cast(pl.Int32)
    cells = paragraphs.with_row_index("place").filter(field.is_not_null())
    phrase = status.phrase(pl.col("text").str.head(60)).str.len_chars().fill_null(0).cast(pl.Int32)
    measured = (field == "measures").any().over("notice_key", "row")
    progress = (
        pl.when((phrase > 0) | (size <= SHORT_CELL))
        .then(pl.lit("status"))
        .when(measured)
        .then(pl.lit("effect"))
        .otherwise(pl.lit("measures"))
    )
    return cells.filter(field.is_in(["measures", "responsible", "deadline", "progress", "effect"])).select(
        row="place",
        offset=pl.lit(0, pl.Int32),
        size=pl.lit(0, pl.Int32),
        mark=pl.when(field == "progress").then(progress).otherwise(field),
        number=pl.lit(None, pl.Int32),
        before=pl.lit(""),
        phrase_size=phrase,
        rest_size=size,
    )


def _fields(paragraphs: pl.DataFrame) -> pl.DataFrame:
    found = pl.concat(
        [
            labels.positions(paragraphs, labels.marker_pattern(), after="。;!?”)、.:", holding=labels.MARKER_SIGNS),
            labels.positions(paragraphs, labels.fused_marker_pattern(), after="", holding=":").filter(
                pl.col("before").str.contains(r"\p{Han}")
            ),
            labels.positions(paragraphs, labels.opened_marker_pattern(), after="", holding=r"[【\[(]"),
            labels.positions(paragraphs, labels.stated_marker_pattern(), after="。;!?", holding=r"[(\[]"),
            _without_colon(paragraphs),
            _numbered(paragraphs),
        ]
    ).unique(["row", "offset"], keep="first", maintain_order=True)
    numbered = paragraphs.get_column("numbered_field").str.len_chars().fill_null(0).gather(found.get_column("row"))
    found = found.filter((pl.col("offset") == 0) | (pl.col("offset") >= numbered))
    words = vocabulary.toml("outline")["sentence"]
    known = found.join(_field_kinds(found.select("found").unique()), on="found", how="left", maintain_order="left")
    in_brackets = pl.col("opens_bracket").cum_max().over("row")
    behind = known.with_columns(
        states=in_brackets & (pl.col("kind") == "situation"),  # (责任领导:…;整改进展:…) behind the measures
        text=paragraphs.get_column("text").gather(found.get_column("row")),
    ).with_columns(pl.col("text").str.slice(pl.col("offset") + pl.col("size")))
    states, text = pl.col("states"), pl.col("text")
    whole = text.str.extract(r"^[^;)\]】]*", 0)
    return behind.select(
        "row",
        "offset",
        "size",
        mark=pl.when(states).then(pl.lit("status")).otherwise("kind"),
        before="before",
        phrase_size=pl.when(states)
        .then(whole)
        .otherwise(status.phrase(text.str.head(60)))
        .str.len_chars()
        .fill_null(0)
        .cast(pl.Int32),
        rest_size=text.str.len_chars().cast(pl.Int32),
        status_like=text.str.contains(words["status_like"]) & ~text.str.contains(words["not_status"]),
    )


def _field_kinds(labels_found: pl.DataFrame) -> pl.DataFrame:
    """Adds size, kind and opens_bracket (and does not close it) to distinct field labels (`found`)."""
    stated = pl.col("found").str.extract(r"^([^(\[]+[(\[])[^:]*[)\]]:?$", 1)  # 整改进展(已完成):
    bare = pl.coalesce(stated, "found").str.replace(rf"^{labels.any_label()}", "")
    word = bare.str.strip_chars("【】[]():").str.extract(r"([^:、/]+?)[0-9]*$", 1)
    return labels_found.with_columns(
        size=pl.coalesce(stated, "found").str.len_chars().cast(pl.Int32),
        kind=word.replace_strict(labels.marker_kinds(), default=None, return_dtype=pl.String).fill_null(
            pl.when(word.str.contains(r"\)$")).then(pl.lit("responsible")).otherwise(pl.lit("measures"))
        ),
        opens_bracket=pl.col("found").str.contains(r"^[(\[【][^)\]】]*$"),
    )


def _numbered(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Field labels with a number, as `numbered_fields` found them."""
    rows = paragraphs.select(found="numbered_field").with_row_index("row").drop_nulls()
    return rows.select("row", pl.lit(0, pl.Int32).alias("offset"), "found", pl.lit("").alias("before"))


def _without_colon(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Field labels that lost their colon at the head of a paragraph, before the first of a count (整改情况一是…)."""
    first = vocabulary.toml("labels")["first_of_count"]
    found = labels.positions(paragraphs, f"^{labels.uncounted_marker_pattern()}{first}", after="")
    return found.with_columns(pl.col("found").str.replace(f"{first}$", ""))


def _measures(paragraphs: pl.DataFrame) -> pl.DataFrame:
    words = vocabulary.toml("labels")["measure"]
    ordinal = words["ordinal"].replace("?<number>", "?:")
    before = pl.col("before")
    chance = before.str.contains(f"[{words['not_after']}]") | (
        before.str.contains(f"[{words['first_not_after']}]") & pl.col("found").str.starts_with("一是")
    )
    found = labels.positions(paragraphs, ordinal, after="").filter(~chance)
    plain = found.with_columns(number=labels.number(pl.col("found").str.head(-1)))
    counting = vocabulary.alternatives(list(words["words"]))
    spoken = (
        labels.positions(paragraphs, f"(?:{counting}){words['words_chance']}?", after="。;:!?,、)”", holding=counting)
        .filter(~pl.col("found").str.contains(f"{words['words_chance']}$"))
        .with_columns(number=pl.col("found").replace_strict(words["words"], return_dtype=pl.Int32))
    )
    damaged = labels.positions(paragraphs, words["damaged"], after="。;:").with_columns(number=pl.lit(0, pl.Int32))
    size = pl.col("found").str.len_chars().cast(pl.Int32)
    together = pl.concat([plain, spoken, damaged])
    return together.select("row", "offset", "number", "before", size=size, mark=pl.lit("measure"))


def _lists(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """List labels behind a sentence end; at the head of a paragraph only in table cells."""
    in_cell = paragraphs.get_column("field").is_not_null()
    whole = paragraphs.select("text", place=pl.int_range(pl.len(), dtype=pl.UInt32))
    found = []
    for rows, at_head in ((whole.filter(in_cell), True), (whole.filter(~in_cell), False)):
        seen = labels.positions(rows, labels.any_label(LISTED), after="。;:", at_head=at_head)
        found.append(seen.with_columns(row=rows.get_column("place").gather(seen.get_column("row"))))
    inside = pl.concat(found)
    style = pl.lit(None, pl.String)
    for name in LISTED:
        is_one = pl.col("found").str.contains(f"^{labels.any_label((name,))}$")
        style = pl.when(is_one).then(pl.lit(f"list:{name}")).otherwise(style)
    return inside.select(
        "row",
        "offset",
        "before",
        number=labels.number(pl.col("found").str.strip_chars("()[]【】〔〕、.,")),
        size=pl.col("found").str.len_chars().cast(pl.Int32),
        mark=style,
    )


def _bullets(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Signs that stand for a measure label at the head of a paragraph."""
    found = labels.positions(paragraphs, f"^(?:{vocabulary.toml('labels')['measure']['bullet']})", after="")
    return found.select(
        "row",
        "offset",
        "before",
        number=pl.lit(None, pl.Int32),
        size=pl.col("found").str.len_chars().cast(pl.Int32),
        mark=pl.lit("bullet"),
    )


def _closing_statuses(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """A status that is the last sentence of a paragraph; the bracket before it is its mark, if it has one."""
    text = pl.col("text")
    rows = (
        paragraphs.select("text")
        .with_row_index("row")
        .with_columns(found=status.closing(text.str.tail(CLOSING)))
        .drop_nulls("found")
    )
    size = pl.col("found").str.len_chars().cast(pl.Int32)
    bracket = pl.col("found").str.contains(r"^[(\[【]").cast(pl.Int32)
    return rows.select(
        "row",
        offset=text.str.len_chars().cast(pl.Int32) - size,
        before=pl.lit("。"),
        number=pl.lit(None, pl.Int32),
        size=bracket,
        mark=pl.lit("closing_status"),
        phrase_size=status.phrase(pl.col("found").str.slice(bracket)).str.len_chars().cast(pl.Int32),
        rest_size=size - bracket,
    )
