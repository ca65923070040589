"""Lines run together: where several paragraphs stand in one line, as in a page that was flattened, the places where each began.

Belongs here: labels, field labels and closing phrases that began a line of their own. Does not belong here: joining lines
that a sentence runs on over (`transforms.paragraphs`).
"""

from __future__ import annotations

import polars as pl

from transforms import labels, vocabulary

LONG_LINE = 600  # characters; in a line as long as this labels may stand anywhere
SEVERAL = 3  # labels that a long line holds to be taken for a page
AGAIN = 3  # times that words stand inside the lines of a notice before they are taken for a beginning behind any word
NEAR = 2  # labels of its style, before and behind it, among which the one that a label counts on from or to stands
HEADING = 70  # characters in which a heading ends that others are glued to
GLUED = 2  # such headings in a notice; a single one may be chance

PLACE = ["row", "offset"]


def places(lines: pl.DataFrame) -> pl.DataFrame:
    """Places inside the lines where a paragraph began.

    `lines` has notice_key, paragraph (the number of the line), text and field (null outside tables). Returns notice_key,
    paragraph, offset (characters from the head of the line, > 0).
    """
    words = vocabulary.toml("paragraphs")["run_together"]
    prose, text = lines.filter(pl.col("field").is_null()), pl.col("text")
    pages = _in_pages(prose.filter(text.str.len_chars() > LONG_LINE), words)
    with_field = prose.filter(text.str.contains(":", literal=True))
    items = _of_items(with_field.filter(text.str.contains(words["item_inside"])), words)
    glued = _of_glued(prose.filter(text.str.contains(words["item_glued"])), words)
    fields = _of_fields(with_field.filter(text.str.contains(words["field_inside"])), words)
    return pl.concat([pages, items, glued, fields]).unique()


def headings(lines: pl.DataFrame) -> pl.DataFrame:
    """Places where what follows a heading is glued to it: a label, a fault, and then at once its description or a deed.

    Takes and returns what `places` does. Nothing is glued to a heading whose first sentence ends like one as a whole.
    """
    words = vocabulary.toml("paragraphs")["run_together"]
    glued = rf"^({words['heading_label']}{words['heading_fault']})(?:{words['heading_follows']})"
    whole = pl.col("text").str.contains(rf"^[^。;:,!?]*{words['heading_fault']}{words['heading_end']}")
    labelled = lines.filter(pl.col("field").is_null() & pl.col("text").str.contains(f"^{words['heading_label']}"))
    seen = labelled.filter(~whole).select(
        "notice_key",
        "paragraph",
        offset=pl.col("text").str.head(HEADING).str.extract(glued, 1).str.len_chars().cast(pl.Int32),
    )
    found = seen.drop_nulls("offset")
    return found.filter(pl.len().over("notice_key") >= GLUED)


def _in_pages(rows: pl.DataFrame, words: dict[str, str]) -> pl.DataFrame:
    """Places in very long lines: before labels, field labels, recurring openings and closing phrases."""
    upper = labels.positions(rows, words["label_anywhere"], after="").filter(
        ~pl.col("before").str.contains(words["label_not_after"])
    )
    labelled = pl.concat(
        [
            upper.select(PLACE),
            labels.positions(rows, words["label_after_sentence"], after=words["sentence_end"]).select(PLACE),
            labels.positions(rows, words["label_before_word"], after=words["label_before_word_after"]).select(PLACE),
            _counted(rows, words).select(PLACE),
        ]
    ).unique()
    several = labelled.group_by("row").len().filter(pl.col("len") >= SEVERAL)
    unlabelled = [
        _first_measures(rows, words),
        labels.positions(rows, labels.marker_pattern(), after=words["sentence_end"]),
        _again(rows, labels.positions(rows, words["opening"], after=words["opening_after"])),
        _again(rows, labels.positions(rows, labels.stated_marker_pattern(), after="")),
        _again(rows, labels.positions(rows, words["bullet"], after=words["bullet_after"])),
    ]
    inside = pl.concat([labelled, *(frame.select(PLACE) for frame in unlabelled)]).join(several, on="row", how="semi")
    closing = labels.positions(rows, words["closing"], after=words["sentence_end"])
    return _of_lines(rows, pl.concat([inside, closing.select(PLACE)]))


def _counted(rows: pl.DataFrame, words: dict[str, str]) -> pl.DataFrame:
    """List labels behind any word that one of their style, not far before or behind, counts to or on from."""
    found = labels.positions(rows, words["label_counted"], after="")
    row, size = found.get_column("row"), pl.col("found").str.len_chars().cast(pl.Int32)
    seen = found.with_columns(
        notice=rows.get_column("notice_key").gather(row),
        text=rows.get_column("text").gather(row),
        style=pl.col("found")
        .str.strip_chars_start("(")
        .str.replace_all("[一二三四五六七八九十]+", "一")
        .str.replace_all("[0-9]+", "1")
        .str.replace_all("[①-⑳]", "①"),
        number=labels.ordinal(pl.col("found")),
        upper=labels.number(pl.col("found").str.extract(r"^([0-9]+)\.[0-9]", 1)).fill_null(0),
    ).filter(
        ~pl.col("text").str.slice(pl.col("offset"), size + 1).str.contains(words["label_counted_chance"])
        & ~pl.col("before").str.contains(words["label_counted_not_after"])
    )
    number, upper = pl.col("number"), pl.col("upper")
    same, first = ["notice", "style"], number == 1
    counts = [
        ((number.shift(step * way) == number - way) & (upper.shift(step * way) == upper))
        | (
            (upper.shift(step * way) == upper - way)
            & (upper > 0)
            & (first if way > 0 else number.shift(step * way) == 1)
        )
        for step in range(1, NEAR + 1)
        for way in (1, -1)
    ]
    return seen.filter(pl.any_horizontal(counts).fill_null(value=False).over(same))


def _first_measures(rows: pl.DataFrame, words: dict[str, str]) -> pl.DataFrame:
    """The first measure of a count, run into the heading before it."""
    found = labels.positions(rows, words["first_measure"], after=words["first_measure_after"])
    text = rows.get_column("text").gather(found.get_column("row"))
    led = pl.col("text").str.head(pl.col("offset")).str.tail(labels.LONGEST)
    of_label = rf"(?:{labels.uncounted_marker_pattern()}|{words['first_measure_not_after']})$"
    return found.with_columns(text=text).filter(~led.str.contains(of_label))


def _again(rows: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Those of the places whose kind of words stands there again and again in the notice."""
    notice = rows.get_column("notice_key").gather(found.get_column("row"))
    return found.with_columns(notice=notice).filter(pl.len().over("notice") >= AGAIN)


def _of_glued(rows: pl.DataFrame, words: dict[str, str]) -> pl.DataFrame:
    """Places where an item that names its problem (3.关于…问题) follows in the line of the one before."""
    return _of_lines(rows, labels.positions(rows, words["item_named"], after=words["sentence_end"]))


def _of_fields(rows: pl.DataFrame, words: dict[str, str]) -> pl.DataFrame:
    """Places where the same fields follow one another in line after line, each behind the value of the one before."""
    found = labels.positions(rows, f"{words['item_counted']}|{labels.marker_pattern()}", after="").filter(
        pl.col("found").str.contains(words["field_bare"]) & pl.col("before").str.contains(words["value_end"])
    )
    same = pl.col("found").str.replace_all("[一二三四五六七八九十0-9]", "")
    placed = found.with_columns(same=same, notice=rows.get_column("notice_key").gather(found.get_column("row")))
    return _of_lines(rows, placed.filter(pl.len().over("notice", "same") >= AGAIN))


def _of_items(rows: pl.DataFrame, words: dict[str, str]) -> pl.DataFrame:
    """Places in paragraphs that hold several items, each with a label and a field label of its own."""
    heads = labels.positions(rows, words["item_label"], after=words["sentence_end"])
    marks = labels.positions(rows, labels.marker_pattern(), after=words["sentence_end"])
    counts = pl.col("len") >= 2
    both = (
        heads.group_by("row")
        .len()
        .filter(counts)
        .join(marks.group_by("row").len().filter(counts), on="row", how="semi")
    )
    inside = pl.concat([heads.select(PLACE), marks.select(PLACE)])
    return _of_lines(rows, inside.join(both, on="row", how="semi"))


def _of_lines(rows: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Places (row in the frame, offset) behind the head of a line as `transforms.paragraphs.cut` takes them."""
    inside = found.filter(pl.col("offset") > 0)
    return rows.select("notice_key", "paragraph")[inside.get_column("row")].with_columns(inside.get_column("offset"))
