"""A summer night: crickets of two kinds, near and far, that sing in bouts and fall silent, and still air."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from studio.measure import SAMPLE_RATE, Samples
from studio.nature.circle import (
    Curve,
    Random,
    answered,
    circle,
    coloured,
    drift,
    echo,
    lay,
    mixed,
    moments,
    noise,
    placed,
    ratio,
)


@dataclass(frozen=True, slots=True)
class _Cricket:
    """One that sings: where, how high, how fast, for how long."""

    side: float
    distance: float
    pitch: float
    pulses: int
    """In a chirp, at most."""
    pulse: float
    """Seconds from one to the next."""
    chirp: float
    """Seconds from one to the next."""
    bout: float
    """Seconds from the beginning of one to that of the next."""


_CRICKETS: Final = (
    _Cricket(-0.55, 1.6, 3980, 3, 0.034, 0.62, 31),
    _Cricket(0.7, 2.2, 4210, 4, 0.031, 0.48, 24),
    _Cricket(0.15, 3.2, 3820, 3, 0.036, 0.71, 37),
    _Cricket(-0.85, 4.0, 4350, 4, 0.029, 0.43, 19),
    _Cricket(0.4, 2.0, 2620, 7, 0.024, 0.94, 41),
    _Cricket(-0.3, 2.9, 2790, 8, 0.022, 0.83, 33),
    _Cricket(0.9, 4.5, 2530, 6, 0.026, 1.07, 27),
    _Cricket(-0.7, 5.5, 2890, 7, 0.023, 0.89, 22),
)


def night(seconds: float, seed: int) -> Samples:
    """Return a summer night, (n, 2): crickets in bouts, a breath of air in the grass."""
    random = np.random.default_rng(seed)
    frames = circle(seconds)
    # The warmer, the higher and the faster they sing, all of them together.
    warmth = 1 + 0.018 * drift(frames, random, 0.03)
    field = echo(random, 0.9, 2600)
    crickets, sent = np.zeros((frames, 2)), np.zeros((frames, 2))
    for each in _CRICKETS:
        song = _song(each, seconds, random, warmth)
        # Air and grass take away the top.
        song = coloured(
            song, (1000, 2500, 5000, 9000, 16000), (0, 0, -2 * each.distance, -6 * each.distance, -60)
        )
        crickets += song / each.distance
        sent += song / each.distance**0.5
    coherence = (0.6, 0.6, 0.5, 0.4, 0.3, 0.2, 0.2, 0.1, 0.1)
    air = noise(frames, random, (-8, -4, -2, -5, -9, -14, -21, -30, -45), coherence)
    air *= ratio(1.1 * drift(frames, random, 0.25))[:, None]
    grass = noise(frames, random, (-60, -50, -36, -22, -11, -4, -3, -9, -24), coherence)
    grass *= ratio(2.2 * drift(frames, random, 0.2))[:, None]
    return mixed((air, 0), (grass, -13), (crickets, -10.5), (answered(sent, field), -11.5))


def _song(cricket: _Cricket, seconds: float, random: Random, warmth: Curve) -> Samples:
    """Return all bouts of a cricket, once around the circle."""
    frames = len(warmth)
    out = np.zeros((frames, 2))
    bouts = moments(seconds, random, cricket.bout, least=0.6)
    for begin, end in zip(bouts, np.append(bouts[1:], bouts[0] + seconds), strict=True):
        length = (end - begin) * random.uniform(0.45, 0.85)
        pace, moment = random.normal(1, 0.04), begin
        while moment < begin + length:
            done = (moment - begin) / length
            warm = warmth[circle(moment) % frames]
            pace *= 1 + 0.25 * (1 - pace) + random.normal(0, 0.018)
            # It warms up, tires, leaves out a chirp now and then.
            strength = min(1.0, 0.35 + 6 * done, 0.3 + 5 * (1 - done))
            if random.random() > 0.07:
                chirp = strength * random.normal(1, 0.08) * _chirp(cricket, random, warm, strength)
                lay(out, placed(chirp, cricket.side), circle(moment))
            wait = random.uniform(1.6, 3.2) if random.random() < 0.045 else 1.0
            moment += cricket.chirp * pace * wait / warm * random.normal(1, 0.035)
    return out


def _chirp(cricket: _Cricket, random: Random, warm: float, strength: float) -> Curve:
    """Return a chirp: a few soft pulses, the first ones softer; short ones where it is not yet warm."""
    pulses = max(2, cricket.pulses - random.binomial(2, 0.25) - (strength < 0.6))
    step, pitch = cricket.pulse / warm, cricket.pitch * warm * random.normal(1, 0.0025)
    time = np.arange(round(0.72 * step * SAMPLE_RATE)) / SAMPLE_RATE
    way = time / time[-1]
    swell = np.sin(np.pi * way**0.8) ** 1.5
    sung = swell * np.sin(2 * np.pi * pitch * (time - 0.006 * way * time))
    out = np.zeros(round(pulses * step * 1.1 * SAMPLE_RATE) + len(sung))
    for number in range(pulses):
        first = round((number + random.uniform(0, 0.06)) * step * SAMPLE_RATE)
        out[first : first + len(sung)] += min(1.0, 0.4 + 0.25 * number) * random.normal(1, 0.05) * sung
    return out
