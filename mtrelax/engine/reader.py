"""Reads the file of a clip without ever failing: what is missing is silence, and no end is abrupt."""

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np

from mtrelax.domain.errors import MtrelaxError
from mtrelax.domain.time import SAMPLE_RATE, Frames, Seconds, to_frames, to_seconds
from mtrelax.engine.block import Block, for_both_channels, silence
from mtrelax.engine.envelope import equal_power
from mtrelax.engine.source import OpenSource, Source

SOFT_END: Final = to_frames(Seconds(0.03))
SEAM: Final = to_frames(Seconds(0.25))
"""How long the end of a loop sounds together with its beginning."""
SHORTEST_LOOP: Final = to_frames(Seconds(0.1))
SHORTFALL: Final = to_frames(Seconds(1.0))
"""How much earlier than announced a file may end without a fault: headers are often a little wrong."""

Report = Callable[[str], None]


class _Waiting:
    """Frames that were read and not yet given away."""

    def __init__(self) -> None:
        self._blocks: deque[Block] = deque()
        self._first = 0
        self.count = 0

    def put(self, block: Block) -> None:
        """Take frames in."""
        if len(block):
            self._blocks.append(block)
            self.count += len(block)

    def take(self, frames: int) -> Block:
        """Give the oldest frames; there must be as many."""
        parts: list[Block] = []
        self.count -= frames
        while frames > 0:
            block = self._blocks[0]
            part = block[self._first : self._first + frames]
            parts.append(part)
            frames -= len(part)
            self._first += len(part)
            if self._first == len(block):
                self._blocks.popleft()
                self._first = 0
        return parts[0] if len(parts) == 1 else np.concatenate([silence(0), *parts])

    def soften(self) -> None:
        """Fade the last frames: nothing follows them."""
        rest = self.take(self.count)
        fade = min(SOFT_END, len(rest))
        if fade:
            self.put(rest[:-fade])
            self.put(rest[-fade:] * for_both_channels(equal_power(0, fade, fade)[::-1]))


class _Careful:
    """A source that ends when it fails, and says why."""

    def __init__(self, open_source: OpenSource, path: Path, offset: int, report: Report) -> None:
        self._report = report
        self._source: Source | None = None
        self.failed = False
        try:
            self._source = open_source(path, Frames(offset))
        # A broken file, or a decoder that stumbles over it in its own way, must not end the session.
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told as a fault of the file
            self._fail(error)

    def read(self, frames: int) -> Block:
        """Return the next frames; fewer at the end or where it fails."""
        if self._source is None:
            return silence(0)
        parts: list[Block] = []
        try:
            while frames > 0 and len(part := self._source.read(Frames(frames))):
                parts.append(part)
                frames -= len(part)
        except Exception as error:  # noqa: BLE001 - as above
            self._fail(error)
        if len(parts) == 1:
            return parts[0]
        return np.concatenate(parts) if parts else silence(0)

    def close(self) -> None:
        """Let go of the file."""
        source, self._source = self._source, None
        if source is not None:
            try:
                source.close()
            except Exception as error:  # noqa: BLE001 - as above
                self._fail(error)

    def _fail(self, error: Exception) -> None:
        """Say why, once, and have nothing more to give."""
        reason = getattr(error, "reason", None) if isinstance(error, MtrelaxError) else None
        if not self.failed:
            self._report(str(reason or error or type(error).__name__))
        self.failed = True
        self.close()


class OnceReader:
    """Plays ``needed`` frames of a file; if it ends before that, its last 30 ms fade."""

    def __init__(self, open_source: OpenSource, path: Path, offset: int, needed: int, report: Report) -> None:
        self._report = report
        self._needed = needed
        self._waiting = _Waiting()
        self._ended = False
        self._source = _Careful(open_source, path, offset, report)

    def read(self, frames: int) -> Block:
        """Return the next frames; fewer only when the file has ended."""
        wanted = min(frames + SOFT_END, self._needed) - self._waiting.count
        if wanted > 0 and not self._ended:
            block = self._source.read(wanted)
            self._waiting.put(block)
            if len(block) < wanted:
                self._finish()
        block = self._waiting.take(min(frames, self._waiting.count))
        self._needed -= len(block)
        return block

    def close(self) -> None:
        """Let go of the file."""
        self._source.close()

    def _finish(self) -> None:
        """Fade what is left, and say if much is missing."""
        self._ended = True
        if not self._source.failed and self._needed - self._waiting.count > SHORTFALL:
            missing = to_seconds(Frames(self._needed - self._waiting.count))
            self._report(f"ends {missing:.0f} s early")
        self._source.close()
        self._waiting.soften()


class LoopReader:
    """Plays a file again and again; its end crosses over into its beginning.

    ``lengths`` remembers how long the files are, once their end has been met: whoever begins behind it
    goes on where another reader has been.
    """

    def __init__(
        self, open_source: OpenSource, path: Path, offset: int, report: Report, lengths: dict[Path, int]
    ) -> None:
        self._open_source = open_source
        self._path = path
        self._report = report
        self._lengths = lengths
        self._waiting = _Waiting()
        self._offset = offset
        self._at = self._unheard = 0
        self._source = self._opened()

    def read(self, frames: int) -> Block:
        """Return the next frames; fewer only when the file has failed."""
        ahead = self._unheard + frames + SEAM
        while self._waiting.count < ahead and not self._source.failed:
            wanted = ahead - self._waiting.count
            block = self._source.read(wanted)
            self._at += len(block)
            self._waiting.put(block)
            if len(block) < wanted and not self._source.failed:
                self._begin_again()
            if self._source.failed:
                self._waiting.soften()
        self._waiting.take(min(self._unheard, self._waiting.count))
        self._unheard = 0
        return self._waiting.take(min(frames, self._waiting.count))

    def close(self) -> None:
        """Let go of the file."""
        self._source.close()

    def _opened(self) -> _Careful:
        """Open the file where its endless repetition begins for this reader."""
        self._at = self._offset
        if (length := self._lengths.get(self._path)) is not None:
            turn = max(1, length - _seam(length))
            self._at = self._offset % turn
            if self._offset >= turn and self._at < _seam(length):
                # Here its end and its beginning sound together: both are read.
                self._at, self._unheard = turn, self._at
        return _Careful(self._open_source, self._path, self._at, self._report)

    def _measured(self) -> int:
        """Return how long a file is whose end nobody has met, by reading it."""
        source, length = _Careful(self._open_source, self._path, 0, self._report), 0
        while count := len(source.read(SAMPLE_RATE)):
            length += count
        source.close()
        return length

    def _begin_again(self) -> None:
        """Cross over from what is left of the file into its beginning."""
        self._source.close()
        if self._offset and self._path not in self._lengths and self._waiting.count < SEAM:
            # It was begun behind its end, or where that sounds together with its beginning.
            self._lengths[self._path] = self._at if self._waiting.count else self._measured()
            self._waiting.take(self._waiting.count)
            self._source = self._opened()
            return
        self._lengths[self._path] = length = self._at
        if length < SHORTEST_LOOP:
            self._source.failed = True
            self._report("too short to loop")
            return
        self._source = _Careful(self._open_source, self._path, 0, self._report)
        head = self._source.read(min(_seam(length), self._waiting.count))
        self._at = len(head)
        if self._source.failed or not len(head):
            return
        rest = self._waiting.take(self._waiting.count)
        up = for_both_channels(equal_power(0, len(head), len(head)))
        down = for_both_channels(equal_power(1, len(head), len(head))[::-1])
        seam: Block = np.add(rest[-len(head) :] * down, head * up, dtype=np.float32)
        self._waiting.put(rest[: -len(head)])
        self._waiting.put(seam)


def _seam(length: int) -> int:
    """Return how long a file crosses over into itself."""
    return min(SEAM, length // 3)
