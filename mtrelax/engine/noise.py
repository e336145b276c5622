"""Steady noise, made while it is heard: the same frame of it sounds the same however one came there."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from mtrelax.domain.noise import Noise
from mtrelax.domain.time import SAMPLE_RATE
from mtrelax.engine.block import Block, Samples, silence

_GRAIN: Final = 65_536
"""Frames of one grain; each begins in the middle of the one before, and their powers add up to one."""
_HOP: Final = _GRAIN // 2
_LOWEST: Final = 45.0
"""Hz: what lies below only moves the loudspeaker."""
_ALIKE: Final = 0.35
"""How much both ears hear the same, 0..1: wide, and not torn in two."""
_SLOPES: Final[Mapping[Noise, float]] = {Noise.PINK: -0.5, Noise.BROWN: -1.0}
"""Amplitude goes with this power of the frequency."""
_AMPLITUDES: Final[Mapping[Noise, float]] = {Noise.PINK: 15.34, Noise.BROWN: 11.81}
"""What brings each to -20 LUFS, measured over a minute."""
_WINDOW: Final = np.sin(np.pi * (np.arange(_GRAIN) + 0.5) / _GRAIN).astype(np.float32)[:, None]


class NoiseReader:
    """Gives noise from a frame on, without end."""

    def __init__(self, colour: Noise, offset: int) -> None:
        self._colour = colour
        self._at = offset
        self._shape = _shape(colour)
        self._grains: dict[int, Block] = {}

    def read(self, frames: int) -> Block:
        """Return the next frames."""
        out = silence(frames)
        begin, end = self._at, self._at + frames
        needed = range(begin // _HOP - 1, (end - 1) // _HOP + 1)
        self._grains = {index: self._grain(index) for index in needed}
        for index, grain in self._grains.items():
            first = index * _HOP
            low, high = max(begin, first), min(end, first + _GRAIN)
            out[low - begin : high - begin] += grain[low - first : high - first]
        self._at = end
        return out

    def close(self) -> None:
        """Let go of nothing: there is no file."""

    def _grain(self, index: int) -> Block:
        """Return a grain of the noise, which is known from its number alone."""
        if index in self._grains:
            return self._grains[index]
        random = np.random.default_rng([ord(self._colour[0]), index + 1])
        white = random.standard_normal((2, 2, len(self._shape)), dtype=np.float32)
        middle, side = white[..., 0, :] + 1j * white[..., 1, :]
        ears = (middle * np.sqrt(1 + _ALIKE) + sign * side * np.sqrt(1 - _ALIKE) for sign in (1, -1))
        sound = [np.fft.irfft(ear * self._shape, _GRAIN) for ear in ears]
        return np.stack(sound, axis=1, dtype=np.float32, casting="same_kind") * _WINDOW


def _shape(colour: Noise) -> Samples:
    """Return how strong each frequency of a grain is."""
    frequency = np.fft.rfftfreq(_GRAIN, 1 / SAMPLE_RATE)
    frequency[0] = frequency[1]
    below = 1 / np.sqrt(1 + (_LOWEST / frequency) ** 6)
    shape = _AMPLITUDES[colour] * (frequency / 1000) ** _SLOPES[colour] * below
    shape[0] = 0.0
    return shape.astype(np.float32)
