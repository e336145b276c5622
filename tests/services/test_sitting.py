"""One session of one person, and what is told of its writing."""

import pytest

from mtrelax.domain.errors import DiskFull
from mtrelax.domain.time import Decibels
from mtrelax.services.house import House
from mtrelax.services.sitting import Sitting


class Lamp:
    """The screen: on or off."""

    def __init__(self):
        self.held = False

    def hold(self):
        self.held = True

    def release(self):
        self.held = False


@pytest.fixture
def lamp():
    return Lamp()


@pytest.fixture
def sitting(librarian, diary, stage, jobs, room, plan, lamp):
    sitting = Sitting(House(librarian, diary, stage, jobs, lamp), plan, Decibels(0.0), keep_awake=True)
    room.watch(sitting.player)
    sitting.check_in(7)
    sitting.begin()
    return sitting


def test_a_full_disk_is_told_once_and_again_only_after_it_could_be_written(sitting, journal, monkeypatch):
    def full(_record):
        raise DiskFull("mtrelax.db")

    told = []
    sitting.troubled.subscribe(told.append)
    for times in (1, 2):
        with monkeypatch.context() as patch:
            patch.setattr(journal, "save", full)
            sitting.keep_progress()
            sitting.keep_progress()
        assert [type(error) for error in told] == [DiskFull] * times
        sitting.keep_progress()


def test_the_screen_is_held_awake_only_while_the_sound_plays(sitting, lamp):
    held = [lamp.held]
    for change in (sitting.player.pause, sitting.player.resume, sitting.player.close):
        change()
        held.append(lamp.held)
    assert held == [True, False, True, False]


def test_a_window_that_closes_is_why_the_session_ended(sitting, room, diary):
    sitting.close_gently()
    room.hear_out(sitting.player)
    assert diary.sessions()[0].stopped_early == "closed"
    assert not diary.sessions()[0].closed
