"""Sound files that are written: a rendered session, with its chapters and credits."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import av
import av.error
import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from mtrelax.domain.errors import MtrelaxError, RenderFailed, UnknownFormat
from mtrelax.domain.time import SAMPLE_RATE, Frames, to_frames, to_seconds
from mtrelax.media.tags import About, Chapter, write_tags

if TYPE_CHECKING:
    from av.container.core import Chapter as ContainerChapter

__all__ = ["FORMATS", "About", "Chapter", "Encoder", "Format", "open_encoder"]

_TROUBLE: Final = (av.error.FFmpegError, OSError, ValueError)
"""What PyAV raises when it cannot write."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of sound file that can be written."""

    suffix: str
    container: str
    codec: str
    sample_format: str
    kbit: int | None = None
    """``None`` is lossless."""
    codec_options: Mapping[str, str] = field(default_factory=dict[str, str])
    container_options: Mapping[str, str] = field(default_factory=dict[str, str])
    has_chapters: bool = True
    chapters_in_container: bool = False
    """Whether the chapters are written with the sound, and not as tags."""


_FAST_AAC: Final = {"aac_coder": "fast", "aac_pns": "0"}
"""Three times the speed; and no noise made up by the decoder, so that the file sounds the same each time."""

_EXACT_MP4: Final = {"movie_timescale": str(SAMPLE_RATE)}
"""Otherwise the length is kept in milliseconds."""

FORMATS: Final[Mapping[str, Format]] = {
    each.suffix: each
    for each in (
        Format(".wav", "wav", "pcm_s24le", "s32", has_chapters=False),
        Format(".flac", "flac", "flac", "s32"),
        Format(".opus", "opus", "libopus", "flt", 128),
        Format(".mp3", "mp3", "libmp3lame", "fltp", 192),
        Format(".m4a", "ipod", "aac", "fltp", 192, _FAST_AAC, _EXACT_MP4, chapters_in_container=True),
    )
}


class Encoder:
    """A sound file being written, under another name until it is whole. All failures are ``RenderFailed``."""

    def __init__(self, path: Path, form: Format, about: About) -> None:
        self._path = path
        self._form = form
        self._about = about
        self._draft = path.with_name(f".{path.name}.part")
        self._frames = 0
        self._open = True
        try:
            self._container, self._stream = _begin(self._draft, form)
        except _TROUBLE as error:
            raise _failed(path, error) from error

    @property
    def frames(self) -> Frames:
        """How much was written."""
        return Frames(self._frames)

    def write(self, block: NDArray[np.float32]) -> None:
        """Write more sound, (n, 2) at 48 kHz."""
        if not len(block):
            return
        flat = np.ascontiguousarray(block, np.float32).reshape(1, -1)
        frame = AudioFrame.from_ndarray(flat, format="flt", layout="stereo")
        frame.sample_rate = SAMPLE_RATE
        frame.time_base = Fraction(1, SAMPLE_RATE)
        frame.pts = self._frames
        self._frames += len(block)
        try:
            self._container.mux(self._stream.encode(frame))
        except _TROUBLE as error:
            self.abort()
            raise _failed(self._path, error) from error

    def close(self) -> None:
        """Make the file whole and give it its name; a file of that name is replaced."""
        if not self._open:
            return
        try:
            self._container.mux(self._stream.encode(None))
            if self._form.chapters_in_container and self._about.chapters:
                self._container.set_chapters(_chapters(self._about.chapters, self.frames))
            self._container.close()
            write_tags(self._draft, self._about, to_seconds(self.frames))
            self._draft.replace(self._path)
        except (*_TROUBLE, MtrelaxError) as error:
            self.abort()
            raise _failed(self._path, error) from error
        self._open = False

    def abort(self) -> None:
        """Leave nothing behind."""
        if not self._open:
            return
        self._open = False
        with suppress(*_TROUBLE):
            self._container.close()
        with suppress(OSError):
            self._draft.unlink(missing_ok=True)


def open_encoder(path: Path, about: About) -> Encoder:
    """Open a file to be written; its suffix says how. Raises ``UnknownFormat`` and ``RenderFailed``."""
    form = FORMATS.get(path.suffix.casefold())
    if form is None:
        raise UnknownFormat(path.suffix, tuple(FORMATS))
    return Encoder(path, form, about)


def _begin(draft: Path, form: Format) -> tuple[Any, Any]:
    """Open a container with one stream of sound; both untyped, as PyAV's stubs leave their packets open."""
    container = cast("Any", av.open(str(draft), "w", form.container, dict(form.container_options)))
    try:
        stream = container.add_stream(form.codec, SAMPLE_RATE, dict(form.codec_options), layout="stereo")
        stream.format = form.sample_format
        if form.kbit is not None:
            stream.bit_rate = form.kbit * 1000
        # Not with the first block: what cannot be written to is told before the work begins.
        container.start_encoding()
    except _TROUBLE:
        with suppress(*_TROUBLE):
            container.close()
        draft.unlink(missing_ok=True)
        raise
    return container, stream


def _chapters(chapters: tuple[Chapter, ...], length: Frames) -> "list[ContainerChapter]":
    """Return chapters as PyAV has them."""
    starts = [int(to_frames(chapter.start)) for chapter in chapters]
    return [
        {
            "id": number,
            "start": start,
            "end": end,
            "time_base": Fraction(1, SAMPLE_RATE),
            "metadata": {"title": chapter.title},
        }
        for number, (chapter, start, end) in enumerate(
            zip(chapters, starts, [*starts[1:], int(length)], strict=True)
        )
    ]


def _failed(path: Path, error: Exception) -> RenderFailed:
    """Say in the domain's words that a file was not written."""
    return RenderFailed(path.name, getattr(error, "strerror", None) or str(error))
