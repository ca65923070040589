"""Runs, checks, sources and quarantine, in schema `audit`: how the figures came to be.

Clocks belong here and nowhere else.
"""

from __future__ import annotations

import dataframely as dy

from warehouse.tables import declare as c
from warehouse.tables.declare import Table


class Build(dy.Schema):
    """The build that this file is."""

    build_id = dy.String(primary_key=True, nullable=False, metadata=c.means("构建编号", "id of the build"))
    as_of = dy.Date(
        nullable=False, metadata=c.means("数据截止日（上海时间）", "day the figures speak of, Asia/Shanghai")
    )
    parser_version = c.text("解析程序版本", "version of the reading", nullable=False)
    input_hash = c.text("输入内容的散列", "hash of the notices that went in", nullable=False)
    storage_version = c.text("DuckDB 存储版本", "DuckDB storage version", nullable=False)
    built_at = c.moment("构建时间", "when it was built", nullable=False)
    landing = c.text("来件目录", "folder the notices came from", nullable=False)


class Run(dy.Schema):
    """One nightly run."""

    run_id = dy.String(primary_key=True, nullable=False, metadata=c.means("运行编号", "id of the run"))
    build_id = c.text("构建编号", "build it made")
    started_at = c.moment("开始时间", "when it began", nullable=False)
    finished_at = c.moment("结束时间", "when the build was finished")
    notices_read = c.count("来件数", "files found in the landing folder", nullable=False)
    notices_new = c.count("新增", "files not seen before", nullable=False)
    notices_changed = c.count("有变化", "files whose content changed", nullable=False)
    notices_unchanged = c.count("未变化", "files as they were", nullable=False)
    notices_quarantined = c.count("隔离", "files in quarantine", nullable=False)
    rows_by_table = c.text("各表行数（JSON）", "rows by table, JSON", nullable=False)
    parser_version = c.text("解析程序版本", "version of the reading", nullable=False)
    engine = c.text("所用引擎及版本（JSON）", "engines with their versions, JSON", nullable=False)
    reference_data = c.text(
        "参考数据来源及版本（JSON）：行政区划、节假日与调休、繁简字形",
        "reference data with package, version and years known: regions, holidays, characters; JSON",
    )


class Source(dy.Schema):
    """One file of the landing folder and the notice it holds; several files may hold the same text."""

    source_name = dy.String(
        primary_key=True, nullable=False, metadata=c.means("来源文件名", "file name, relative to the landing folder")
    )
    content_sha256 = c.text("文件字节的 SHA-256", "SHA-256 of the bytes", nullable=False)
    notice_key = c.key(
        "通报键；副本的为所采用的通报", "notice; of a copy the notice whose text is used", refers="dim_notice"
    )
    copy_key = c.key(
        "副本键，非副本为空", "copy; NULL where the file's own text is used", refers="bridge_notice_copy", nullable=True
    )
    byte_count = dy.Int64(nullable=False, min=0, metadata=c.means("字节数", "bytes", unit="字节 bytes"))
    first_seen_at = c.moment("首次见到的时间", "when these bytes were first seen under this name", nullable=False)


class Quarantine(dy.Schema):
    """One file that could not be read, with the reason."""

    source_name = dy.String(
        primary_key=True, nullable=False, metadata=c.means("来源文件名", "file name, relative to the landing folder")
    )
    content_sha256 = c.text(
        "文件字节的 SHA-256，读不出时为空", "SHA-256 of the bytes, NULL where they could not be read"
    )
    stage = c.text("出错环节", "where it failed", nullable=False, codes=["landing", "decode", "read", "check"])
    reason_code = c.text("原因代码", "code of the reason", nullable=False)
    reason = c.text("原因与处理办法", "reason and cure", nullable=False)
    first_seen_at = c.moment("首次见到的时间", "first seen", nullable=False)
    last_seen_at = c.moment("最近见到的时间", "last seen", nullable=False)


class ExpectationResult(dy.Schema):
    """One check of the run."""

    run_id = dy.String(primary_key=True, nullable=False, metadata=c.means("运行编号", "run"))
    suite = dy.String(primary_key=True, nullable=False, metadata=c.means("检查组", "suite"))
    expectation = dy.String(
        primary_key=True, nullable=False, metadata=c.means("检查名称", "name of the check: the name is the message")
    )
    label_zh = c.text("检查内容", "what it checks, in Chinese", nullable=False)
    table_name = c.text("所查的表", "table it looks at", nullable=False)
    column_name = c.text("所查的列", "column it looks at")
    severity = c.text("严重程度", "blocking or warning", nullable=False, codes=["blocking", "warning"])
    reason = c.text("严重程度与界限的理由", "why it blocks or warns, and why at this bound", nullable=False)
    success = c.flag("是否通过", "passed")
    observed = c.text("观察到的值", "what was observed")
    unexpected_count = dy.Int64(nullable=True, min=0, metadata=c.means("不合格行数", "rows that fail", unit="行 rows"))
    failing_keys = c.text("不合格行的键（JSON，至多 20 个）", "keys of failing rows, JSON, 20 at most")


class ExpectationHistory(dy.Schema):
    """One check of one of the last runs."""

    run_id = dy.String(primary_key=True, nullable=False, metadata=c.means("运行编号", "run"))
    suite = dy.String(primary_key=True, nullable=False, metadata=c.means("检查组", "suite"))
    expectation = dy.String(
        primary_key=True, nullable=False, metadata=c.means("检查名称", "name of the check: the name is the message")
    )
    started_at = c.moment("开始时间", "when the run began", nullable=False)
    table_name = c.text("所查的表", "table it looks at", nullable=False)
    severity = c.text("严重程度", "blocking or warning", nullable=False, codes=["blocking", "warning"])
    success = c.flag("是否通过", "passed")
    unexpected_count = dy.Int64(nullable=True, min=0, metadata=c.means("不合格行数", "rows that fail", unit="行 rows"))


CHANGES = [
    "notice_added",
    "notice_withdrawn",
    "notice_changed",
    "notice_also_found_here",
    "file_withdrawn",
    "header_changed",
    "problem_added",
    "problem_removed",
    "problem_changed",
    "measure_added",
    "measure_removed",
    "previous_not_comparable",
]
CAUSES = ["new_file", "changed_file", "file_gone", "file_quarantined", "new_parser", "other_notices"]


class Change(dy.Schema):
    """One difference between this build and the one published before it."""

    change_number = dy.Int32(
        primary_key=True, nullable=False, min=1, metadata=c.means("变化序号，从 1 起", "number of the change, from 1")
    )
    change_code = c.text("变化代码", "code of the change", nullable=False, codes=CHANGES)
    previous_build_id = c.text("上一次发布的构建编号", "id of the build published before")
    source_name = c.text("来源文件名", "file name, relative to the landing folder")
    cause_code = c.text("原因代码", "why: code of the cause", codes=CAUSES)
    notice_key = c.key("本次的通报键", "notice now", refers="dim_notice", nullable=True)
    previous_notice_key = c.key("上一次的通报键", "notice before", nullable=True)
    problem_key = c.key("本次的问题键", "problem now", refers="dim_problem", nullable=True)
    previous_problem_key = c.key("上一次的问题键", "problem before", nullable=True)
    title = c.text("问题", "title of the problem")
    column_name = c.text("列名：发生变化的列", "column that changed, as the views name it")
    was = c.text("上一次的值", "value before")
    becomes = c.text("本次的值", "value now")


class ColumnLineage(dy.Schema):
    """One source of one column."""

    table_name = dy.String(primary_key=True, nullable=False, metadata=c.means("表或视图", "table or view"))
    column_name = dy.String(primary_key=True, nullable=False, metadata=c.means("列", "column"))
    source_number = dy.Int32(
        primary_key=True,
        nullable=False,
        min=1,
        metadata=c.means("该列的第几个来源，从 1 起", "number of the source, from 1"),
    )
    from_table = c.text(
        "来源表或视图；词表、日历、时钟等表外来源为空",
        "table or view it comes from; NULL where from a vocabulary, a calendar or a clock",
    )
    from_column = c.text(
        "来源列；按行计数时为空", "column it comes from; NULL where rows are counted or no table is the source"
    )
    rule = c.text("如何得出；视图为其 SQL 表达式", "how it is made; of a view its SQL expression", nullable=False)


TABLES = [
    Table("build", Build, "构建信息", "The build that this file is", "一次构建 one row", schema="audit"),
    Table("run", Run, "运行记录", "Nightly runs", "一次运行 one run", schema="audit"),
    Table("source", Source, "来源文件", "Files and the notices they hold", "一个来源文件 one file", schema="audit"),
    Table("quarantine", Quarantine, "隔离区", "Files in quarantine", "一个被隔离的文件 one file", schema="audit"),
    Table(
        "expectation_result",
        ExpectationResult,
        "检查结果",
        "Results of the checks",
        "一次运行中的一项检查 one check of one run",
        schema="audit",
    ),
    Table(
        "expectation_history",
        ExpectationHistory,
        "检查历史",
        "Results of the checks of the last runs, this one among them",
        "最近各次运行中的一项检查 one check of one of the last runs",
        schema="audit",
    ),
    Table(
        "change",
        Change,
        "与上一次发布的差异",
        "Differences from the build published before",
        "一处变化 one change",
        schema="audit",
    ),
    Table(
        "column_lineage",
        ColumnLineage,
        "列的来历",
        "Where each column comes from",
        "一列的一个来源 one source of one column",
        schema="audit",
    ),
]
