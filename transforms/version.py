"""The version of the reading: another version reads every notice anew.

It is the hash of this package's own files, code and vocabularies, so that no change to the reading can be forgotten.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable


def _content(folder: Traversable, prefix: str = "") -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        name = f"{prefix}{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found += _content(entry, f"{name}/")
        elif entry.is_file():
            found.append((name, entry.read_bytes()))
    return found


def _version() -> str:
    digest = hashlib.sha256()
    for name, content in sorted(_content(files("transforms"))):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]


PARSER_VERSION = _version()
