"""The room of a therapist: a console, a display for the client, and screens to plug in and pull out."""

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QLabel,
)

from mtrelax.ui.clinic import ClientDisplay, ConsoleScreen
from mtrelax.ui.clinic.monitors import Monitor, Monitors
from mtrelax.ui.session.picture import SessionPicture
from mtrelax.ui.window import MainWindow
from tests.ui import test_live_controls
from tests.ui.evening import (
    WATER,
    settings_keeper,
)

DESK, SECOND = "desk", "second"


def monitor(name, left, wide=1280, high=800):
    return Monitor(name, QRect(left, 0, wide, high), QRect(left, 0, wide, high))


class FakeMonitors(Monitors):
    """Screens that a test plugs in and pulls out; the console is on the first one."""

    def __init__(self, parent, *there):
        super().__init__(parent)
        self.there = list(there)

    def all(self):
        return self.there

    def of(self, window):
        return self.there[0]

    def fill(self, window, monitor):
        window.setGeometry(monitor.box)
        window.show()

    def plug(self, *there):
        self.there = list(there)
        self.changed.emit()


class Room:
    """The room of a therapist, with everything in it."""

    def __init__(self, qtbot, look, player, **settings):
        self.qtbot, self.player = qtbot, player
        self.keeper = settings_keeper(**settings)
        self.window = MainWindow(look)
        qtbot.addWidget(self.window)
        self.window.setGeometry(0, 0, 900, 600)
        self.monitors = FakeMonitors(self.window, monitor(DESK, 0), monitor(SECOND, 1280))
        self.display = ClientDisplay(look, self.window, self.monitors, WATER)
        self.look = look

    def open(self, visual="orb"):
        patterns = [test_live_controls.GENTLE, test_live_controls.CAREFUL, test_live_controls.LONG]
        self.window.show()
        self.display.open()
        self.display.play(self.player, visual, self.keeper)
        self.console = ConsoleScreen(self.look, self.player, self.keeper, self.display, patterns)
        with self.qtbot.waitActive(self.window):
            self.window.show_screen(self.console)
            self.window.activateWindow()
        return self.console

    def find(self, kind, name):
        found = self.console.findChild(kind, name)
        assert found is not None, name
        return found

    @property
    def picture(self):
        return self.display.findChild(SessionPicture)

    def key(self, key):
        self.qtbot.keyClick(self.console, key)

    def said(self):
        return self.find(QLabel, "said").text().strip()


def pixels(image):
    """Return the colours of a picture: rows, columns, three bytes."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return rows[:, :, :3].astype(int)
