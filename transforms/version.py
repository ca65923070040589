"""The version of the reading: another version reads every notice anew.

It is the hash of this package's own files, code and vocabularies, so that no change to the reading can be forgotten, and of
the versions of those libraries whose data or rules decide what is read. Polars is not among them: what an expression means does
not change between its versions, and tests hold it to that. Libraries that decode files are `warehouse`'s; after one of
them is changed, the job `reread` reads again what it concerns.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

LIBRARIES = ("cn2an", "cnloc", "opencc-py", "polars-hash", "rensa")
"""Numerals, places, simplified characters, keys, signatures of copies."""


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
    for library in LIBRARIES:
        digest.update(f"{library}=={version(library)}\0".encode())
    return digest.hexdigest()[:12]


PARSER_VERSION = _version()
