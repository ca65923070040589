"""What Dagster shows of a table or view: description, columns, code, row count, the first rows, the time it took.

Belongs here: turning declarations (`warehouse.tables`, `warehouse.views`) into Dagster's specs and metadata, and the
example questions. Does not belong here: meanings of columns, which are declared with the tables.
"""

from __future__ import annotations

import inspect
import re
import time
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import polars as pl

from orchestration import markdown, settings
from warehouse import lineage, views
from warehouse.tables import BY_NAME, TABLES, Table
from warehouse.views import View

# Links to code are new in Dagster, which says so a hundred times.
warnings.filterwarnings("ignore", category=dg.BetaWarning)

OWNERS = ["team:warehouse"]
PREVIEW_ROWS = 5
WORD = re.compile(r"\w+")
LINEAGE = "warehouse/tables/lineage.toml"

INGEST, READING, DIMENSIONS, FACTS, EVIDENCE, AUDIT, VIEWS, PUBLICATION = GROUPS = (
    "ingest",
    "reading",
    "dimensions",
    "facts",
    "evidence",
    "audit",
    "views",
    "publication",
)

QUESTIONS = {
    "dim_unit": "有哪些单位公布过整改情况，属哪一级、哪个地区？ Which units have disclosed, of which level and place?",
    "dim_inspection": "哪个巡察组何时巡察了该单位，何时反馈？ Which team inspected a unit, and when?",
    "dim_notice": "某份通报由谁、在何时公布，如何联系？ Who published a notice when, and how can one comment?",
    "dim_problem": "某单位被指出了哪些问题？ Which problems was a unit told of?",
    "dim_measure": "针对某个问题采取了哪些措施？ Which measures were taken against a problem?",
    "dim_status": "哪些状态算作已完成？ Which statuses count as closed?",
    "dim_category": "问题分为哪些类别？ Which kinds of problem are told apart?",
    "dim_rule": "整改期限依据哪条规定计算？ By which rule does a deadline run?",
    "dim_date": "某日是否工作日？ Is a given day a working day?",
    "fact_disclosure": "通报自述的问题数与读出的是否一致？ Does what a notice declares agree with what was read?",
    "fact_rectification": "各单位有多少问题已完成整改？ How many problems has each unit closed?",
    "fact_measure": "有多少措施只有计划、尚未落实？ How many measures are only planned?",
    "fact_mention": "某个问题涉及哪些日期、金额和文件？ Which dates, sums and documents does a problem name?",
    "bridge_disclosure_unit": "一份通报涉及哪些单位？ Which units does one notice speak of?",
    "bridge_notice_copy": "哪些通报在别处又公布了一次？ Which notices were published again elsewhere?",
    "bridge_recurring_problem": "哪些单位有表述相近的问题？ Which units share a problem in like words?",
    "evidence.notice_text": "原文是怎么写的？ What does the text say, word for word?",
    "evidence.segment": "某一行数据出自原文何处，哪些文字未能归类？ Where is a row from, what was not understood?",
    "audit.build": "这份数据截至哪一天？ Up to which day do the figures go?",
    "audit.run": "昨夜新增、变化、隔离了多少份通报？ How many notices were new, changed or quarantined last night?",
    "audit.source": "某个来件文件对应哪份通报？ Which notice does a landed file hold?",
    "audit.quarantine": "哪些文件读不出来，原因与处理办法是什么？ Which files could not be read, why, and what helps?",
    "audit.change": "与上一次发布相比，哪些数据变了？ What differs from the build published before?",
    "audit.column_lineage": "某一列由哪些列、按什么规则得出？ From which columns, by which rule, is a column made?",
    "audit.expectation_history": "某项检查在最近各次运行中结果如何？ How did a check fare over the last runs?",
    "audit.expectation_result": "本次构建通过了哪些检查？ Which checks did this build pass?",
}


def table_key(full_name: str) -> dg.AssetKey:
    """Asset key of a table or view, the schema as prefix."""
    return dg.AssetKey(full_name.split("."))


def table_spec(table: Table, deps: list[str]) -> dg.AssetSpec:
    """A table as an asset."""
    return dg.AssetSpec(
        table_key(table.full_name),
        deps=deps,
        description=_description(table.zh, table.en, table.grain, QUESTIONS.get(table.full_name, "")),
        group_name=_group(table),
        kinds={"duckdb", "parquet", "table"},
        owners=OWNERS,
        tags={"layer": _group(table), "schema": table.schema},
        metadata={
            **code(*_declared_in(table), LINEAGE),
            "dagster/table_name": f"rectification.{table.schema}.{table.name}",
            "dagster/column_schema": dg.TableSchema(columns=_columns(table)),
        },
    )


def view_spec(view: View) -> dg.AssetSpec:
    """A view or macro as an asset that depends on what its SQL names."""
    names = set(WORD.findall(view.sql)) - {view.name}
    reads = [table.full_name for table in TABLES if table.name in names]
    reads += [other for other in view_names() if other in names]
    return dg.AssetSpec(
        view.name,
        deps=[table_key(name) for name in reads],
        description=_description(view.zh, view.en, view.grain, view.question),
        group_name=VIEWS,
        kinds={"duckdb", "sql", "macro" if view.is_macro else "view"},
        owners=OWNERS,
        tags={"layer": VIEWS, "schema": "main"},
        metadata={
            **code(f"warehouse/views/{view.name}.sql"),
            "dagster/table_name": f"rectification.main.{view.name}",
            "sql": dg.MetadataValue.md(f"```sql\n{view.sql}\n```"),
        },
    )


@cache
def view_names() -> list[str]:
    """The names of all views and macros."""
    return [view.name for view in views.load()]


def code(*places: str) -> dict[str, dg.CodeReferencesMetadataValue]:
    """Where the code of an asset stands: paths in the project, `:line` behind them where it matters.

    With CODE_URL they lead to the web, else into the local files.
    """
    references: list[Any] = []
    for place in places:
        path, _, line = place.partition(":")
        if url := settings.code_url():
            anchor = f"#L{line}" if line else ""
            references.append(dg.UrlCodeReference(url=f"{url}/{path}{anchor}", label=path))
        else:
            file = str(settings.PROJECT / path)
            references.append(dg.LocalFileCodeReference(file_path=file, line_number=int(line or 1), label=path))
    return {"dagster/code_references": dg.CodeReferencesMetadataValue(code_references=references)}


def pace(seconds: float, count: int) -> dict[str, float]:
    """How long a step took, and how many rows or files a second that is."""
    return {"seconds": round(seconds, 2), "per second": round(count / max(seconds, 1e-3), 1)}


def parquet_metadata(file: Path) -> dict[str, Any]:
    """Row count and first rows of a table that was written to `file`; of a column of roles or codes its distribution."""
    rows = pl.scan_parquet(file)
    count = rows.select(pl.len()).collect().item()
    return {
        "dagster/row_count": count,
        "bytes": file.stat().st_size,
        "preview": dg.MetadataValue.md(markdown.table(rows.head(PREVIEW_ROWS).collect())),
        **_shares(rows, count),
    }


def _shares(rows: pl.LazyFrame, count: int) -> dict[str, Any]:
    """What readers want to see at a glance: of the segments the share nobody could classify, of codes how often each is."""
    columns = rows.collect_schema().names()
    shown: dict[str, Any] = {}
    if {"start", "stop", "role"} <= set(columns):
        size = (pl.col("stop") - pl.col("start")).alias("characters")
        by_role = rows.group_by("role").agg(size.sum()).sort("characters", descending=True).collect()
        unclassified = int(by_role.filter(role="unclassified")["characters"].sum())
        shown["unclassified share"] = round(unclassified / max(int(by_role["characters"].sum()), 1), 5)
        shown["characters by role"] = dg.MetadataValue.md(markdown.bars(by_role))
    elif count:
        for name in ("progress_code", "kind", "change_code", "reason_code", "layout"):
            if name in columns:
                found = rows.group_by(name).agg(rows=pl.len()).sort("rows", name, descending=[True, False])
                shown[f"rows by {name}"] = dg.MetadataValue.md(markdown.bars(found.collect()))
    return shown


def column_lineage() -> dict[str, dg.TableColumnLineage]:
    """The lineage of the columns of every table and view, by full name; what is no asset's column is left out."""
    deps: dict[str, dict[str, list[dg.TableColumnDep]]] = {}
    edges = lineage.column_lineage().select("table_name", "column_name", "from_table", "from_column")
    for table, column, from_table, from_column in edges.iter_rows():
        found = deps.setdefault(table, {}).setdefault(column, [])
        if from_column:
            found.append(dg.TableColumnDep(table_key(from_table), from_column))
    return {table: dg.TableColumnLineage(columns) for table, columns in deps.items()}


def view_metadata(connection: duckdb.DuckDBPyConnection, view: View) -> dict[str, Any]:
    """Columns, row count and first rows of a view, of a macro its columns, in the build `connection` is open on."""
    columns = [
        dg.TableColumn(column.name, type=column.type, description=column.comment)
        for column in views.describe(connection, view)
    ]
    schema = {"dagster/column_schema": dg.TableSchema(columns=columns)}
    if view.is_macro:
        return schema
    began = time.monotonic()
    rows = connection.sql(f'FROM "{view.name}" LIMIT {PREVIEW_ROWS}').pl()
    count = connection.sql(f'SELECT count(*) FROM "{view.name}"').fetchall()[0][0]
    return {
        **schema,
        "dagster/row_count": count,
        "preview": dg.MetadataValue.md(markdown.table(rows)),
        **pace(time.monotonic() - began, count),
    }


def _description(zh: str, en: str, grain: str, question: str) -> str:
    return f"{zh}。 {en}.\n\n粒度 grain: {grain}\n\n例 example: {question}"


def _declared_in(table: Table) -> list[str]:
    """The file and line of a table's declaration."""
    file = Path(inspect.getfile(table.columns))
    lines = file.read_text(encoding="utf-8").splitlines()
    line = lines.index(f"class {table.columns.__name__}(dy.Schema):") + 1
    return [f"{file.relative_to(settings.PROJECT)}:{line}"]


def _group(table: Table) -> str:
    if table.schema in (EVIDENCE, AUDIT):
        return table.schema
    return DIMENSIONS if table.name.startswith("dim_") else FACTS


def _columns(table: Table) -> list[dg.TableColumn]:
    columns = table.columns.columns()
    return [
        dg.TableColumn(
            name,
            type=str(columns[name].dtype),
            description=f"{meaning['zh']}。{meaning['en']}" + (f" ({meaning['unit']})" if meaning["unit"] else ""),
            constraints=dg.TableColumnConstraints(
                nullable=columns[name].nullable,
                unique=table.primary_key == [name],
                other=_other(meaning["codes"], meaning["refers"]),
            ),
        )
        for name, meaning in table.meanings.items()
    ]


def _other(codes: list[str] | None, refers: str | None) -> list[str]:
    reference = [f"→ {BY_NAME[refers].full_name}"] if refers else []
    return reference + ([" | ".join(codes)] if codes else [])
