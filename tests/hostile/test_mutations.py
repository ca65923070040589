"""Mutated notices: none crashes or stops the reading, none is lost, and what is read keeps every promise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile import mutate, outcome

BATCH = 250
MUTANTS = 20_000


def _holds(seeds: range, folder: Path, record: Callable[[str, object], None]) -> None:
    files = [mutate.mutated(seed) for seed in seeds]
    found = outcome.of(files, folder)
    for what in ("published", "quarantined", "lost"):
        record(what, getattr(found, what))
    assert found.lost == 0
    assert found.published + found.quarantined == len({content for _, content in files})
    assert found.failed == {}
    assert found.published > len(files) / 4, "the mutations are so coarse that hardly anything is read"
    assert found.seconds < outcome.SECONDS_EACH + outcome.SECONDS_OF_MANY * len(files)


def test_hundreds_of_mutated_notices(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    _holds(range(BATCH), tmp_path, record_property)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, MUTANTS // BATCH))
def test_thousands_of_mutated_notices(
    number: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    _holds(range(number * BATCH, (number + 1) * BATCH), tmp_path, record_property)


def test_a_seed_always_gives_the_same_file() -> None:
    assert mutate.mutated(7) == mutate.mutated(7)
    assert mutate.mutated(7) != mutate.mutated(8)
