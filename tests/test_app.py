"""The program as it starts, says what goes wrong, and ends."""

import logging
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from small_music import write_tune

from mtrelax.app import Program
from mtrelax.domain.errors import LogBusy, LogUnavailable
from mtrelax.storage.folders import folders
from mtrelax.storage.library import Library


@pytest.fixture
def program(qtbot, tmp_path) -> Iterator[Program]:
    logger = logging.getLogger("mtrelax")
    before, level = list(logger.handlers), logger.level
    program = Program(folders(tmp_path / "data"))
    qtbot.addWidget(program.window)
    yield program
    program.close()
    for handler in [each for each in logger.handlers if each not in before]:
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(level)


@pytest.fixture
def awake(qtbot, program) -> Program:
    """The program, once it can be used."""
    program.start()
    qtbot.waitUntil(lambda: program.flow is not None, timeout=20_000)
    return program


def press(qtbot, program, name):
    control = program.window.screen_shown.findChild(QWidget, name)
    qtbot.waitUntil(control.isEnabled)
    qtbot.mouseClick(control, Qt.MouseButton.LeftButton)


def notice(program):
    return program.window.screen_shown.findChild(QLabel, "notice_words").text()


def test_a_window_that_is_closed_while_the_level_is_tried_leaves_nothing_sounding(qtbot, awake):
    awake.keeper.change("safety_read", value=True)
    press(qtbot, awake, "begin")
    press(qtbot, awake, "try_level")
    awake.window.close()
    awake.close()  # that no thread is left is seen by every test


def test_a_window_that_is_closed_before_it_can_be_used_is_no_trouble(qtbot, program):
    with qtbot.waitSignal(program.window.first_painted):
        program.start()
    program.window.close()
    program.close()
    assert program.flow is None


def test_what_is_asked_for_before_it_can_be_is_done_as_soon_as_it_can(qtbot, program, tmp_path):
    piece = write_tune(tmp_path / "mine.flac", 1.0)
    program.window.files_dropped.emit([piece])
    press(qtbot, program, "tab_history")
    program.start()
    qtbot.waitUntil(lambda: program.window.screen_shown.objectName() == "history", timeout=20_000)
    qtbot.waitUntil(lambda: any(music.own for music in program.house.librarian.music()), timeout=20_000)


def test_home_can_be_used_where_own_music_cannot_be_read(qtbot, program, monkeypatch):
    def gone(_library):
        raise LogUnavailable("mtrelax.db")

    monkeypatch.setattr(Library, "playlists", gone)
    program.start()
    begin = program.home.findChild(QWidget, "begin")
    qtbot.waitUntil(begin.isEnabled, timeout=20_000)
    assert notice(program)


@pytest.mark.expects_warnings
def test_what_goes_wrong_before_the_window_can_be_used_is_said_on_home(qtbot, program):
    program.on_fault(LogBusy, LogBusy("mtrelax.db"), None)
    qtbot.waitUntil(lambda: "Another window" in notice(program))
    (line,) = program.log_file.read_text().splitlines()
    assert "WARNING" in line
    assert "LogBusy" in line


@pytest.mark.expects_warnings
def test_what_should_not_happen_is_said_with_the_place_of_its_details(qtbot, awake):
    awake.on_fault(ZeroDivisionError, ZeroDivisionError(), None)
    qtbot.waitUntil(lambda: str(awake.log_file) in notice(awake))
    assert "ZeroDivisionError" in awake.log_file.read_text()
