"""The Salamander grand piano, from its samples: CC BY 3.0, by Alexander Holm."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Final

import numpy as np
import soundfile
from scipy.signal import resample_poly

from studio.measure import SAMPLE_RATE, Samples, decibels
from studio.score.notes import Played, Score

_LAYERS: Final = ((36, 4), (47, 6), (60, 8), (128, 10))
_ROOTS: Final = {
    21 + 3 * step: f"{('A', 'C', 'D#', 'F#')[step % 4]}{(21 + 3 * step) // 12 - 1}" for step in range(30)
}
_CENTS: Final = {45: 7.0}
"""How far a sample has to be raised: A2 was recorded 7 cents flat."""
_MIDDLE: Final = (48, 51, 54, 57, 60, 63, 66, 69, 72, 75, 78)
_REST: Final = 0.22
"""Seconds that the pedal needs to catch what is struck with it."""


@dataclass(frozen=True, slots=True)
class Grand:
    """A grand piano, played with its pedal."""

    width: float = 0.65
    uses_salamander: ClassVar[bool] = True

    def play(self, score: Score, name: str, work: Path) -> Samples:
        """Return a part's stem, dry, as long as the piece and its tail."""
        pedals = [score.tempo.at(beat) for beat in score.pedals]
        return _strings(score.performed(name), pedals, score.frames, work / "salamander")


@lru_cache(maxsize=256)
def _sample(folder: Path, root: int, layer: int) -> Samples:
    """Return a recorded string from its onset on, at twice the rate so that it can be bent cleanly."""
    recorded, _ = soundfile.read(folder / f"v{layer}" / f"{_ROOTS[root]}v{layer}.ogg")
    size = np.abs(recorded).max(axis=1)
    onset = max(0, int(np.argmax(size > 0.02 * size.max())) - round(0.006 * SAMPLE_RATE))
    string = recorded[onset : onset + 14 * SAMPLE_RATE].copy()
    rise = round(0.005 * SAMPLE_RATE)
    string[:rise] *= np.linspace(0, 1, rise)[:, None]
    return np.asarray(resample_poly(string, 2, 1, axis=0), dtype=np.float32)


@lru_cache(maxsize=8)
def _layer_level(folder: Path, layer: int) -> float:
    """Return how loud a layer was recorded, so that velocity alone decides and no step is heard between layers."""
    first = [_sample(folder, root, layer)[: 2 * SAMPLE_RATE] for root in _MIDDLE]
    return float(np.mean([decibels(float(np.sqrt((string**2).mean()))) for string in first]))


def _strings(played: Sequence[Played], pedals: Sequence[float], frames: int, folder: Path) -> Samples:
    """Return a piano whose strings ring until key and pedal both let them go."""
    out = np.zeros((frames, 2))
    for note in played:
        lift = next((pedal for pedal in pedals if pedal > note.start + _REST), frames / SAMPLE_RATE)
        string = _struck(note, max(note.end, lift + 0.1) - note.start, folder)
        start = round(note.start * SAMPLE_RATE)
        stop = min(frames, start + len(string))
        out[start:stop] += string[: stop - start]
    return out


def _struck(note: Played, seconds: float, folder: Path) -> Samples:
    """Return one string as it is struck, held, and damped."""
    layer = next(layer for below, layer in _LAYERS if note.velocity < below)
    root = min(_ROOTS, key=lambda root: abs(root - note.pitch))
    string = _sample(folder, root, layer)
    speed = 2 * 2 ** ((note.pitch - root) / 12 + _CENTS.get(root, 0.0) / 1200)
    damped = 0.7
    positions = (
        np.arange(min(int((len(string) - 2) / speed), round((seconds + damped) * SAMPLE_RATE))) * speed
    )
    index = positions.astype(int)
    fraction = (positions - index)[:, None]
    sound = string[index] * (1 - fraction) + string[index + 1] * fraction
    length = min(round(damped * SAMPLE_RATE), len(sound))
    sound[-length:] *= (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, length)))[:, None] ** 1.5
    level = 40 * np.log10(note.velocity / 64) - 24 - _layer_level(folder, layer)
    return sound * 10 ** (level / 20)
