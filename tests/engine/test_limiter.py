"""No true peak above -2 dBTP, measured apart from how the limiter measures."""

import numpy as np
import pytest
from sound_material import noise, sine

from mtrelax.domain.time import SAMPLE_RATE
from mtrelax.engine.limiter import CEILING, LOOKAHEAD, Limiting, limit


def limited(sound, block=12_288):
    """Limit a sound block by block."""
    padded = np.concatenate((sound, np.zeros((LOOKAHEAD, 2), np.float32)))
    state, out = Limiting(), []
    for begin in range(0, len(sound), block):
        count = min(block, len(sound) - begin)
        part, state = limit(padded[begin : begin + count + LOOKAHEAD], state)
        out.append(part)
    return np.concatenate(out)


def true_peak(sound):
    """Return the highest value between all samples in dB, by sixteen times more of them (exact, by Fourier)."""
    edges = np.minimum(1.0, np.minimum(np.arange(len(sound)), np.arange(len(sound))[::-1]) / 500)
    spectrum = np.fft.rfft(sound.astype(np.float64) * edges[:, None], axis=0)
    finer = np.fft.irfft(spectrum, len(sound) * 16, axis=0) * 16
    return 20 * np.log10(np.abs(finer).max())


def up_to_20_khz(sound):
    """Return what is left of a sound by any codec that people use."""
    spectrum = np.fft.rfft(sound, axis=0)
    spectrum[len(spectrum) * 20 // 24 :] = 0
    return np.fft.irfft(spectrum, len(sound), axis=0)


LOUD = {
    "noise": up_to_20_khz(noise(2, 0.6)),
    "between two samples": sine(SAMPLE_RATE / 4, 1, 1.2, np.pi / 4),
    "low": sine(60, 2, 2.0),
    "bursts": sine(900, 2, 1.5) * (sine(3, 2, 1.0) > 0.6),
    "one tick": np.where(np.arange(48_000)[:, None] == 20_000, 3.0, 0.0) * np.ones((1, 2)),
}


@pytest.mark.parametrize("name", LOUD)
@pytest.mark.parametrize("block", [12_288, 1_000])
def test_no_true_peak_is_above_the_ceiling(name, block):
    assert true_peak(limited(LOUD[name].astype(np.float32), block)) <= CEILING


def test_what_is_quiet_enough_stays_as_it_is():
    sound = sine(440, 1, 0.77)
    assert np.array_equal(limited(sound), sound)


def test_blocks_make_no_difference():
    assert (
        np.abs(
            limited(LOUD["bursts"].astype(np.float32)) - limited(LOUD["bursts"].astype(np.float32), 777)
        ).max()
        < 1e-6
    )


def test_it_answers_in_time_with_what_it_hears():
    sound = limited(sine(440, 1, 1.0))
    gain = 0.78 / 1.0
    assert np.abs(sound[24_000:30_000] - sine(440, 1, 1.0)[24_000:30_000] * gain).max() < 0.02


def test_after_a_peak_it_comes_back_slowly():
    sound = sine(440, 2, 0.5)
    sound[10_000:10_010] = 1.5
    quietened = np.abs(limited(sound)).reshape(-1, 480, 2).max(axis=(1, 2))[25:]
    assert (np.diff(20 * np.log10(quietened)) < 0.2).all()
    assert quietened[-1] == pytest.approx(0.5, abs=0.001)


def test_what_is_no_number_is_silence():
    sound = sine(440, 1, 0.5)
    sound[5_000] = np.nan
    sound[6_000] = np.inf
    assert np.isfinite(limited(sound)).all()
