"""The dark after a session that led into sleep."""

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QWidget

from mtrelax.ui.night import NightScreen
from mtrelax.ui.theme import Look, luminance
from mtrelax.ui.window import MainWindow

DARK = luminance(QColor("#05080c"))


@pytest.fixture
def night(qtbot):
    def night(theme="light", size=(800, 480), *, still=True, before=None):
        screen = NightScreen(Look(theme, 2.0, reduced_motion=still), before)
        qtbot.addWidget(screen)
        screen.resize(*size)
        with qtbot.waitExposed(screen):
            screen.show()
        screen.setFocus()
        return screen

    return night


def brightest(screen):
    """Return the luminance of the brightest of many points."""
    picture = screen.grab().toImage()
    return max(
        luminance(picture.pixelColor(x, y))
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    )


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_it_is_dark_and_empty_in_every_theme(night, theme):
    screen = night(theme)
    assert brightest(screen) <= DARK
    assert screen.words == ""
    assert screen.cursor().shape() is Qt.CursorShape.BlankCursor


def test_the_last_picture_goes_slowly(qtbot, night):
    white = QPixmap(80, 48)
    white.fill(Qt.GlobalColor.white)
    screen = night(still=False, before=white)
    assert brightest(screen) > 0.9
    darkening = screen.findChild(QVariantAnimation)
    darkening.setCurrentTime(darkening.duration() // 2)
    assert 0.05 < brightest(screen) < 0.5
    darkening.setCurrentTime(darkening.duration())
    assert brightest(screen) <= DARK


def test_it_does_not_come_out_of_the_light_of_the_window(qtbot):
    look = Look("light", 1.0)
    window = MainWindow(look)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.show_screen(QWidget())
    assert brightest(window) > 0.5
    window.show_screen(NightScreen(look))
    assert brightest(window) <= DARK


def test_a_pointer_that_moves_wakes_nothing(qtbot, night):
    screen = night()
    for x in range(0, 300, 50):
        qtbot.mouseMove(screen, QPoint(x, x))
    assert screen.words == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt])
def test_a_key_that_types_nothing_wakes_nothing(qtbot, night, key):
    screen = night()
    qtbot.keyClick(screen, key)
    assert screen.words == ""


@pytest.mark.parametrize("by", ["key", "click"])
def test_the_first_touch_says_a_quiet_sentence_and_the_second_goes_on(qtbot, night, by):
    def touch():
        if by == "key":
            qtbot.keyClick(screen, Qt.Key.Key_Escape)
        else:
            qtbot.mouseClick(screen, Qt.MouseButton.LeftButton)

    screen = night()
    with qtbot.assertNotEmitted(screen.woken):
        touch()
    assert screen.words == "Good night. Press any key to go on."
    assert DARK < brightest(screen) < 0.3
    with qtbot.waitSignal(screen.woken):
        touch()


def test_who_does_nothing_more_is_left_in_the_dark_again(qtbot, night):
    screen = night()
    screen.findChild(QTimer).setInterval(10)
    qtbot.keyClick(screen, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: screen.words == "")
    assert brightest(screen) <= DARK
    with qtbot.assertNotEmitted(screen.woken):
        qtbot.keyClick(screen, Qt.Key.Key_Space)
