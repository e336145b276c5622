"""What a mixer has rendered and may be needed again: the waiting block is given anew when a level changes."""

import numpy as np

from mtrelax.domain.time import Frames
from mtrelax.engine.block import Block, for_both_channels, silence
from mtrelax.engine.envelope import Gain
from mtrelax.engine.mixer import LAYERS, Mixer, Stems


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
            for index in range(len(LAYERS)):
                stem, gain = stems[index], gains[index]
                if stem is None:
                    continue
                sound = stem[first - low : last - low]
                if isinstance(gain, np.ndarray):
                    part += sound * for_both_channels(gain[first - begin : last - begin])
                elif gain == 1.0:
                    part += sound
                elif gain != 0.0:
                    part += sound * np.float32(gain)
        return out

    def forget(self, before: Frames) -> None:
        """Drop what lies before a frame."""
        if self._pieces and self._pieces[0][1] <= before:
            self._pieces = [piece for piece in self._pieces if piece[1] > before]

    def close(self) -> None:
        """Let go of all files."""
        self._mixer.close()
        self._pieces = []

    def _render_until(self, end: int) -> None:
        """Have the mixer render what is missing."""
        begin = self._mixer.position
        if begin < end:
            self._pieces.append((begin, end, self._mixer.render(end - begin)))
