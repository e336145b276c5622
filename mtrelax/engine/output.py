"""The loudspeaker that was chosen; while it is gone, the session goes on without sound."""

from collections.abc import Callable
from typing import Final

from mtrelax.domain.errors import UnknownDevice
from mtrelax.domain.time import Seconds
from mtrelax.engine.desk import Desk
from mtrelax.engine.sinks.sink import Health, Sink

RETRY_EVERY: Final = Seconds(5.0)
FADE_IN: Final = Seconds(3.0)


class Output:
    """Plays a desk. Belongs to the main thread, like the sinks it steers."""

    def __init__(self, desk: Desk, loudspeaker: Sink, silent: Sink, monotonic: Callable[[], float]) -> None:
        self._desk = desk
        self._loudspeaker = loudspeaker
        self._silent = silent
        self._monotonic = monotonic
        self._retry_at = 0.0
        self._sink: Sink | None = None
        self._is_busy: Callable[[], bool] | None = None

    @property
    def lost(self) -> bool:
        """Whether the session goes on without sound, because the loudspeaker is gone."""
        return self._sink is self._silent

    @property
    def waits(self) -> bool:
        """Whether nothing plays yet, because something else still sounds."""
        return self._sink is None

    def start(self, is_busy: Callable[[], bool] = bool) -> None:
        """Begin to play, once nothing else does; without sound where there is no loudspeaker."""
        self._is_busy = is_busy
        self._begin_when_free()

    def pump(self) -> Health:
        """See to the loudspeaker; called about five times a second. Tells whether it is heard."""
        if self._sink is None:
            self._begin_when_free()
            return Health.FINE
        health = self._loudspeaker.pump()
        if not self.lost and health is not Health.FINE:
            self._desk.take_back()
            self._go_on_silently()
        elif self.lost and (health is Health.RETURNED or self._monotonic() >= self._retry_at):
            self._take_up_again()
        return Health.LOST if self.lost else Health.FINE

    def stop(self) -> None:
        """Stop playing and let go of everything, the files included."""
        self._loudspeaker.stop()
        self._silent.stop()
        self._sink = self._is_busy = None
        self._desk.on_change = _nothing
        self._desk.close()

    def _begin_when_free(self) -> None:
        """Begin to play, unless something else still sounds."""
        if self._is_busy is None or self._is_busy():
            return
        self._is_busy = None
        self._desk.on_change = self._replace_queued
        try:
            self._loudspeaker.start(self._desk)
            self._sink = self._loudspeaker
        except UnknownDevice:
            self._go_on_silently()

    def _go_on_silently(self) -> None:
        """Follow the session without sound, from the frame that would have come next."""
        self._retry_at = self._monotonic() + RETRY_EVERY
        self._silent.start(self._desk)
        self._sink = self._silent

    def _take_up_again(self) -> None:
        """Change back to the loudspeaker if it is there."""
        self._retry_at = self._monotonic() + RETRY_EVERY
        try:
            self._loudspeaker.open()
        except UnknownDevice:
            return
        self._silent.stop()
        self._desk.take_back()
        self._desk.fade_in(FADE_IN)
        self._loudspeaker.start(self._desk)
        self._sink = self._loudspeaker

    def _replace_queued(self) -> None:
        """Have a change heard at once."""
        if self._sink is not None:
            self._sink.replace_queued()


def _nothing() -> None:
    """Do nothing: nothing plays any more."""
