"""A bowed drone: strings that nobody hears being bowed, whose partials come forward and go back."""

from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from scipy.interpolate import CubicSpline

from studio.measure import SAMPLE_RATE, Samples
from studio.score.notes import Played, Score

_HIGHEST: Final = 2200.0
"""Hz above which no partial is written."""
_ROLLOFF: Final = 1.25
"""A partial's level falls with this power of its number."""
_DRIFT: Final = 2.5
"""dB that a partial wanders, each on its own."""
_EVERY: Final = 6.0
"""Seconds between the turns that it takes."""
_BODY: Final = 85.0
"""Hz below which its body is too small to give much."""
_BEATS: Final = 0.11
"""Hz between the ears in the first partial; it grows with the root of the number."""
_VOWEL: Final = (5.0, 330.0, 780.0, 47.0)
"""How many dB, from where to where in Hz and in how many seconds an emphasis travels, as over a curved bridge."""
_RISE: Final = 4.0
_FALL: Final = 5.0


@dataclass(frozen=True, slots=True)
class Drone:
    """A drone of as many strings as there are notes at a time."""

    width: float = 0.9
    uses_salamander: ClassVar[bool] = False

    def play(self, score: Score, name: str, _work: object) -> Samples:
        """Return a part's stem, dry, as long as the piece and its tail."""
        out = np.zeros((score.frames, 2))
        for index, note in enumerate(score.performed(name)):
            sound = _string(note, np.random.default_rng([score.seed, index]))
            start = round(note.start * SAMPLE_RATE)
            out[start : start + len(sound)] += sound[: score.frames - start]
        return out


def _string(note: Played, random: np.random.Generator) -> Samples:
    """Return one bowed string; it goes on for a while after its note, so that the next grows out of it."""
    length = note.end - note.start + _FALL
    time = np.arange(round(length * SAMPLE_RATE)) / SAMPLE_RATE
    pitch = 440 * 2 ** ((note.pitch - 69) / 12)
    slow = np.arange(0, length + 0.1, 0.05)
    levels, low, high, lap = _VOWEL
    place = np.log(low) + np.log(high / low) * (0.5 - 0.5 * np.cos(2 * np.pi * (note.start + slow) / lap))
    out = np.zeros((len(time), 2))
    for number in range(1, int(_HIGHEST / pitch) + 1):
        frequency = pitch * number
        near = np.exp(-(((np.log(frequency) - place) / 0.35) ** 2))
        level = levels * near + _wander(slow, random, _DRIFT) - 20 * _ROLLOFF * np.log10(number)
        level -= 10 * np.log10(1 + (_BODY / frequency) ** 4)
        swell = np.interp(time, slow, 10 ** (level / 20))
        for ear, side in ((0, -1), (1, 1)):
            phase = 2 * np.pi * (frequency + side * _BEATS * np.sqrt(number) / 2) * time
            turn = np.interp(time, slow, _wander(slow, random, 0.5))
            out[:, ear] += swell * np.sin(phase + turn + random.uniform(0, 2 * np.pi))
    rise, fall = np.minimum(1, time / _RISE), np.minimum(1, (length - time) / _FALL)
    envelope = (0.5 - 0.5 * np.cos(np.pi * rise)) * (0.5 - 0.5 * np.cos(np.pi * fall))
    return np.asarray(out * (envelope * (note.velocity / 64) ** 2)[:, None])


def _wander(moments: Samples, random: np.random.Generator, spread: float) -> Samples:
    """Return a smooth curve without aim, some turns to the minute."""
    knots = np.arange(-_EVERY, moments[-1] + 3 * _EVERY, _EVERY)
    knots = knots + random.uniform(-0.3, 0.3, len(knots)) * _EVERY
    return np.asarray(CubicSpline(knots, random.normal(0, spread, len(knots)))(moments))
