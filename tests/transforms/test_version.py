"""The parser version: a hash of the package."""

from __future__ import annotations

import re
import subprocess
import sys

import transforms
from transforms import version


def test_it_is_a_short_hash() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", transforms.PARSER_VERSION)


def test_it_is_the_same_in_another_process() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from transforms.version import _version; print(_version())"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == version._version()
