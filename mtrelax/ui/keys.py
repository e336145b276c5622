"""Keys that mean the same on every screen."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def is_enter(event: QKeyEvent) -> bool:
    """Tell whether this is Enter, on either side of the keyboard."""
    return event.key() in ENTER


def is_escape(event: QKeyEvent) -> bool:
    """Tell whether this is Escape."""
    return event.key() == Qt.Key.Key_Escape


def press_focused() -> bool:
    """Press the button that the keyboard is at; tell whether there was one."""
    widget = QApplication.focusWidget()
    if isinstance(widget, QAbstractButton) and widget.isEnabled():
        widget.click()
        return True
    return False
