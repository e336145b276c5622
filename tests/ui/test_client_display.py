"""What the client sees: a picture on a screen of their own, a question, and nothing else."""

import json
import os
import subprocess
import sys
import tempfile
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QWidget,
)

from mtrelax.services.playing import PlayerState
from mtrelax.ui.clinic import ClientDisplay
from mtrelax.ui.clinic.asked import Asked
from mtrelax.ui.clinic.display import beside
from mtrelax.ui.clinic.monitors import Monitors
from mtrelax.ui.rating import Question
from mtrelax.ui.theme import Look
from mtrelax.ui.visuals import VISUALS, Scene
from mtrelax.ui.window import MainWindow
from mtrelax.ui.words import STEP_WORDS
from tests.ui.evening import (
    PACING,
    SENTENCE,
    SPEAKING,
    STRESS,
    WATER,
)
from tests.ui.practice import DESK, SECOND, Room, monitor, pixels


@pytest.mark.parametrize("visual", ["orb", "dark"])
def test_the_client_sees_the_visual_and_nothing_else(room, player, visual):
    player.at(PACING + 2.5)
    led = room(visual, client_captions=False)
    player.pause()
    player.resume()
    led.key(Qt.Key.Key_S)
    led.console.show_notice("Something happened.")
    picture = led.picture
    led.qtbot.waitUntil(lambda: not led.display.findChildren(QWidget, "leaving"))
    expected = QImage(picture.size(), QImage.Format.Format_RGB32)
    scene = Scene(picture.size(), WATER, picture._look.theme, STEP_WORDS)  # noqa: SLF001 - the look by night is its own
    painter = QPainter(expected)
    VISUALS[visual]().paint(painter, QRectF(expected.rect()), player.moment(), scene)
    painter.end()
    difference = np.abs(pixels(led.display.grab().toImage()) - pixels(expected))
    assert difference.max() <= 2


def test_no_pointer_tip_or_button_is_ever_on_the_clients_screen(room, player):
    led = room()
    for happened in (player.pause, player.resume, player.ground):
        happened()
        for part in (led.display, *led.display.findChildren(QWidget)):
            assert part.cursor().shape() is Qt.CursorShape.BlankCursor
            assert not part.toolTip()
            assert not isinstance(part, QAbstractButton)


@pytest.mark.parametrize(("wished", "read"), [(True, SENTENCE), (False, "")])
def test_the_client_reads_what_is_spoken_if_that_is_wished(room, player, wished, read):
    player.at(SPEAKING + 1)
    led = room(client_captions=wished)
    line = led.picture._sentences  # noqa: SLF001 - there is nothing else to be read there
    assert line.at(player.moment()) == read
    player.pause()
    assert line.at(player.moment()) == ""
    assert line.way_out == ""


def test_one_key_of_the_console_shows_the_client_captions_or_takes_them_away(room):
    led = room(client_captions=False, captions=False)
    led.key(Qt.Key.Key_C)
    assert (led.keeper.now.client_captions, led.keeper.now.captions) == (True, False)


def test_escape_on_the_clients_screen_ends_nothing_and_other_keys_reach_the_console(room, player):
    led = room()
    led.qtbot.keyClick(led.display, Qt.Key.Key_Escape)
    assert player.asked == []
    led.qtbot.keyClick(led.display, Qt.Key.Key_H)
    assert player.asked == ["hold"]


def test_the_clients_screen_takes_no_keyboard_and_cannot_be_closed(room):
    led = room()
    assert led.display.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert led.display.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert led.window.isActiveWindow()
    led.display.close()
    led.qtbot.waitUntil(led.display.isVisible)


def test_an_unplugged_screen_ends_nothing_and_gets_its_picture_back(room, player):
    led = room()
    assert (led.display.has_screen, led.display.geometry().x()) == (True, 1280)
    led.monitors.plug(monitor(DESK, 0))
    assert led.display.isVisible()
    assert not led.display.has_screen
    assert not led.display.geometry().intersects(led.window.frameGeometry())
    assert led.monitors.there[0].box.contains(led.display.geometry())
    assert player.state is PlayerState.PLAYING
    assert player.asked == []
    assert led.picture.isVisible()
    led.monitors.plug(monitor(DESK, 0), monitor("projector", 1280), monitor(SECOND, 2560))
    assert (led.display.has_screen, led.display.geometry().x()) == (True, 2560)


def test_two_screens_of_one_make_may_have_one_name(room):
    led = room()
    led.monitors.plug(monitor(DESK, 0), monitor(DESK, 1280))
    assert (led.display.has_screen, led.display.geometry().x()) == (True, 1280)


def test_the_console_says_that_a_screen_is_gone_and_when_it_is_back(room):
    led = room()
    led.monitors.plug(monitor(DESK, 0))
    assert "no second screen" in led.find(QLabel, "notice_words").text()
    assert led.find(QLabel, "notice_words").isVisible()
    led.monitors.plug(monitor(DESK, 0), monitor(SECOND, 1280))
    assert not led.find(QLabel, "notice_words").isVisible()
    assert "a screen of their own" in led.said()


@pytest.mark.qt_log_ignore(r"does not support (lower|raise)")
def test_it_goes_out_of_the_way_of_the_console_and_behind_it_where_there_is_no_room(room):
    led = room()
    led.monitors.plug(monitor(DESK, 0))
    led.window.setGeometry(400, 0, 800, 600)
    covered = led.window.frameGeometry().intersects
    led.qtbot.waitUntil(lambda: not covered(led.display.frameGeometry()))
    led.window.setGeometry(0, 0, 1280, 800)
    led.qtbot.waitUntil(lambda: led.display.is_behind)
    assert "behind it" in led.find(QLabel, "notice_words").text()
    led.window.setGeometry(0, 0, 800, 600)
    led.qtbot.waitUntil(lambda: not led.display.is_behind)
    assert not led.find(QLabel, "notice_words").isVisible()


def test_with_one_screen_it_is_a_window_that_does_not_lie_on_the_console(qtbot, player):
    led = Room(qtbot, Look("dark", 1.0, reduced_motion=True), player)
    led.monitors.plug(monitor(DESK, 0))
    led.open()
    assert not led.display.has_screen
    assert not led.display.geometry().intersects(led.window.frameGeometry())
    led.display.let_go()


def test_where_there_is_no_room_beside_the_console_there_is_none():
    free = QRect(0, 0, 1280, 800)
    assert beside(free, free) is None
    place = beside(free, QRect(0, 0, 900, 600))
    assert place is not None
    assert free.contains(place)


def test_the_client_answers_with_a_finger_and_only_then_is_there_a_pointer(room):
    led = room()
    led.display.ask(STRESS)
    assert led.display.findChild(QWidget, "continue").cursor().shape() is not Qt.CursorShape.BlankCursor
    led.qtbot.mouseClick(led.display.findChild(QAbstractButton, "answer_4"), Qt.MouseButton.LeftButton)
    with led.qtbot.waitSignal(led.display.answered) as answered:
        led.qtbot.mouseClick(led.display.findChild(QAbstractButton, "continue"), Qt.MouseButton.LeftButton)
    assert answered.args == [4]
    assert not led.display.is_asking


@pytest.mark.parametrize(
    ("size", "least_type"),
    [
        ((520, 287), 15),
        ((640, 400), 15),
        ((1024, 768), 18),
        ((1920, 1080), 32),
        ((3840, 2160), 56),
    ],
)
def test_the_whole_question_is_seen_as_large_as_the_clients_display_allows(room, size, least_type):
    led = room()
    led.monitors.plug(monitor(DESK, 0), monitor(SECOND, 1280, *size))
    led.display.resize(*size)
    assert led.display.ask(STRESS)
    question = led.display.findChild(Question)
    parts = [each for each in question.findChildren(QWidget) if each.isVisibleTo(led.display)]
    assert len([each for each in parts if each.objectName().startswith("answer_")]) == 11
    for part in parts:
        place = QRect(part.mapTo(led.display, QPoint()), part.size())
        assert led.display.rect().contains(place), part.objectName()
        assert part.height() >= part.heightForWidth(part.width())
    ends = [
        each
        for each in parts
        if isinstance(each, QLabel) and "stress" in each.text() and each.text()[0] in "nt"
    ]
    assert len(ends) == 2
    assert all(each.fontInfo().pixelSize() >= least_type for each in ends)
    assert not any(
        one.geometry().intersects(other.geometry()) for one in ends for other in question.answers.buttons
    )


def test_where_the_whole_question_has_no_room_it_is_not_asked(room):
    led = room()
    led.display.resize(240, 150)
    assert not led.display.ask(STRESS)
    assert not led.display.is_asking
    led.display.resize(640, 400)
    assert led.display.ask(STRESS)
    with led.qtbot.waitSignal(led.display.cramped):
        led.display.resize(240, 150)


def test_a_window_beside_the_console_has_room_for_the_question():
    for free, taken in (((1440, 900), (900, 600)), ((1366, 768), (900, 600))):
        place = beside(QRect(0, 0, *free), QRect(0, 0, *taken))
        assert place is not None
        assert Asked(Look("dark", 1.0, reduced_motion=True), STRESS).fit(place.size() - QSize(16, 48))


def in_a_process(call):
    """Call something in a process of its own: only there can Qt be given two screens."""
    done = subprocess.run(
        [sys.executable, "-c", f"import tests.ui.test_client_display as t; t.{call}"],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_a_second_screen_of_the_machine_is_filled():
    assert in_a_process("on_two_screens()") == [SECOND, "1280", "0", "1024", "768"]


def test_where_the_only_screen_has_no_name_there_is_a_window():
    assert in_a_process("on_a_nameless_screen()") == ["True", "False"]


@pytest.mark.parametrize("way", ["close", "quit"])
def test_the_program_ends_with_its_window_and_the_clients_display_goes_with_it(way):
    assert in_a_process(f"end_by({way!r})") == ["ended", "False"]


def at_two_screens():
    """Return an application with a window and a client's display."""
    screens = [
        {"name": DESK, "x": 0, "y": 0, "width": 1280, "height": 800},
        {"name": SECOND, "x": 1280, "y": 0, "width": 1024, "height": 768},
    ]
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
        json.dump({"screens": screens}, file)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file.name}"
    return at_the_screens_there_are()


def at_the_screens_there_are():
    """Return an application with a window and a client's display, on whatever screens there are."""
    application = QApplication([])
    window = MainWindow(Look())
    window.show()
    display = ClientDisplay(Look(), window, Monitors(window), WATER)
    display.open()
    QTest.qWait(100)
    return application, window, display


def end_by(way):
    """Close the window, or quit; say whether that ends the program."""
    application, window, display = at_two_screens()
    QTimer.singleShot(50, window.close if way == "close" else application.quit)
    QTimer.singleShot(5_000, partial(os._exit, 1))
    application.exec()
    print("ended", display.isVisible())


def on_two_screens():
    """Show a client's display, and say where it is."""
    application, _window, display = at_two_screens()
    assert isinstance(application, QGuiApplication)
    box = display.geometry()
    handle: QWindow = display.windowHandle()
    print(handle.screen().name(), box.x(), box.y(), box.width(), box.height())
    display.let_go()


def on_a_nameless_screen():
    """Show a client's display; say whether it is there, and whether it fills a screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application, _window, display = at_the_screens_there_are()
    assert not application.primaryScreen().name()
    print(display.isVisible(), display.has_screen)
    display.let_go()
