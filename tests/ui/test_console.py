"""Somebody leads a session for somebody else: what is read and done at the console."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QSlider,
    QWidget,
)

from mtrelax.domain.curves import Span
from mtrelax.domain.plan import Layer
from mtrelax.domain.record import MarkKind
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Caption, Clip
from mtrelax.services.playing import PieceFailed
from mtrelax.ui.clinic.ahead import counted
from mtrelax.ui.clinic.console import KEYS
from mtrelax.ui.session import actions
from mtrelax.ui.session.drawers import ScriptPanel
from mtrelax.ui.session.sentences import ClientSentences
from mtrelax.ui.widgets import Choice, ChoiceTile, LevelSlider
from tests.ui import test_live_controls
from tests.ui.evening import (
    NATURAL,
    SENTENCE,
    SPEAKING,
)


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


def test_the_actions_of_the_console_have_keys_of_their_own():
    keys = [key for each in KEYS for key in each.keys]
    assert len(keys) == len(set(keys))
    assert set(actions.ACTIONS) <= set(KEYS)
