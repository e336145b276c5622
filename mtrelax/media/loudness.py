"""How loud a whole file is (EBU R128), measured as it will be heard: decoded to stereo at 48 kHz."""

from collections.abc import Callable, Iterator, Mapping
from math import log10
from pathlib import Path
from typing import Final

import av.error
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph
from av.filter.context import FilterContext
from numpy.typing import NDArray

from mtrelax.domain.errors import Cancelled
from mtrelax.domain.time import SAMPLE_RATE, Decibels
from mtrelax.domain.track import Loudness
from mtrelax.media.decode import Decoder, audio_length, open_audio

SILENCE: Final = Decibels(-70.0)
"""Below this R128 hears nothing."""
_PEAK_FLOOR: Final = Decibels(-120.0)
_BLOCK: Final = SAMPLE_RATE
_HOP: Final = SAMPLE_RATE // 10
_LEAST: Final = 4 * _HOP
"""What the meter needs to say anything: its first window."""


def _unheard(_fraction: float) -> None:
    """Report progress to nobody."""


def _never() -> bool:
    """Go on."""
    return False


def measure(
    path: Path, progress: Callable[[float], None] = _unheard, cancelled: Callable[[], bool] = _never
) -> Loudness:
    """Return integrated loudness and true peak; raises ``Cancelled`` and ``UnreadableAudio``.

    ``progress`` hears 0..1, once for each second of sound; silence is -70 LUFS.
    """
    expected = max(1.0, audio_length(path) * SAMPLE_RATE)
    decoder = open_audio(path)
    try:
        meter, heard = Meter(), 0
        for block in _blocks(decoder):
            if cancelled():
                raise Cancelled
            meter.listen(block)
            heard += len(block)
            progress(min(1.0, heard / expected))
    finally:
        decoder.close()
    progress(1.0)
    return meter.finish()


def _blocks(decoder: Decoder) -> Iterator[NDArray[np.float32]]:
    """Yield what a decoder gives, until it ends."""
    while len(block := decoder.read(_BLOCK)):
        yield block


class Meter:
    """libavfilter's ``ebur128``; ``told`` hears all that it says, every 0.1 s, by the filter's names."""

    def __init__(self, told: Callable[[Mapping[str, str]], None] | None = None) -> None:
        self._told = told
        self._graph = Graph()
        form = f"sample_rate={SAMPLE_RATE}:sample_fmt=flt:channel_layout=stereo:time_base=1/{SAMPLE_RATE}"
        self._source = self._graph.add("abuffer", form)
        self._sink = self._graph.add("abuffersink")
        meter: FilterContext = self._graph.add("ebur128", "peak=true:metadata=1:framelog=quiet")
        self._source.link_to(meter)
        meter.link_to(self._sink)
        self._graph.configure()
        self._frames = 0
        self._said: dict[str, str] = {}

    def listen(self, block: NDArray[np.float32]) -> None:
        """Hear more."""
        flat = np.ascontiguousarray(block).reshape(1, -1)
        frame = AudioFrame.from_ndarray(flat, format="flt", layout="stereo")
        frame.sample_rate = SAMPLE_RATE
        frame.pts = self._frames
        self._frames += len(block)
        self._source.push(frame)
        self._note()

    def finish(self) -> Loudness:
        """Return what was heard."""
        # The meter speaks every 100 ms and not of what comes after: the rest is filled up with silence.
        missing = max(-self._frames % _HOP, _LEAST - self._frames)
        if missing:
            self.listen(np.zeros((missing, 2), np.float32))
        self._source.push(None)
        self._note()
        integrated = float(self._said.get("lavfi.r128.I", SILENCE))
        peaks = [float(self._said.get(f"lavfi.r128.true_peaks_ch{channel}", 0.0)) for channel in range(2)]
        peak = 20 * log10(max(peaks)) if max(peaks) > 0 else _PEAK_FLOOR
        return Loudness(Decibels(max(SILENCE, integrated)), Decibels(peak))

    def _note(self) -> None:
        """Keep the last of what the meter says."""
        while True:
            try:
                said = self._sink.pull().metadata
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            self._said = said or self._said
            if said and self._told is not None:
                self._told(said)
