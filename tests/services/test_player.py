"""A session being played: real sound, in a room whose time goes when it is told to."""

import shutil
import threading
import time

import numpy as np
import pytest
from small_music import clicks, write_tune

from mtrelax.domain.lay import LEAD_IN
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Breathing, Ending, Layer, SessionPlan
from mtrelax.domain.record import StoppedEarly
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.engine.output import RETRY_EVERY, Output
from mtrelax.engine.sinks import SINKS
from mtrelax.media.decode import open_audio
from mtrelax.services.player import SessionPlayer, Sound
from mtrelax.services.playing import MachineSlept, PieceFailed, PlayerState, SoundBack, SoundLost
from mtrelax.services.stage import TRIAL, RealStage

BLOCK = 0.256
LOUD = 0.02
ALL = (PhaseKind.SETTLE, PhaseKind.INDUCTION, PhaseKind.DEEPENING, PhaseKind.MUSIC, PhaseKind.RETURN)


@pytest.fixture
def playing(player, room):
    """A session ten seconds after its beginning."""
    player.begin()
    room.hear(player, 10.0)
    return player


def test_before_it_begins_nothing_moves(player, room):
    room.hear(player, 2.0)
    assert (player.state, player.position, room.states) == (PlayerState.READY, 0.0, [])


def test_a_session_goes_through_its_phases_and_ends_in_the_return(player, room):
    player.begin()
    room.hear_out(player)
    assert player.phases_reached == tuple(kind for kind in ALL if kind in player.phases_reached)
    assert player.phases_reached[-1] is PhaseKind.RETURN
    assert (player.stopped_early, room.notices) == (None, [])
    assert room.states == [PlayerState.PLAYING, PlayerState.OVER]
    assert player.position == pytest.approx(60.0, abs=0.01)


def test_what_is_shown_is_what_is_heard(playing, room):
    heard = playing.position
    assert playing.moment().position == heard == pytest.approx(10.0, abs=BLOCK)
    assert room.loudspeaker.peak > LOUD


def test_the_delay_of_the_sound_is_subtracted_once(playing, room):
    before = playing.moment().position
    room.delay = 0.4
    assert playing.moment().position == pytest.approx(before - 0.4)


def test_in_a_pause_the_session_stands_still_and_is_silent(playing, room):
    playing.pause()
    room.hear(playing, 1.0)
    stood = playing.position
    room.hear(playing, 5.0)
    assert (playing.state, playing.position) == (PlayerState.PAUSED, stood)
    assert room.loudspeaker.peak == 0.0


def test_after_a_pause_it_goes_on_where_it_stood(playing, room):
    playing.pause()
    room.hear(playing, 2.0)
    stood = playing.position
    playing.resume()
    room.hear(playing, 3.0)
    assert playing.position == pytest.approx(stood + 3.0, abs=2 * BLOCK)
    assert room.loudspeaker.peak > LOUD
    assert room.states == [PlayerState.PLAYING, PlayerState.PAUSED, PlayerState.PLAYING]


def test_the_return_can_begin_now(playing, room):
    playing.return_now()
    room.hear(playing, 1.0)
    assert playing.moment().phase is PhaseKind.RETURN
    room.hear_out(playing, 45.0)
    assert playing.phases_reached[-1] is PhaseKind.RETURN


def test_who_returns_sooner_has_not_left(playing, room):
    playing.return_now()
    room.hear_out(playing, 45.0)
    assert playing.position < 50.0
    assert playing.stopped_early is None


def test_the_return_can_be_asked_for_once(playing):
    assert playing.can_return
    playing.return_now()
    assert not playing.can_return


def test_asking_for_the_return_ends_a_pause(playing, room):
    playing.pause()
    room.hear(playing, 1.0)
    playing.return_now()
    assert playing.state is PlayerState.PLAYING


def test_the_way_out_says_where_one_is_and_then_returns(playing, room):
    playing.leave()
    room.hear(playing, 3.0)
    moment = playing.moment()
    assert (playing.leaving, moment.phase) == (True, PhaseKind.RETURN)
    assert "open your eyes" in moment.caption.text
    assert playing.state is PlayerState.PLAYING


@pytest.mark.parametrize("way", ["leave", "ground", "return_now"])
def test_whoever_stays_after_all_goes_on_from_where_it_was(playing, room, way):
    room.hear(playing, 5.0)
    before = playing.timeline
    assert not playing.can_stay
    getattr(playing, way)()
    room.hear(playing, 3.0)
    assert playing.can_stay
    playing.stay()
    room.hear(playing, 1.0)
    assert (playing.leaving, playing.stopped_early, playing.can_stay) == (False, None, False)
    assert playing.moment().phase is before.phase_at(Seconds(15.0)).kind
    assert playing.timeline.length - before.length == pytest.approx(3.0 + LEAD_IN, abs=1.5)
    room.hear_out(playing, 90.0)
    assert playing.stopped_early is None


def test_whoever_stays_in_a_pause_is_not_left_in_silence(playing, room):
    playing.leave()
    room.hear(playing, 2.0)
    playing.pause()
    playing.stay()
    assert playing.state is PlayerState.PLAYING


def test_a_muted_voice_is_muted_again_for_whoever_stays(playing, room):
    playing.mute_voice(muted=True)
    playing.ground()
    room.hear(playing, 2.0)
    assert not playing.is_muted
    playing.stay()
    assert playing.is_muted


def test_nobody_can_stay_once_it_fades_away(playing, room):
    playing.leave()
    playing.leave()
    room.hear(playing, 1.0)
    playing.stay()
    room.hear(playing, 4.0)
    assert playing.state is PlayerState.OVER


def test_leaving_twice_ends_with_a_fade_of_three_seconds(playing, room):
    playing.leave()
    room.hear(playing, 2.0)
    playing.leave()
    room.hear(playing, 2.0)
    assert playing.state is PlayerState.PLAYING
    room.hear(playing, 2.0)
    assert (playing.state, playing.stopped_early) == (PlayerState.OVER, StoppedEarly.NOT_SAID)


def test_leaving_twice_in_a_pause_ends_it_too(playing, room):
    playing.pause()
    room.hear(playing, 1.0)
    playing.leave()
    playing.leave()
    room.hear(playing, 4.5)
    assert playing.state is PlayerState.OVER


def test_leaving_in_the_return_lets_it_come_to_its_end(playing, room):
    room.hear(playing, 35.0)
    assert playing.moment().phase is PhaseKind.RETURN
    playing.leave()
    room.hear_out(playing, 30.0)
    assert (playing.stopped_early, playing.position) == (None, pytest.approx(60.0, abs=0.01))


def test_a_session_can_be_made_longer(playing, room):
    assert playing.can_extend
    playing.extend(5)
    assert playing.timeline.length == 360.0
    assert playing.stopped_early is None


def test_a_session_that_returns_cannot_be_made_longer(playing, room):
    room.hear(playing, 35.0)
    playing.extend(5)
    assert (playing.can_extend, playing.timeline.length) == (False, 60.0)


def test_a_session_that_fades_to_its_end_stays_as_it_is(playing, room):
    playing.close()
    before = playing.timeline
    playing.extend(5)
    playing.return_now()
    playing.leave()
    playing.pause()
    assert (playing.timeline, playing.state, playing.can_extend) == (before, PlayerState.OVER, False)


def test_levels_are_heard_at_once(playing, room):
    room.hear(playing, 1.0)
    before = room.loudspeaker.peak
    playing.set_level(Layer.MUSIC, Decibels(-40.0))
    room.hear(playing, 1.0)
    assert playing.levels.of(Layer.MUSIC) == -40.0
    assert room.loudspeaker.peak < before / 10


def test_the_master_level_is_heard_at_once(playing, room):
    before = room.loudspeaker.peak
    playing.set_master(Decibels(-40.0))
    room.hear(playing, 1.0)
    assert playing.master == -40.0
    assert room.loudspeaker.peak < before / 10


def test_what_is_closed_while_it_plays_was_stopped_by_closing_the_window(playing, room):
    playing.close()
    playing.close()
    assert playing.stopped_early is StoppedEarly.CLOSED
    assert room.states[-2:] == [PlayerState.PLAYING, PlayerState.OVER]


def test_a_session_may_end_in_sleep(stage, room):
    player = room.watch(
        stage.session(SessionPlan("evening", minutes=1, breathing=None, ending=Ending.SLEEP), Decibels(0.0))
    )
    player.begin()
    room.hear_out(player)
    assert player.phases_reached[-1] is PhaseKind.SLEEP


def test_the_breath_is_paced_in_its_phase(stage, room):
    plan = SessionPlan("evening", minutes=3, breathing=Breathing("gentle-slow"))
    player = room.watch(stage.session(plan, Decibels(0.0)))
    player.begin()
    room.hear(player, 35.0)
    assert player.moment().phase is PhaseKind.INDUCTION
    assert player.moment().breath is not None


# Music that cannot be played.


@pytest.fixture
def broken(music, tmp_path):
    """A folder in which one piece loses its file between planning and playing."""
    folder = tmp_path / "Lücken"
    folder.mkdir()
    for number, name in enumerate(("dusk", "reeds", "tide"), 1):
        shutil.copy(music / f"{name}.opus", folder / f"{number} {name}.opus")
    return folder


@pytest.fixture
def with_own_music(stage, room, broken):
    """A session that is ready, with the music of that folder."""
    return room.watch(stage.session(SessionPlan(str(broken), minutes=1, breathing=None), Decibels(0.0)))


@pytest.mark.parametrize("name", ["1 dusk.opus", "2 reeds.opus"])
def test_without_a_piece_the_session_goes_on_and_the_person_is_told_once(with_own_music, room, broken, name):
    (broken / name).unlink()
    with_own_music.begin()
    room.hear_out(with_own_music)
    assert [(type(notice), notice.path.name) for notice in room.notices] == [(PieceFailed, name)]
    assert with_own_music.position == pytest.approx(60.0, abs=0.01)


def test_a_piece_that_is_cut_off_is_told_once(with_own_music, room, broken):
    whole = (broken / "1 dusk.opus").read_bytes()
    (broken / "1 dusk.opus").write_bytes(whole[: len(whole) // 2])
    with_own_music.begin()
    room.hear_out(with_own_music)
    assert [notice.path.name for notice in room.notices] == ["1 dusk.opus"]


def test_the_next_piece_takes_the_place_of_a_broken_one(with_own_music, room, broken):
    (broken / "1 dusk.opus").write_bytes(b"not music at all")
    with_own_music.begin()
    room.hear(with_own_music, 8.0)
    assert room.loudspeaker.peak > LOUD


def test_a_session_without_any_piece_left_still_returns(with_own_music, room, broken):
    for path in broken.iterdir():
        path.unlink()
    with_own_music.begin()
    room.hear_out(with_own_music)
    assert sorted(notice.path.name for notice in room.notices) == [
        "1 dusk.opus",
        "2 reeds.opus",
        "3 tide.opus",
    ]
    assert with_own_music.phases_reached[-1] is PhaseKind.RETURN


# A loudspeaker that is not there.


def test_without_a_loudspeaker_the_session_begins_silently_and_says_so(player, room):
    room.loudspeaker.there = False
    player.begin()
    room.hear(player, 2.0)
    assert room.notices == [SoundLost(was_there=False)]
    assert player.position == pytest.approx(2.0, abs=2 * BLOCK)


def test_a_loudspeaker_that_goes_away_is_told_and_the_session_waits(playing, room):
    room.loudspeaker.there = False
    before = playing.position
    room.hear(playing, 3.0)
    assert room.notices == [SoundLost(was_there=True)]
    assert playing.state is PlayerState.PAUSED
    assert playing.position == pytest.approx(before, abs=3 * BLOCK)


def test_a_loudspeaker_that_comes_back_is_told_and_nothing_sounds_by_itself(playing, room):
    room.loudspeaker.there = False
    room.hear(playing, 2.0)
    room.loudspeaker.there = True
    room.hear(playing, RETRY_EVERY + 5.0)
    assert room.notices == [SoundLost(), SoundBack(is_paused=True)]
    assert playing.state is PlayerState.PAUSED
    assert np.abs(room.loudspeaker.heard[-10:]).max() == 0.0
    playing.resume()
    room.hear(playing, 4.0)
    assert np.abs(room.loudspeaker.heard[-10:]).max() > LOUD


def test_who_goes_on_without_a_loudspeaker_hears_it_when_it_is_back(playing, room):
    room.loudspeaker.there = False
    room.hear(playing, 2.0)
    playing.resume()
    room.loudspeaker.there = True
    room.hear(playing, RETRY_EVERY + 4.0)
    assert room.notices == [SoundLost(), SoundBack()]
    assert np.abs(room.loudspeaker.heard[-10:]).max() > LOUD


# A machine that sleeps.


def test_a_session_does_not_go_on_by_itself_after_the_machine_slept(playing, room):
    room.slept += 3600.0
    room.hear(playing, 1.0)
    assert (playing.state, room.notices) == (PlayerState.PAUSED, [MachineSlept()])
    stood = playing.position
    room.hear(playing, 5.0)
    assert playing.position == pytest.approx(stood, abs=BLOCK)
    playing.resume()
    room.hear(playing, 3.0)
    assert (playing.state, len(room.notices)) == (PlayerState.PLAYING, 1)


def test_a_session_that_was_paused_before_the_machine_slept_says_nothing_of_it(playing, room):
    playing.pause()
    room.slept += 3600.0
    room.hear(playing, 1.0)
    assert (playing.state, room.notices) == (PlayerState.PAUSED, [])


# With a real sink on a thread of its own.


def test_a_whole_session_on_the_silent_sink(librarian, plan):
    speed = 40.0

    def fast():
        return time.monotonic() * speed

    began = fast()

    def output(desk):
        return Output(desk, SINKS["silent"](speed=speed), SINKS["silent"](speed=speed), fast)

    timeline, materials = librarian.timeline(plan)
    player = SessionPlayer(timeline, materials, Sound(open_audio, output, fast), plan.levels, Decibels(0.0))
    eye, shown = threading.Event(), [0.0]
    player.begin()
    try:
        while player.state is not PlayerState.OVER and fast() < began + 10 * timeline.length:
            player.tick()
            shown.append(player.moment().position)
            eye.wait(0.01)
    finally:
        player.close()
    assert shown == sorted(shown)
    assert player.stopped_early is None
    assert player.phases_reached[-1] is PhaseKind.RETURN


# Trying the level.


def test_the_level_can_be_tried_for_five_seconds(stage, plan, room):
    trial = stage.try_level(plan, Decibels(0.0))
    room.hear(trial, 2.5)
    assert room.loudspeaker.peak > LOUD
    assert not trial.over
    room.hear(trial, TRIAL)
    assert trial.over


def test_a_trial_follows_the_level_and_can_be_ended(stage, plan, room):
    trial = stage.try_level(plan, Decibels(0.0))
    room.hear(trial, 2.0)
    before = room.loudspeaker.peak
    trial.set_master(Decibels(-40.0))
    room.hear(trial, 1.0)
    assert room.loudspeaker.peak < before / 10
    trial.close()
    trial.close()
    room.hear(trial, 1.0)
    assert trial.over


def test_a_trial_without_a_loudspeaker_knows_it(stage, plan, room):
    room.loudspeaker.there = False
    trial = stage.try_level(plan, Decibels(0.0))
    assert trial.lost
    trial.close()
    room.hear(trial, 1.0)
    room.loudspeaker.there = True
    assert not stage.try_level(plan, Decibels(0.0)).lost


def test_a_very_short_piece_can_be_tried(stage, room, tmp_path):
    piece = write_tune(tmp_path / "kurz.flac", 1.0)
    trial = stage.try_level(SessionPlan(str(piece), minutes=1), Decibels(0.0))
    room.hear(trial, Seconds(2.0))
    assert trial.over


def test_closing_the_program_lets_what_is_tried_fade(librarian, plan, tmp_path, monkeypatch):
    captured = tmp_path / "captured.raw"
    monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(captured))

    def output(desk):
        return Output(desk, SINKS["sdl"](), SINKS["silent"](), time.monotonic)

    stage = RealStage(librarian, Sound(open_audio, output, time.monotonic), lambda: 3, list)
    trial, eye = stage.try_level(plan, Decibels(0.0)), threading.Event()
    until = time.monotonic() + 2.0
    while time.monotonic() < until:
        trial.tick()
        eye.wait(0.05)
    stage.close()
    sound = np.fromfile(captured, np.float32).reshape(-1, 2)
    assert np.abs(sound).max() > LOUD
    assert np.abs(sound[-1000:]).max() < LOUD / 100
    assert not clicks(sound)
