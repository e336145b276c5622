"""What a place for sound promises, and what it is given."""

from enum import StrEnum
from typing import Protocol

from mtrelax.domain.time import Frames
from mtrelax.engine.block import Block


class Health(StrEnum):
    """How a sink is."""

    FINE = "fine"
    LOST = "lost"
    """Its device is gone, or what it writes to failed. It no longer pulls."""
    RETURNED = "returned"
    """A device came back after the loss: starting anew may work."""


class Feed(Protocol):
    """Where a sink gets its sound. Called from the sink's own thread; never raises."""

    def pull(self, frames: Frames) -> Block:
        """Return the next block; shorter only at the end, and empty after it."""
        ...

    def again(self, frames: Frames) -> Block:
        """Return the last pulled block anew. It must not have begun to sound."""
        ...

    def too_late(self) -> None:
        """Hear that what ``again`` returned is not used: the block it was to replace has begun to sound."""
        ...

    def started(self, frames: Frames) -> None:
        """Hear that the oldest block not yet reported has begun to sound."""
        ...


class Sink(Protocol):
    """A place for sound. All methods belong to the main thread; the sink feeds itself on its own."""

    def open(self) -> None:
        """Get hold of the device. Raises ``UnknownDevice`` where it cannot."""
        ...

    def start(self, feed: Feed) -> None:
        """Begin to pull, and open first where that was not done. Raises ``UnknownDevice``."""
        ...

    def replace_queued(self) -> None:
        """Have the block that waits replaced by what the feed gives ``again``, if there still is time."""
        ...

    def pump(self) -> Health:
        """Tell how it is. Called about five times a second."""
        ...

    def stop(self) -> None:
        """Stop pulling and let go of the device; may be called twice."""
        ...
