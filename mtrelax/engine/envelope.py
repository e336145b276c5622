"""The curves of the domain for whole blocks: fades of clips, envelopes of layers, glides of levels."""

from dataclasses import dataclass, replace
from math import cos, pi

import numpy as np

from mtrelax.domain.curves import SILENCE, Envelope, to_gain
from mtrelax.domain.time import SAMPLE_RATE, Decibels, Frames
from mtrelax.engine.block import Block, Samples, for_both_channels

Gain = float | Samples
"""One factor for a whole block, or one for each frame."""


def equal_power(first: int, count: int, length: int) -> Samples:
    """Return the gains of a fade-in of ``length`` frames, for ``count`` frames from its ``first`` on."""
    share = np.arange(first, first + count, dtype=np.float32) * np.float32(1.0 / length)
    return np.sin(np.clip(share, 0.0, 1.0, out=share) * np.float32(pi / 2))


def rising(first: int, count: int, length: int) -> Samples:
    """Return a softly beginning and ending way from 0 to 1, for ``count`` frames from its ``first`` on."""
    share = np.arange(first, first + count, dtype=np.float32) * np.float32(1.0 / max(1, length))
    return np.float32(0.5) - np.float32(0.5) * np.cos(np.clip(share, 0.0, 1.0, out=share) * np.float32(pi))


class LevelCurve:
    """An envelope, ready to be asked for the gains of a block."""

    def __init__(self, envelope: Envelope) -> None:
        self._times = np.array([point.time for point in envelope.points]) * SAMPLE_RATE
        self._levels = np.array([point.level for point in envelope.points])

    def gains(self, begin: int, count: int) -> Gain:
        """Return one gain where the level stands still, else one for each frame."""
        first, last = np.searchsorted(self._times, (begin, begin + count), side="right")
        touched = self._levels[max(0, int(first) - 1) : int(last) + 1]
        if np.all(touched == touched[0]):
            return to_gain(Decibels(float(touched[0])))
        levels = np.interp(np.arange(begin, begin + count), self._times, self._levels).astype(np.float32)
        gains = np.exp(levels * np.float32(np.log(10.0) / 20.0))
        gains[levels <= SILENCE] = 0.0
        return gains


@dataclass(frozen=True, slots=True)
class Glide:
    """A gain on its way to another one; a step would be a click."""

    origin: float
    target: float
    length: Frames = Frames(0)
    done: Frames = Frames(0)

    @classmethod
    def at(cls, gain: float) -> "Glide":
        """Return a gain that stands still."""
        return cls(gain, gain)

    @property
    def left(self) -> Frames:
        """How many frames it still moves."""
        return Frames(self.length - self.done)

    @property
    def value(self) -> float:
        """The gain of the next frame."""
        if not self.left:
            return self.target
        share = 0.5 - 0.5 * cos(pi * self.done / self.length)
        return self.origin + (self.target - self.origin) * share

    def toward(self, target: float, length: Frames) -> "Glide":
        """Return a way from here to another gain."""
        return self if target == self.target else Glide(self.value, target, length)

    def after(self, frames: int) -> "Glide":
        """Return what is left of the way so many frames later."""
        return replace(self, done=Frames(min(self.length, self.done + frames))) if self.left else self

    def gains(self, frames: int) -> Gain:
        """Return the gains of the next frames."""
        if not self.left or self.origin == self.target:
            return self.target
        way = rising(self.done, frames, self.length)
        return np.float32(self.origin) + np.float32(self.target - self.origin) * way


def amplified(sound: Block, gain: Gain) -> Block:
    """Return a sound with a gain; itself where there is nothing to do."""
    if isinstance(gain, np.ndarray):
        return sound * for_both_channels(gain)
    return sound if gain == 1.0 else sound * np.float32(gain)
