"""Where the real notices and their gold lie, for tests that measure against them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared_dir() -> Path:
    """The folder that holds `corpus/`, `gold/` and `tools/`; skips the test where there is none."""
    path = Path(os.environ.get("SHARED", ROOT.parent / "shared"))
    if not (path / "corpus").is_dir():
        pytest.skip(f"no real notices at {path}: accuracy is measured only where they lie")
    return path
