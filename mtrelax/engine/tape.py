"""What a mixer has rendered and may be needed again: the waiting block is given anew when a level changes."""

from typing import Final

import numpy as np

from mtrelax.domain.time import Frames
from mtrelax.engine.block import BLOCK, Block, silence
from mtrelax.engine.envelope import Gain, amplified
from mtrelax.engine.mixer import Mixer, Stems

_AT_ONCE: Final = 4
"""Blocks that are mixed in one go, every second: a processor that has slept is slow at first."""


class Tape:
    """A mixer's answer, kept from the last block on. Asked for any frames that were not yet forgotten."""

    def __init__(self, mixer: Mixer) -> None:
        self._mixer = mixer
        self._pieces: list[tuple[int, int, Stems]] = []

    def sum(self, begin: Frames, count: int, gains: tuple[Gain, ...]) -> Block:
        """Return all layers together, each with its gain."""
        self._render_until(begin + count)
        out = silence(count)
        for low, high, stems in self._pieces:
            first, last = max(low, begin), min(high, begin + count)
            if first >= last:
                continue
            part = out[first - begin : last - begin]
            for stem, gain in zip(stems, gains, strict=True):
                if stem is not None:
                    moving = isinstance(gain, np.ndarray)
                    here = gain[first - begin : last - begin] if moving else gain
                    part += amplified(stem[first - low : last - low], here)
        return out

    def forget(self, before: Frames) -> None:
        """Drop what lies before a frame."""
        self._pieces = [piece for piece in self._pieces if piece[1] > before]

    def close(self) -> None:
        """Let go of all files."""
        self._mixer.close()
        self._pieces = []

    def _render_until(self, end: int) -> None:
        """Have the mixer render what is missing, and a little more."""
        while self._mixer.position < end:
            for _ in range(_AT_ONCE):
                begin = self._mixer.position
                self._pieces.append((begin, begin + BLOCK, self._mixer.render(BLOCK)))
