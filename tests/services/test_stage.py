"""What is tried before a session begins: heard for some seconds, softly, one thing after the other."""

from dataclasses import replace

import numpy as np
import pytest
from small_music import clicks

from mtrelax.domain.errors import ScriptTooLong
from mtrelax.domain.plan import AmbienceChoice, Bells, Breathing, CueStyle, Layer, Levels, SessionPlan
from mtrelax.domain.time import SAMPLE_RATE, Decibels, Seconds

FULL = Decibels(0.0)


@pytest.fixture
def plan():
    return SessionPlan("evening", minutes=10, voice="af_heart", breathing=Breathing("gentle-slow"))


@pytest.fixture
def heard(room):
    """Let a trial play to its end; return what came out of the loudspeaker meanwhile."""

    def hear(trial, most=40.0):
        room.loudspeaker.heard.clear()
        for _ in range(round(most)):
            if not trial.over:
                room.hear(trial, 1.0)
        assert trial.over
        return np.concatenate(room.loudspeaker.heard)

    return hear


def sounding(sound):
    """Return for how many seconds it is more than silence."""
    loud = np.flatnonzero(np.abs(sound).max(axis=1) > 0.0001)
    return (loud[-1] - loud[0]) / SAMPLE_RATE if len(loud) else 0.0


def peak(sound):
    return float(np.abs(sound).max())


@pytest.mark.parametrize("at", [0.0, 45.0, 200.0, 595.0, 900.0])
def test_fifteen_seconds_of_any_point_of_a_session_come_and_go_softly(stage, plan, heard, at):
    tone = Breathing("gentle-slow", cue=CueStyle.CONTINUOUS)
    told = replace(plan, voice="none", breathing=tone, bells=Bells.NONE)
    sound = heard(stage.preview(told, Seconds(at), FULL))
    assert 12 < sounding(sound) <= 15
    assert not clicks(sound)
    end = np.flatnonzero(np.abs(sound).max(axis=1))[-1]
    edges = sound[: SAMPLE_RATE // 5], sound[end - SAMPLE_RATE // 5 : end]
    assert max(map(peak, edges)) < peak(sound) / 5


def test_a_preview_is_what_will_be_heard_there(stage, plan, heard, room):
    sound = heard(stage.preview(plan, Seconds(20.0), FULL))
    player = room.watch(stage.session(plan, FULL))
    room.loudspeaker.heard.clear()
    player.begin()
    room.hear(player, 36.0)
    session = np.concatenate(room.loudspeaker.heard)
    begin, middle = 20 * SAMPLE_RATE, slice(2 * SAMPLE_RATE, 12 * SAMPLE_RATE)
    assert np.abs(session[begin:][middle] - sound[middle]).max() < 0.0001


def test_a_preview_says_what_a_session_would_say(stage, plan):
    with pytest.raises(ScriptTooLong):
        stage.preview(replace(plan, minutes=2, script="shore-at-dusk"), Seconds(0.0), FULL)


@pytest.mark.parametrize(
    ("cue", "least", "most"), [("tone", 15.0, 20.0), ("continuous", 20.0, 23.5), ("voice", 14.0, 20.0)]
)
def test_two_breaths_are_told_in_the_way_of_the_plan(stage, plan, heard, cue, least, most):
    told = replace(plan, breathing=Breathing("gentle-slow", cue=CueStyle(cue)))
    sound = heard(stage.try_layer(told, Layer.CUE, FULL))
    assert least < sounding(sound) < most
    assert cue == "voice" or not clicks(sound)


def test_breaths_that_take_long_are_told_once(stage, plan, heard):
    long = replace(plan, breathing=Breathing("4-7-8", cue=CueStyle.CONTINUOUS))
    assert sounding(heard(stage.try_layer(long, Layer.CUE, FULL))) == pytest.approx(19 + 3, abs=1)


def test_a_breath_that_nobody_speaks_is_told_by_tones(stage, plan, heard):
    unsaid = replace(plan, voice="none", breathing=Breathing("gentle-slow", cue=CueStyle.VOICE))
    tones = replace(unsaid, breathing=Breathing("gentle-slow", cue=CueStyle.TONE))
    told, said = (heard(stage.try_layer(each, Layer.CUE, FULL)) for each in (unsaid, tones))
    assert np.array_equal(told, said)


def test_a_cue_is_tried_at_its_level_in_the_plan(stage, plan, heard):
    told = [replace(plan, levels=Levels(cue=Decibels(level))) for level in (-6.0, -26.0)]
    loud, soft = (peak(heard(stage.try_layer(each, Layer.CUE, FULL))) for each in told)
    assert loud == pytest.approx(10 * soft, rel=0.05)


@pytest.mark.parametrize("breathing", [None, Breathing("gentle-slow", cue=CueStyle.NONE)])
def test_where_no_breath_is_told_nothing_is_heard(stage, plan, heard, breathing):
    assert not heard(stage.try_layer(replace(plan, breathing=breathing), Layer.CUE, FULL)).any()


def test_a_place_is_heard_alone_before_it_is_chosen(stage, plan, heard):
    one = replace(plan, ambience=(AmbienceChoice("rain"),), levels=Levels(ambience=Decibels(0.0)))
    both = replace(one, ambience=(AmbienceChoice("rain", Decibels(-20.0)),))
    sound, soft = (heard(stage.try_layer(each, Layer.AMBIENCE, FULL)) for each in (one, both))
    assert sounding(sound) == pytest.approx(8.0, abs=0.5)
    assert peak(sound[:2400]) < peak(sound) / 10
    assert peak(soft) == pytest.approx(peak(sound) / 10, rel=0.05)


@pytest.mark.parametrize("script", ["", "shore-at-dusk"])
def test_a_voice_is_heard_before_it_is_chosen(stage, plan, heard, script):
    sounds = [
        heard(stage.try_layer(replace(plan, script=script, voice=voice), Layer.VOICE, FULL))
        for voice in ("af_heart", "am_michael")
    ]
    assert all(1 < sounding(sound) < 30 for sound in sounds)
    shorter = min(map(len, sounds))
    assert np.abs(sounds[0][:shorter] - sounds[1][:shorter]).max() > 0.01


def test_words_that_nobody_speaks_are_a_moment_of_silence(stage, plan, heard):
    assert not heard(stage.try_layer(replace(plan, voice="none"), Layer.VOICE, FULL)).any()


def test_a_trial_knows_how_much_of_it_was_heard(stage, plan, room):
    trial = stage.try_layer(plan, Layer.CUE, FULL)
    room.hear(trial, 4.0)
    assert trial.position == pytest.approx(4.0, abs=0.5)


def test_each_waits_until_the_one_before_has_faded(stage, plan, room, heard):
    first = stage.try_layer(plan, Layer.MUSIC, FULL)
    room.hear(first, 2.5)
    second = stage.try_layer(plan, Layer.CUE, FULL)
    third = stage.try_layer(plan, Layer.VOICE, FULL)
    assert not first.over
    sound = heard(third)
    assert first.over
    assert second.over
    assert peak(sound[: SAMPLE_RATE // 5]) > peak(sound[SAMPLE_RATE // 2 : SAMPLE_RATE * 3 // 4])
