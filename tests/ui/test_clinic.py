"""Somebody leads a session for somebody else: a console here, and on the other screen a picture and nothing else."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QSlider,
    QWidget,
)

from mtrelax.domain.curves import Span
from mtrelax.domain.plan import Bells, Ending, Layer
from mtrelax.domain.record import EnteredBy, MarkKind, When
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Caption, Clip
from mtrelax.services.playing import PieceFailed, PlayerState
from mtrelax.ui.clinic import ClientCodeScreen, ClientDisplay, ConsoleScreen
from mtrelax.ui.clinic.ahead import counted
from mtrelax.ui.clinic.asked import Asked
from mtrelax.ui.clinic.console import KEYS
from mtrelax.ui.clinic.display import beside
from mtrelax.ui.clinic.monitors import Monitor, Monitors
from mtrelax.ui.rating import Question, RatingScreen
from mtrelax.ui.session import actions
from mtrelax.ui.session.drawers import ScriptPanel
from mtrelax.ui.session.picture import SessionPicture
from mtrelax.ui.session.sentences import ClientSentences
from mtrelax.ui.theme import Look
from mtrelax.ui.visuals import VISUALS, Scene
from mtrelax.ui.widgets import Choice, ChoiceTile, LevelSlider
from mtrelax.ui.window import MainWindow
from mtrelax.ui.words import STEP_WORDS
from tests.ui import test_live_controls
from tests.ui.evening import (
    NATURAL,
    PACING,
    SENTENCE,
    SPEAKING,
    STRESS,
    WATER,
    FakePlayer,
    evening,
    settings_keeper,
)
from tests.ui.visitor import plan

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


@pytest.fixture
def player():
    return FakePlayer(evening())


@pytest.fixture
def room(qtbot, player):
    rooms = []

    def furnish(visual="orb", **settings):
        rooms.append(Room(qtbot, Look("dark", 1.0, reduced_motion=True), player, **settings))
        rooms[-1].open(visual)
        return rooms[-1]

    yield furnish
    for each in rooms:
        each.display.let_go()


@pytest.mark.parametrize(("key", "name", "asked", "said"), test_live_controls.KEYS)
def test_every_key_of_a_session_is_one_of_the_console(room, player, key, name, asked, said):
    led = room()
    test_live_controls.press_key(led.qtbot, led.console, key)
    assert test_live_controls.rounded(player.asked) == [asked], name
    assert not said or led.said() == said


@pytest.mark.parametrize("name", [each for _, each, _, _ in test_live_controls.KEYS if each != "pattern"])
def test_every_action_is_a_button_of_the_console(room, player, name):
    led = room()
    led.find(QAbstractButton, name).click()
    assert test_live_controls.rounded(player.asked) == [
        asked for _, each, asked, _ in test_live_controls.KEYS if each == name
    ]


def test_another_pattern_is_picked_by_its_name_with_what_to_take_care_of(room, player):
    tile = room().find(QWidget, "pattern")
    assert tile.choices[0].text == "Gentle slow"
    assert [(each.text, each.note) for each in tile.choices][-1] == ("Careful", "The breath is held.")
    tile.changed.emit("long")
    assert player.pattern.title == "Long way out"
    assert "6.0 a minute" in tile.text()


def test_every_control_of_the_console_has_a_name_and_its_key(room):
    led = room()
    buttons = [each for each in led.console.findChildren(QAbstractButton) if each.isVisibleTo(led.console)]
    assert all(each.accessibleName() and each.objectName() for each in buttons)
    assert "(H)" in led.find(QAbstractButton, "hold").accessibleName()


def test_what_is_typed_into_the_note_is_only_a_note_of_the_moment_at_which_one_began(room, player):
    led = room()
    player.at(125.9)
    led.key(Qt.Key.Key_F2)
    field = led.find(QLineEdit, "console_note")
    assert field.hasFocus()
    player.at(141.0)
    words = "RSA hmngv +-,. breath is slower?"
    led.qtbot.keyClicks(field, words)
    led.qtbot.keyClick(field, Qt.Key.Key_Right)
    assert player.asked == []
    noted = [(MarkKind.NOTE, 125.9, words)]
    assert [(each.kind, each.time, each.text) for each in player.marks] == noted
    led.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [(each.kind, each.time, each.text) for each in player.marks] == noted
    assert "2:05   " in led.find(QLabel, "marks").text()
    assert not field.text()


def test_a_note_without_words_is_none(room, player):
    led = room()
    for way in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        led.key(Qt.Key.Key_F2)
        led.qtbot.keyClick(led.find(QLineEdit, "console_note"), way)
    assert player.marks == ()


def test_after_a_note_the_keys_belong_to_the_session_again(room, player):
    led = room()
    for way in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        led.key(Qt.Key.Key_F2)
        led.qtbot.keyClick(led.find(QLineEdit, "console_note"), way)
        assert led.console.hasFocus()
    led.key(Qt.Key.Key_H)
    assert player.asked == ["hold"]


def test_the_stop_signal_is_one_key_and_the_way_back_another(room, player):
    led = room()
    player.at(200.0)
    led.key(Qt.Key.Key_S)
    assert [(each.kind, each.time) for each in player.marks] == [(MarkKind.STOP_SIGNAL, 200.0)]
    assert led.said() == "The stop signal is noted. G leads back with open eyes, Space pauses."
    led.key(Qt.Key.Key_G)
    assert player.asked == ["ground"]


@pytest.mark.parametrize("word", ["dizzy", ""])
@pytest.mark.parametrize("way", [Qt.Key.Key_Return, Qt.Key.Key_Escape, None])
def test_an_adverse_event_is_kept_at_once_and_gets_its_words_as_they_come(room, player, word, way):
    led = room()
    player.at(80.0)
    led.find(QAbstractButton, "adverse_event").click()
    assert [(each.kind, each.time) for each in player.marks] == [(MarkKind.ADVERSE_EVENT, 80.0)]
    field = led.find(QLineEdit, "console_note")
    assert field.hasFocus()
    assert "What happened?" in field.accessibleName()
    player.at(95.0)
    led.qtbot.keyClicks(field, word)
    if way is not None:  # else the session ends while one writes
        led.qtbot.keyClick(field, way)
    assert [(each.kind, each.time, each.text) for each in player.marks] == [
        (MarkKind.ADVERSE_EVENT, 80.0, word)
    ]


def test_after_a_note_what_is_said_and_the_course_are_seen_again(room):
    led = room()
    led.window.resize(900, 600)
    bar = led.find(QScrollArea, "").verticalScrollBar()
    for key in (Qt.Key.Key_F2, Qt.Key.Key_A):
        led.key(key)
        led.qtbot.waitUntil(lambda: bar.value() > 0)
        led.qtbot.keyClick(led.find(QLineEdit, "console_note"), Qt.Key.Key_Return)
        assert bar.value() == 0


def test_on_the_way_out_the_stop_signal_is_answered_by_what_can_still_be_done(room, player):
    led = room()
    led.key(Qt.Key.Key_G)
    led.key(Qt.Key.Key_S)
    assert led.said() == "The stop signal is noted. The way back has begun; “End now” ends it at once."


@pytest.mark.parametrize("size", [(1280, 800), (900, 600)])
def test_the_words_have_room_to_be_read_and_hide_nothing_that_may_be_needed_at_once(room, player, size):
    words = tuple(
        Caption(Seconds(20.0 * each), Seconds(20.0 * each + 8), f"{SENTENCE} {each}") for each in range(1, 28)
    )
    player.timeline = replace(player.timeline, captions=words)
    led = room()
    led.window.resize(*size)
    led.key(Qt.Key.Key_T)
    panel = led.console.findChild(ScriptPanel)
    assert panel.isVisible()
    assert panel.height() >= 200
    assert panel.geometry().bottom() <= led.console.rect().bottom()
    for name in ("time_left", "pause", "ground", "stop_signal", "adverse_event"):
        part = led.find(QWidget, name)
        assert not panel.geometry().intersects(QRect(part.mapTo(led.console, QPoint()), part.size())), name
    led.key(Qt.Key.Key_A)
    assert not panel.is_wanted
    assert led.find(QLineEdit, "console_note").hasFocus()


@pytest.mark.parametrize("size", [(1280, 800), (900, 600)])
def test_a_long_sentence_moves_nothing(room, player, size):
    long = (
        "Where one finger rests against another, can you tell which is touching, and which is being touched?"
    )
    words = (Caption(Seconds(300.0), Seconds(310.0), long),)
    player.timeline = replace(player.timeline, captions=words)
    led = room()
    led.window.resize(*size)
    hold, spoken = led.find(QAbstractButton, "hold"), led.find(QLabel, "spoken")
    led.qtbot.waitUntil(
        lambda: (
            spoken.height() >= spoken.minimumHeight()
            and hold.mapTo(led.console, QPoint()).y()
            >= spoken.mapTo(led.console, QPoint(0, spoken.height())).y()
        )
    )
    before = hold.mapTo(led.console, QPoint())
    player.at(305.0)
    led.qtbot.waitUntil(lambda: spoken.text() == long)
    led.qtbot.wait(20)  # what would move does so when nothing else is left to do
    assert hold.mapTo(led.console, QPoint()) == before


@pytest.mark.parametrize("size", [(1280, 800), (1180, 760)])
def test_the_patterns_open_over_nothing_that_may_be_needed_at_once(room, size):
    led = room()
    led.window.resize(*size)
    tile = led.find(ChoiceTile, "pattern")
    led.qtbot.waitUntil(lambda: tile.mapTo(led.console, QPoint()).y() < led.console.height() - 300)
    tile.set_choices([Choice(each, f"Pattern {each}", "How it goes.") for each in range(7)])
    tile.open()
    offered = led.window.findChild(QListWidget)
    assert offered.mapTo(led.window, QPoint()).y() > tile.mapTo(led.window, QPoint()).y()


def test_where_nothing_is_said_there_are_no_words_to_read(room, player):
    player.timeline = replace(player.timeline, captions=())
    led = room()
    led.key(Qt.Key.Key_T)
    assert not led.console.findChild(ScriptPanel).isVisible()
    assert led.said() == "Nothing is said in this session."


def test_where_captions_are_away_what_leads_out_is_read_all_the_same(room, player):
    led = room(client_captions=False)
    sentences = led.picture.findChild(ClientSentences)
    player.at(SPEAKING + 2)
    assert sentences.at(player.moment()) == ""
    player.leaving = True
    assert sentences.at(player.moment()) == SENTENCE


def test_two_adverse_events_of_one_moment_are_two(room, player):
    led = room()
    field = led.find(QLineEdit, "console_note")
    led.key(Qt.Key.Key_A)
    led.qtbot.keyClick(field, Qt.Key.Key_Return)
    led.key(Qt.Key.Key_A)
    led.qtbot.keyClicks(field, "dizzy")
    assert sorted(each.text for each in player.marks) == ["", "dizzy"]


def test_escape_right_after_the_way_back_was_asked_for_does_not_cut_it_short(room, player):
    led = room()
    led.key(Qt.Key.Key_G)
    led.key(Qt.Key.Key_Escape)
    assert player.asked == ["ground"]
    assert "“End now” ends it at once" in led.said()
    led.find(QAbstractButton, "leave").click()
    assert player.asked == ["ground", "leave"]


@pytest.mark.parametrize("size", [(1280, 800), (1180, 760), (900, 600), (800, 480)])
@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_what_may_be_needed_at_once_is_seen_in_every_window(room, size, factor):
    led = room()
    led.look.set_text_factor(factor)
    led.window.resize(*size)
    led.qtbot.wait(1)
    names = ("pause", "ground", "stop_signal", "adverse_event", "return_now")
    buttons = [led.find(QAbstractButton, name) for name in names]
    below = led.find(QWidget, "strip").mapTo(led.console, QPoint()).y()
    for button in buttons:
        place = QRect(button.mapTo(led.console, QPoint()), button.size())
        assert led.console.rect().contains(place), button.objectName()
        assert place.bottom() < below, button.objectName()
        assert button.width() >= button.minimumSizeHint().width(), button.objectName()
    assert led.find(QWidget, "time_left").height() <= led.window.height() / 4


def test_in_a_middling_window_the_way_out_is_seen_without_scrolling(room):
    led = room()
    led.window.resize(1180, 760)
    led.qtbot.waitUntil(
        lambda: led.find(QAbstractButton, "leave").visibleRegion().boundingRect().height() > 40
    )


def test_the_time_left_and_what_comes_are_read_at_a_glance(room, player):
    spoken = Caption(Seconds(340.0), Seconds(346.0), "Perhaps the air is warmer here.")
    reeds = Clip(player.timeline.clips[0].layer, Path("slow-reeds.opus"), Seconds(410.0), Seconds(600.0))
    player.timeline = replace(
        player.timeline,
        clips=(*player.timeline.clips, reeds),
        captions=(*player.timeline.captions, spoken),
    )
    player.at(SPEAKING + 2)
    led = room()
    assert led.find(QWidget, "time_left").accessibleName() == "4:58 left. Music."
    ahead = led.find(QWidget, "ahead").accessibleName()
    assert "Next part: in 3:58 Returning." in ahead
    assert "Next words: in 0:38 “Perhaps the air is warmer here.”." in ahead
    assert "Next piece: in 1:48 Slow reeds (now " in ahead
    assert led.find(QLabel, "spoken").text() == SENTENCE


def test_while_a_part_is_held_the_time_stands_still_and_says_so(room, player):
    player.timeline = replace(
        player.timeline, length=Seconds(700.0), held=(Span(Seconds(100.0), Seconds(200.0)),),
        phases=(
            *player.timeline.phases[:1],
            replace(player.timeline.phases[1], end=Seconds(NATURAL + 100)),
            *(
                replace(each, start=Seconds(each.start + 100), end=Seconds(each.end + 100))
                for each in player.timeline.phases[2:]
            ),
        ),
    )  # fmt: skip
    player.is_held = True
    player.at(120.0)
    led = room()
    first = led.find(QWidget, "time_left").accessibleName()
    player.at(180.0)
    led.key(Qt.Key.Key_F11)
    assert led.find(QWidget, "time_left").accessibleName() == first == "8:20 left. Breathing, held."
    assert " in " not in led.find(QWidget, "ahead").accessibleName()


def test_time_that_was_held_takes_no_room_on_the_strip():
    held = (Span(Seconds(100.0), Seconds(200.0)),)
    assert [counted(each, held) for each in (50.0, 100.0, 150.0, 200.0, 300.0)] == [50, 100, 100, 100, 200]


def test_levels_are_always_there_and_l_leads_to_them(room, player):
    led = room()
    led.key(Qt.Key.Key_L)
    whole = led.find(QSlider, "level_master")
    assert whole.hasFocus()
    led.qtbot.keyClick(whole, Qt.Key.Key_Left)
    assert player.master < -6.0
    for name in ("level_music", "level_voice", "level_cue"):
        assert led.find(QSlider, name).isVisibleTo(led.console)


def test_every_level_is_seen_in_an_ordinary_window(room, player):
    player.timeline = replace(
        player.timeline,
        clips=(*player.timeline.clips, replace(player.timeline.clips[0], layer=Layer.AMBIENCE)),
    )
    led = room()
    led.window.resize(1280, 800)
    sliders = led.console.findChildren(LevelSlider)
    assert len(sliders) == 5
    led.qtbot.waitUntil(
        lambda: all(each.visibleRegion().boundingRect().height() == each.height() for each in sliders)
    )


@pytest.mark.parametrize("size", [(1280, 800), (900, 600), (800, 480)])
@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_the_console_fits_every_window_and_everything_can_be_scrolled_to(room, player, size, factor):
    led = room()
    led.look.set_text_factor(factor)
    led.window.resize(*size)
    seen = QRect(QPoint(), led.console.size())
    left = led.find(QWidget, "time_left")
    assert seen.contains(QRect(left.mapTo(led.console, QPoint()), left.size()))
    for _ in range(40):
        led.qtbot.keyClick(led.window.focusWidget() or led.console, Qt.Key.Key_Tab)
        at = led.window.focusWidget()
        if at is not None and at is not led.console:
            place = QRect(at.mapTo(led.console, QPoint()), at.size())
            assert place.left() >= 0
            assert place.right() <= led.console.width()
            assert place.intersects(seen)


def test_what_happens_to_the_sound_is_said_on_the_console_alone(room, player):
    led = room()
    player.noticed.emit(PieceFailed(Path("dusk.flac"), "damaged"))
    assert "dusk" in led.find(QLabel, "notice_words").text()
    assert not led.display.findChildren(QLabel)


def test_the_console_says_when_the_session_is_over(room, player):
    led = room()
    with led.qtbot.waitSignal(led.console.finished):
        player.close()


def pixels(image):
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return rows[:, :, :3].astype(int)


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
        [sys.executable, "-c", f"import tests.ui.test_clinic as t; t.{call}"],
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


def test_a_code_is_asked_for_and_a_name_is_gently_advised_against(qtbot):
    screen = ClientCodeScreen(Look("dark", 1.0, reduced_motion=True), ["K-17", "M-3"])
    qtbot.addWidget(screen)
    screen.show()
    field, hint = screen.findChild(QLineEdit, "code"), screen.findChild(QLabel, "code_hint")
    assert not screen.findChild(QAbstractButton, "code_continue").isEnabled()
    qtbot.keyClicks(field, "Ada Lovelace")
    assert "looks like a name" in hint.text()
    for text, kind in (("Ada", "name"), ("ada@home", "address"), ("1.2.1980", "date"), ("9" * 50, "at most")):
        field.setText(text)
        assert kind in hint.text()
    for text in ("K-17", "AB", "2024-117"):
        field.setText(text)
        assert not hint.text().strip()
    field.setText("Ada Lovelace")
    with qtbot.waitSignal(screen.chosen) as chosen:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chosen.args == ["Ada Lovelace"]
    with qtbot.waitSignal(screen.chosen) as chosen:
        screen.findChild(QAbstractButton, "recent_M-3").click()
    assert chosen.args == ["M-3"]
    with qtbot.waitSignal(screen.closed):
        qtbot.keyClick(screen, Qt.Key.Key_Escape)


@pytest.fixture
def monitors(visitor, monkeypatch):
    """Return the two screens of a practice, for the whole program."""
    there = FakeMonitors(visitor.window, monitor(DESK, 0), monitor(SECOND, 1280))
    monkeypatch.setattr("mtrelax.ui.clinic.reception.Monitors", lambda _parent: there)
    return there


def client_display(visitor) -> ClientDisplay:
    screens = visitor.flow._course.screens  # noqa: SLF001 - the display is a window of its own
    assert screens.display is not None
    return screens.display


def type_code(visitor, code):
    visitor.at("client_code")
    field = visitor.child("code")
    visitor.qtbot.keyClicks(field, code)
    visitor.qtbot.keyClick(field, Qt.Key.Key_Return)


def begin_for(visitor, code):
    visitor.keeper.change("clinic", True)
    visitor.keeper.change("safety_read", True)
    visitor.open()
    visitor.home.begin_requested.emit(plan())
    type_code(visitor, code)
    visitor.at("check_in")


@pytest.mark.usefixtures("monitors")
def test_a_session_for_a_client_from_the_code_to_the_summary(visitor):
    begin_for(visitor, "K-17")
    display = client_display(visitor)
    assert display.is_asking
    display.findChild(QAbstractButton, "answer_7").click()
    display.findChild(QAbstractButton, "continue").click()
    visitor.at("answered")
    assert not display.is_asking
    assert visitor.flow.player.state is PlayerState.READY
    assert visitor.diary.open_session.rating(When.BEFORE).value == 7
    assert visitor.child("said").text().startswith("They said 7.")
    visitor.press("begin_session")
    visitor.at("console")
    assert visitor.child("whose").text() == "For K-17"
    QTest.keyClick(visitor.window.screen_shown, Qt.Key.Key_A)
    QTest.keyClicks(visitor.child("console_note"), "dizzy")  # and not entered
    visitor.window.screen_shown.setFocus()
    QTest.keyClick(visitor.window.screen_shown, Qt.Key.Key_S)
    QTest.keyClick(visitor.window.screen_shown, Qt.Key.Key_R)
    visitor.at("check_out")
    assert not display.is_asking
    visitor.press("ready")
    assert display.is_asking
    screen = visitor.window.screen_shown
    assert isinstance(screen, RatingScreen)
    screen.findChild(QAbstractButton, "who_enters").click()
    assert not display.is_asking
    visitor.press("answer_3")
    visitor.press("continue")
    visitor.at("summary")
    (record,) = visitor.diary.sessions()
    assert record.client == "K-17"
    assert [(each.value, each.entered_by) for each in record.ratings] == [
        (7, EnteredBy.SELF),
        (3, EnteredBy.THERAPIST),
    ]
    assert MarkKind.STOP_SIGNAL in [each.kind for each in record.marks]
    assert "dizzy" in [each.text for each in record.marks]
    assert "K-17" in visitor.child("whose").text()
    QTest.keyClicks(visitor.child("session_note"), "Warm hands.")
    visitor.press("done")
    visitor.at("home")
    assert visitor.diary.sessions()[0].note == "Warm hands."
    assert visitor.flow._course.screens.display is None  # noqa: SLF001 - the display is a window of its own


@pytest.mark.usefixtures("monitors")
def test_an_answer_stays_written_though_the_session_is_not_begun(visitor):
    begin_for(visitor, "K-17")
    display = client_display(visitor)
    display.findChild(QAbstractButton, "answer_7").click()
    display.findChild(QAbstractButton, "continue").click()
    visitor.at("answered")
    visitor.press("back")
    visitor.at("home")
    (record,) = visitor.diary.sessions()
    assert (record.closed, record.rating(When.BEFORE).value) == (True, 7)
    begin_for(visitor, " k-17 ")
    display = client_display(visitor)
    display.findChild(QAbstractButton, "skip").click()
    visitor.at("answered")
    assert visitor.diary.open_session.client == "K-17"


def test_when_the_screen_goes_the_answer_is_entered_for_the_client(visitor, monitors):
    begin_for(visitor, "K-17")
    display, screen = client_display(visitor), visitor.window.screen_shown
    assert screen.entered_by is EnteredBy.SELF
    monitors.plug(monitor(DESK, 0))
    assert display.isVisible()
    assert screen.entered_by is EnteredBy.THERAPIST
    assert not display.is_asking
    assert "no second screen" in visitor.notice()


@pytest.mark.qt_log_ignore(r"does not support (lower|raise)")
def test_where_there_is_no_room_for_the_clients_window_the_answer_is_entered_for_the_client(
    visitor, monitors
):
    monitors.plug(monitor(DESK, 0, 900, 600))
    begin_for(visitor, "K-17")
    assert client_display(visitor).is_behind
    assert visitor.window.screen_shown.entered_by is EnteredBy.THERAPIST
    assert "behind it" in visitor.notice()


def test_where_the_clients_display_is_too_small_the_answer_is_entered_for_them(visitor, monitors):
    monitors.plug(monitor(DESK, 0), monitor(SECOND, 1280, 240, 150))
    begin_for(visitor, "K-17")
    assert not client_display(visitor).is_asking
    assert visitor.window.screen_shown.entered_by is EnteredBy.THERAPIST
    assert "too small" in visitor.notice()


@pytest.mark.usefixtures("monitors")
def test_a_client_who_fell_asleep_is_asked_later_and_whoever_leads_may_still_write(visitor):
    visitor.keeper.change("clinic", True)
    visitor.keeper.change("safety_read", True)
    visitor.open()
    visitor.home.begin_requested.emit(replace(plan(), ending=Ending.SLEEP))
    visitor.at("client_code")
    assert "it ends in sleep" in visitor.child("what_session").text()
    type_code(visitor, "K-17")
    visitor.at("check_in")
    display = client_display(visitor)
    display.findChild(QAbstractButton, "answer_7").click()
    display.findChild(QAbstractButton, "continue").click()
    visitor.at("answered")
    visitor.press("begin_session")
    visitor.at("asleep", timeout=20_000)
    assert not visitor.window.isFullScreen()
    assert display.isVisible()
    visitor.qtbot.waitUntil(lambda: pixels(display.grab().toImage()).max() < 10)
    QTest.keyClick(visitor.window.screen_shown, Qt.Key.Key_Escape)
    assert visitor.window.screen_shown.objectName() == "asleep"
    QTest.keyClicks(visitor.child("session_note"), "Slept at once.")
    visitor.diary.add_adverse_event("A cr")
    QTest.keyClicks(visitor.child("adverse_note"), "A cramp")
    QTest.keyClick(visitor.child("adverse_note"), Qt.Key.Key_Return)
    assert visitor.window.screen_shown.objectName() == "asleep"
    visitor.press("done")
    visitor.at("home")
    (record,) = visitor.diary.sessions()
    assert (record.closed, record.ended_in_sleep, record.rating(When.AFTER)) == (False, True, None)
    assert record.note == "Slept at once."
    adverse = [each.text for each in record.marks if each.kind is MarkKind.ADVERSE_EVENT]
    assert adverse == ["A cramp"]
    assert not visitor.kept.lock.held
    assert [each.client for each in visitor.diary.unfinished()] == ["K-17"]


@pytest.mark.usefixtures("monitors")
def test_what_the_session_will_be_is_said_before_it_is_for_anybody(visitor):
    visitor.keeper.change("clinic", True)
    visitor.open()
    chosen = plan()
    visitor.home.begin_requested.emit(replace(chosen, bells=Bells.INTERVAL, bell_minutes=5.0))
    visitor.at("client_code")
    said = visitor.child("what_session").text()
    assert said.startswith("1 minute of A test")
    assert "it leads back at the end. A bell every 5 minutes." in said


@pytest.mark.usefixtures("monitors")
def test_captions_that_are_changed_on_the_console_are_those_of_this_session(visitor):
    visitor.keeper.change("client_rates", False)
    begin_for(visitor, "K-17")
    visitor.press("skip")
    visitor.at("answered")
    visitor.press("begin_session")
    visitor.at("console")
    before = visitor.keeper.now
    assert before.client_captions
    button = visitor.child("captions")
    said = [button.text()]
    for _ in range(3):
        QTest.keyClick(visitor.window.screen_shown, Qt.Key.Key_C)
        said.append(button.text())
    assert len(set(said)) > 2
    assert "Captions: off" in said
    assert visitor.keeper.now == before


@pytest.mark.usefixtures("monitors")
def test_that_the_log_is_not_encrypted_is_said_once_and_codes_are_offered_again(visitor):
    visitor.keeper.change("client_rates", False)
    begin_for(visitor, "K-17")
    assert not client_display(visitor).is_asking
    visitor.press("skip")
    visitor.at("answered")
    assert "left open" in visitor.window.screen_shown.accessibleName()
    visitor.press("begin_session")
    visitor.at("console")
    for _ in range(2):
        QTest.keyClick(visitor.window.screen_shown, Qt.Key.Key_Escape)
    visitor.at("check_out")
    visitor.press("ready")
    visitor.press("skip")
    visitor.at("summary")
    visitor.press("done")
    visitor.home.begin_requested.emit(plan())
    visitor.at("client_code")
    assert visitor.window.screen_shown.findChild(QLabel, "not_encrypted") is None
    assert visitor.child("recent_K-17")


@pytest.mark.usefixtures("monitors")
def test_whoever_leads_reads_before_the_first_session_what_to_ask_about(visitor):
    visitor.keeper.change("clinic", True)
    visitor.open()
    visitor.home.begin_requested.emit(plan())
    type_code(visitor, "K-17")
    visitor.at("safety")
    assert "no holding of the breath" in visitor.child("ask_first").text()


def test_at_the_first_time_it_is_said_that_the_log_is_not_encrypted(visitor):
    visitor.keeper.change("clinic", True)
    visitor.open()
    visitor.home.begin_requested.emit(plan())
    visitor.at("client_code")
    assert "not encrypted" in visitor.child("not_encrypted").text()
    QTest.keyClick(visitor.window.screen_shown, Qt.Key.Key_Escape)
    visitor.at("home")
    assert visitor.keeper.now.clinic_told is False


def test_the_actions_of_the_console_have_keys_of_their_own():
    keys = [key for each in KEYS for key in each.keys]
    assert len(keys) == len(set(keys))
    assert set(actions.ACTIONS) <= set(KEYS)
