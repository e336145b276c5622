"""A loudspeaker without sound: takes blocks as fast as they would be heard."""

import threading
import time
from collections.abc import Callable

from mtrelax.domain.time import SAMPLE_RATE, Frames
from mtrelax.engine.block import BLOCK
from mtrelax.engine.sinks.sink import Feed, Health


class SilentSink:
    """Where no sound is wanted, or none is possible. ``speed`` 2 is twice as fast as real time."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic, speed: float = 1.0) -> None:
        self._monotonic = monotonic
        self._period = BLOCK / SAMPLE_RATE / speed
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Do nothing: there is no device."""

    def start(self, feed: Feed) -> None:
        """Begin to pull."""
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, args=(feed,), name="mtrelax-silent", daemon=True)
        self._thread.start()

    def replace_queued(self) -> None:
        """Do nothing: no block waits, each is pulled when it begins."""

    def pump(self) -> Health:
        """Tell that nothing can go wrong."""
        return Health.FINE

    def stop(self) -> None:
        """Stop pulling."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self, feed: Feed) -> None:
        """Pull a block whenever the one before is over."""
        due = self._monotonic()
        while not self._stop.is_set():
            block = feed.pull(BLOCK)
            feed.started(Frames(len(block)))
            due += self._period
            late = self._monotonic() - due
            if late > self._period:
                due += late  # the machine slept: what was missed is not made up for
            self._stop.wait(max(0.0, -late))
