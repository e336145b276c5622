"""Somebody comes back after a session was cut off."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.record import StoppedEarly
from mtrelax.ui.theme import Look
from mtrelax.ui.unfinished import UnfinishedScreen
from mtrelax.ui.unfinished.words import moment_words
from tests.ui.evening import STARTED, record

SOON, NEXT_MORNING = STARTED + timedelta(minutes=12), STARTED + timedelta(hours=11)


@pytest.fixture
def shown(qtbot):
    def show(kept, now=NEXT_MORNING):
        screen = UnfinishedScreen(Look("dark"), kept, now)
        qtbot.addWidget(screen)
        screen.resize(900, 600)
        with qtbot.waitExposed(screen):
            screen.show()
        return screen

    return show


def words_of(screen):
    return " ".join(label.text() for label in screen.findChildren(QLabel))


@pytest.mark.parametrize(
    ("name", "signal"),
    [("rate", "rate_requested"), ("keep", "keep_requested"), ("discard", "discard_requested")],
)
def test_each_way_is_one_press(qtbot, shown, name, signal):
    screen = shown(record(ended=None))
    with qtbot.waitSignal(getattr(screen, signal)):
        qtbot.mouseClick(screen.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("key", "signal"), [(Qt.Key.Key_Return, "rate_requested"), (Qt.Key.Key_Escape, "keep_requested")]
)
def test_the_keyboard_reaches_both_ends(qtbot, shown, key, signal):
    screen = shown(record(ended=None))
    screen.setFocus()
    with qtbot.waitSignal(getattr(screen, signal)):
        qtbot.keyClick(screen, key)


def test_it_says_when_and_how_far(shown):
    words = words_of(shown(record(ended=None, heard=740.0)))
    assert "yesterday evening" in words
    assert "12 minutes" in words


def test_a_session_without_its_last_answer_says_so(shown):
    assert "question was left open" in words_of(shown(record(), SOON))


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (record(None, None, ended=None, heard=4.0), "cut off at its beginning."),
        (record(6, None, ended=None, heard=740.0), "cut off after 12 minutes. What you entered is kept."),
        (
            record(None, None, heard=4.0, stopped_early=StoppedEarly.CLOSED),
            "you closed the window at its beginning.",
        ),
        (
            record(6, None, heard=740.0, stopped_early=StoppedEarly.CLOSED),
            "you closed the window after 12 minutes.",
        ),
        (record(6, None, heard=4.0, stopped_early=StoppedEarly.NOT_SAID), "You left it at its beginning"),
    ],
)
def test_only_what_was_cut_off_is_called_so_and_only_what_was_entered_is_kept(shown, kept, said):
    words = words_of(shown(kept))
    assert said in words
    assert ("cut off" in words) is (kept.ended is None)
    assert ("kept" in words.split("An answer")[0]) is ("is kept" in said)


def asleep(hour):
    """Return a session that began at an hour of the evening and led into sleep."""
    began = STARTED.replace(hour=hour)
    phases = (PhaseKind.MUSIC, PhaseKind.SLEEP)
    return record(6, None, started=began, ended=began + timedelta(minutes=40), phases_reached=phases)


@pytest.mark.parametrize(
    ("hour", "title"), [(22, "Last night ended in sleep"), (14, "Your session ended in sleep")]
)
def test_a_session_that_ended_in_sleep_is_not_called_unfinished(shown, hour, title):
    screen = shown(asleep(hour))
    assert screen.accessibleName() == title
    assert title in words_of(screen)
    for word in ("not finished", "cut off", "left open"):
        assert word not in words_of(screen)
    assert "not compared" in words_of(screen)


@pytest.mark.parametrize(
    ("kept", "words"),
    [(record(ended=None), "was not finished"), (asleep(22), "ended in sleep")],
)
def test_in_clinic_it_says_whose_session_it_was(shown, kept, words):
    screen = shown(replace(kept, client="K-7"))
    assert screen.accessibleName() == f"The session of K-7 {words}"
    assert screen.findChild(QAbstractButton, "rate").text() == "Enter how they feel now"


def test_only_a_late_answer_is_said_to_be_late(shown):
    assert "not compared" in words_of(shown(record()))
    assert "not compared" not in words_of(shown(record(), SOON))


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0.3, "a little while ago"),
        (2, "this evening"),
        (12, "yesterday evening"),
        (72, "Tuesday evening"),
        (24 * 30, "3 March"),
        (24 * 365, "3 March 2026"),
    ],
)
def test_a_moment_is_said_as_one_would_say_it(hours, words):
    assert moment_words(STARTED, STARTED + timedelta(hours=hours)) == words


def test_late_in_the_evening_becomes_last_night():
    late = STARTED + timedelta(hours=2)
    assert moment_words(late, late + timedelta(hours=9)) == "last night"
