"""One session of one person, and what is told of its writing."""

import numpy as np
import pytest
from small_music import clicks

from mtrelax.domain.errors import DiskFull
from mtrelax.domain.time import SAMPLE_RATE, Decibels
from mtrelax.services.house import House
from mtrelax.services.playing import SoundLost
from mtrelax.services.sitting import Sitting

LOUD = 0.02


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
def ready(librarian, diary, stage, jobs, room, plan, lamp):
    """A session before it begins."""
    sitting = Sitting(House(librarian, diary, stage, jobs, lamp), plan, Decibels(0.0), keep_awake=True)
    room.watch(sitting.player)
    return sitting


@pytest.fixture
def sitting(ready):
    ready.check_in(7)
    ready.begin()
    return ready


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


def test_the_log_says_of_a_session_that_it_was_silent(sitting, diary):
    for _ in range(2):
        sitting.player.noticed.emit(SoundLost(was_there=True))
    assert diary.sessions()[0].fault == "there was no sound for a while"


def test_a_window_that_closes_is_why_the_session_ended(sitting, room, diary):
    sitting.close_gently()
    room.hear_out(sitting.player)
    assert diary.sessions()[0].stopped_early == "closed"
    assert not diary.sessions()[0].closed


@pytest.mark.parametrize("then", [Sitting.begin, Sitting.try_level, Sitting.abandon])
def test_what_was_tried_fades_before_anything_else_sounds(ready, room, then):
    ready.try_level()
    room.hear(ready, 2.0)
    then(ready)
    room.hear(ready, 5.0)
    heard = np.concatenate(room.loudspeaker.heard)
    assert np.abs(heard[: 2 * SAMPLE_RATE]).max() > LOUD
    assert not clicks(heard)
    assert ready.is_silent == (then is Sitting.abandon)
    assert (room.loudspeaker.plays is None) == ready.is_silent


def test_who_goes_back_and_begins_at_once_hears_one_sound_after_the_other(ready, room, stage, plan):
    ready.try_level()
    room.hear(ready, 2.0)
    ready.abandon()
    player = room.watch(stage.session(plan, Decibels(0.0)))
    player.begin()
    room.hear(player, 5.0)
    assert player.position > 3.0
    assert not clicks(np.concatenate(room.loudspeaker.heard))
