"""Sound into a file, as fast as the machine can."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Final, Protocol

from mtrelax.domain.errors import Cancelled, MtrelaxError
from mtrelax.domain.time import Frames
from mtrelax.engine.block import BLOCK, Block
from mtrelax.engine.sinks.sink import Feed, Health

AHEAD: Final = 8
"""Blocks that may wait for the encoder."""


class Encoder(Protocol):
    """A sound file that is being written, by one thread at a time. ``media.encode`` fulfils this."""

    def write(self, block: Block) -> None:
        """Append frames."""
        ...

    def close(self) -> None:
        """Finish the file and give it its name."""
        ...

    def abort(self) -> None:
        """Throw away what was written."""
        ...


def pour(
    feed: Feed, encoder: Encoder, progress: Callable[[Frames], None], cancelled: Callable[[], bool]
) -> None:
    """Write everything that a feed has; on any failure nothing is left behind. Raises ``Cancelled``.

    A thread of its own encodes, while this one mixes what comes next.
    """
    try:
        with ThreadPoolExecutor(1, thread_name_prefix="mtrelax-encoder") as worker:
            _hand_over(feed, encoder, worker, progress, cancelled)
        encoder.close()
    except BaseException:
        encoder.abort()
        raise


def _hand_over(
    feed: Feed,
    encoder: Encoder,
    worker: Executor,
    progress: Callable[[Frames], None],
    cancelled: Callable[[], bool],
) -> None:
    """Pull to the end, never more than a few blocks ahead of the encoder."""
    written = 0
    waiting: deque[Future[None]] = deque()
    try:
        while len(block := feed.pull(BLOCK)):
            if cancelled():
                raise Cancelled
            feed.started(Frames(len(block)))
            waiting.append(worker.submit(encoder.write, block))
            if len(waiting) > AHEAD:
                waiting.popleft().result()
            written += len(block)
            progress(Frames(written))
        feed.started(Frames(0))
        while waiting:
            waiting.popleft().result()
    finally:
        for each in waiting:
            each.cancel()


class FileSink:
    """A file instead of a loudspeaker."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._stop = threading.Event()
        self._failed: MtrelaxError | OSError | None = None
        self._thread: threading.Thread | None = None

    @property
    def failure(self) -> MtrelaxError | OSError | None:
        """Why the file could not be written."""
        return self._failed

    def open(self) -> None:
        """Do nothing: there is no device."""

    def start(self, feed: Feed) -> None:
        """Begin to write."""
        self._thread = threading.Thread(target=self._run, args=(feed,), name="mtrelax-file", daemon=True)
        self._thread.start()

    def replace_queued(self) -> None:
        """Do nothing: no block waits, each is written when it was pulled."""

    def pump(self) -> Health:
        """Tell whether the file could be written so far."""
        return Health.FINE if self._failed is None else Health.LOST

    def stop(self) -> None:
        """Stop writing; a file that is not complete is thrown away."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self, feed: Feed) -> None:
        """Write until the feed has no more."""
        try:
            pour(feed, self._encoder, _nobody, self._stop.is_set)
        except Cancelled:
            return
        except (MtrelaxError, OSError) as error:
            self._failed = error


def _nobody(frames: Frames) -> None:
    """Tell nobody how far it is."""
    del frames
