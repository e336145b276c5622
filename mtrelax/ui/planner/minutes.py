"""A field for a number of minutes, typed as one likes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from mtrelax.ui.keys import is_enter, is_escape
from mtrelax.ui.planner.words import minutes_typed
from mtrelax.ui.theme import Look

_WIDTH = 92


class MinutesField(QLineEdit):
    """Shows minutes; ``typed`` gives others. Escape leaves it as it was."""

    typed = Signal(float)
    refused = Signal()
    """What was typed are no minutes."""
    left = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = ""
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.editingFinished.connect(self._finish)
        look.changed.connect(self._measure)
        self._measure()

    def show_minutes(self, count: float) -> None:
        """Show minutes, to a tenth; not while somebody types others."""
        self._shown = f"{round(count, 1):g}"
        if not (self.hasFocus() and self.isModified()):
            self.setText(self._shown)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let what is typed take the place of what is there."""
        super().focusInEvent(event)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take by Enter, leave as it was by Escape."""
        if is_escape(event):
            self.setText(self._shown)
            self.setModified(False)
            self.left.emit()
            return
        super().keyPressEvent(event)
        if is_enter(event):
            event.accept()
            self.selectAll()
            self.left.emit()

    def _finish(self) -> None:
        """Give on what was typed, once."""
        if not self.isModified():
            return
        count = minutes_typed(self.text())
        self.setModified(False)
        self.setText(self._shown)
        if count is None:
            self.refused.emit()
        else:
            self.typed.emit(count)

    def _measure(self) -> None:
        self.setFixedWidth(self._look.theme.px(_WIDTH))
