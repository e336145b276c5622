"""Killed at any moment, the log offers the unfinished session and has every rating that was kept."""

import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mtrelax.domain.record import SessionRecord
from mtrelax.storage.database import open_log
from mtrelax.storage.journal import Journal
from mtrelax.storage.lock import SessionLock

MOMENTS = 20
SHORTEST, LONGEST = 0.005, 0.15
"""How many seconds a life may take on a machine that has nothing else to do."""


class Mortal:
    """A program that is killed again and again."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def live_for(self, seconds: float) -> int:
        """Return how many ratings it said were kept before it was killed."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{seconds}\n")
        self._process.stdin.flush()
        kept = 0
        while (line := self._process.stdout.readline().strip()) != "killed":
            assert line, "the program died of itself"
            kept = int(line.removeprefix("kept "))
        return kept


@pytest.fixture
def mortal(path) -> Iterator[Mortal]:
    program = [sys.executable, str(Path(__file__).with_name("crashing.py")), str(path.parent)]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Mortal(process)


def test_no_kept_rating_is_lost_whenever_the_program_is_killed(path, mortal):
    chance = random.Random(2026)
    lives: list[int] = []
    longest = LONGEST
    while len(lives) < MOMENTS or sum(kept > 0 for kept in lives) <= MOMENTS // 2:
        lives.append(mortal.live_for(chance.uniform(SHORTEST, longest)))
        if not lives[-1]:
            longest *= 1.1  # on a busy machine it takes longer to come to life
        offered = unfinished(path)
        for life, kept in enumerate(lives):
            times = [rating.at for rating in offered[f"life-{life}"].ratings] if kept else []
            assert len(times) >= kept
            assert all(at - times[0] == timedelta(seconds=index) for index, at in enumerate(times))


def unfinished(path: Path) -> dict[str, SessionRecord]:
    """Return what the next start offers."""
    log = open_log(path)
    offered = Journal(log, SessionLock(path.parent)).unfinished()
    log.close()
    return {each.id: each for each in offered}
