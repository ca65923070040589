"""All tables of the warehouse, each declared once.

`STAR` holds what a set of notices says (dimensions, facts, evidence): the same notices give the same rows.
`AUDIT` holds how and when it was made.
"""

from __future__ import annotations

from warehouse.tables import audit, dimensions, evidence, facts
from warehouse.tables.declare import Meaning, Table

STAR: list[Table] = [*dimensions.TABLES, *facts.TABLES, *evidence.TABLES]
AUDIT: list[Table] = audit.TABLES
TABLES: list[Table] = [*STAR, *AUDIT]
BY_NAME: dict[str, Table] = {table.full_name: table for table in TABLES}

__all__ = ["AUDIT", "BY_NAME", "STAR", "TABLES", "Meaning", "Table"]
