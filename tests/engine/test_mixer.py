"""What a timeline sounds like, without a device."""

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sound_material import (
    BreakingSource,
    Collected,
    WavSource,
    clip,
    noise,
    roughness,
    session,
    sine,
    timeline,
    write_wav,
)

from mtrelax.domain.breathing import Pacer, Pattern, Step, StepKind
from mtrelax.domain.curves import Envelope, EnvelopePoint
from mtrelax.domain.errors import Cancelled
from mtrelax.domain.plan import CueStyle, Layer
from mtrelax.domain.time import SAMPLE_RATE, Decibels, Frames, Seconds, to_frames
from mtrelax.domain.timeline import PacedSpan
from mtrelax.engine.block import silence
from mtrelax.engine.mixer import Mixer
from mtrelax.engine.render import render
from mtrelax.engine.tones import TONES


def loudness(sound, begin, end):
    """Return the root mean square of a stretch, in dB."""
    part = sound[round(begin * SAMPLE_RATE) : round(end * SAMPLE_RATE)]
    return 20 * np.log10(np.sqrt(np.mean(part.astype(np.float64) ** 2)) + 1e-9)


def pitch(sound, begin, end):
    """Return the strongest frequency of a stretch."""
    part = sound[round(begin * SAMPLE_RATE) : round(end * SAMPLE_RATE), 0]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 1 << 17))
    return np.argmax(spectrum) * SAMPLE_RATE / (1 << 17)


def test_a_rendered_session_is_as_long_as_its_timeline(tmp_path, rendered):
    assert len(rendered(session(tmp_path, 20.0))) == 20 * SAMPLE_RATE


def test_two_pieces_cross_without_a_dip(tmp_path, rendered):
    one, two = write_wav(tmp_path / "1.wav", noise(8)), write_wav(tmp_path / "2.wav", noise(8, seed=8))
    sound = rendered(timeline(12, clip(one, 0, 8, fade_out=4), clip(two, 4, 12, fade_in=4)))
    levels = [loudness(sound, at, at + 0.5) for at in np.arange(1, 11, 0.5)]
    assert max(levels) - min(levels) < 0.5


def test_a_layer_follows_its_envelope(tmp_path, rendered):
    path = write_wav(tmp_path / "a.wav", sine(300, 6))
    points = [(2.0, 0.0), (2.3, -12.0), (4.0, -12.0), (5.0, 0.0)]
    envelope = Envelope(tuple(EnvelopePoint(Seconds(time), Decibels(level)) for time, level in points))
    sound = rendered(timeline(6, clip(path, 0, 6), envelopes={Layer.MUSIC: envelope}))
    assert loudness(sound, 2.5, 3.9) - loudness(sound, 1, 1.9) == pytest.approx(-12, abs=0.05)
    assert loudness(sound, 5.2, 5.9) == pytest.approx(loudness(sound, 1, 1.9), abs=0.05)
    assert roughness(sound) < 0.0004


def test_a_loop_goes_on_without_a_seam(tmp_path, rendered):
    path = write_wav(tmp_path / "rain.wav", noise(2.0))
    sound = rendered(timeline(15, clip(path, 0, 15, Layer.AMBIENCE, looped=True)))
    levels = [loudness(sound, at, at + 0.1) for at in np.arange(0.1, 14.8, 0.05)]
    assert max(levels) - min(levels) < 1.0


def test_a_loop_that_begins_late_goes_on_where_it_would_be(tmp_path):
    path = write_wav(tmp_path / "rain.wav", noise(2.0))
    made = timeline(15, clip(path, 0, 15, Layer.AMBIENCE, looped=True))
    lengths = {}
    whole = Mixer(made, WavSource, lengths=lengths)
    late = Mixer(made, WavSource, Frames(10 * SAMPLE_RATE), lengths=lengths)
    sound, later = whole.render(12 * SAMPLE_RATE)[2], late.render(SAMPLE_RATE)[2]
    assert sound is not None
    assert later is not None
    assert np.abs(later - sound[10 * SAMPLE_RATE : 11 * SAMPLE_RATE]).max() < 1e-6
    whole.close()
    late.close()


def heard(stem, frames):
    """Return a stem, or the silence that it stands for."""
    return silence(frames) if stem is None else stem


@settings(max_examples=10)
@given(st.lists(st.integers(1, 60_000), min_size=1, max_size=8))
def test_how_it_is_cut_into_blocks_makes_no_difference(tmp_path_factory, cuts):
    made = session(tmp_path_factory.mktemp("cuts"), 14.0)
    whole, parts = Mixer(made, WavSource), Mixer(made, WavSource)
    stems = whole.render(sum(cuts))
    blocks = [parts.render(cut) for cut in cuts]
    for index, stem in enumerate(stems):
        pieces = [heard(block[index], cut) for cut, block in zip(cuts, blocks, strict=True)]
        assert np.abs(np.concatenate(pieces) - heard(stem, sum(cuts))).max() < 1e-6
    whole.close()
    parts.close()


def paced(style=CueStyle.TONE):
    """Return a timeline of breaths only: in 4 s, hold 2 s, out 6 s."""
    steps = (
        Step(StepKind.INHALE, Seconds(4)),
        Step(StepKind.HOLD, Seconds(2)),
        Step(StepKind.EXHALE, Seconds(6)),
    )
    made = timeline(24, cues=style)
    span = PacedSpan(Pacer(Pattern("test", "Test", steps)), Seconds(0), Seconds(24))
    return type(made)(made.length, made.phases, paced=(span,), cue_style=style)


def test_closed_eyes_can_tell_breathing_in_from_breathing_out(rendered):
    sound = rendered(paced())
    assert pitch(sound, 1.1, 1.5) > 1.3 * pitch(sound, 0.05, 0.4)
    assert pitch(sound, 7.2, 8.0) < 0.75 * pitch(sound, 6.05, 6.4)
    assert loudness(sound, 4.1, 4.5) < loudness(sound, 0.3, 0.7) - 8
    assert loudness(sound, 0.4, 1.2) == pytest.approx(-22, abs=2)  # of each channel


def test_tones_begin_softly(rendered):
    sound = rendered(paced())
    assert np.abs(sound[: SAMPLE_RATE * 30 // 1000]).max() < 0.1 * np.abs(sound).max()
    assert roughness(sound) < 0.0006


def test_in_a_rendered_file_each_tone_begins_at_its_frame(rendered):
    sound = rendered(paced())
    for cue in paced().cues_between(Seconds(0), Seconds(24)):
        begin, tone = to_frames(cue.time), TONES[cue.kind][:SAMPLE_RATE]
        assert np.abs(sound[begin : begin + len(tone)] - tone).max() < 1e-6


def test_without_tones_breaths_are_silent(rendered):
    assert not rendered(paced(CueStyle.NONE)).any()


@pytest.mark.parametrize("looped", [False, True])
def test_a_file_that_is_missing_is_silence_and_a_fault(tmp_path, desk, looped):
    good = write_wav(tmp_path / "good.wav", sine(220, 5))
    playing = desk(timeline(5, clip(good, 0, 5), clip(tmp_path / "none.wav", 1, 4, looped=looped)))
    sound = playing.pull(Frames(4 * SAMPLE_RATE))
    assert np.abs(sound[3 * SAMPLE_RATE :]).max() == pytest.approx(0.1, abs=0.001)
    assert [(fault.path.name, fault.reason) for fault in playing.faults] == [("none.wav", "cannot be opened")]
    assert playing.faults[0].time == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("looped", [False, True])
def test_a_file_that_breaks_fades_into_silence(tmp_path, desk, looped):
    path = write_wav(tmp_path / "a.wav", sine(220, 5))
    playing = desk(timeline(5, clip(path, 0, 5, looped=looped)), BreakingSource)
    sound = np.concatenate([playing.pull(Frames(12_288)) for _ in range(16)])
    assert roughness(sound) < 0.0003
    assert np.abs(sound[SAMPLE_RATE // 2 : SAMPLE_RATE * 9 // 10]).max() > 0.09
    assert not sound[SAMPLE_RATE + 10 :].any()
    assert [fault.reason for fault in playing.faults] == ["damaged"]


def test_a_file_that_ends_early_fades_and_is_told(tmp_path, desk):
    path = write_wav(tmp_path / "short.wav", sine(220, 1.003))
    playing = desk(timeline(5, clip(path, 0, 5)))
    sound = playing.pull(Frames(3 * SAMPLE_RATE))
    assert roughness(sound) < 0.0003
    assert [fault.reason for fault in playing.faults] == ["ends 4 s early"]


def test_a_file_that_is_too_short_to_loop_is_told(tmp_path, desk):
    playing = desk(timeline(5, clip(write_wav(tmp_path / "tick.wav", sine(220, 0.05)), 0, 5, looped=True)))
    playing.pull(Frames(SAMPLE_RATE))
    assert [fault.reason for fault in playing.faults] == ["too short to loop"]


def test_files_are_opened_ahead_and_closed_when_they_are_over(tmp_path):
    path = write_wav(tmp_path / "a.wav", sine(220, 1))
    mixer = Mixer(timeline(40, *(clip(path, at, at + 1) for at in range(0, 40, 2))), WavSource)
    opened = []
    while mixer.position < 40 * SAMPLE_RATE:
        mixer.render(12_288)
        opened.append(WavSource.opened)
    assert max(opened) <= 3
    assert opened[0] >= 1
    assert opened[-1] == 0


def test_a_cancelled_render_leaves_nothing(tmp_path, levels):
    into = Collected()
    with pytest.raises(Cancelled):
        render(
            session(tmp_path, 14.0), WavSource, levels, into, lambda share: None, lambda: len(into.blocks) > 3
        )
    assert into.aborted
    assert not into.closed
    assert WavSource.opened == 0


def test_a_render_tells_how_far_it_is(tmp_path, levels):
    told = []
    render(session(tmp_path, 14.0), WavSource, levels, Collected(), told.append, lambda: False)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_memory_does_not_grow_with_the_length(levels):
    def peak(minutes):
        length = minutes * 60
        made = timeline(length, clip(Path("tone"), 0, length), clip(Path("loop"), 0, length, looped=True))
        tracemalloc.start()
        render(made, Tone, levels, Nowhere(), lambda share: None, lambda: False)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(0.1)
    # A few blocks wait for the encoder or not; a leak of sound would be 23 MB a minute.
    assert peak(8) < peak(1) + 3_000_000


class Tone:
    """A source without a file: an hour of one value, or a loop of ten seconds of it."""

    def __init__(self, path, offset):
        self._left = (10 if path.name == "loop" else 3600) * SAMPLE_RATE - offset

    def read(self, frames):
        frames = max(0, min(frames, self._left))
        self._left -= frames
        return np.full((frames, 2), 0.01, np.float32)

    def close(self):
        pass


class Nowhere(Collected):
    """An encoder that forgets."""

    def write(self, block):
        pass
