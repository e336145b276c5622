"""Surf on a sandy shore: waves that come in sets, break, run up and draw back, no two alike."""

from typing import Final

import numpy as np

from studio.measure import SAMPLE_RATE, Samples
from studio.nature.circle import (
    OCTAVES,
    STEP,
    Curve,
    Random,
    circle,
    drift,
    mixed,
    moments,
    noise,
    painted,
    ratio,
    shower,
    since,
)
from studio.nature.grains import bubble

# dB in each octave.
_SEA: Final = np.array([-10, -5, -3, -4, -7, -12, -19, -29, -44])
_SWELLING: Final = np.array([0, 0, -1, -5, -12, -20, -30, -42, -60])
_BREAKING: Final = np.array([-5, -1, 1, 2, 1, -2, -7, -15, -29])
_RUNNING_UP: Final = np.array([-40, -30, -19, -11, -4.5, -2.5, -4.5, -12, -26])
_DRAWING_BACK: Final = np.array([-45, -36, -25, -15, -8, -5.5, -8.5, -17, -32])
_HIGHER: Final = np.arange(len(OCTAVES)) - OCTAVES.index(1000)
"""Octaves above 1 kHz."""


def surf(seconds: float, seed: int) -> Samples:
    """Return surf, (n, 2): the far sea, waves in sets, ripples between them, foam that fizzes."""
    random = np.random.default_rng(seed)
    frames = circle(seconds)
    clock = np.arange(frames // STEP) * STEP / SAMPLE_RATE
    far = _SEA + 1.2 * drift(frames, random, 0.15)[::STEP, None]
    power = np.repeat(_power(far)[:, :, None], 2, axis=2)
    foam = np.zeros(len(clock))
    waves, ripples = moments(seconds, random, 9.2), moments(seconds, random, 4.3)
    sets = 2.6 * np.sin(2 * np.pi * (np.arange(len(waves)) / 4.6 + random.random()))
    for moment, size in zip(waves, sets + random.normal(0, 1.4, len(waves)), strict=True):
        _add_wave(power, foam, since(moment, clock, seconds), random, 1 + min(size, 3.0))
    for moment in ripples:
        _add_wave(power, foam, since(moment, clock, seconds), random, random.normal(-7, 1.5))
    curves = 10 * np.log10(power)
    for band in range(len(OCTAVES)):
        turbulence = (
            0.5 * drift(frames, random, 6.0, 0.7)[::STEP] + 0.7 * drift(frames, random, 0.7, 0.1)[::STEP]
        )
        curves[:, band] += turbulence[:, None]
    water = painted(noise(frames, random, [0] * 9, (0.7, 0.7, 0.65, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4)), curves)
    bursting = [bubble(radius) for radius in np.geomspace(0.6, 2.0, 24)]
    rate = np.interp(np.arange(frames), np.arange(len(clock)) * STEP, 900 * foam / foam.max() + 2)
    fizz = shower(frames, random, bursting, rate, shape=2.5, least=0.1, most=3, width=0.9)
    return mixed((water, 0), (fizz, -25))


def _add_wave(power: Curve, foam: Curve, after: Curve, random: Random, size: float) -> None:
    """Add one wave, so many dB high, to the power in each band and ear: it swells, breaks, runs up, draws back."""
    stretch = random.uniform(0.8, 1.3) * 1.03**size
    bright = random.normal(0, 0.5) + 0.08 * size
    side = random.uniform(-2.5, 2.5)
    _add(power, _hump(after + stretch, 2.8 * stretch, 1.4), _SWELLING + size - 1, side)
    first = random.uniform(-0.4, 0.4)
    for crest in range(random.integers(1, 4)):
        # It breaks along the shore: each crest a little later and farther on.
        rise, fall = stretch * random.uniform(1.5, 2.2), stretch * random.uniform(0.6, 1.1)
        level = size - 1.5 * crest - random.uniform(0, 1.5)
        colour = _BREAKING + bright * _HIGHER * 0.8 + level
        _add(power, _hump(after - first, rise, fall), colour, side)
        first += random.uniform(0.8, 1.7)
        side = side * 0.4 + random.uniform(-2, 2)
    runs = random.uniform(1.0, 2.2) * stretch
    up = _hump(after - runs, random.uniform(1.4, 2.0), stretch * random.uniform(1.3, 2.4))
    _add(power, up, _RUNNING_UP + size + random.normal(0, 1.2) + bright * _HIGHER * 0.6, -side)
    foam += up * 10 ** (size / 20)
    turns = runs + random.uniform(2.6, 4.4) * stretch
    back = _hump(after - turns, random.uniform(1.5, 2.4), stretch * random.uniform(1.1, 2.2))
    _add(power, back, _DRAWING_BACK + 0.8 * size + random.normal(0, 2), random.uniform(-2, 2))


def _hump(after: Curve, rise: float, fall: float) -> Curve:
    """Return a rise and a fall, smooth, 1 at the top, of so many seconds."""
    late = np.maximum(after, 0) / fall
    return np.where(after < 0, np.exp(-((after / rise) ** 2)), (1 + late) * np.exp(-late))


def _add(power: Curve, course: Curve, levels: Curve, side: float) -> None:
    """Add a part of a wave to both ears: ``side`` dB more in the right one."""
    for ear, tilt in ((0, -side / 2), (1, side / 2)):
        power[:, :, ear] += course[:, None] * _power(levels + tilt)


def _power(levels: Curve) -> Curve:
    return ratio(levels) ** 2
