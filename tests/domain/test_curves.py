"""Fades and envelopes, as ears would tell."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtrelax.domain.curves import (
    DUCK_BRIDGE,
    DUCK_DEPTH,
    DUCK_DOWN,
    DUCK_UP,
    SILENCE,
    Envelope,
    EnvelopePoint,
    Span,
    duck,
    equal_power,
    to_gain,
)
from mtrelax.domain.time import SAMPLE_RATE, Decibels, Frames, Seconds, minutes, to_frames, to_seconds
from tests.domain.hearing import FASTEST_FALL, FASTEST_RISE, jumps

times = st.floats(0, 1000).map(Seconds)


@st.composite
def envelopes(draw: st.DrawFn) -> Envelope:
    found = sorted(draw(st.lists(st.integers(0, 1000), min_size=1, max_size=8, unique=True)))
    levels = st.floats(-60, 0).map(Decibels)
    return Envelope(tuple(EnvelopePoint(Seconds(time), draw(levels)) for time in found))


@st.composite
def speech(draw: st.DrawFn) -> list[Span]:
    now, spans = 2.0, []
    for gap, length in draw(
        st.lists(st.tuples(st.floats(0.1, 30), st.floats(0.5, 20)), min_size=1, max_size=8)
    ):
        spans.append(Span(Seconds(now + gap), Seconds(now + gap + length)))
        now = spans[-1].end
    return spans


@given(st.floats(0, 1))
def test_a_crossfade_keeps_the_power(fraction):
    assert equal_power(fraction) ** 2 + equal_power(1 - fraction) ** 2 == pytest.approx(1.0)


@given(st.floats(-5, 5))
def test_a_fade_stays_between_silence_and_the_sound(fraction):
    assert 0.0 <= equal_power(fraction) <= 1.0


def test_levels_become_factors():
    assert to_gain(Decibels(0.0)) == 1.0
    assert to_gain(Decibels(-20.0)) == pytest.approx(0.1)
    assert to_gain(SILENCE) == 0.0


@given(envelopes(), envelopes(), times)
def test_the_lowest_of_two_envelopes_is_the_lower_at_every_moment(one, other, time):
    assert one.lowest(other).at(time) == pytest.approx(min(one.at(time), other.at(time)), abs=1e-6)


@given(envelopes(), times, times)
def test_an_envelope_cut_off_keeps_its_past_and_stands_still(envelope, cut, time):
    assert envelope.until(cut).at(time) == pytest.approx(envelope.at(Seconds(min(cut, time))), abs=1e-6)


@given(envelopes(), times)
def test_an_envelope_stays_between_its_points(envelope, time):
    levels = [point.level for point in envelope.points]
    assert min(levels) - 1e-9 <= envelope.at(time) <= max(levels) + 1e-9


def test_points_out_of_order_are_refused():
    with pytest.raises(ValueError, match="points"):
        Envelope((EnvelopePoint(Seconds(2), Decibels(0)), EnvelopePoint(Seconds(1), Decibels(0))))
    with pytest.raises(ValueError, match="points"):
        Envelope(())


@given(speech())
def test_the_music_is_down_before_each_word_and_until_its_end(voice):
    ducked = Envelope().then(duck(voice))
    for span in voice:
        assert ducked.at(Seconds(span.start - DUCK_DOWN)) == pytest.approx(DUCK_DEPTH)
        assert ducked.at(Seconds((span.start + span.end) / 2)) == pytest.approx(DUCK_DEPTH)
        assert ducked.at(span.end) == pytest.approx(DUCK_DEPTH)


@given(speech())
def test_the_music_comes_back_softly_after_the_last_word(voice):
    ducked = Envelope().then(duck(voice))
    assert ducked.at(Seconds(voice[-1].end + DUCK_UP)) == 0.0
    assert not jumps(ducked)


@given(speech())
def test_the_music_does_not_pump_between_sentences(voice):
    ducked = Envelope().then(duck(voice))
    for left, right in pairwise(voice):
        if right.start - left.end < DUCK_BRIDGE:
            assert ducked.at(Seconds((left.end + right.start) / 2)) == pytest.approx(DUCK_DEPTH)


@given(speech(), times, st.floats(0.001, 1))
def test_a_ducked_level_moves_no_faster_than_it_may(voice, time, later):
    ducked = Envelope().then(duck(voice))
    change = ducked.at(Seconds(time + later)) - ducked.at(time)
    assert -FASTEST_FALL * later - 1e-6 <= change <= FASTEST_RISE * later + 1e-6


@given(st.integers(0, SAMPLE_RATE * 7200).map(Frames))
def test_frames_and_seconds_say_the_same_moment(frames):
    assert to_frames(to_seconds(frames)) == frames


def test_minutes_are_sixty_seconds():
    assert minutes(1.5) == 90.0
