"""Keeps true peaks under the ceiling. It looks ahead, so it turns down before the peak, without a delay."""

from dataclasses import dataclass, field
from math import log10
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from mtrelax.domain.time import SAMPLE_RATE, Decibels, Seconds, to_frames
from mtrelax.engine.block import Block, Samples, for_both_channels, silence

CEILING: Final = Decibels(-2.0)
"""dBTP (DESIGN 4)."""
_AIM: Final = 10 ** ((CEILING - 0.2) / 20)
"""A little lower: four times oversampling may miss some of a peak."""
_NEAR: Final = _AIM * 0.5
"""Below this no sample hides a peak between itself and the next that reaches the ceiling."""
_ATTACK: Final = to_frames(Seconds(0.005))
_RELEASE: Final = 12.0 / SAMPLE_RATE
"""dB a frame: slow enough not to be heard."""
_OVERSAMPLING: Final = 4
_HALF: Final = 12
"""Frames on each side that the interpolation needs."""
_TILE: Final = 32

LOOKAHEAD: Final = _ATTACK + _HALF
"""How many frames beyond its answer the limiter needs to see."""


def _interpolators() -> NDArray[np.float32]:
    """Return the filters that give the values between two samples (windowed sinc)."""
    offsets = np.arange(-_HALF + 1, _HALF + 1)
    fractions = np.arange(1, _OVERSAMPLING) / _OVERSAMPLING
    distance = offsets[:, None] - fractions[None, :]
    window = np.i0(8.0 * np.sqrt(np.clip(1 - (distance / _HALF) ** 2, 0, None))) / np.i0(8.0)
    return (np.sinc(distance) * window).astype(np.float32)


_BETWEEN: Final = _interpolators()
_SMOOTH: Final[NDArray[np.float64]] = np.hanning(_ATTACK + 3)[1:-1] / np.hanning(_ATTACK + 3).sum()


@dataclass(frozen=True, slots=True)
class Limiting:
    """What the limiter knows of the frames before a block."""

    past: Block = field(default_factory=lambda: silence(_HALF))
    reduction: float = 0.0
    """dB after release, of the last frame."""
    floor: NDArray[np.float64] | None = None
    """The lowest reductions seen ahead of the last frames; ``None`` when all were 0."""
    begun: bool = False
    """Whether anything came before; at the very beginning it may turn down at once."""


def limit(sound: Block, before: Limiting) -> tuple[Block, Limiting]:
    """Return ``sound`` without its last ``LOOKAHEAD`` frames, limited, and what to hand in with the next."""
    count = len(sound) - LOOKAHEAD
    peak = _peak(sound)
    if not np.isfinite(peak):
        sound = np.nan_to_num(sound, nan=0.0, posinf=0.0, neginf=0.0)
        peak = _peak(sound)
    past = np.concatenate((before.past, sound[:count][-_HALF:]))[-_HALF:]
    resting = before.reduction == 0.0 and before.floor is None
    if resting and peak <= _NEAR:
        return sound[:count], Limiting(past, begun=True)
    needed = _needed(np.concatenate((before.past, sound)))
    if resting and needed is None:
        return sound[:count], Limiting(past, begun=True)
    held = _released(np.zeros(count + _ATTACK) if needed is None else needed, before.reduction)
    ahead = _lowest_ahead(held)[:count]
    floors = np.concatenate((_floor_of(before, float(ahead[0])), ahead))
    gains = 10.0 ** (np.convolve(floors, _SMOOTH, "valid") / 20.0)
    after = floors[-_ATTACK:]
    state = Limiting(
        past, float(held[count - 1]), after if after.min(initial=0.0) < 0.0 else None, begun=True
    )
    return sound[:count] * for_both_channels(gains.astype(np.float32)), state


def _peak(sound: Block) -> float:
    """Return the largest sample, NaN if there is one."""
    return max(float(sound.max()), -float(sound.min())) if len(sound) else 0.0


def _needed(sound: Block) -> NDArray[np.float64] | None:
    """Return by how many dB each frame is too high (at most 0), or ``None`` where none is.

    ``sound`` has ``_HALF`` frames more on both sides than the answer. Only what comes near the ceiling is
    looked at between the samples.
    """
    count = len(sound) - 2 * _HALF
    tiles = -(-count // _TILE)
    padded = np.zeros((tiles * _TILE + 2 * _HALF, 2), np.float32)
    padded[: len(sound)] = sound
    heights = np.abs(padded[_HALF:-_HALF]).reshape(tiles, -1).max(axis=1)
    suspect = np.flatnonzero(heights > _NEAR)
    if not len(suspect):
        return None
    # Rows of frames around each suspect tile, so that every value between two samples is one matrix product.
    rows = sliding_window_view(padded, _TILE + 2 * _HALF, axis=0)[suspect * _TILE]
    windows = sliding_window_view(rows[:, :, 1:], 2 * _HALF, axis=2)[:, :, :_TILE]
    between = np.abs(windows @ _BETWEEN).max(axis=(1, 3))
    true: Samples = np.maximum(between, np.abs(rows[:, :, _HALF : _HALF + _TILE]).max(axis=1))
    if float(true.max()) <= _AIM:
        return None
    needed = np.zeros(tiles * _TILE)
    places = (suspect[:, None] * _TILE + np.arange(_TILE)[None, :]).ravel()
    needed[places] = np.minimum(0.0, 20 * (log10(_AIM) - np.log10(np.maximum(true, 1e-9)))).ravel()
    return needed[:count]


def _released(needed: NDArray[np.float64], before: float) -> NDArray[np.float64]:
    """Return reductions that fall at once and come back slowly."""
    slope = _RELEASE * np.arange(len(needed) + 1)
    way = np.minimum.accumulate(np.concatenate(((before,), needed)) - slope) + slope
    return np.minimum(0.0, way[1:])


def _lowest_ahead(held: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each frame the lowest reduction from it to ``_ATTACK`` frames later, by doubling windows."""
    lowest, width = held, 1
    while width < _ATTACK + 1:
        step = min(width, _ATTACK + 1 - width)
        lowest = np.minimum(lowest[:-step], lowest[step:]) if len(lowest) > step else lowest
        width += step
    return lowest


def _floor_of(before: Limiting, first: float) -> NDArray[np.float64]:
    """Return the lowest reductions ahead of the frames before; before the beginning, that of the first."""
    if before.floor is not None:
        return before.floor
    return np.full(_ATTACK, 0.0 if before.begun else first)
