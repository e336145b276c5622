"""Somebody looks at the session that is over."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit

from mtrelax.domain.record import Mark, MarkKind, Rating, When
from mtrelax.domain.time import Seconds
from mtrelax.ui.summary import SummaryScreen
from mtrelax.ui.theme import Look
from tests.ui.evening import STARTED, record


@pytest.fixture
def shown(qtbot):
    def show(kept):
        screen = SummaryScreen(Look("dark"), kept, "Still Water")
        qtbot.addWidget(screen)
        screen.resize(1280, 800)
        with qtbot.waitExposed(screen):
            screen.show()
        return screen

    return show


def press(qtbot, screen, name):
    qtbot.mouseClick(screen.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)


def seen(screen):
    return " ".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (6, 3, "You said 6 before and 3 after."),
        (6, 5, "You said 6 before and 5 after: about the same."),
        (4, 5, "You said 4 before and 5 after: about the same."),
        (5, 5, "You said 5 before and after."),
        (3, 6, "You said 3 before and 6 after. It can be like that."),
        (6, None, "You said 6 before, and left the question open after."),
        (None, 3, "You said 3 after, and left the question open before."),
        (None, None, "You left the question open both times. That is fine."),
    ],
)
def test_it_tells_what_was_said_and_does_not_judge(shown, before, after, words):
    screen = shown(record(before, after))
    assert screen.findChild(QLabel, "story").text() == words


def test_a_late_answer_is_not_compared(shown):
    late = Rating("stress", When.AFTER, STARTED + timedelta(hours=1), 3, late=True)
    screen = shown(record(ratings=(Rating("stress", When.BEFORE, STARTED, 6), late)))
    assert screen.findChild(QLabel, "story").text() == "You said 6 before, and 3 some time later."


def test_music_length_and_note_are_there(shown):
    words = seen(shown(record(note="The rain was good.")))
    assert "10 minutes of Still Water" in words
    assert "The rain was good." in words


def test_of_a_client_it_tells_who_what_and_what_went_wrong_and_takes_a_note(qtbot, shown):
    marks = (
        Mark(Seconds(83.9), MarkKind.STOP_SIGNAL),
        Mark(Seconds(200.0), MarkKind.ADVERSE_EVENT, "dizzy"),
        Mark(Seconds(210.0), MarkKind.NOTE, "breathes more slowly"),
    )
    kept = record(7, 4, client="K-17", marks=marks, note="Came late.")
    screen = shown(replace(kept, plan=replace(kept.plan, title="Evening")))
    words = seen(screen)
    assert "The client said 7 before and 4 after." in words
    assert "K-17 · Evening" in words
    assert "Stop signal at 1:23\nAdverse event at 3:20: dizzy" in words
    field = screen.findChild(QPlainTextEdit, "session_note")
    assert field.toPlainText() == "Came late."
    with qtbot.waitSignal(screen.note_written) as written:
        field.setPlainText("Warm hands.")
        screen.hide()
    assert written.args == ["Warm hands."]


def test_at_home_nothing_of_that_is_there(shown):
    screen = shown(record(7, 4))
    assert not screen.findChild(QPlainTextEdit, "session_note").isVisible()
    assert not screen.findChild(QLabel, "whose").isVisible()


@pytest.mark.parametrize(("name", "signal"), [("done", "done"), ("history", "history_requested")])
def test_a_press_leads_on(qtbot, shown, name, signal):
    screen = shown(record())
    with qtbot.waitSignal(getattr(screen, signal)):
        press(qtbot, screen, name)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_key_is_enough_to_be_done(qtbot, shown, key):
    screen = shown(record())
    screen.setFocus()
    with qtbot.waitSignal(screen.done):
        qtbot.keyClick(screen, key)


def test_a_session_may_be_let_go_and_brought_back(qtbot, shown):
    screen = shown(record())
    with qtbot.waitSignal(screen.discard_requested):
        press(qtbot, screen, "keep_not")
    assert "You said" in seen(screen)  # nobody has done it yet
    screen.show_kept(kept=False)
    assert "not kept" in seen(screen)
    assert "You said" not in seen(screen)
    with qtbot.waitSignal(screen.undo_requested):
        press(qtbot, screen, "undo")
    screen.show_kept(kept=True)
    assert "You said 6 before and 3 after." in seen(screen)
    assert not screen.findChild(QAbstractButton, "undo").isVisible()
