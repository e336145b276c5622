"""A number that goes slowly to another one; at once where nothing should move."""

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal

from mtrelax.ui.theme import Look


class Glide(QObject):
    """Begins at nought. ``moved`` gives the number on the way, ``arrived`` says that it is there."""

    moved = Signal(float)
    arrived = Signal()

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._value = 0.0
        self._way = QVariantAnimation(self)
        self._way.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._way.valueChanged.connect(self._move)
        self._way.finished.connect(self.arrived)

    @property
    def value(self) -> float:
        """Where it is now."""
        return self._value

    def go(self, to: float, *, slowly: bool = True) -> None:
        """Go from here to another number."""
        self._way.stop()
        motion = self._look.theme.motion
        if not (motion and slowly):
            self._move(to)
            self.arrived.emit()
            return
        self._way.setDuration(motion)
        self._way.setStartValue(self._value)
        self._way.setEndValue(to)
        self._way.start()

    def _move(self, value: float) -> None:
        self._value = float(value)
        self.moved.emit(self._value)
