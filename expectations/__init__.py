"""What must hold before a build is published: suites of checks, and the runner that asks DuckDB.

Belongs here: the checks (`suites/`, `sql/`), Great Expectations and the dialect it needs. Does not belong here: how the
tables are declared and built (`warehouse`), what a notice says (`transforms`), when the checks run (`orchestration`).
Great Expectations takes seconds to import and is imported by `expectations.engine` alone, on first use.
"""
