"""What the tests of the sound share."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from sound_material import Collected, WavSource

from mtrelax.domain.plan import Levels
from mtrelax.domain.time import Decibels
from mtrelax.engine.desk import Desk
from mtrelax.engine.render import render


class FakeTime:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def fake_time():
    return FakeTime()


@pytest.fixture
def levels():
    return Levels(ambience=Decibels(0.0), cue=Decibels(0.0))


@pytest.fixture
def rendered(levels):
    """Render a timeline offline; return its sound."""

    def make(timeline, open_source=WavSource):
        into = Collected()
        render(timeline, open_source, levels, into, lambda share: None, lambda: False)
        return into.sound

    return make


@pytest.fixture
def desk(levels, fake_time):
    """Make desks that are closed in the end."""
    made = []

    def make(timeline, open_source=WavSource, **more):
        made.append(Desk(timeline, open_source, levels, Decibels(0.0), fake_time, **more))
        return made[-1]

    yield make
    for each in made:
        each.close()
    assert WavSource.opened == 0
