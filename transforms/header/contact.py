"""How to reach the unit: telephone, address, post code, e-mail.

Belongs here: reading the contact paragraphs. Does not belong here: finding them (`transforms.edges`); page furniture with
the telephone of the web site is not read.
"""

from __future__ import annotations

import polars as pl

from transforms import vocabulary

NOTICE = "notice_key"


def telling(edges: pl.DataFrame) -> pl.DataFrame:
    """The paragraphs that tell how to reach the unit; where there are none, others that give a telephone or an e-mail.

    `edges`: notice_key, text, edge.
    """
    reach = edges.filter(pl.col("edge") == "contact")
    given = pl.col("text").str.contains(vocabulary.toml("contact")["given"])
    others = edges.filter(pl.col("edge").is_in(["intro", "closing"]) & given).join(
        reach, on=NOTICE, how="anti", maintain_order="left"
    )
    return pl.concat([reach, others])


def joined(rows: pl.DataFrame) -> pl.DataFrame:
    """The paragraphs of each notice as one text: notice_key, text. One that begins anew is set off by a semicolon."""
    text = pl.col("text")
    word = vocabulary.toml("edges")["contact"]["word"]
    unfinished = text.shift(1).over(NOTICE).str.contains(r"(?:-|-[0-9]{1,6}|[:为][0-9]{1,6}|[A-Za-z@.][A-Za-z0-9._]*)$")
    anew = text.str.contains(f"^.{{0,4}}{word}") | (
        text.str.contains(r"^(?:\(?0[0-9]{2,3}[-)]|1?[0-9]{7,})") & ~unfinished.fill_null(value=False)
    )
    parts = rows.select(NOTICE, text=pl.when(anew).then(pl.lit(";")).otherwise(pl.lit("")) + text)
    return parts.group_by(NOTICE, maintain_order=True).agg(pl.col("text").str.join())


def read(contact: pl.DataFrame) -> pl.DataFrame:
    """notice_key, contact_phone (several joined by 、), area_code, contact_address, contact_postcode, contact_email.

    `contact`: notice_key, text (see `joined`). Null where the text gives none.
    """
    words = vocabulary.toml("contact")
    text = pl.col("text")
    bare = text.str.replace_all(words["email"], ";").str.replace_all(words["not_telephone"], ";")
    postcode = words["postcode"]
    address = (
        text.str.replace_all(words["email"], ";")
        .str.extract(words["address"], 1)
        .str.replace(words["address_stop"], "")
        .str.replace(r"[,、.。\-]+$", "")
    )
    return (
        contact.with_columns(
            phones=bare.str.extract_all(words["telephone"])
            .list.eval(
                pl.element()
                .str.replace("^[^0-9(]+", "")
                .str.replace("[^0-9]+$", "")
                .str.replace(r"^\((\d+)\)", "$1-")
                .str.replace("[—–－]", "-")
            )
            .list.unique(maintain_order=True),
            contact_address=pl.when(address.str.len_chars() >= 4).then(address),
            contact_postcode=pl.coalesce(text.str.extract(postcode, 1), text.str.extract(postcode, 2)),
            contact_email=text.str.extract(words["email"], 0),
        )
        .with_columns(
            contact_phone=pl.when(pl.col("phones").list.len() > 0).then(pl.col("phones").list.join("、")),
            area_code=pl.col("phones").list.join("、").str.extract(words["area_code"], 1),
        )
        .select(NOTICE, "contact_phone", "area_code", "contact_address", "contact_postcode", "contact_email")
    )
