"""A generator of made-up rectification notices with exact truth: tests and benchmarks read what it writes.

Nothing in it comes from `transforms`: reader and generator know the same notices, not each other. Every place, unit and
sentence is invented. Belongs here: the public names of the package.
"""

from tests.notices.damage import DAMAGES
from tests.notices.formats import FORMATS
from tests.notices.make import MadeNotice, generate

__all__ = ["DAMAGES", "FORMATS", "MadeNotice", "generate"]
