"""Noise that is made while it is heard."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sound_material import clip, roughness, timeline, write_wav

from mtrelax.domain.noise import Noise
from mtrelax.domain.time import SAMPLE_RATE
from mtrelax.engine.noise import NoiseReader
from mtrelax.media.loudness import measure

MINUTE = 60 * SAMPLE_RATE
COLOURS = pytest.mark.parametrize("colour", Noise)


def octaves(sound):
    """Return the power of each octave from 125 Hz to 4 kHz, in dB."""
    power = np.abs(np.fft.rfft(sound[:, 0])) ** 2
    edges = [round(125 * 2**step / SAMPLE_RATE * len(sound)) for step in range(6)]
    return [10 * np.log10(power[low : 2 * low].sum()) for low in edges]


@COLOURS
@settings(max_examples=20)
@given(st.integers(0, 10**9), st.lists(st.integers(1, 90_000), min_size=1, max_size=4))
def test_a_frame_sounds_the_same_however_one_came_there(colour, begin, sizes):
    whole = NoiseReader(colour, begin).read(sum(sizes))
    reader = NoiseReader(colour, begin)
    assert np.array_equal(np.concatenate([reader.read(size) for size in sizes]), whole)
    later = NoiseReader(colour, begin + sizes[0]).read(sum(sizes[1:]))
    assert np.array_equal(later, whole[sizes[0] :])


@COLOURS
def test_it_is_as_loud_as_it_says_and_stays_so(colour, tmp_path):
    sound = NoiseReader(colour, 0).read(MINUTE)
    assert measure(write_wav(tmp_path / "noise.wav", sound)).integrated == pytest.approx(-20, abs=0.3)
    seconds = sound.reshape(60, SAMPLE_RATE, 2)
    levels = 10 * np.log10((seconds**2).mean(axis=(1, 2)))
    assert levels.max() - levels.min() < 3
    assert np.abs(sound).max() < 0.7


@pytest.mark.parametrize(("colour", "slope"), [(Noise.PINK, 0.0), (Noise.BROWN, -3.0)])
def test_its_octaves_have_its_colour(colour, slope):
    assert np.diff(octaves(NoiseReader(colour, 0).read(MINUTE))) == pytest.approx(slope, abs=0.5)


@COLOURS
def test_it_surrounds(colour):
    left, right = NoiseReader(colour, 0).read(MINUTE).T
    assert 0.2 < np.corrcoef(left, right)[0, 1] < 0.5


def test_it_never_ends_and_never_repeats_soon():
    reader = NoiseReader(Noise.PINK, 3600 * SAMPLE_RATE)
    hour_later = reader.read(SAMPLE_RATE)
    assert not np.array_equal(hour_later, NoiseReader(Noise.PINK, 0).read(SAMPLE_RATE))


def test_a_session_plays_it_like_any_ambience(rendered):
    sound = rendered(timeline(6, clip(Noise.BROWN, 0, 6, fade_in=2, fade_out=2)))
    expected = NoiseReader(Noise.BROWN, 2 * SAMPLE_RATE).read(SAMPLE_RATE)
    assert np.allclose(sound[2 * SAMPLE_RATE : 3 * SAMPLE_RATE], expected, atol=1e-6)
    assert roughness(sound) <= 1.05 * roughness(NoiseReader(Noise.BROWN, 0).read(6 * SAMPLE_RATE))
