"""`python -m tests.hostile.fuzz -max_total_time=600 [folder of inputs]`: coverage-guided inputs for decoding and parsing.

Needs atheris (Google's fuzzer for Python, on libFuzzer) in an environment of its own, for it is no dependency of the
project: `python -m venv fuzz && fuzz/bin/pip install atheris`, then `PYTHONPATH=.:<site-packages of .venv>
fuzz/bin/python -m tests.hostile.fuzz`. An input ends the run where it raises anything but a refusal.
"""

from __future__ import annotations

import sys
from contextlib import suppress

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["warehouse.decode", "warehouse.encodings", "warehouse.kinds", "transforms"]):
    import polars as pl

    import transforms
    from warehouse import decode
    from warehouse.refusals import RefusalError

from tests.hostile import mutate

READ_EVERY = 50
"""Texts that are read together: reading is made for many, and takes as long for one."""

_waiting: list[tuple[str, str, str, str]] = []


def one_input(content: bytes) -> None:
    """Decode the bytes as each kind of file; read what comes out, fifty at a time."""
    for name in ("a.txt", "a.md", "a.html"):
        with suppress(RefusalError):
            _waiting.append((str(len(_waiting)), *decode.read(content, name)))
    if len(_waiting) >= READ_EVERY:
        transforms.read(pl.DataFrame(_waiting, schema=decode.TEXTS, orient="row"))
        _waiting.clear()


def structured(content: bytes, size: int, seed: int) -> bytes:
    """libFuzzer's own mutation, or one of ours that knows how a notice is built."""
    if seed % 2:
        return bytes(atheris.Mutate(content, size))
    return mutate.mutated(seed)[1][:size]


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input, custom_mutator=structured)
    atheris.Fuzz()
