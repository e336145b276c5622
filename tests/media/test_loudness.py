"""How loud a file is, against the signals of EBU Tech 3341."""

import numpy as np
import pytest

from mtrelax.domain.errors import Cancelled, UnreadableAudio
from mtrelax.domain.time import SAMPLE_RATE
from mtrelax.media.loudness import SILENCE, measure


def tone(decibels, seconds, channels=2, frequency=997.0, rate=SAMPLE_RATE, phase=0.0):
    """Return a sine whose peaks are at a level."""
    time = np.arange(round(seconds * rate)) / rate
    sine = 10 ** (decibels / 20) * np.sin(2 * np.pi * frequency * time + phase)
    return np.repeat(sine[:, None], channels, 1).astype(np.float32)


@pytest.mark.parametrize(
    ("codec", "name"), [("pcm_f32le", "ref.wav"), ("libopus", "ref.opus"), ("flac", "ref.flac")]
)
def test_a_tone_at_minus_23_measures_minus_23(sounds, codec, name):
    found = measure(sounds.make(name, tone(-23, 20), codec))
    assert found.integrated == pytest.approx(-23, abs=0.3)
    assert found.true_peak == pytest.approx(-23, abs=0.5)


def test_a_resampled_file_measures_the_same(sounds):
    found = measure(sounds.make("cd-tone.wav", tone(-33, 20, rate=44_100), rate=44_100))
    assert found.integrated == pytest.approx(-33, abs=0.1)


def test_mono_measures_as_one_loudspeaker(sounds):
    """So that gain tags, written for the one channel that is there, hold for what is heard."""
    found = measure(sounds.make("one.wav", tone(-20, 5, channels=1)))
    assert found.integrated == pytest.approx(-23, abs=0.1)


def test_quiet_stretches_do_not_count(sounds):
    """EBU Tech 3341, case 3."""
    parts = [tone(-36, 10), tone(-23, 60), tone(-36, 10)]
    assert measure(sounds.make("gate.wav", np.concatenate(parts))).integrated == pytest.approx(-23, abs=0.1)


def test_peaks_between_the_samples_are_seen(sounds):
    """EBU Tech 3341, case 16: a quarter of the sampling rate, caught at 45 degrees."""
    signal = tone(-6, 2, frequency=12_000, phase=np.pi / 4)
    ramp = np.linspace(0, 1, 2_400, dtype=np.float32)[:, None]
    signal[:2_400] *= ramp
    signal[-2_400:] *= ramp[::-1]
    found = measure(sounds.make("between.wav", signal))
    assert found.true_peak == pytest.approx(-6, abs=0.4)


def test_silence_has_a_number_too(sounds):
    found = measure(sounds.make("silent.wav", np.zeros((SAMPLE_RATE * 3, 2), np.float32)))
    assert found.integrated == SILENCE
    assert found.true_peak < -100


@pytest.mark.parametrize("seconds", [0.001, 0.2, 0.41, 1.05])
def test_the_shortest_sound_has_a_peak(sounds, seconds):
    found = measure(sounds.make("short.wav", tone(-10, seconds)))
    assert SILENCE <= found.integrated < 0
    assert found.true_peak == pytest.approx(-10, abs=3 if seconds < 0.1 else 1.5)


def test_progress_goes_up_to_one(sounds):
    heard = []
    measure(sounds["cd.flac"], progress=heard.append)
    assert heard == sorted(heard)
    assert len(heard) > 5
    assert heard[-1] == 1.0


def test_it_can_be_called_off(sounds):
    answers = iter([False, False, True])
    with pytest.raises(Cancelled):
        measure(sounds["cd.flac"], cancelled=lambda: next(answers))


def test_what_is_no_sound_is_refused(unreadable):
    with pytest.raises(UnreadableAudio):
        measure(unreadable)
