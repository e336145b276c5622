"""The only clock of a session. It counts the frames that are heard."""

from collections.abc import Callable
from dataclasses import dataclass

from mtrelax.domain.time import SAMPLE_RATE, Frames, Seconds, to_seconds


@dataclass(frozen=True, slots=True)
class _Reading:
    """A block that began to sound: from which frame of the session on, how many of its frames, and when."""

    begin: Frames
    length: Frames
    since: float


class AudioClock:
    """Tells how far a session has sounded; between two blocks it follows the machine's clock.

    It never runs past the block that sounds, so the picture stops when the sound stops, and a machine that
    was suspended does not jump. Marked by the sink's thread, read by any other.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._reading = _Reading(Frames(0), Frames(0), monotonic())

    def mark(self, begin: Frames, length: Frames) -> None:
        """Record that a block begins to sound, which holds ``length`` frames from ``begin`` on."""
        self._reading = _Reading(begin, length, self._monotonic())

    @property
    def sounded(self) -> float:
        """How many frames have been handed to the loudspeaker."""
        reading = self._reading
        return reading.begin + min((self._monotonic() - reading.since) * SAMPLE_RATE, float(reading.length))

    @property
    def left(self) -> float:
        """How many frames of the sounding block are still to come."""
        reading = self._reading
        return reading.begin + reading.length - self.sounded

    @property
    def position(self) -> Seconds:
        """The moment that is handed to the loudspeaker now."""
        return to_seconds(Frames(int(self.sounded)))
