"""What the client sees: a window of its own, with a picture and nothing else in it."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from mtrelax.domain.materials import Playlist
from mtrelax.domain.scales import RatingScale
from mtrelax.services.playing import Player
from mtrelax.services.settings import SettingsKeeper
from mtrelax.ui.clinic.asked import Asked
from mtrelax.ui.clinic.calm import Calm, Dark, Leaving
from mtrelax.ui.clinic.monitors import Monitor, Monitors
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_escape
from mtrelax.ui.session.picture import SessionPicture
from mtrelax.ui.session.sentences import ClientSentences
from mtrelax.ui.theme import Look, style_sheet

_BESIDE: Final = QSize(640, 400)
"""How large it is in a window."""
_LEAST: Final = QSize(240, 150)
_FRAME: Final = QSize(16, 48)
"""What a desktop may draw around a window."""
_ROOM_MS: Final = 200
_FLAGS: Final = (
    Qt.WindowType.Window
    | Qt.WindowType.CustomizeWindowHint
    | Qt.WindowType.WindowTitleHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
)
"""It has no button that closes it, and never takes the keyboard from the console."""


class ClientDisplay(QWidget):
    """Fills the second screen, or stands in a window beside the console; it goes where there is room."""

    answered = Signal(object)
    """The client gave an answer, or left the question open (``None``)."""
    key_pressed = Signal(QKeyEvent)
    """A key was pressed here that is meant for the console."""
    moved = Signal()
    """It came to another screen, or into a window."""
    cramped = Signal()
    """What is asked has no room here any more."""

    def __init__(self, look: Look, console: QWidget, monitors: Monitors, playlist: Playlist) -> None:
        super().__init__(None, _FLAGS)
        self._look = look.by_night(self)
        self._console, self._monitors, self._playlist = console, monitors, playlist
        self._on: Monitor | None = None
        self._wished: str | None = None
        self._may_close, self._is_behind = False, False
        self._making_room = QTimer(self, singleShot=True, interval=_ROOM_MS)
        self._making_room.timeout.connect(self._make_room)
        self._shown: QWidget | None = None
        self._leaving: Leaving | None = None
        self.setObjectName("client_display")
        self.setWindowTitle(tr("mtrelax – for your client"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setStyleSheet(f"#client_display {{ background: #05080c; }} {style_sheet(self._look.theme)}")
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.calm()

    @property
    def has_screen(self) -> bool:
        """Whether it fills a screen of its own; else it is in a window."""
        return self._on is not None

    @property
    def is_behind(self) -> bool:
        """Whether it is in a window that the console covers, because there is no room beside it."""
        return self._on is None and self._is_behind

    @property
    def is_asking(self) -> bool:
        """Whether it waits for an answer."""
        return isinstance(self._shown, Asked)

    def open(self) -> None:
        """Come, where there is room."""
        self._monitors.changed.connect(self._find_place)
        self._console.window().installEventFilter(self)
        self._console.window().windowHandle().screenChanged.connect(self._on_console_moved)
        self._find_place()

    def calm(self) -> None:
        """Show the place alone."""
        if not isinstance(self._shown, Calm):
            self._put(Calm(self._playlist))

    def darken(self) -> None:
        """Show nothing."""
        self._put(Dark())

    def play(self, player: Player, visual: str, keeper: SettingsKeeper) -> None:
        """Show a session."""
        picture = SessionPicture(self._look, player, self._playlist, visual, keeper, ClientSentences)
        picture.setObjectName("client_picture")
        self._put(picture)

    def ask(self, scale: RatingScale) -> bool:
        """Ask a question, if all of it can be seen; the pointer is seen only meanwhile."""
        page = Asked(self._look, scale)
        if not page.fit(self.size()):
            page.deleteLater()
            return False
        page.answered.connect(self._answer)
        page.cramped.connect(self.cramped)
        self._put(page)
        page.setCursor(Qt.CursorShape.ArrowCursor)
        return True

    def let_go(self) -> None:
        """Close for good."""
        self._may_close = True
        self.close()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go with the window of the console, and out of its way."""
        if event.type() is QEvent.Type.Hide and not event.spontaneous():
            self._may_close = True
            self.close()
        elif event.type() in {QEvent.Type.Move, QEvent.Type.Resize} and self._on is None:
            self._making_room.start()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Come back, unless the console is gone. To refuse would keep the whole program from ending."""
        event.accept()
        if not self._may_close:
            QTimer.singleShot(0, self, self._come_back)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give keys on to the console, but not the one that leaves."""
        if not is_escape(event):
            self.key_pressed.emit(event)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let what is shown fill it."""
        super().resizeEvent(event)
        self._fill()

    def _come_back(self) -> None:
        if not self._may_close:
            self.show()

    def _answer(self, value: object) -> None:
        self.calm()
        self.answered.emit(value)

    def _put(self, widget: QWidget) -> None:
        """Show something; what was seen before goes slowly."""
        before = self._shown
        seen = self.grab() if before is not None and self.isVisible() else None
        self._end_leaving()
        widget.setParent(self)
        self._shown = widget
        self._fill()
        widget.show()
        if seen is not None:
            self._leaving = Leaving(self._look, seen, self, self._end_leaving)
            self._leaving.setGeometry(self.rect())
            self._leaving.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    def _end_leaving(self) -> None:
        leaving, self._leaving = self._leaving, None
        if leaving is not None:
            leaving.hide()
            leaving.deleteLater()

    def _fill(self) -> None:
        for part in (self._shown, self._leaving):
            if part is not None:
                part.setGeometry(self.rect())

    def _on_console_moved(self) -> None:
        # The console is still on its way: what it covers is known once it is there.
        QTimer.singleShot(0, self, self._find_place)

    def _find_place(self) -> None:
        """Fill a screen that the console is not on, the one of before if it is there; else be a window."""
        home = self._monitors.of(self._console.window())
        if home is None:  # the console's own screen is going; it is asked again when that has another one
            return
        others = [each for each in self._monitors.all() if each.box != home.box]
        same = [each for each in others if each.name == self._wished]
        found = next(iter(same or others), None)
        if self.isVisible() and found is not None and found == self._on:
            return
        was_window, self._on = self._on is None, found
        if found is not None:
            self._wished = found.name
            self._monitors.fill(self, found)
        elif not (self.isVisible() and was_window):
            self._stand_beside(home)
        self.moved.emit()

    def _stand_beside(self, home: Monitor) -> None:
        """Be a window that covers nothing of the console; where there is no room for that, behind it."""
        place = beside(home.free, self._console.window().frameGeometry())
        self._is_behind = place is None
        self.setWindowState(Qt.WindowState.WindowNoState)
        self.show()
        box = place or QRect(home.free.topLeft(), _BESIDE.boundedTo(home.free.size()))
        self.resize(box.size() - _FRAME)
        self.move(box.topLeft())
        if self._is_behind:
            self.lower()
            self._console.window().raise_()

    def _make_room(self) -> None:
        """Go out of the way of a console that came, or beside it where there is room again."""
        window = self._console.window()
        home = self._monitors.of(window)
        if home is None or self._on is not None or not self.isVisible() or window.isMinimized():
            return
        was_behind = self._is_behind
        if was_behind or self.frameGeometry().intersects(window.frameGeometry()):
            self._stand_beside(home)
        if was_behind is not self._is_behind:
            self.moved.emit()


def place_words(display: ClientDisplay) -> str:
    """Return what to know of a display that is in a window."""
    if display.is_behind:
        return tr(
            "There is no second screen, and no room beside this window: your client’s window is behind it. "
            "Make this one smaller to see both."
        )
    return tr("There is no second screen now: your client’s picture is in a window beside this one.")


def beside(free: QRect, taken: QRect) -> QRect | None:
    """Return the largest place for a window beside another one; ``None`` where there is too little room."""
    strips = (
        QRect(free.left(), free.top(), taken.left() - free.left(), free.height()),
        QRect(taken.right() + 1, free.top(), free.right() - taken.right(), free.height()),
        QRect(free.left(), free.top(), free.width(), taken.top() - free.top()),
        QRect(free.left(), taken.bottom() + 1, free.width(), free.bottom() - taken.bottom()),
    )
    sizes = [(strip, _within(strip.size())) for strip in strips if strip.isValid()]
    places = [QRect(strip.topLeft(), size) for strip, size in sizes]
    fitting = [each for each in places if each.width() >= _LEAST.width() and each.height() >= _LEAST.height()]
    return max(fitting, key=_area, default=None)


def _within(room: QSize) -> QSize:
    """Return the largest size of a window in a room: no higher than wide, and no wider than a screen is."""
    widest = room.height() * _BESIDE.width() // _BESIDE.height()
    return QSize(min(room.width(), widest), min(room.height(), room.width()))


def _area(box: QRect) -> int:
    return box.width() * box.height()
