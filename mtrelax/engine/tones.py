"""Soft tones that tell closed eyes how to breathe: up for breathing in, down for breathing out."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import pi
from typing import Final

import numpy as np

from mtrelax.domain.breathing import StepKind
from mtrelax.domain.time import SAMPLE_RATE, Frames, Seconds, to_frames
from mtrelax.engine.block import Block, for_both_channels
from mtrelax.engine.envelope import rising

_STANDARD: Final = 0.15
"""Amplitude with which a whole tone, soft ends and all, measures about -20 LUFS."""


@dataclass(frozen=True, slots=True)
class _Tone:
    """A voice that glides from one pitch to another."""

    begins: float
    ends: float
    length: Seconds
    onset: Seconds
    strength: float


# A fifth between the two, so that the direction is plain; nothing above 600 Hz, nothing sudden.
_TONES: Final[Mapping[StepKind, _Tone]] = {
    StepKind.INHALE: _Tone(261.6, 392.0, Seconds(1.6), Seconds(0.18), 1.0),
    StepKind.TOP_UP: _Tone(392.0, 466.2, Seconds(0.9), Seconds(0.12), 0.8),
    StepKind.HOLD: _Tone(329.6, 329.6, Seconds(0.7), Seconds(0.20), 0.25),
    StepKind.EXHALE: _Tone(329.6, 196.0, Seconds(2.2), Seconds(0.18), 1.0),
    StepKind.REST: _Tone(164.8, 164.8, Seconds(0.7), Seconds(0.20), 0.25),
}

LONGEST: Final = to_frames(max(tone.length for tone in _TONES.values()))


def _sound(tone: _Tone) -> Block:
    """Return a tone with a soft onset, a long release, and a quiet octave above."""
    frames, onset = to_frames(tone.length), to_frames(tone.onset)
    share = np.linspace(0.0, 1.0, frames)
    # The glide is even in musical steps and rests on both ends.
    pitch = tone.begins * (tone.ends / tone.begins) ** (0.5 - 0.5 * np.cos(pi * share))
    phase = 2 * pi * np.cumsum(pitch) / SAMPLE_RATE
    wave = np.sin(phase) + 0.12 * np.sin(2 * phase)
    shape = rising(0, frames, onset) * rising(0, frames, frames - onset)[::-1]
    return for_both_channels((wave * shape * tone.strength * _STANDARD).astype(np.float32))


TONES: Final[Mapping[StepKind, Block]] = {kind: _sound(tone) for kind, tone in _TONES.items()}


def lay(out: Block, begin: Frames, at: Frames, kind: StepKind) -> None:
    """Add the tone that begins at a frame to a block that begins at another."""
    tone = TONES[kind]
    low, high = max(begin, at), min(begin + len(out), at + len(tone))
    if low < high:
        out[low - begin : high - begin] += tone[low - at : high - at]
