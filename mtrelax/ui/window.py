"""The one window: a screen at a time, each fading into the next."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from mtrelax.ui.icons import app_icon
from mtrelax.ui.theme import Look, style_sheet
from mtrelax.ui.widgets import Fade

SMALLEST: Final = (800, 480)
FIRST_SIZE: Final = (1280, 800)


class MainWindow(QMainWindow):
    """Shows one screen, and hears what concerns the whole window."""

    first_painted = Signal()
    files_dropped = Signal(object)
    close_asked = Signal()
    """The window was asked to close while something was going on; call ``close_now`` when it may."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._may_close = True
        self._painted = False
        self._stack = QStackedWidget(self)
        self.setCentralWidget(self._stack)
        self.setObjectName("window")
        self.setWindowTitle("mtrelax")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(*SMALLEST)
        self.resize(QSize(*FIRST_SIZE).boundedTo(self.screen().availableSize()))
        self.setAcceptDrops(True)
        full = QShortcut(QKeySequence(Qt.Key.Key_F11), self)
        full.activated.connect(self.toggle_full_screen)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def screen_shown(self) -> QWidget:
        """The screen that is seen; before the first one, the window itself."""
        return self._stack.currentWidget() or self

    def show_screen(self, screen: QWidget, *, keep: bool = False) -> None:
        """Put a screen in front; the one before is deleted unless it was kept."""
        before = self._stack.currentWidget()
        if self._stack.indexOf(screen) < 0:
            screen.setProperty("kept", keep)
            self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        # The page itself, so that its keys work and Tab begins at its first control.
        screen.setFocus()
        if before is not None and before is not screen and not before.property("kept"):
            self._stack.removeWidget(before)
            before.deleteLater()
        self._appear(screen)

    def set_busy(self, *, busy: bool) -> None:
        """Say whether closing must be asked for first."""
        self._may_close = not busy

    def close_now(self) -> None:
        """Close without asking again."""
        self._may_close = True
        self.close()

    def come_to_front(self) -> None:
        """Let it be seen above other windows."""
        self.raise_()
        self.activateWindow()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or stop filling it."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def event(self, event: QEvent) -> bool:
        """Notice when the window has been painted for the first time."""
        done = super().event(event)
        if event.type() is QEvent.Type.UpdateRequest and not self._painted:
            self._painted = True
            self.first_painted.emit()
        return done

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let what is going on end gently first."""
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.close_asked.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take files that were dropped anywhere."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def _dress(self) -> None:
        self.setStyleSheet(style_sheet(self._look.theme))

    def _appear(self, screen: QWidget) -> None:
        if self.isVisible() and not screen.property("paints_often"):
            fade = Fade(self._look, screen)
            fade.arrived.connect(fade.deleteLater)
            fade.go(1.0)
