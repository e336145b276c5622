"""A number that goes slowly to another one, at once where nothing should move; and what fades by it."""

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

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


class Fade(Glide):
    """How much of a widget is seen, from nothing to all of it."""

    def __init__(self, look: Look, widget: QWidget) -> None:
        super().__init__(look, widget)
        self._widget = widget
        self.moved.connect(self._show)
        self.arrived.connect(self._settle)

    def go(self, to: float, *, slowly: bool = True) -> None:
        """Fade in or out."""
        effect = QGraphicsOpacityEffect(self._widget)
        effect.setOpacity(self.value)
        self._widget.setGraphicsEffect(effect)
        super().go(to, slowly=slowly)

    def _show(self, opacity: float) -> None:
        effect = self._widget.graphicsEffect()
        if isinstance(effect, QGraphicsOpacityEffect):
            effect.setOpacity(opacity)

    def _settle(self) -> None:
        # The effect paints everything twice, so it stays no longer than the fade.
        self._widget.setGraphicsEffect(None)  # pyright: ignore[reportArgumentType] - Qt takes nothing as 'none'
