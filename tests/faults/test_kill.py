"""SIGKILL at any moment: readers keep a whole file, and the next night comes to what an undisturbed one comes to."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import nights
from tests.faults.conftest import World

SECONDS = {
    "start": 6.0,
    "take_in": 0.3,
    "readings": 2.0,
    "build_warehouse": 3.0,
    "check_build": 8.0,
    "published_warehouse": 0.3,
}
"""About as long as each stage takes."""

ROUNDS = 10


def _kill(world: World, home: Path, stage: str, share: float) -> bool:
    """Kill a second night in that stage: whether it was still running. Readers then have the old build or the new one."""
    process = nights.start(world.landing, home)
    nights.until(process, stage)
    nights.kill(process, share * SECONDS[stage])
    assert nights.is_whole(home)
    published = nights.star(home)
    assert nights.same(published, world.first) or nights.same(published, world.second)
    return process.returncode == -9


def _ends_well(world: World, home: Path) -> None:
    status, said = nights.run(world.landing, home)
    assert status == 0, said
    assert nights.same(nights.star(home), world.second)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_run_killed_in_each_of_its_stages_harms_nothing(
    number: int, world: World, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    home, rng = world.copy(tmp_path), random.Random(number)
    stages = rng.sample(nights.STAGES, len(nights.STAGES))
    record_property("faults", sum(_kill(world, home, stage, rng.random()) for stage in stages))
    _ends_well(world, home)


@pytest.mark.slow
def test_a_run_killed_while_it_publishes_harms_nothing(world: World, tmp_path: Path) -> None:
    home = world.copy(tmp_path)
    _kill(world, home, "published_warehouse", 0)
    _ends_well(world, home)
