"""The room in which it sounds: a hall made of noise."""

from typing import Final

import numpy as np
from scipy.signal import butter, fftconvolve, sosfilt

from studio.measure import SAMPLE_RATE, Samples

_EDGES: Final = (60, 125, 250, 500, 1000, 2000, 4000, 8000, 14000)
_DECAY_AT: Final = (60, 1000, 14000)
_DECAY_SECONDS: Final = (3.4, 2.6, 1.1)


def hall(seed: int = 3, *, decay: float = 1.0, predelay: float = 0.022) -> Samples:
    """Return the answer of a hall to a clap: bands that die the sooner the higher, after a few early reflections."""
    rng = np.random.default_rng(seed)
    frames = round(4.5 * decay * SAMPLE_RATE)
    seconds = np.arange(frames) / SAMPLE_RATE
    answer = np.zeros((frames, 2))
    lengths = decay * np.interp(np.log(_EDGES), np.log(_DECAY_AT), _DECAY_SECONDS)
    for low, high, length in zip(_EDGES[:-1], _EDGES[1:], lengths, strict=False):
        band = butter(2, [low, high], "band", fs=SAMPLE_RATE, output="sos")
        answer += (
            sosfilt(band, rng.standard_normal((frames, 2)), axis=0) * 10 ** (-3 * seconds / length)[:, None]
        )
    answer *= (1 - np.exp(-seconds / 0.03))[:, None]
    answer = 0.8 * answer + 0.2 * answer.mean(axis=1, keepdims=True)
    strength = 0.108 * np.sqrt((answer**2).sum(axis=0).mean())
    for _ in range(10):
        moment, side = round((0.007 + 0.055 * rng.random()) * SAMPLE_RATE), rng.random()
        answer[moment] += np.array([side, 1 - side]) * strength * rng.choice([-1, 1])
    answer = np.vstack([np.zeros((round(predelay * SAMPLE_RATE), 2)), answer])
    return np.asarray(answer / np.sqrt((answer**2).sum(axis=0).mean()))


def reverberate(samples: Samples, answer: Samples) -> Samples:
    """Return what comes back from a room, as long as what went in."""
    channels = [fftconvolve(samples[:, side], answer[:, side])[: len(samples)] for side in (0, 1)]
    return np.stack(channels, axis=1)


def place(samples: Samples, pan: float, width: float = 1.0) -> Samples:
    """Return a stereo recording narrowed and moved to a side (-1 left, 1 right) at equal power."""
    middle, side = samples.mean(axis=1), (samples[:, 0] - samples[:, 1]) / 2 * width
    angle = (pan + 1) * np.pi / 4
    return np.sqrt(2) * np.stack([(middle + side) * np.cos(angle), (middle - side) * np.sin(angle)], axis=1)
