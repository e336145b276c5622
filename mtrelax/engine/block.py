"""A stretch of sound: float32 frames, two channels, 48 kHz."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mtrelax.domain.time import Frames

Samples = NDArray[np.float32]
Block = NDArray[np.float32]
"""Shape ``(frames, 2)``."""

BLOCK: Final = Frames(12_288)
"""What a sink asks for: a multiple of the device's buffer, or SDL would leave gaps (DESIGN 4)."""


def silence(frames: int) -> Block:
    """Return so many frames in which nothing sounds."""
    return np.zeros((frames, 2), np.float32)


def for_both_channels(gains: Samples) -> Block:
    """Return one gain a frame as a block to multiply with; far faster than broadcasting over two columns."""
    return np.column_stack((gains, gains))
