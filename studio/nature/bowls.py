"""Singing bowls tuned in fifths: rubbed ones that swell and fade under strokes that are far apart."""

from typing import Final

import numpy as np

from studio.measure import SAMPLE_RATE, Samples
from studio.nature.circle import Curve, Random, answered, circle, lay, mixed, moments
from studio.space import hall

# A few cents above D: the player lets a loop's last quarter of a second cross over into its first, and there no
# strong tone may meet itself upside down.
_LOWEST: Final = 147.4
_RUBBED: Final = (1.0, 2.0, 1.5, 1.0, 2.25, 1.5, 2.0, 1.5)
_STRUCK: Final = (2.0, 1.0, 3.0, 1.5, 2.25, 4.5, 1.0, 2.0, 3.0, 1.5, 4.5, 2.25)
"""A fifth above a fifth: D, A, D, E, A and E."""
_MODES: Final = (1.0, 3.0, 5.9, 9.5)
"""Of a bowl whose first overtone is a twelfth, so that it agrees with the others."""
_LEVELS: Final = (1.0, 0.34, 0.07, 0.02)
_DECAYS: Final = (44.0, 24.0, 10.0, 4.5)
"""Seconds to fall by 60 dB, at the lowest pitch."""
_BEATS: Final = (0.42, 0.71, 1.05, 1.3)
"""Hz between the two halves of each mode, which is never quite round."""


def bowls(seconds: float, seed: int) -> Samples:
    """Return singing bowls in a hall, (n, 2)."""
    random = np.random.default_rng(seed)
    # A bowl beats at its own pace whenever it sounds.
    beats = {each: _BEATS * random.uniform(0.75, 1.25, len(_BEATS)) for each in sorted({*_RUBBED, *_STRUCK})}
    rubbed, struck = np.zeros((circle(seconds), 2)), np.zeros((circle(seconds), 2))
    for moment, interval in zip(
        moments(seconds, random, seconds / len(_RUBBED), least=0.85), _RUBBED, strict=True
    ):
        rub = _rub(random, _LOWEST * interval, beats[interval])
        lay(rubbed, interval**-0.5 * random.uniform(0.8, 1.0) * rub, circle(moment))
    for moment, interval in zip(
        moments(seconds, random, seconds / len(_STRUCK), least=0.6), _STRUCK, strict=True
    ):
        stroke = _stroke(random, _LOWEST * interval, beats[interval])
        lay(struck, interval**-0.4 * random.uniform(0.7, 1.0) * stroke, circle(moment))
    dry = mixed((rubbed, 0), (struck, -8.5))
    return mixed((dry, 0), (answered(dry, hall(decay=1.2)), -6))


def _stroke(random: Random, pitch: float, beats: Curve) -> Samples:
    """Return a soft stroke that rings out."""
    time = np.arange(circle(40.0)) / SAMPLE_RATE
    shorter = (_LOWEST / pitch) ** 0.35
    ends = np.minimum(1.0, (time[-1] - time) / 8.0) ** 2
    swells = [
        level * 10 ** (-3 * time / (decay * shorter)) * (1 - np.exp(-time / (0.1 / mode**0.5))) ** 2 * ends
        for mode, level, decay in zip(_MODES, _LEVELS, _DECAYS, strict=True)
    ]
    return _ring(random, pitch, time, swells, beats)


def _rub(random: Random, pitch: float, beats: Curve) -> Samples:
    """Return a bowl that is rubbed around its rim: it comes slowly, turns, and is left to ring."""
    rise, held, fall = random.uniform(8, 11), random.uniform(10, 15), random.uniform(14, 19)
    time = np.arange(circle(rise + held + fall)) / SAMPLE_RATE
    course = np.interp(time, np.cumsum([0, rise, held, fall]), (0, 1, 1, 0))
    shape = np.sin(np.pi / 2 * course) ** 2
    turning = 1 + 0.08 * np.sin(2 * np.pi * random.uniform(0.35, 0.5) * time + random.uniform(0, 2 * np.pi))
    return _ring(random, pitch, time, [shape * turning, 0.16 * shape**2 * turning, 0.012 * shape**3], beats)


def _ring(random: Random, pitch: float, time: Curve, swells: list[Curve], beats: Curve) -> Samples:
    """Return a bowl's modes, each a pair a little apart, so that it beats, and otherwise in each ear."""
    out = np.zeros((len(time), 2))
    for mode, beat, swell in zip(_MODES, beats, swells, strict=False):
        low, high = pitch * mode - beat / 2, pitch * mode + beat / 2
        first, second = random.uniform(0, 2 * np.pi, 2)
        for ear, turn in ((0, 0.0), (1, 1.4)):
            pair = np.sin(2 * np.pi * low * time + first) + 0.22 * np.sin(
                2 * np.pi * high * time + second + turn
            )
            out[:, ear] += swell * pair
    return out
