"""One session of one person, and what is told of its writing."""

from dataclasses import replace

import numpy as np
import pytest
from small_music import clicks

from mtrelax.domain.errors import DiskFull
from mtrelax.domain.plan import Ending, Layer
from mtrelax.domain.record import EnteredBy, MarkKind
from mtrelax.domain.time import SAMPLE_RATE, Decibels
from mtrelax.services.house import House
from mtrelax.services.librarian import Librarian
from mtrelax.services.patterns import PatternBook
from mtrelax.services.plans import Plans
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
def house(shelf, library, files, diary, stage, jobs, lamp, tmp_path):
    librarian = Librarian(shelf, library, files, jobs, lambda: "hazel")
    return House(librarian, diary, stage, jobs, lamp, PatternBook({}, tmp_path), Plans(tmp_path / "plans"))


@pytest.fixture
def prepare(house, room):
    """Make a session ready."""

    def prepare(plan, client=""):
        sitting = Sitting(house, plan, Decibels(0.0), keep_awake=True, client=client)
        room.watch(sitting.player)
        return sitting

    return prepare


@pytest.fixture
def ready(prepare, plan):
    """A session before it begins."""
    return prepare(plan)


@pytest.fixture
def sitting(ready):
    return begun(ready)


def begun(ready):
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


def test_what_was_noted_and_how_levels_were_changed_is_kept_while_it_plays(sitting, room, diary):
    room.hear(sitting, 2.0)
    sitting.player.mark(MarkKind.NOTE, "hands open")
    sitting.player.set_level(Layer.MUSIC, Decibels(-6.0))
    sitting.keep_progress()
    (kept,) = diary.sessions()
    (note,) = [mark for mark in kept.marks if mark.kind is MarkKind.NOTE]
    assert (note.text, note.time) == ("hands open", pytest.approx(2.0, abs=0.5))
    assert [(each.layer, each.level) for each in kept.automation] == [("music", -6.0)]


def test_what_was_noted_last_is_kept_at_the_end(sitting, room, diary):
    room.hear(sitting, 2.0)
    sitting.player.mark(MarkKind.ADVERSE_EVENT, "dizzy")
    sitting.player.close()
    assert diary.sessions()[0].marks[-1].text == "dizzy"


def test_a_plan_is_remembered_as_it_sounded_at_the_end(sitting, plan):
    sitting.player.set_level(Layer.CUE, Decibels(-20.0))
    assert sitting.plan_as_heard == replace(plan, levels=plan.levels.with_level(Layer.CUE, Decibels(-20.0)))


def test_who_spoke_what_was_heard_and_how_loud_it_began_is_kept(ready, room, diary):
    ready.set_master(Decibels(-9.0))
    begun(ready)
    room.hear(ready, 2.0)
    ready.set_master(Decibels(-3.0))
    ready.keep_progress()
    (kept,) = diary.sessions()
    heard = next(clip for clip in ready.player.timeline.clips if clip.layer is Layer.MUSIC)
    assert (kept.plan.voice, kept.level, kept.pieces) == ("hazel", -9.0, (heard.path.stem,))
    assert ready.plan.voice is None, "the next session is spoken by whoever is chosen by then"


def test_what_suited_a_client_is_remembered_for_nobody_else(prepare, plan):
    assert prepare(plan).is_remembered
    assert not prepare(plan, "K-17").is_remembered


def test_a_session_is_its_clients_and_says_who_entered_the_answer(prepare, plan, diary):
    sitting = prepare(plan, "K-7")
    sitting.check_in(6, EnteredBy.THERAPIST)
    (kept,) = diary.sessions(client="K-7")
    assert [(each.value, each.entered_by) for each in kept.ratings] == [(6, EnteredBy.THERAPIST)]


def test_a_session_that_leads_into_sleep_is_left_open_with_nothing_held(
    prepare, plan, room, diary, lamp, lock
):
    sitting = begun(prepare(replace(plan, ending=Ending.SLEEP)))
    room.hear_out(sitting.player)
    assert sitting.fell_asleep
    sitting.leave_open()
    assert (diary.open_session, lock.held, lamp.held) == (None, False, False)
    assert [each.ended_in_sleep for each in diary.unfinished()] == [True]


@pytest.mark.parametrize("way", ["leave", "return_now", "close"])
def test_who_comes_back_before_sleep_did_not_fall_asleep(prepare, plan, room, way):
    sitting = begun(prepare(replace(plan, ending=Ending.SLEEP)))
    room.hear(sitting.player, 5.0)
    getattr(sitting.player, way)()
    room.hear_out(sitting.player)
    assert not sitting.fell_asleep


def test_a_window_that_closes_is_why_the_session_ended(sitting, room, diary):
    sitting.close_gently()
    room.hear_out(sitting.player)
    assert diary.sessions()[0].stopped_early == "closed"
    assert not diary.sessions()[0].closed


def test_who_was_led_out_before_the_window_closed_had_left_the_session(sitting, room, diary):
    room.hear(sitting.player, 2.0)
    sitting.player.leave()
    sitting.close_gently()
    room.hear_out(sitting.player)
    assert diary.sessions()[0].stopped_early == "not-said"


def test_that_somebody_is_led_out_is_on_disk_before_the_sound_is_over(sitting, room, diary):
    room.hear(sitting.player, 2.0)
    sitting.player.leave()
    sitting.keep_progress()
    (kept,) = diary.sessions()
    assert (kept.ended, kept.stopped_early) == (None, "not-said")


def test_a_session_starts_when_its_sound_begins(ready, diary, calendar):
    ready.check_in(7)
    calendar.advance(minutes=3)
    ready.begin()
    ready.keep_progress()
    (kept,) = diary.sessions()
    assert (kept.started - kept.ratings[0].at).total_seconds() == 180


def test_a_saved_plan_that_was_changed_is_not_kept_under_its_name_alone(prepare, plan, house, diary):
    saved = replace(plan, title="Anna, calm wood")
    house.plans.save(saved)
    for each in (saved, replace(saved, minutes=saved.minutes + 1)):
        sitting = prepare(each)
        sitting.check_in(7)
        sitting.leave_open()
    assert {each.plan.title for each in diary.sessions()} == {"Anna, calm wood", "Anna, calm wood, changed"}
    assert sitting.plan.title == "Anna, calm wood", "what is begun next has the name that it had"


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
