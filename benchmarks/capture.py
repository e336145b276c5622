"""What SDL's disk driver writes into a pipe, read while it is written: no gigabyte is kept."""

import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.coded import Mono
from benchmarks.sync_player import MOST_BLOCKS
from mtrelax.engine.block import BLOCK

BUFFER: Final = 1024
"""Frames that the device takes in one go."""
_KEPT: Final = 240
"""Blocks that are kept to look at: a minute."""
_PATIENCE: Final = 30.0


class Capture:
    """What the device took, read while it is written: the last minute of it, by the numbers of its blocks."""

    def __init__(self, path: Path) -> None:
        self.gaps = 0
        """How often the device had to wait for a block: it is heard later, and nothing else."""
        self.lost = 0
        """How many blocks were never heard: SDL may lose one that comes just as it runs out of sound."""
        self.broken = ""
        """What was not heard in its order."""
        self.taken: dict[int, float] = {}
        """When the device took the first frames of the last blocks, on the machine's clock."""
        self._path = path
        self._blocks: dict[int, Mono] = {}
        self._current: list[Mono] = []
        self._number = -1
        self._waited = False
        self._changed = threading.Condition()
        self._over = False
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def stretch(self, begin: int, count: int) -> Mono | None:
        """Return what was heard from a place on, once it is there; nothing where it never comes."""
        first, last = begin // BLOCK, (begin + count - 1) // BLOCK
        with self._changed:
            self._changed.wait_for(lambda: self._over or last < self._number, _PATIENCE)
            parts = [self._blocks.get(number) for number in range(first, last + 1)]
        if any(part is None or len(part) < BLOCK for part in parts[:-1]) or parts[-1] is None:
            return None
        found = np.concatenate([part for part in parts if part is not None])[begin - first * BLOCK :][:count]
        return found if len(found) == count else None

    def close(self) -> None:
        """Let go of it, even if nobody ever wrote."""
        with suppress(OSError):
            os.close(os.open(self._path, os.O_WRONLY | os.O_NONBLOCK))
        self._thread.join()

    def _read(self) -> None:
        with self._path.open("rb") as file:
            while len(raw := file.read(BUFFER * 8)) == BUFFER * 8:
                self._take(np.frombuffer(raw, np.float32).reshape(-1, 2))
        self._finish(-1)
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def _take(self, heard: Mono) -> None:
        number = round(float(heard[0, 1]) * MOST_BLOCKS) - 1
        if number < 0:
            self._waited = self._number >= 0
            return
        if number != self._number:
            self._finish(number)
            self.taken[number] = time.monotonic()
            self.gaps += self._waited
            self._waited = False
        length = int(np.count_nonzero(heard[:, 1]))
        self._current.append(heard[:length, 0].copy())

    def _finish(self, following: int) -> None:
        """Keep a block whose last frame was heard."""
        if following > self._number:
            self.lost += following - self._number - 1
        elif following >= 0:
            self.broken = f"block {following} follows {self._number}"
        with self._changed:
            if self._current:
                self._blocks[self._number] = np.concatenate(self._current)
            for old in (self._blocks, self.taken):
                old.pop(self._number - _KEPT, None)
            self._current, self._number = [], following
            self._changed.notify_all()
