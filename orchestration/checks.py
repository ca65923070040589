"""The checks of a build as Dagster shows them: one for the declaration of each table, one for each rule.

Belongs here: turning `expectations.suites` into Dagster's checks, and their outcome into Dagster's results. Does not
belong here: what is checked (`expectations.suites`) and how (`expectations.engine`).
"""

from collections.abc import Collection, Iterator
from pathlib import Path

import dagster as dg
import polars as pl

from expectations import quarantine, run
from expectations.suites import Check, checks, rules
from orchestration import building, findings, markdown
from orchestration.metadata import OWNERS, table_key
from orchestration.resources import Checker, LandingFolder, WarehouseHome
from warehouse import build, history

DECLARATION = "holds_what_is_declared"
"""Dagster's check for all that follows from the declaration of a table; there are hundreds, and each costs an event."""

MOST_FAILED = 20
KEYS_WIDTH = 120
"""Characters of a passage, or of the keys of a row, that are shown."""


def shown_as() -> dict[dg.AssetCheckKey, list[Check]]:
    """Dagster's checks, each with the checks whose outcome it shows."""
    rule_names = {rule.name for rule in rules()}
    shown: dict[dg.AssetCheckKey, list[Check]] = {}
    for check in checks():
        name = check.name if check.name in rule_names else DECLARATION
        shown.setdefault(dg.AssetCheckKey(table_key(check.table), name), []).append(check)
    return shown


def _spec(key: dg.AssetCheckKey, members: list[Check]) -> dg.AssetCheckSpec:
    severity = "blocking" if any(check.severity == "blocking" for check in members) else "warning"
    if key.name == DECLARATION:
        says = f"与声明相符。 It holds what its declaration promises; checks: {len(members)}."
    else:
        says = f"{members[0].zh}。 {members[0].name.replace('_', ' ').capitalize()}."
    return dg.AssetCheckSpec(
        key.name,
        asset=key.asset_key,
        description=f"{says}\n\n{severity}: {members[0].reason}",
        blocking=severity == "blocking",
        metadata={"owner": OWNERS[0], "severity": severity, "suite": members[-1].suite, "checks": len(members)},
    )


SHOWN = shown_as()


@dg.multi_asset_check(
    name="check_build",
    specs=[_spec(key, members) for key, members in SHOWN.items()],
    can_subset=True,  # not each check has a result on each night
)
def check_build(
    context: dg.AssetCheckExecutionContext,
    landing_folder: LandingFolder,
    warehouse: WarehouseHome,
    checker: Checker,
) -> Iterator[dg.AssetCheckResult]:
    """Run every check, whichever was asked for: a build is passed as a whole. Its results are written into it.

    Where single notices are at fault the build is made once more without them, and checked again.
    """
    home, tonight, run_id = warehouse.home, warehouse.tonight, context.run.run_id
    file = tonight.folder / "results.parquet"
    results = checker.check(tonight.build, run_id, home, file)
    withheld = quarantine.to_withhold(tonight.build, results)
    if withheld.height:
        context.log.warning(f"{withheld.height} notices fail the checks: the build is made once more without them.")
        tonight.withhold(withheld)
        building.make(home, tonight, landing_folder.path, run_id)
        results = checker.check(tonight.build, run_id, home, file)
    history.remember_quarantine(home, pl.read_parquet(build.parquet_folder(tonight.build) / "audit.quarantine.parquet"))
    build.add_results(tonight.build, results, history.remember_results(home, results))
    if run.blocking_failures(results).is_empty():
        build.seal(tonight.build)
        tonight.checked()
    found = findings.findings(tonight.build, results)
    for line in findings.lines(found):
        context.log.warning(line)
    failed = results.filter(~pl.col("success"))["severity"].value_counts()
    counts = dict(failed.iter_rows())
    passed = results["success"].sum()
    context.log.info(
        f"{passed:,} checks passed, {counts.get('warning', 0)} warnings, {counts.get('blocking', 0)} blocking"
    )
    yield from dagster_results(results, found, context.selected_asset_check_keys, home.data_docs / run_id)


def dagster_results(
    results: pl.DataFrame, found: pl.DataFrame, wanted: Collection[dg.AssetCheckKey], docs: Path
) -> Iterator[dg.AssetCheckResult]:
    """Dagster's results of the checks wanted, with what they found (`orchestration.findings.FINDING`).

    None for a check that was not run, for want of a build to compare with. `docs` is the folder of the run's Data Docs.
    """
    for key in wanted:
        members = SHOWN[key]
        rows = results.filter(
            pl.col("table_name") == members[0].table, pl.col("expectation").is_in([check.name for check in members])
        )
        if rows.is_empty():
            continue
        failed = rows.filter(~pl.col("success"))
        is_error = (failed if failed.height else rows)["severity"].eq("blocking").any()
        yield dg.AssetCheckResult(
            passed=failed.is_empty(),
            asset_key=key.asset_key,
            check_name=key.name,
            severity=dg.AssetCheckSeverity.ERROR if is_error else dg.AssetCheckSeverity.WARN,
            metadata={
                "checks": rows.height,
                "failed": failed.height,
                "data_docs": dg.MetadataValue.path(docs / f"{members[0].table}.html"),
                **_failures(failed.head(MOST_FAILED), found),
            },
        )


def _failures(failed: pl.DataFrame, found: pl.DataFrame) -> dict[str, dg.MetadataValue]:
    if failed.is_empty():
        return {}
    shown = failed.select("expectation", "column_name", "unexpected_count", "observed")
    rows = found.join(failed, on=["expectation", "table_name"], how="semi")
    keys = {row["expectation"]: row["failing_keys"] for row in failed.iter_rows(named=True)}
    return {
        "failures": dg.MetadataValue.md(markdown.table(shown)),
        "failing rows": dg.MetadataValue.md(markdown.table(rows.select("file", "passage", "keys"), width=KEYS_WIDTH)),
        "failing_keys": dg.MetadataValue.json(keys),
    }
