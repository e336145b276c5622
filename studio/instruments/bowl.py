"""A singing bowl that is touched softly, from its modes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np

from studio.measure import SAMPLE_RATE, Samples
from studio.score.notes import Score


@dataclass(frozen=True, slots=True)
class Shape:
    """What a bowl was hammered into: its modes, and the mallet that it is touched with."""

    ratios: tuple[float, ...]
    decays: tuple[float, ...]
    """Seconds to fall by 60 dB."""
    levels: tuple[float, ...]
    beats: tuple[float, ...]
    """Hz between the two halves of each mode, which is never quite round."""
    onset: float


SMALL: Final = Shape(
    (1.0, 2.83, 5.35, 8.5), (11.0, 6.0, 2.6, 1.2), (1.0, 0.42, 0.07, 0.02), (0.55, 0.9, 1.1, 1.4), 0.03
)
# Its second mode is a twelfth, so that several of them agree.
LARGE: Final = Shape(
    (1.0, 3.0, 5.9, 9.5), (24.0, 12.0, 4.5, 2.0), (1.0, 0.3, 0.04, 0.01), (0.35, 0.6, 0.9, 1.2), 0.09
)

_RUBBED: Final = (1.0, 0.14, 0.012, 0.0)
"""How much of each mode a rim gives that is rubbed."""
_COMES: Final = 5.0
_LEAVES: Final = 9.0
"""Seconds in which a rubbed bowl comes, and rings on."""


def bowl(seconds: float, seed: int, pitch: float = 294.0, shape: Shape = SMALL) -> Samples:
    """Return one stroke with a soft mallet, (n, 2), that rises with its onset and rings out into silence."""
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    swells = (
        level
        * np.exp(-6.91 * time / decay)
        * (1 - np.exp(-time / (shape.onset * min(1.0, 0.4 + 0.6 / ratio))))
        for ratio, decay, level in zip(shape.ratios, shape.decays, shape.levels, strict=True)
    )
    rise = np.minimum(1.0, time / shape.onset)
    fall = np.minimum(1.0, (time[-1] - time) / 3.0)
    out = _modes(time, seed, pitch, shape, swells)
    return np.asarray(out * (0.5 - 0.5 * np.cos(np.pi * rise))[:, None] * (fall**2)[:, None])


def rubbed(seconds: float, seed: int, pitch: float, shape: Shape = LARGE) -> Samples:
    """Return a bowl whose rim is rubbed for some seconds, (n, 2); it rings on after them."""
    time = np.arange(round((seconds + _LEAVES) * SAMPLE_RATE)) / SAMPLE_RATE
    course = np.minimum(np.minimum(1.0, time / _COMES), np.minimum(1.0, (time[-1] - time) / _LEAVES))
    force = np.sin(np.pi / 2 * course) ** 2 * (1 + 0.1 * np.sin(2 * np.pi * 0.31 * time + seed))
    # The higher modes need more force.
    swells = (level * force ** (1 + 0.5 * mode) for mode, level in enumerate(_RUBBED))
    return _modes(time, seed, pitch, shape, swells)


@dataclass(frozen=True, slots=True)
class Bowls:
    """A set of bowls, one to a pitch, struck softly or rubbed."""

    rubbed: bool = False
    width: float = 0.8
    uses_salamander: ClassVar[bool] = False

    def play(self, score: Score, name: str, _work: object) -> Samples:
        """Return a part's stem, dry, as long as the piece and its tail."""
        out = np.zeros((score.frames, 2))
        for note in score.performed(name):
            pitch = 440 * 2 ** ((note.pitch - 69) / 12)
            if self.rubbed:
                sound = rubbed(note.end - note.start, note.pitch, pitch)
            else:
                sound = bowl(LARGE.decays[0], note.pitch, pitch, LARGE)
            start = round(note.start * SAMPLE_RATE)
            # High bowls are small ones.
            level = (note.velocity / 64) ** 2 * (220 / pitch) ** 0.5
            out[start : start + len(sound)] += level * sound[: score.frames - start]
        return out


def _modes(time: Samples, seed: int, pitch: float, shape: Shape, swells: Iterable[Samples]) -> Samples:
    """Return what the modes sound like together, each of them a pair, and not the same in both ears."""
    random = np.random.default_rng(seed)
    out = np.zeros((len(time), 2))
    for ratio, beat, swell in zip(shape.ratios, shape.beats, swells, strict=True):
        first, second = random.uniform(0, 2 * np.pi, 2)
        low, high = (pitch * ratio + side * beat / 2 for side in (-1, 1))
        for ear, turn in ((0, 0.0), (1, 0.9)):
            wave = np.sin(2 * np.pi * low * time + first)
            out[:, ear] += swell * (wave + 0.7 * np.sin(2 * np.pi * high * time + second + turn))
    return out
