"""History: what was kept, and how it is let go."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from mtrelax.services.diary import Diary
from mtrelax.services.event import Event
from mtrelax.ui.history import HistoryScreen
from mtrelax.ui.history.words import day_of
from mtrelax.ui.theme import Look
from tests.ui.evening import STARTED, record


class FakeDiary:
    read_only = False

    def __init__(self, records):
        self.records = list(records)
        self.gone = None
        self.changed = Event()

    def sessions(self, limit=None):
        return self.records[:limit]

    def delete(self, session):
        self.gone = next(each for each in self.records if each.id == session)
        self.records.remove(self.gone)
        self.changed.emit(None)

    def undo(self):
        self.records.insert(0, self.gone)
        self.changed.emit(None)


@pytest.fixture
def make(qtbot):
    def history(*records):
        screen = HistoryScreen(
            Look("dark", 1.0, True), cast("Diary", FakeDiary(records)), lambda slug: "Still Water"
        )
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


def test_without_sessions_it_leads_to_the_music(qtbot, make):
    screen = make()
    with qtbot.waitSignal(screen.tab_requested) as asked:
        qtbot.mouseClick(screen.findChild(QWidget, "to_home"), Qt.MouseButton.LeftButton)
    assert asked.args == ["today"]


def test_a_session_says_when_what_and_how_it_was(make):
    (row,) = rows(make(record(6, 3)))
    for words in ("Tuesday 3 March", "Still Water", "10 minutes", "6 before", "3 after"):
        assert words in row.accessibleName()


def test_a_session_is_deleted_and_brought_back(qtbot, make):
    screen = make(record(), replace(record(), id="two", started=STARTED - timedelta(days=40)))
    qtbot.mouseClick(rows(screen)[0].findChild(QWidget, "delete"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(rows(screen)) == 1)
    qtbot.mouseClick(screen.findChild(QWidget, "notice_action"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(rows(screen)) == 2)


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


def test_escape_goes_back(qtbot, make):
    screen = make(record())
    with qtbot.waitSignal(screen.tab_requested):
        qtbot.keyClick(screen, Qt.Key.Key_Escape)


def test_a_day_is_told_in_words():
    assert day_of(STARTED) == "Tuesday 3 March, evening"


def test_after_deleting_the_keyboard_is_at_the_way_back(qtbot, make):
    screen = make(record())
    qtbot.mouseClick(rows(screen)[0].findChild(QWidget, "delete"), Qt.MouseButton.LeftButton)
    assert screen.focusWidget() is screen.findChild(QWidget, "notice_action")
