"""Where the mixer gets the sound of a file from. ``media.decode.open_audio`` fulfils this."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mtrelax.domain.time import Frames, Seconds
from mtrelax.engine.block import Block


class Source(Protocol):
    """An open sound file, read from front to back on one thread."""

    def read(self, frames: Frames) -> Block:
        """Return the next frames; fewer only at the end. Raises ``UnreadableAudio`` when it cannot."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


OpenSource = Callable[[Path, Frames], Source]
"""Opens a file at a frame. Raises ``UnreadableAudio`` when it cannot."""


@dataclass(frozen=True, slots=True)
class SourceFault:
    """A file that could not be opened, or not be read to its end: there is silence instead."""

    path: Path
    time: Seconds
    """When in the session it happened."""
    reason: str
