"""A recording as it is heard: decoded, and measured with nothing but what the program itself needs."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mtrelax.domain.time import SAMPLE_RATE, Frames
from mtrelax.media.decode import open_audio
from mtrelax.media.loudness import Meter

Curve = NDArray[np.float64]

STEP: Final = 0.1
"""Seconds between two values of a loudness curve."""
FLOOR: Final = -45.0
"""LUFS: what comes out of this much silence does not rise, it begins."""
SILENCE: Final = -120.0
_R128: Final = "lavfi.r128."
_WINDOW: Final = 4096
_BLOCK: Final = 12 * _WINDOW
_FAINT: Final = 1e-3
"""A window this much weaker than the strongest has no colour."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was measured of a recording: EBU R128 and Tech 3342 by libavfilter, and the colour of it."""

    frames: int
    loudness: float
    """Integrated, LUFS."""
    range: float
    """Loudness range, LU."""
    peak: float
    """True peak, dBTP."""
    momentary: Curve
    """Loudness of the last 0.4 s, LUFS, every 0.1 s."""
    short_term: Curve
    """Loudness of the last 3 s, LUFS, every 0.1 s."""
    centroid: float
    """Where the middle of the spectrum lies on average, Hz."""

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.frames / SAMPLE_RATE

    def rise(self, after: float = 10.0) -> float:
        """Return how much the short-term loudness rises at most within 3 s, LU."""
        return _steepest(self.short_term, round(after / STEP), round(3.0 / STEP))

    def jump(self, after: float = 5.0) -> float:
        """Return how much the momentary loudness rises at most within 1 s, LU."""
        return _steepest(self.momentary, round(after / STEP), round(1.0 / STEP))


def listen(path: Path) -> Heard:
    """Return what is heard of a file."""
    said: list[Mapping[str, str]] = []
    meter, colour, frames = Meter(said.append), _Colour(), 0
    for block in blocks(path):
        meter.listen(block)
        colour.hear(block)
        frames += len(block)
    whole = meter.finish()
    return Heard(
        frames=frames,
        loudness=whole.integrated,
        range=float(said[-1][f"{_R128}LRA"]),
        peak=whole.true_peak,
        momentary=_curve(said, "M"),
        short_term=_curve(said, "S"),
        centroid=colour.centroid,
    )


def samples(path: Path) -> NDArray[np.float32]:
    """Return a whole file, (n, 2), at 48 kHz."""
    return np.concatenate(list(blocks(path)))


def blocks(path: Path) -> Iterator[NDArray[np.float32]]:
    """Yield a file in stereo at 48 kHz."""
    with closing(open_audio(path)) as decoder:
        while len(block := decoder.read(Frames(_BLOCK))):
            yield block


class _Colour:
    """The centre of the spectrum, window by window."""

    def __init__(self) -> None:
        self._weights: list[Curve] = []
        self._moments: list[Curve] = []
        self._frequencies = np.fft.rfftfreq(_WINDOW, 1 / SAMPLE_RATE)

    def hear(self, block: NDArray[np.float32]) -> None:
        """Hear more; what does not fill a window is left out."""
        windows = block[: len(block) // _WINDOW * _WINDOW].mean(axis=1).reshape(-1, _WINDOW)
        spectrum = np.abs(np.fft.rfft(windows * np.hanning(_WINDOW), axis=1))
        self._weights.append(spectrum.sum(axis=1))
        self._moments.append(spectrum @ self._frequencies)

    @property
    def centroid(self) -> float:
        """The average over the windows in which something is heard, Hz."""
        weights, moments = np.concatenate(self._weights), np.concatenate(self._moments)
        heard = weights > weights.max() * _FAINT
        return float((moments[heard] / weights[heard]).mean())


def _curve(said: Sequence[Mapping[str, str]], name: str) -> Curve:
    """Return what the meter said of one thing; where it heard nothing at all it says that it is no number."""
    return np.nan_to_num([float(each[_R128 + name]) for each in said], nan=SILENCE, neginf=SILENCE)


def _steepest(curve: Curve, first: int, span: int) -> float:
    """Return the largest rise of a curve over a span, once it is above the floor."""
    above = np.maximum(curve, FLOOR)[first:]
    return float((above[span:] - above[:-span]).max()) if len(above) > span else 0.0
