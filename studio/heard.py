"""A recording as it is heard: decoded, and measured with nothing but what the program itself needs."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from math import log10
from pathlib import Path
from typing import Final

import av.error
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph
from numpy.typing import NDArray

from mtrelax.domain.time import SAMPLE_RATE, Frames
from mtrelax.media.decode import open_audio

Curve = NDArray[np.float64]

STEP: Final = 0.1
"""Seconds between two values of a loudness curve."""
FLOOR: Final = -45.0
"""LUFS: what comes out of this much silence does not rise, it begins."""
SILENCE: Final = -120.0
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
    meter, colour, frames = _Meter(), _Colour(), 0
    for block in blocks(path):
        meter.hear(block)
        colour.hear(block)
        frames += len(block)
    said = meter.finish()
    return Heard(
        frames=frames,
        loudness=float(said["I"]),
        range=float(said["LRA"]),
        peak=20 * log10(max(float(said["true_peaks_ch0"]), float(said["true_peaks_ch1"]), 1e-6)),
        momentary=_curve(meter.momentary),
        short_term=_curve(meter.short_term),
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


class _Meter:
    """libavfilter's ``ebur128``, and what it said every 0.1 s."""

    def __init__(self) -> None:
        self._graph = Graph()
        form = f"sample_rate={SAMPLE_RATE}:sample_fmt=flt:channel_layout=stereo:time_base=1/{SAMPLE_RATE}"
        self._source, self._sink = self._graph.add("abuffer", form), self._graph.add("abuffersink")
        meter = self._graph.add("ebur128", "peak=true:metadata=1:framelog=quiet")
        self._source.link_to(meter)
        meter.link_to(self._sink)
        self._graph.configure()
        self._at = 0
        self._said: dict[str, str] = {}
        self.momentary: list[float] = []
        self.short_term: list[float] = []

    def hear(self, block: NDArray[np.float32]) -> None:
        """Hear more."""
        flat = np.ascontiguousarray(block).reshape(1, -1)
        frame = AudioFrame.from_ndarray(flat, format="flt", layout="stereo")
        frame.sample_rate, frame.pts = SAMPLE_RATE, self._at
        self._at += len(block)
        self._source.push(frame)
        self._note()

    def finish(self) -> dict[str, str]:
        """Return the last of what it said, by its short names."""
        self._source.push(None)
        self._note()
        return self._said

    def _note(self) -> None:
        while True:
            try:
                told = self._sink.pull().metadata
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            if told:
                self._said = {key.rpartition(".")[2]: value for key, value in told.items()}
                self.momentary.append(float(self._said["M"]))
                self.short_term.append(float(self._said["S"]))


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


def _curve(values: list[float]) -> Curve:
    """Return what the meter said; where it heard nothing at all it says that it is no number."""
    return np.nan_to_num(np.array(values), nan=SILENCE, neginf=SILENCE)


def _steepest(curve: Curve, first: int, span: int) -> float:
    """Return the largest rise of a curve over a span, once it is above the floor."""
    above = np.maximum(curve, FLOOR)[first:]
    return float((above[span:] - above[:-span]).max()) if len(above) > span else 0.0
