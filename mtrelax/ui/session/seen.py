"""The moment as it is seen: where the session turns at once, the picture goes over softly."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation

from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Moment
from mtrelax.services.playing import Player
from mtrelax.ui.theme import Look

_REST_MS: Final = 1600
"""How long the form takes to its rest in a pause, and back to the breath."""
_SWEEP_MS: Final = 900
"""How long the arc takes to another length of the session."""


class Seen(QObject):
    """Looks at a session. With reduced motion it hides no step."""

    def __init__(self, player: Player, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._look = player, look
        length = player.timeline.length
        self._resting = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._sweeping = QVariantAnimation(self, startValue=length, endValue=length)
        for motion in (self._resting, self._sweeping):
            motion.setEasingCurve(QEasingCurve.Type.InOutSine)

    def moment(self) -> Moment:
        """Return what is seen now."""
        moment = self._player.moment()
        if moment.length != self._sweeping.endValue():
            self._sweep_to(moment.length)
        length, stillness = (float(each.currentValue()) for each in (self._sweeping, self._resting))
        return replace(moment, length=Seconds(length), stillness=stillness)

    def rest(self, *, paused: bool) -> None:
        """Bring the form to its rest, or back to the breath."""
        resting = self._resting
        resting.setDuration(self._lasting(_REST_MS))
        resting.setDirection(resting.Direction.Forward if paused else resting.Direction.Backward)
        if resting.state() is not resting.State.Running and bool(resting.currentValue()) is not paused:
            resting.start()

    def _sweep_to(self, length: Seconds) -> None:
        self._sweeping.setStartValue(self._sweeping.currentValue())
        self._sweeping.setEndValue(length)
        self._sweeping.setDuration(self._lasting(_SWEEP_MS))
        self._sweeping.start()

    def _lasting(self, milliseconds: int) -> int:
        return milliseconds if self._look.theme.motion else 0
