"""The notice as a whole: title, unit, place, inspection, dates, totals, contact. One row a notice.

Belongs here: putting together what the modules of this package read in the head and tail of a notice. Does not belong here:
the body; which paragraphs are head and tail (`transforms.edges`).
"""

from __future__ import annotations

import polars as pl

from transforms.header import contact, naming, period, publication, team, totals, unit

NOTICE = "notice_key"
EARLY = 45  # paragraphs from the front in which totals are stated
MORE = 6  # paragraphs of the body that may still tell who and when


def read(notices: pl.DataFrame, paragraphs: pl.DataFrame) -> pl.DataFrame:
    """One row a notice, in the order of `notices`.

    `notices`: notice_key. `paragraphs`: notice_key, paragraph, start, text, printed, edge (see `transforms.edges.mark`).

    Returns notice_key, title, publisher (as printed), party_orgs, units (List[String], the main one first), unit_type,
    org_level, province, city, county, region_code, inspection_team, inspection_level, inspection_kind, inspection_round,
    inspection_start, inspection_end, inspection_precision, feedback_on, published_on, comment_start, comment_end,
    contact_phone, contact_address, contact_postcode, contact_email, and the declared totals of `totals.names()` with
    declared_rate (percent) and declared_recovered_yuan. What the text does not give is null (or an empty list).
    """
    rows = paragraphs.select(NOTICE, "paragraph", "start", "text", "printed", "edge")
    edges = rows.filter(pl.col("edge").is_not_null())
    body = rows.filter(pl.col("edge").is_null() & (pl.col("paragraph") < EARLY))
    edges, found = period.without_earlier(edges, period.mentioned(period.telling(edges)))
    head = _passages(notices, edges, body)
    teams = team.read(head)
    reached = contact.read(contact.joined(contact.telling(edges)))
    told = notices.select(NOTICE).join(period.read(found), on=NOTICE, how="left", maintain_order="left")
    named = _units(head, edges, teams, reached)
    return (
        head.select(NOTICE, "title_printed", "publisher")
        .rename({"title_printed": "title"})
        .join(named, on=NOTICE, how="left", maintain_order="left")
        .join(teams.drop("sender_level", "sender_sign", "sender_place"), on=NOTICE, how="left", maintain_order="left")
        .join(period.with_body(told, _first(body)), on=NOTICE, how="left", maintain_order="left")
        .join(publication.published(found, told), on=NOTICE, how="left", maintain_order="left")
        .join(reached.drop("area_code"), on=NOTICE, how="left", maintain_order="left")
        .join(totals.read(totals.passages(edges, body)), on=NOTICE, how="left", maintain_order="left")
    )


def _passages(notices: pl.DataFrame, rows: pl.DataFrame, body: pl.DataFrame) -> pl.DataFrame:
    """notice_key, title_printed, title, opener, more (first paragraphs of the body, one a line), publisher, signed, source."""
    opener = (
        rows.filter(pl.col("edge") == "intro")
        .group_by(NOTICE, maintain_order=True)
        .agg(opener=pl.col("text").str.join())
    )
    more = _first(body).group_by(NOTICE, maintain_order=True).agg(more=pl.col("text").str.head(200).str.join("\n"))
    titles = publication.title(rows.filter(pl.col("edge") == "title")).rename(
        {"title": "title_printed", "title_text": "title"}
    )
    return (
        notices.select(NOTICE)
        .join(titles, on=NOTICE, how="left", maintain_order="left")
        .join(opener, on=NOTICE, how="left", maintain_order="left")
        .join(more, on=NOTICE, how="left", maintain_order="left")
        .join(publication.publisher(rows), on=NOTICE, how="left", maintain_order="left")
    )


def _first(body: pl.DataFrame) -> pl.DataFrame:
    """The first paragraphs of each notice's body."""
    return body.filter(pl.int_range(pl.len()).over(NOTICE) < MORE)


def _units(head: pl.DataFrame, edges: pl.DataFrame, teams: pl.DataFrame, reached: pl.DataFrame) -> pl.DataFrame:
    """notice_key and what `naming.read` gives."""
    inputs = head.select(
        NOTICE, pl.col("title", "opener", "more", "source").fill_null(""), pl.col("signed").fill_null([])
    )
    found = [
        unit.read(title, opener, tuple(signed), source, more)
        for title, opener, signed, source, more in inputs.select(
            "title", "opener", "signed", "source", "more"
        ).iter_rows()
    ]
    sent = teams.select(NOTICE, "sender_level", "sender_sign", "sender_place", "inspection_kind")
    named = unit.as_frame(inputs[NOTICE], found).join(sent, on=NOTICE, how="left", maintain_order="left")
    others = unit.others_frame(inputs[NOTICE], found)
    return naming.read(named, others, edges, reached.select(NOTICE, "area_code"))
