"""What a sound file sounds like: 48 kHz, stereo, from any frame on, and never the whole of it in memory."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from math import gcd
from pathlib import Path
from typing import Any, Final, cast

import av
import av.error
import numpy as np
from av.audio.fifo import AudioFifo
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from numpy.typing import NDArray

from mtrelax.domain.errors import UnreadableAudio
from mtrelax.domain.time import SAMPLE_RATE, Frames, Seconds

_AS_NEEDED: Final = ("fltp", "stereo", SAMPLE_RATE)
"""What needs no resampler: most Opus files decode to it."""
_TIME_BASE: Final = Fraction(1, SAMPLE_RATE)
_PREROLL: Final = 1.0
"""Seconds that are decoded and thrown away before an offset.

Lossy codecs remember: MP3 borrows bits from ten frames back, Opus predicts from what it last decoded.
"""
_PREROLL_LOSSLESS: Final = 0.05
_LOSSLESS: Final = ("pcm_", "flac", "alac", "wavpack", "ape", "tta")
_BROKEN_IN_A_ROW: Final = 50
"""Packets that may fail one after the other, about a second; then the file is given up."""
_STRANGER: Final = (av.error.FFmpegError, OSError, ValueError)
"""What PyAV raises over a file that it cannot make sense of."""


class Decoder:
    """A sound file being read, from one thread at a time.

    A file that is cut off ends where its data end. Packets that are damaged are left out; when a whole second
    of them is, ``read`` raises ``UnreadableAudio`` after all that was sound has been given.
    """

    def __init__(self, path: Path, offset: Frames) -> None:
        self._path = path
        self._held = AudioFifo()
        self._failed: UnreadableAudio | None = None
        self._container, self._stream = _open(path)
        try:
            self._coming = self._begin(offset)
        except _STRANGER as error:
            self._container.close()
            raise _unreadable(path, error) from error
        except UnreadableAudio:
            self._container.close()
            raise

    def read(self, frames: int) -> NDArray[np.float32]:
        """Return the next frames, fewer only at the end."""
        while self._held.samples < frames and self._advance():
            pass
        if self._failed and not self._held.samples:
            raise self._failed
        return self._take(min(frames, self._held.samples))

    def close(self) -> None:
        """Let go of the file."""
        self._coming = iter(())
        self._held = AudioFifo()
        self._container.close()

    def _advance(self) -> bool:
        """Decode a little more; return whether there was more."""
        try:
            frame = next(self._coming, None)
        except UnreadableAudio as error:
            self._failed = error
            return False
        except _STRANGER as error:
            self._failed = _unreadable(self._path, error)
            return False
        if frame is None:
            return False
        # The queue would refuse time stamps with holes, or of another kind; what counts is the order.
        frame.pts, frame.time_base = None, _TIME_BASE
        self._held.write(frame)
        return True

    def _take(self, frames: int) -> NDArray[np.float32]:
        """Take frames off what is held."""
        # Asked for none, the queue would give all that it holds.
        held = self._held.read(frames) if frames else None
        if held is None:
            return np.empty((0, 2), np.float32)
        left, right = held.to_ndarray()
        taken: NDArray[np.float32] = np.column_stack((left, right))
        if not np.isfinite(taken).all():
            # Files of floating point numbers may hold what is none: one would silence the limiter for good.
            np.nan_to_num(taken, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
        return taken

    def _begin(self, offset: Frames) -> Iterator[AudioFrame]:
        """Decode the first frame, which proves the file, and stand at ``offset``."""
        frames = self._frames()
        first = next(frames, None)
        if first is None:
            raise UnreadableAudio(self._path.name, "no sound in it")
        rate = first.sample_rate
        skip = int(offset)
        # At every `step` frames of the file both rates meet; resampling from there goes as from the start.
        step = rate // gcd(rate, SAMPLE_RATE)
        preroll = _PREROLL_LOSSLESS if self._stream.codec_context.name.startswith(_LOSSLESS) else _PREROLL
        steps = int((offset / SAMPLE_RATE - preroll) * rate) // step
        if steps > 0:
            found = self._seek(first, steps * step)
            if found:
                frames, first = found
                skip -= steps * step * SAMPLE_RATE // rate
            else:
                self._container.close()
                self._container, self._stream = _open(self._path)
                frames = self._frames()
                first = next(frames)
        return _skipped(_resampled(chain([first], frames)), skip)

    def _seek(self, first: AudioFrame, target: int) -> tuple[Iterator[AudioFrame], AudioFrame] | None:
        """Return the frames from ``target`` of the file's own frames on; ``None`` if the file cannot say."""
        base = _tick(self._stream)
        codec, container = self._stream.codec_context.name, self._container.format.name
        # WORKAROUND: FFmpeg 8 misplaces the last seconds of FLAC in Ogg after a seek (PyAV 18.1); rare enough
        # to be decoded from its beginning.
        if first.pts is None or (codec, container) == ("flac", "ogg"):
            return None
        rate = first.sample_rate
        try:
            self._container.seek(int(first.pts + target / rate / base), stream=self._stream)
        except av.error.FFmpegError:
            return None
        frames = self._frames()
        for frame in frames:
            if frame.pts is None:
                return None
            ahead = target - round((frame.pts - first.pts) * base * rate)
            if ahead < 0:
                return None
            if ahead < frame.samples:
                return frames, _cut(frame, ahead, frame.samples)
        return None

    def _frames(self) -> Iterator[AudioFrame]:
        """Yield what the codec gives, without what the container says is padding."""
        end = _declared_end(self._container, self._stream)
        broken = 0
        for packet in self._container.demux(self._stream):
            try:
                frames = packet.decode()
            except av.error.InvalidDataError as error:
                broken += 1
                if broken > _BROKEN_IN_A_ROW:
                    raise _unreadable(self._path, error) from error
                continue
            for frame in frames:
                broken = 0
                if not frame.samples:
                    continue
                if end is None or frame.pts is None or frame.pts + frame.samples <= end:
                    yield frame
                elif frame.pts < end:
                    yield _cut(frame, 0, end - frame.pts)


def open_audio(path: Path, offset: Frames = Frames(0)) -> Decoder:
    """Open a sound file at a frame (of 48 kHz); raises ``UnreadableAudio``."""
    return Decoder(path, offset)


def audio_length(path: Path) -> Seconds:
    """Return how long a file says that it sounds, decoding no more than its beginning."""
    # FFmpeg guesses a length for anything, a text included: the first frame proves that there is sound.
    open_audio(path).close()
    container, stream = _open(path)
    with container:
        if stream.duration is not None:
            return Seconds(float(stream.duration * _tick(stream)) - _pre_skip(stream) / SAMPLE_RATE)
        if container.duration is not None:
            return Seconds(container.duration / 1_000_000)
        try:
            ticks = sum(packet.duration or 0 for packet in container.demux(stream))
        except _STRANGER as error:
            raise _unreadable(path, error) from error
        return Seconds(float(ticks * _tick(stream)))


def _open(path: Path) -> tuple[InputContainer, AudioStream]:
    """Open a file and find the sound in it."""
    try:
        container = av.open(str(path), "r", metadata_errors="replace")
    except _STRANGER as error:
        raise _unreadable(path, error) from error
    if not container.streams.audio:
        container.close()
        raise UnreadableAudio(path.name, "no sound in it")
    stream = container.streams.audio[0]
    # PyAV's stub does not say so: there is no codec context where nothing can decode the stream.
    if cast("Any", stream).codec_context is None:
        container.close()
        raise UnreadableAudio(path.name, "no decoder for it")
    return container, stream


def _unreadable(path: Path, error: Exception) -> UnreadableAudio:
    """Say in the domain's words that a file was not understood."""
    return UnreadableAudio(path.name, getattr(error, "strerror", None) or str(error))


def _tick(stream: AudioStream) -> Fraction:
    """Return the seconds that a time stamp counts in."""
    return stream.time_base or Fraction(1, stream.codec_context.sample_rate)


def _pre_skip(stream: AudioStream) -> int:
    """Return the frames that an Opus stream counts and does not sound (RFC 7845, 5.1)."""
    head = stream.codec_context.extradata or b""
    return int.from_bytes(head[10:12], "little") if head.startswith(b"OpusHead") else 0


def _declared_end(container: InputContainer, stream: AudioStream) -> int | None:
    """Return where an MP4 file says that its sound ends: FFmpeg leaves the padding of its last packet in."""
    exact = _tick(stream) * stream.codec_context.sample_rate == 1
    if not exact or stream.duration is None or "mp4" not in container.format.name:
        return None
    return stream.duration + (stream.start_time or 0)


def _cut(frame: AudioFrame, begin: int, end: int) -> AudioFrame:
    """Return a part of a frame."""
    width = 1 if frame.format.is_planar else len(frame.layout.channels)
    # PyAV's stub asks for one number type at a time.
    part = cast("Any", np.ascontiguousarray(frame.to_ndarray()[:, begin * width : end * width]))
    cut = AudioFrame.from_ndarray(part, format=frame.format.name, layout=frame.layout.name)
    cut.sample_rate = frame.sample_rate
    return cut


def _resampled(frames: Iterator[AudioFrame]) -> Iterator[AudioFrame]:
    """Yield 48 kHz stereo; a stream that changes its own rate or layout on the way is followed.

    One channel goes to both sides at -3 dB each: it is then as loud as R128 measures it, as its tags say.
    """
    resampler: AudioResampler | None = None
    shape: tuple[str, str, int] | None = None
    for frame in frames:
        its = (frame.format.name, frame.layout.name, frame.sample_rate)
        if its != shape:
            if resampler is not None:
                yield from resampler.resample(None)
            shape = its
            resampler = None if its == _AS_NEEDED else AudioResampler(*_AS_NEEDED)
        if resampler is None:
            yield frame
            continue
        # Time stamps with holes would make the filter graph complain; what counts is the order.
        frame.pts = None
        yield from resampler.resample(frame)
    if resampler is not None:
        yield from resampler.resample(None)


def _skipped(frames: Iterator[AudioFrame], skip: int) -> Iterator[AudioFrame]:
    """Yield frames from one on."""
    for frame in frames:
        if skip < frame.samples:
            yield _cut(frame, skip, frame.samples) if skip else frame
        skip = max(0, skip - frame.samples)
