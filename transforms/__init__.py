"""What the text says: pure functions from Polars frames to Polars frames.

Belongs here: everything that reads a notice, and the vocabularies (data files) it reads with. Does not belong here: files,
databases, clocks, Dagster.
"""

from transforms.combine import combine
from transforms.read import read
from transforms.version import PARSER_VERSION

__all__ = ["PARSER_VERSION", "combine", "read"]
