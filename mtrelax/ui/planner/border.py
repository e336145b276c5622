"""A border between two phases: dragged, or moved by arrows."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mtrelax.ui.keys import is_enter
from mtrelax.ui.theme import Look, faded
from mtrelax.ui.widgets import is_mirrored
from mtrelax.ui.widgets.base import draw_mark
from mtrelax.ui.widgets.glide import Glide

WIDE: Final = 26
_GRIP: Final = (5.0, 34.0)
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageDown: -4,
    Qt.Key.Key_PageUp: 4,
}


class Border(QWidget):
    """Lies over the strip; says where it is wanted, and stays until it is put there."""

    taken = Signal()
    """It begins to be moved; an arrow that is held goes on."""
    dragged = Signal(int, float)
    """Its number, and where on the strip the pointer has it."""
    stepped = Signal(int, int)
    """Its number, and by how many steps it is to move."""
    typed = Signal(int, str)
    """Its number, and what was typed at it."""

    def __init__(self, look: Look, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.number = number
        self._held_at: float | None = None
        self._marked = False
        self._warming = Glide(look, self)
        self._warming.moved.connect(self.update)
        self.setObjectName(f"border_{number}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the grip, stronger under the pointer, and the mark of the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        active = self._held_at is not None or (self._marked and self.hasFocus())
        strength = 1.0 if active else 0.5 + 0.5 * self._warming.value
        middle = QPointF(self.width() / 2, self.height() / 2)
        wide, high = _GRIP
        line = QRectF(middle.x() - 0.75, 0, 1.5, self.height())
        painter.setBrush(faded("#ffffff", 0.55 * (strength - 0.5) * 2))
        painter.drawRect(line)
        grip = QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)
        painter.setBrush(faded("#000000", 0.35))
        painter.drawRoundedRect(grip.adjusted(-1, -1, 1, 1), wide / 2 + 1, wide / 2 + 1)
        painter.setBrush(faded("#ffffff", 0.45 + 0.55 * strength))
        painter.drawRoundedRect(grip, wide / 2, wide / 2)
        if self._marked and self.hasFocus():
            draw_mark(painter, grip.adjusted(-3, -6, 3, 6), 8, self._look.theme)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._held_at = event.position().x() - self.width() / 2
            self.taken.emit()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say where it is wanted."""
        if self._held_at is not None:
            self.dragged.emit(self.number, self.mapToParent(event.position()).x() - self._held_at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        if self._held_at is not None:
            self._held_at = None
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the minutes."""
        self._held_at = None
        self.typed.emit(self.number, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows; digits and Enter ask for the minutes."""
        self._marked = True
        self.update()
        if event.key() in _STEPS:
            if not event.isAutoRepeat():
                self.taken.emit()
            step = _STEPS[Qt.Key(event.key())]
            self.stepped.emit(self.number, -step if is_mirrored(self) and abs(step) == 1 else step)
        elif is_enter(event):
            self.typed.emit(self.number, "")
        elif event.text().isdigit():
            self.typed.emit(self.number, event.text())
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Warm."""
        super().enterEvent(event)
        self._warming.go(1.0)

    def leaveEvent(self, event: QEvent) -> None:
        """Cool."""
        super().leaveEvent(event)
        self._warming.go(0.0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the mark, unless it was the pointer that came here."""
        self._marked = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the mark away."""
        super().focusOutEvent(event)
        self.update()
