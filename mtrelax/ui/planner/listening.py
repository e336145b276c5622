"""What somebody listens to while planning: a moment of the session, or one layer of it."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from mtrelax.domain.errors import MtrelaxError
from mtrelax.domain.plan import Layer, SessionPlan
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.services.playing import SoundLost, Stage, Trial
from mtrelax.ui.words import notice_sentence, sentence

_TICK_MS: Final = 40


class Listening(QObject):
    """Plays one thing at a time. It outlives the screen, so that what was stopped can fade."""

    changed = Signal()
    """It began, went on, or is over."""
    failed = Signal(str)
    """A sentence that says why nothing is heard."""

    def __init__(self, stage: Stage, master: Callable[[], Decibels], parent: QObject) -> None:
        super().__init__(parent)
        self._stage, self._master = stage, master
        self._trial: Trial | None = None
        self._what = ""
        self._begin = Seconds(0.0)
        self._told = False
        self._ticker = QTimer(self, interval=_TICK_MS)
        self._ticker.timeout.connect(self._tick)

    @property
    def what(self) -> str:
        """What is heard: ``session``, a layer, or nothing."""
        return self._what

    @property
    def position(self) -> Seconds:
        """Which moment of the session is heard."""
        return Seconds(self._begin + (self._trial.position if self._trial is not None else 0.0))

    def hear(self, plan: SessionPlan, at: Seconds) -> None:
        """Play a little of a session, from a moment on."""
        self._start("session", at, partial(self._stage.preview, plan, at, self._master()))

    def hear_layer(self, plan: SessionPlan, layer: Layer) -> None:
        """Play a little of one layer of a plan alone."""
        self._start(layer.value, Seconds(0.0), partial(self._stage.try_layer, plan, layer, self._master()))

    def stop(self) -> None:
        """Let it fade."""
        if self._trial is not None:
            self._trial.close()
        self._end()

    def _start(self, what: str, at: Seconds, make: Callable[[], Trial]) -> None:
        if self._trial is not None:
            self._trial.close()
        try:
            self._trial = make()
        except MtrelaxError as error:
            self.failed.emit(sentence(error))
            self._end()
            return
        self._what, self._begin, self._told = what, at, False
        self._ticker.start()
        self.changed.emit()

    def _end(self) -> None:
        if self._what:
            self._what = ""
            self.changed.emit()

    def _tick(self) -> None:
        trial = self._trial
        if trial is None:
            self._ticker.stop()
            return
        trial.tick()
        if trial.over:
            self._trial = None
            self._ticker.stop()
            self._end()
        elif self._what:
            if trial.lost and not self._told:
                self._told = True
                self.failed.emit(notice_sentence(SoundLost(was_there=False)))
            self.changed.emit()
