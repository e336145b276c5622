"""The screens of the machine: which there are, and how a window comes to fill one."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Monitor:
    """One screen."""

    name: str
    box: QRect
    free: QRect
    """What the desktop leaves of it to windows."""


class Monitors(QObject):
    """Looks after the screens that are connected."""

    changed = Signal()
    """One came or went, or moved."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._going: QScreen | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._on_added)
            application.screenRemoved.connect(self._on_removed)

    def all(self) -> list[Monitor]:
        """Return the screens, that of the desktop first."""
        return [_monitor(each) for each in self._screens()]

    def of(self, window: QWidget) -> Monitor | None:
        """Return the screen that a window is on; ``None`` if that was just unplugged."""
        # By the screen itself: two of one make may share a name, and some have none.
        screen = window.screen()
        return _monitor(screen) if screen in self._screens() else None

    def fill(self, window: QWidget, monitor: Monitor) -> None:
        """Let a window fill a screen."""
        # Where windows may not choose their place (Wayland), the screen is told; elsewhere the place is.
        screen = next((each for each in self._screens() if _monitor(each) == monitor), None)
        if screen is not None:
            window.setScreen(screen)
        window.setGeometry(monitor.box)
        # Qt's own ``showFullScreen`` would also give it the keyboard.
        window.setWindowState(Qt.WindowState.WindowFullScreen)
        window.show()

    def _screens(self) -> list[QScreen]:
        return [each for each in QGuiApplication.screens() if each is not self._going]

    def _on_added(self, _screen: QScreen) -> None:
        self.changed.emit()

    def _on_removed(self, screen: QScreen) -> None:
        """Tell at once, while windows can still leave it, and again when it is gone."""
        self._going = screen
        self.changed.emit()
        QTimer.singleShot(0, self, self._on_gone)

    def _on_gone(self) -> None:
        self._going = None
        self.changed.emit()


def _monitor(screen: QScreen) -> Monitor:
    return Monitor(screen.name(), screen.geometry(), screen.availableGeometry())
