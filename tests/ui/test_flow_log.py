"""The log, seen from the window: other windows, damage, exports."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from mtrelax.domain.errors import LogDamaged
from tests.ui.visitor import Visitor, plan

ANOTHER_PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path

from mtrelax.domain.plan import SessionPlan
from mtrelax.services.diary import Answer, Diary
from mtrelax.storage.database import open_log
from mtrelax.storage.journal import Journal
from mtrelax.storage.lock import SessionLock

path = Path(sys.argv[1])
log, lock = open_log(path), SessionLock(path.parent)
diary = Diary(Journal(log, lock), lock, lambda: datetime.now(UTC), lambda: "running")
diary.begin(SessionPlan("test"), [Answer("stress", 7)])
print("begun", flush=True)
input()
diary.end()
diary.rate([Answer("stress", 3)])
log.close()
"""


@pytest.fixture
def other_window(where) -> Iterator[subprocess.Popen[str]]:
    """A program of its own that runs a session on the same log, and rates it when a line comes."""
    command = [sys.executable, "-c", ANOTHER_PROGRAM, str(where.database)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "begun\n"
        yield running
        running.kill()


def test_a_second_window_looks_on_until_the_session_of_the_other_is_over(other_window, visitor):
    assert "Another window" in visitor.notice()
    visitor.keeper.change("safety_read", True)
    visitor.flow.open_plan(plan())
    visitor.press("begin")
    assert visitor.window.screen_shown.objectName() == "home"
    visitor.flow.go_to("history")
    visitor.press("delete")
    assert "Another window" in visitor.notice()
    assert [each.id for each in visitor.diary.sessions()] == ["running"]
    other_window.communicate("over\n")
    assert visitor.diary.sessions()[0].change() == -4
    visitor.flow.open_plan(plan())
    visitor.press("begin")
    visitor.at("check_in")
    visitor.press("back")
    visitor.qtbot.waitUntil(lambda: not visitor.child("notice_words").isVisible())


def test_what_another_window_has_closed_meanwhile_is_not_asked_again(qtbot, where):
    first, second = Visitor(qtbot, where), Visitor(qtbot, where)
    first.diary.begin(plan(), [])
    first.close()
    second.open()
    second.at("unfinished")
    third = Visitor(qtbot, where)
    third.diary.keep_as_is(third.diary.unfinished()[0])
    second.press("rate")
    second.at("home")
    assert second.diary.sessions()[0].closed
    second.close()
    third.close()


def test_a_log_that_cannot_be_read_is_said_in_the_history_too(qtbot, where):
    where.database.write_bytes(b"this is no database, and never was one")
    visitor = Visitor(qtbot, where)
    visitor.open()
    visitor.flow.go_to("history")
    visitor.qtbot.waitUntil(lambda: visitor.child("trouble").isVisible())
    visitor.close()
    assert where.database.read_bytes().startswith(b"this is no database")


def test_a_log_that_cannot_be_read_at_the_start_is_said_on_home(qtbot, where, monkeypatch):
    def broken():
        raise LogDamaged("the log")

    visitor = Visitor(qtbot, where)
    monkeypatch.setattr(visitor.kept.journal, "unfinished", broken)
    visitor.open()
    assert visitor.window.screen_shown is visitor.home
    assert "cannot be read" in visitor.notice()
    visitor.close()


def test_all_that_was_found_wrong_at_the_start_is_said(qtbot, where):
    where.settings.write_bytes(b"theme = ")
    (where.data / "patterns").mkdir()
    (where.data / "patterns" / "mine.toml").write_text("format = 1\n")
    visitor = Visitor(qtbot, where)
    visitor.house = replace(visitor.house, problems=visitor.shelf.problems)
    visitor.open()
    assert "mine.toml" in visitor.notice()
    assert "The settings could not be read" in visitor.notice()
    visitor.close()


def test_an_export_says_what_could_not_be_read_and_the_log_stays_as_it_is(visitor, where, tmp_path):
    for _ in range(2):
        visitor.diary.begin(plan(), [])
        visitor.diary.rate([])
    with closing(sqlite3.connect(where.database)) as connection, connection:
        connection.execute("UPDATE session SET plan = 'gone' WHERE rowid = 1")
    visitor.flow.go_to("history")
    visitor.window.screen_shown.export_requested.emit(tmp_path / "log.csv")
    assert "log.csv" in visitor.notice()
    assert "1 session cannot be read and is left out" in visitor.notice()
    assert len((tmp_path / "log.csv").read_text().splitlines()) == 2
    assert visitor.diary.count() == 2


def test_the_history_looks_for_each_title_once(visitor, monkeypatch):
    asked, titles = [], visitor.house.librarian.titles

    def counted():
        asked.append(True)
        return titles()

    for _ in range(3):
        visitor.diary.begin(plan(), [])
        visitor.diary.rate([])
    monkeypatch.setattr(visitor.house.librarian, "titles", counted)
    visitor.flow.go_to("history")
    assert len(asked) == 1


def test_of_one_client_only_their_sessions_are_written(visitor, tmp_path):
    for code in ("K-7", "", "K-12", "K-7"):
        visitor.diary.begin(plan(), [], code)
        visitor.diary.rate([])
    visitor.flow.go_to("history")
    for _ in range(2):  # past those at home
        visitor.qtbot.keyClick(visitor.child("whose"), Qt.Key.Key_Down)
    visitor.window.screen_shown.export_requested.emit(tmp_path / "log.csv")
    lines = (tmp_path / "log.csv").read_text("utf-8-sig").splitlines()[1:]
    assert [line.split(",")[3] for line in lines] == ["K-7", "K-7"]
