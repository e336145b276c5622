"""The one window: a screen at a time."""

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from mtrelax.ui.theme import Look
from mtrelax.ui.window import MainWindow


@pytest.fixture
def window(qtbot):
    window = MainWindow(Look("dark", 1.0, reduced_motion=False))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_a_screen_fades_in_and_is_then_painted_plainly_also_when_it_was_left_meanwhile(qtbot, window):
    first, second = QWidget(), QWidget()
    for screen in (first, second):
        window.show_screen(screen, keep=True)
        assert screen.graphicsEffect() is not None
    qtbot.waitUntil(lambda: first.graphicsEffect() is None and second.graphicsEffect() is None)


def test_a_screen_is_let_go_of_when_the_next_one_comes_unless_it_is_kept(qtbot, window):
    kept, passing = QWidget(), QWidget()
    window.show_screen(kept, keep=True)
    window.show_screen(passing)
    window.show_screen(kept)
    qtbot.waitUntil(lambda: not shiboken6.isValid(passing))
    assert window.screen_shown is kept


def test_files_can_be_dropped_anywhere_and_addresses_are_left_out(qtbot, window, tmp_path):
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.flac")), QUrl("https://radio.example/a")])
    event = QDropEvent(
        QPointF(1, 1),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(window.files_dropped) as told:
        window.dropEvent(event)
    assert told.args == [[Path(tmp_path / "a.flac")]]
