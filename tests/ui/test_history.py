"""History: what was kept, and how it is let go."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QListWidget, QWidget

from mtrelax.domain.errors import DiskFull, LogDamaged, LogUnavailable
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.record import EnteredBy, Mark, MarkKind, Sessions, StoppedEarly, When
from mtrelax.domain.time import Seconds
from mtrelax.services.diary import Diary
from mtrelax.services.event import Event
from mtrelax.ui.history import HistoryScreen
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets import ChoiceTile
from tests.ui.evening import STARTED, record


class FakeDiary:
    read_only = False

    def __init__(self):
        self.records = []
        self.unreadable = 0
        self.error = None
        self.gone = []
        self.changed = Event()

    def sessions(self, limit=None, client=None):
        if self.error is not None:
            raise self.error
        found = [each for each in self.records if client in {None, each.client}]
        return Sessions(found[:limit], self.unreadable)

    def clients(self):
        return sorted({each.client for each in self.records} - {""})

    def delete(self, session):
        self.gone.append(next(each for each in self.records if each.id == session))
        self.records.remove(self.gone[-1])
        self.changed.emit(None)

    @property
    def deleted(self):
        return len(self.gone)

    def undo(self):
        self.records.insert(0, self.gone.pop())
        self.changed.emit(None)


@pytest.fixture
def diary():
    return FakeDiary()


@pytest.fixture
def make(qtbot, diary):
    def history(*records, **state):
        vars(diary).update(records=list(records), **state)
        screen = HistoryScreen(Look("dark", 1.0, True), cast("Diary", diary), lambda slug: "Still Water")
        qtbot.addWidget(screen)
        screen.resize(1280, 800)
        screen.show()
        return screen

    return history


def rows(screen):
    return [
        each
        for each in screen.findChildren(QWidget)
        if each.objectName().startswith("session_") and each.isVisible()
    ]


def words_of(row):
    return [label.text() for label in row.findChildren(QLabel)]


def test_without_sessions_it_leads_to_the_music(qtbot, make):
    screen = make()
    with qtbot.waitSignal(screen.tab_requested) as asked:
        qtbot.mouseClick(screen.findChild(QWidget, "to_home"), Qt.MouseButton.LeftButton)
    assert asked.args == ["today"]


def test_a_session_says_when_what_and_how_it_was(make):
    (row,) = rows(make(record(6, 3, note="Warm hands.")))
    for words in (
        "Tuesday 3 March, 21:00",
        "Still Water",
        "10 minutes",
        "6 before",
        "3 after",
        "Warm hands.",
    ):
        assert words in row.accessibleName()
    for words in ("Tuesday 3 March, 21:00", "Still Water · 10 minutes", "6 → 3", "“Warm hands.”"):
        assert words in words_of(row)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (None, "Still Water · 10 minutes"),
        (StoppedEarly.DISTRESS, "Still Water · 10 minutes · you ended it early"),
        (StoppedEarly.CLOSED, "Still Water · 10 minutes · ended by closing the window"),
    ],
)
def test_a_session_that_ended_before_its_time_says_so(make, reason, words):
    (row,) = rows(make(record(6, None, stopped_early=reason)))
    assert words in words_of(row)
    assert words in row.accessibleName()
    assert "6 before, not said after" in row.accessibleName()


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        (record(stopped_early=StoppedEarly.CLOSED, ended=None), "10 minutes · cut short"),
        (record(phases_reached=(PhaseKind.MUSIC, PhaseKind.SLEEP)), "10 minutes · ended in sleep"),
        (record(stopped_early=StoppedEarly.ENOUGH, client="K-7"), "10 minutes · ended early"),
    ],
)
def test_each_end_is_called_what_it_was(make, kept, words):
    (row,) = rows(make(kept))
    assert any(each.endswith(words) for each in words_of(row))


def test_what_cannot_be_read_is_counted_above_the_others(make):
    screen = make(record(), unreadable=2)
    assert len(rows(screen)) == 1
    assert (
        screen.findChild(QLabel, "trouble").text().startswith("2 sessions cannot be read and are left out.")
    )


@pytest.mark.parametrize("state", [{"error": LogDamaged("/data/mtrelax.db")}, {"unreadable": 1}])
def test_a_log_of_which_nothing_can_be_read_is_not_called_empty(make, state):
    screen = make(**state)
    assert "cannot be read" in screen.findChild(QLabel, "trouble").text()
    assert not screen.findChild(QWidget, "to_home").isVisible()
    assert not screen.findChild(QWidget, "export").isVisible()


def test_a_log_that_fails_while_it_is_looked_at_is_told(qtbot, make, diary):
    screen = make(record())
    diary.error = LogUnavailable("/data/mtrelax.db")
    diary.changed.emit(None)
    qtbot.waitUntil(lambda: rows(screen) == [])
    assert screen.findChild(QLabel, "trouble").isVisible()


def test_a_session_is_deleted_and_brought_back(qtbot, make):
    screen = make(record(), replace(record(), id="two", started=STARTED - timedelta(days=40)))
    qtbot.mouseClick(rows(screen)[0].findChild(QWidget, "delete"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(rows(screen)) == 1)
    qtbot.mouseClick(screen.findChild(QWidget, "notice_action"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(rows(screen)) == 2)


def test_several_deleted_sessions_are_all_brought_back(qtbot, make):
    screen = make(record(), replace(record(), id="two", started=STARTED - timedelta(days=40)))
    for left in (1, 0):
        qtbot.mouseClick(rows(screen)[0].findChild(QWidget, "delete"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda left=left: len(rows(screen)) == left)
    for there in (1, 2):
        qtbot.mouseClick(screen.findChild(QWidget, "notice_action"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda there=there: len(rows(screen)) == there)


def test_every_line_of_a_note_can_be_read_whatever_the_others_say(make):
    story = "The telephone rang twice and I thought of my sister. " * 16
    screen = make(replace(record(), note=story), replace(record(), id="two", note="a" * 150))
    for label in rows(screen)[0].findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())


def test_what_cannot_be_brought_back_now_can_be_brought_back_later(qtbot, make, diary, monkeypatch):
    def full():
        raise DiskFull("mtrelax.db")

    screen = make(record())
    qtbot.mouseClick(rows(screen)[0].findChild(QWidget, "delete"), Qt.MouseButton.LeftButton)
    back = screen.findChild(QWidget, "notice_action")
    with monkeypatch.context() as patch:
        patch.setattr(diary, "undo", full)
        qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(rows(screen)) == 1)


def test_earlier_sessions_are_shown_when_asked_for(qtbot, make):
    screen = make(*(replace(record(), id=str(n)) for n in range(50)))
    assert len(rows(screen)) == 40
    screen.findChild(QWidget, "more").click()
    qtbot.waitUntil(lambda: len(rows(screen)) == 50)


def test_the_log_is_written_where_one_says(qtbot, make, tmp_path):
    screen = make(record())
    qtbot.mouseClick(screen.findChild(QWidget, "export"), Qt.MouseButton.LeftButton)
    dialog = screen.findChild(QFileDialog, "export_dialog")
    with qtbot.waitSignal(screen.export_requested) as asked:
        dialog.fileSelected.emit(str(tmp_path / "log.csv"))
    assert asked.args == [Path(tmp_path / "log.csv")]
    dialog.reject()


# In clinic.


def clinic():
    """Return two sessions of one client, one of another, and one at home."""
    return [replace(record(), id=str(n), client=code) for n, code in enumerate(("K-7", "K-12", "", "K-7"))]


def ids(screen):
    return {each.objectName().removeprefix("session_") for each in rows(screen)}


def choose(qtbot, screen, text):
    """Pick somebody from the list, by the keyboard."""
    tile = screen.findChild(ChoiceTile, "whose")
    qtbot.keyClick(tile, Qt.Key.Key_Return)
    picked = [choice.text for choice in tile.choices].index(text)
    lists = tile.window().findChild(QListWidget)
    lists.setCurrentRow(picked)
    qtbot.keyClick(lists, Qt.Key.Key_Return)


def test_at_home_nobody_is_asked_whose_sessions_to_show(make):
    assert not make(record()).findChild(QWidget, "whose").isVisible()


def test_each_session_says_whose_it_was(make):
    screen = make(*clinic())
    row = next(each for each in rows(screen) if each.objectName() == "session_1")
    assert "K-12 · Still Water · 10 minutes" in words_of(row)
    assert "K-12" in row.accessibleName()


@pytest.mark.parametrize(
    ("whose", "seen"),
    [("All", {"0", "1", "2", "3"}), ("At home", {"2"}), ("K-12", {"1"}), ("K-7", {"0", "3"})],
)
def test_the_sessions_of_one_client_can_be_seen_alone(qtbot, make, whose, seen):
    screen = make(*clinic())
    choose(qtbot, screen, whose)
    qtbot.waitUntil(lambda: ids(screen) == seen)


def test_what_is_written_is_what_is_shown(qtbot, make):
    screen = make(*clinic())
    assert screen.client is None
    choose(qtbot, screen, "K-7")
    qtbot.waitUntil(lambda: screen.client == "K-7")
    qtbot.mouseClick(screen.findChild(QWidget, "export"), Qt.MouseButton.LeftButton)
    dialog = screen.findChild(QFileDialog, "export_dialog")
    assert [Path(name).name for name in dialog.selectedFiles()] == ["mtrelax-K-7.csv"]
    dialog.reject()


def test_who_has_no_session_any_more_is_not_shown_alone(qtbot, make):
    screen = make(*clinic())
    choose(qtbot, screen, "K-12")
    qtbot.waitUntil(lambda: len(rows(screen)) == 1)
    qtbot.mouseClick(rows(screen)[0].findChild(QWidget, "delete"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ids(screen) == {"0", "2", "3"})
    assert screen.client is None


@pytest.mark.parametrize(
    ("entered", "after", "words"),
    [
        ({When.BEFORE}, 3, " · answer before entered for the client"),
        ({When.AFTER}, 3, " · answer after entered for the client"),
        ({When.BEFORE, When.AFTER}, 3, " · answers entered for the client"),
        ({When.BEFORE, When.AFTER}, None, " · answer before entered for the client"),
        ({When.AFTER}, None, ""),
    ],
)
def test_an_answer_that_somebody_else_entered_says_so(make, entered, after, words):
    told = record(6, after)
    ratings = tuple(
        replace(each, entered_by=EnteredBy.THERAPIST) if each.when in entered else each
        for each in told.ratings
    )
    (row,) = rows(make(replace(told, client="K-7", ratings=ratings)))
    assert f"K-7 · Still Water · 10 minutes{words}" in words_of(row)


def test_a_second_answer_that_came_early_says_so(make):
    told = record()
    early = replace(told.ratings[1], at=told.over + timedelta(seconds=59))
    told = replace(told, ratings=(told.ratings[0], early))
    (row,) = rows(make(replace(told, client="K-7")))
    assert "K-7 · Still Water · 10 minutes · answered early" in words_of(row)
    assert "answered early" in row.accessibleName()
    (at_home,) = rows(make(told))
    assert "Still Water · 10 minutes" in words_of(at_home), "at home that means nothing"


MARKS = (
    Mark(Seconds(65.4), MarkKind.CHANGE, "5 minutes longer"),
    Mark(Seconds(125.0), MarkKind.NOTE, "Hands open."),
    Mark(Seconds(4210.0), MarkKind.STOP_SIGNAL),
    Mark(Seconds(4215.9), MarkKind.ADVERSE_EVENT, "dizzy"),
    Mark(Seconds(4300.0), MarkKind.NOTE, "Sits up."),
)


def test_a_stop_signal_and_an_adverse_event_are_seen_at_once(make):
    (row,) = rows(make(record(marks=MARKS)))
    assert "Still Water · 10 minutes · stop signal · adverse event" in words_of(row)
    assert "stop signal · adverse event" in row.accessibleName()


def test_what_was_noted_opens_with_its_times(qtbot, make):
    (row,) = rows(make(record(marks=MARKS)))
    link, marks = row.findChild(QAbstractButton, "marks_link"), row.findChild(QWidget, "marks")
    assert not marks.isVisible()
    qtbot.keyClick(link, Qt.Key.Key_Space)
    assert marks.isVisible()
    assert words_of(marks) == [
        *("1:05", "5 minutes longer", "2:05", "Hands open.", "70:10", "Stop signal"),
        *("70:15", "Adverse event: dizzy", "71:40", "Sits up."),
    ]


def test_notes_that_are_open_stay_open_when_the_log_changes(qtbot, make, diary):
    screen = make(record(marks=MARKS), replace(record(), id="two"))
    (link,) = screen.findChildren(QAbstractButton, "marks_link")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    diary.delete("two")
    qtbot.waitUntil(lambda: len(rows(screen)) == 1)
    assert rows(screen)[0].findChild(QWidget, "marks").isVisible()


def test_with_text_twice_as_large_nothing_is_cut_in_the_smallest_window(qtbot, diary):
    diary.records = [record(marks=MARKS, client="K-7")]
    screen = HistoryScreen(Look("light", 2.0, True), cast("Diary", diary), lambda slug: "Still Water")
    qtbot.addWidget(screen)
    screen.resize(800, 480)
    with qtbot.waitExposed(screen):
        screen.show()
    assert rows(screen)[0].mapTo(screen, rows(screen)[0].rect().topRight()).x() <= 800


def test_without_notes_there_is_nothing_to_open(make):
    assert make(record()).findChild(QAbstractButton, "marks_link") is None


def test_escape_goes_back(qtbot, make):
    screen = make(record())
    with qtbot.waitSignal(screen.tab_requested):
        qtbot.keyClick(screen, Qt.Key.Key_Escape)


def test_after_deleting_the_keyboard_is_at_the_way_back(qtbot, make):
    screen = make(record())
    qtbot.mouseClick(rows(screen)[0].findChild(QWidget, "delete"), Qt.MouseButton.LeftButton)
    assert screen.focusWidget() is screen.findChild(QWidget, "notice_action")
