"""What closed eyes hear of the breath, all the time: a tone that rises and falls with it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sound_material import WavSource, roughness, timeline

from mtrelax.domain.breathing import Pacer, Pattern, Step, StepKind
from mtrelax.domain.curves import SILENCE, Envelope, EnvelopePoint
from mtrelax.domain.plan import CueStyle, Layer
from mtrelax.domain.time import SAMPLE_RATE, Decibels, Frames, Seconds, to_frames
from mtrelax.domain.timeline import PacedSpan
from mtrelax.engine.block import BLOCK, silence
from mtrelax.engine.breath_tone import FADE_OUT, HIGHEST, LOWEST
from mtrelax.engine.mixer import Mixer
from mtrelax.media.loudness import Meter

KINDS = (StepKind.INHALE, StepKind.HOLD, StepKind.EXHALE, StepKind.REST)
START = 1.25
"""When the pacing begins, in most of these tests."""


def pattern(*lengths):
    steps = tuple(Step(kind, Seconds(length)) for kind, length in zip(KINDS, lengths, strict=False) if length)
    return Pattern("some", "Some", steps)


SIGH = Pattern(
    "sigh",
    "Sigh",
    (
        Step(StepKind.INHALE, Seconds(2.3)),
        Step(StepKind.TOP_UP, Seconds(1.1)),
        Step(StepKind.EXHALE, Seconds(5.7)),
    ),
)
GENTLE, BOX = pattern(4, 0, 6), pattern(4, 4, 4, 4)
PACERS = st.builds(
    Pacer,
    st.sampled_from((GENTLE, BOX, SIGH, pattern(3.33, 1.7, 6.61))),
    st.none() | st.floats(5.0, 8.0),
    st.floats(0.0, 60.0).map(Seconds),
)


def breathing(*spans, length=60.0):
    """Return a session of breaths only."""
    return replace(timeline(length), paced=spans, cue_style=CueStyle.CONTINUOUS)


def paced(pacer, end, start=START):
    return PacedSpan(pacer, Seconds(start), Seconds(end))


def whole(pacer, breaths, start=START):
    """Return whole breaths."""
    return paced(pacer, start + pacer.time_of(breaths), start)


def played(made, begin, cuts):
    """Return what a mixer that starts at a frame gives, block by block."""
    mixer = Mixer(made, WavSource, Frames(begin))
    stems = [mixer.render(cut)[-1] for cut in cuts]
    return np.concatenate(
        [silence(cut) if stem is None else stem for cut, stem in zip(cuts, stems, strict=True)]
    )


def pitch(sound, time):
    """Return the pitch around a moment, of a tone with quiet overtones: how fast its phase turns."""
    size = SAMPLE_RATE // 10
    first = round(time * SAMPLE_RATE) - size // 2
    spectrum = np.fft.fft(sound[first : first + size, 0])
    low, high = (round(edge * size / SAMPLE_RATE) for edge in (0.7 * LOWEST, 1.3 * HIGHEST))
    spectrum[:low] = spectrum[high:] = 0
    turning = np.unwrap(np.angle(np.fft.ifft(spectrum)))[size // 4 : -size // 4]
    return np.polyfit(np.arange(len(turning)), turning, 1)[0] * SAMPLE_RATE / (2 * np.pi)


def fullness(sound, time):
    """Return how full the lungs are, as the pitch tells."""
    return np.log2(pitch(sound, time) / LOWEST) / np.log2(HIGHEST / LOWEST)


def level(sound, begin, end):
    part = sound[round(begin * SAMPLE_RATE) : round(end * SAMPLE_RATE)].astype(np.float64)
    return 10 * np.log10(np.mean(part**2) + 1e-12)


@pytest.mark.parametrize("pacer", [Pacer(GENTLE), Pacer(SIGH), Pacer(GENTLE, 8.0, Seconds(20))])
def test_what_is_heard_of_the_breath_is_what_is_seen(rendered, pacer):
    span = paced(pacer, 50.0)
    sound = rendered(breathing(span))
    for time in np.arange(START + 0.3, 49.5, 0.37):
        assert fullness(sound, time) == pytest.approx(span.at(Seconds(time)).fullness, abs=0.02)


@settings(max_examples=25, deadline=None)
@given(PACERS, st.floats(0.1, 30.0), st.integers(0, 35 * SAMPLE_RATE), st.data())
def test_every_frame_is_known_from_the_timeline_alone(pacer, length, begin, data):
    made = breathing(paced(pacer, START + length), length=40.0)
    cuts = data.draw(st.lists(st.integers(1, 60_000), min_size=1, max_size=6))
    expected = played(made, 0, [begin + sum(cuts)])[begin:]
    assert np.array_equal(played(made, begin, cuts), expected)


@settings(max_examples=25, deadline=None)
@given(PACERS, PACERS, st.integers(1, 2))
def test_another_pattern_goes_on_without_a_seam(first, second, breaths):
    one = whole(first, breaths)
    two = replace(paced(second, one.end + 12.0, one.end), cycles_before=breaths)
    at = to_frames(one.end)
    sound = played(breathing(one, two), 0, [at + 6 * SAMPLE_RATE])
    assert roughness(sound[at - 50 : at + 50]) < 1.05 * roughness(sound[at - SAMPLE_RATE : at - 50])
    before, after = (level(sound, one.end + at, one.end + at + 0.05) for at in (-0.05, 0.0))
    assert after == pytest.approx(before, abs=0.5)
    for time in one.end + np.arange(0.5, 2.5, 0.5):
        assert fullness(sound, time) == pytest.approx(two.at(Seconds(time)).fullness, abs=0.03)


@pytest.mark.parametrize("end", [7.0, 9.4, START + 10.0, START + 20.0])
def test_where_the_pacing_ends_the_tone_goes_out_slowly_and_asks_for_no_other_breath(rendered, end):
    sound = rendered(breathing(paced(Pacer(GENTLE), end)))
    levels = [level(sound, end + at, end + at + 0.25) for at in np.arange(0, 3, 0.25)]
    assert np.all(np.diff(levels) < 0)
    assert levels[1] > levels[0] - 3
    assert not sound[to_frames(Seconds(end)) + FADE_OUT :].any()
    assert roughness(sound) < 0.0003
    if end > 11:
        assert pitch(sound, end + 1.5) == pytest.approx(LOWEST, rel=0.01)


def test_a_breath_that_is_left_sounds_up_to_then_as_if_it_were_not():
    staying, leaving = (breathing(paced(Pacer(GENTLE), end)) for end in (50.0, 9.4))
    at = to_frames(Seconds(9.4))
    stays, leaves = (played(made, 0, [at + SAMPLE_RATE]) for made in (staying, leaving))
    assert np.array_equal(stays[:at], leaves[:at])
    assert np.abs(stays[at : at + 480] - leaves[at : at + 480]).max() < 0.0002


@pytest.mark.parametrize("slower", [False, True])
def test_a_running_session_leaves_a_breath_or_changes_its_pace_without_a_click(desk, slower):
    span = paced(Pacer(GENTLE), 50.0)
    playing = desk(breathing(span))
    sound = [playing.pull(BLOCK) for _ in range(35)]
    now = playing.next_frame / SAMPLE_RATE
    turn = START + 10.0
    assert turn - 5 < now < turn
    other = (replace(span, end=Seconds(turn)), replace(paced(Pacer(BOX), 50.0, turn), cycles_before=1))
    playing.revise(breathing(*other) if slower else breathing(replace(span, end=Seconds(now))))
    sound += [playing.pull(BLOCK) for _ in range(20)]
    assert roughness(np.concatenate(sound)) < 0.0003
    assert sound[-1].any() == slower


def test_it_comes_in_softly(rendered):
    sound = rendered(breathing(paced(Pacer(GENTLE), 50.0)))
    assert not sound[: to_frames(Seconds(START))].any()
    levels = [level(sound, START + at, START + at + 0.25) for at in np.arange(0.0, 2.0, 0.25)]
    assert np.all(np.diff(levels) > 0)
    assert levels[0] < levels[-1] - 20


def test_it_never_stops_between_two_breaths_and_its_turns_are_felt(rendered):
    sound = rendered(breathing(paced(Pacer(GENTLE), 50.0)))
    full, empty = (level(sound, START + at - 0.2, START + at + 0.2) for at in (14.0, 20.0))
    assert 2 < full - empty < 6
    assert min(level(sound, at, at + 0.05) for at in np.arange(4.0, 49.0, 0.05)) > empty - 1


def test_it_is_softer_in_a_hold_and_never_beats(rendered):
    sound = rendered(breathing(paced(Pacer(BOX), 50.0)))
    full = START + 16 + 4
    held = [level(sound, at, at + 0.1) for at in np.arange(full + 1.0, full + 2.9, 0.1)]
    assert max(held) - min(held) < 0.1
    assert 2 < level(sound, full - 0.1, full) - held[0] < 5


def test_it_is_low_and_soft(rendered):
    sound = rendered(breathing(paced(Pacer(GENTLE), 50.0)))[:, 0]
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    pitches = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)
    assert HIGHEST <= 500
    assert power[pitches > 320].sum() < 0.05 * power.sum()
    assert power[pitches > 1000].sum() < 1e-6 * power.sum()


def test_it_is_as_loud_as_all_cues_before_their_level(rendered):
    sound = rendered(breathing(paced(Pacer(GENTLE), 55.0)))
    meter = Meter()
    meter.listen(sound)
    assert meter.finish().integrated == pytest.approx(-20.0, abs=1.0)


def test_the_level_of_the_cues_moves_it_too(rendered):
    points = ((10.0, 0.0), (10.5, SILENCE), (15.0, SILENCE), (17.0, 0.0))
    quiet = Envelope(tuple(EnvelopePoint(Seconds(at), Decibels(level)) for at, level in points))
    sound = rendered(replace(breathing(paced(Pacer(GENTLE), 50.0)), envelopes={Layer.CUE: quiet}))
    assert not sound[11 * SAMPLE_RATE : 14 * SAMPLE_RATE].any()
    assert level(sound, 18, 19) > -30
    assert roughness(sound) < 0.0003
