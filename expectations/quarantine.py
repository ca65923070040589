"""Which notices to leave out of a build, so that the others can be published.

Belongs here: finding the notices whose own rows fail a blocking check. Does not belong here: making the build without
them (`orchestration.building`), or the list of what lies in quarantine (`warehouse.history`).
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from expectations.run import blocking_failures
from expectations.suites import checks

STAGE, CODE = "check", "check_failed"
REASON = (
    "读出的数据未通过检查“{zh}”（{rule}，{row}），该通报已单独隔离，其余通报照常发布。"
    "请将该文件与这条信息交给维护人员；每次运行都会重新检查，通过后自动收录。"
)
WITHHELD = pl.Schema({"notice_key": pl.UInt64, "stage": pl.String, "reason_code": pl.String, "reason": pl.String})

MOST_NOTICES = 20
"""Notices left out of one build; more of them mean that the reading is broken, not the notices."""

ROW_WIDTH = 200
"""Characters of a failing row that are shown."""


def to_withhold(build_path: Path, results: pl.DataFrame) -> pl.DataFrame:
    """The notices whose rows fail a blocking check of scope `notice`, one row each: WITHHELD.

    `results` are those of `run.check` on the build. None where more than MOST_NOTICES fail, or where no notice would be
    left: then the build as a whole is at fault. What else fails is judged again on the build without them.
    """
    failed = blocking_failures(results)["expectation"].to_list()
    asked = [check for check in checks() if check.name in failed and check.scope == "notice"]
    none = pl.DataFrame(schema=WITHHELD)
    if not asked:
        return none
    with duckdb.connect(build_path, read_only=True) as connection:
        found = [
            (key, STAGE, CODE, REASON.format(zh=check.zh, rule=check.name, row=row[:ROW_WIDTH]))
            for check in asked
            for key, row in connection.execute(_by_notice(check.query)).fetchall()
        ]
        copies: pl.DataFrame = connection.sql("SELECT notice_key, copy_key FROM bridge_notice_copy").pl()
        (notices,) = connection.execute("SELECT count(*) FROM dim_notice WHERE notice_key <> 0").fetchall()[0]
    withheld = pl.DataFrame(found, schema=WITHHELD, orient="row").unique(
        "notice_key", keep="first", maintain_order=True
    )
    if withheld.height > MOST_NOTICES or withheld.height >= notices:
        return none
    # A copy says the same and would take the place of the notice that is left out.
    same = copies.join(withheld, on="notice_key").drop("notice_key").rename({"copy_key": "notice_key"})
    return pl.concat([withheld, same.select(withheld.columns)])


def _by_notice(query: str) -> str:
    """Each notice whose rows fail, with the first of them. Rows that name no notice are nobody's to be left out."""
    return f"""WITH failing AS (
{query}
)
SELECT notice_key, min(CAST(to_json(failing) AS VARCHAR)) FROM failing
WHERE notice_key <> 0 GROUP BY notice_key ORDER BY notice_key LIMIT {MOST_NOTICES + 1}"""
