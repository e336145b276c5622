"""From Home to the history and back: the real window, log, library and mixer, with time that runs fast."""

import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mtrelax.app import QtMainThread
from mtrelax.backstage import FILES, open_kept
from mtrelax.catalogue.catalogue import load_catalogue
from mtrelax.catalogue.plans import parse_plan, write_plan
from mtrelax.domain.errors import DiskFull, LogDamaged, UnknownDevice
from mtrelax.domain.plan import Breathing, CueStyle, Ending, Layer, SessionPlan
from mtrelax.domain.record import EnteredBy, StoppedEarly, When
from mtrelax.domain.time import Decibels
from mtrelax.engine.output import Output
from mtrelax.engine.sinks.silent import SilentSink
from mtrelax.media.decode import open_audio
from mtrelax.media.encode import About, open_encoder
from mtrelax.services.diary import Diary
from mtrelax.services.house import House
from mtrelax.services.jobs import Jobs
from mtrelax.services.librarian import Librarian
from mtrelax.services.patterns import PatternBook
from mtrelax.services.plans import Plans
from mtrelax.services.player import Sound
from mtrelax.services.settings import SettingsKeeper
from mtrelax.services.stage import RealStage
from mtrelax.storage.folders import Folders, folders
from mtrelax.storage.settings_file import load_settings, save_settings
from mtrelax.ui.course import Course
from mtrelax.ui.flow import Flow
from mtrelax.ui.home import HomeScreen
from mtrelax.ui.rating import RatingScreen
from mtrelax.ui.rooms import Rooms
from mtrelax.ui.screens import Screens
from mtrelax.ui.surroundings import Surroundings
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets import ChoiceTile
from mtrelax.ui.window import MainWindow
from mtrelax.ui.words import unexpected

SPEED = 120.0
PLAYLIST = 'format = 1\ntitle = "A test"\ntracks = ["one.wav", "two.wav"]\n'


@dataclass
class NoAwake:
    holds: int = 0

    def hold(self) -> None:
        self.holds += 1

    def release(self) -> None:
        pass


def tune(path: Path, seconds: float, pitch: float) -> None:
    encoder = open_encoder(path, About(title=path.stem, licence="CC0-1.0"))
    t = np.arange(round(seconds * 48_000)) / 48_000
    wave = (0.1 * np.sin(2 * np.pi * pitch * t)).astype(np.float32)
    encoder.write(np.stack([wave, wave], axis=1))
    encoder.close()


class Visitor:
    """Somebody at the window."""

    def __init__(self, qtbot: QtBot, where: Folders) -> None:
        self.qtbot = qtbot
        self.where = where
        self.flow: Flow | None = None
        self.awake = NoAwake()
        self.main = QtMainThread()
        self.keeper = SettingsKeeper(
            partial(load_settings, where.settings), partial(save_settings, where.settings)
        )
        shelf = load_catalogue(where.assets, where.data)
        patterns = PatternBook(shelf.patterns, where.data)
        self.shelf = replace(shelf, patterns=patterns.patterns)
        look = Look()
        self.window = MainWindow(look)
        qtbot.addWidget(self.window)
        self.kept = open_kept(where)
        self.jobs = Jobs(self.main)
        librarian = Librarian(self.shelf, self.kept.library, FILES, self.jobs)
        self.diary = Diary(self.kept.journal, self.kept.lock, self.now, lambda: uuid.uuid4().hex)
        self.stage = stage = RealStage(
            librarian, Sound(open_audio, self.open_output, time.monotonic), self.diary.count, list
        )
        self.house = House(
            librarian,
            self.diary,
            stage,
            self.jobs,
            self.awake,
            patterns,
            Plans(where.data / "plans"),
            problems=self.kept.problems,
            close=self.kept.close,
        )
        self.home = HomeScreen(look, self.keeper, self.shelf, parse_plan, write_plan, lambda: 20)
        self.window.show_screen(self.home, keep=True)
        self.window.show()

    def open(self) -> None:
        around = Surroundings(self.now, self.where.data, self.where.log, "credits", "0", settling_ms=60_000)
        self.rooms = Rooms(self.window, self.home, self.home.look, self.keeper, self.house, around)
        self.flow = Flow(self.rooms)

    @staticmethod
    def now() -> datetime:
        return datetime.fromtimestamp(time.time(), UTC)  # noqa: TID251 - the wall clock of a person

    @staticmethod
    def open_output(desk):
        return Output(desk, SilentSink(speed=SPEED), SilentSink(speed=SPEED), time.monotonic)

    def child(self, name: str) -> QWidget:
        found = self.window.screen_shown.findChild(QWidget, name)
        assert found is not None, f"{self.window.screen_shown.objectName()} has no {name}"
        return found

    def notice(self) -> str:
        words = self.child("notice_words")
        assert isinstance(words, QLabel)
        return words.text()

    def press(self, name: str) -> None:
        self.qtbot.waitUntil(lambda: self.child(name).isVisible() and self.child(name).isEnabled())
        self.qtbot.mouseClick(self.child(name), Qt.MouseButton.LeftButton)

    def at(self, name: str, timeout: int = 15_000) -> None:
        self.qtbot.waitUntil(lambda: self.window.screen_shown.objectName() == name, timeout=timeout)

    def close(self) -> None:
        if self.flow is not None and self.flow.player is not None:
            self.flow.player.close()
        self.stage.close()
        self.jobs.close()
        self.house.close()


def plan(minutes: float = 1) -> SessionPlan:
    return SessionPlan("test", minutes)


@pytest.fixture
def where(tmp_path) -> Folders:
    found = folders(tmp_path / "data")
    shelf = found.data / "playlists"
    shelf.mkdir(parents=True)
    tune(shelf / "one.wav", 25, 220)
    tune(shelf / "two.wav", 20, 165)
    (shelf / "test.toml").write_text(PLAYLIST)
    return found


@pytest.fixture
def visitor(qtbot, where) -> Iterator[Visitor]:
    visitor = Visitor(qtbot, where)
    visitor.open()
    yield visitor
    visitor.close()


def begin(visitor: Visitor, minutes: float = 1) -> None:
    visitor.keeper.change("safety_read", True)
    visitor.flow.open_plan(plan(minutes))
    visitor.press("begin")
    visitor.at("check_in")


def come_back(visitor: Visitor) -> None:
    """Play a session to its end, up to the second question."""
    begin(visitor)
    visitor.press("skip")
    visitor.at("check_out")
    visitor.press("ready")


def full(_record) -> None:
    """Stand in for what writes, on a disk that has no room left."""
    raise DiskFull("the log")


def test_a_whole_session_leaves_both_ratings_in_the_log(visitor):
    visitor.flow.open_plan(plan())
    visitor.press("begin")
    visitor.at("safety")
    visitor.press("safety_read")
    visitor.at("check_in")
    visitor.press("answer_6")
    visitor.press("continue")
    visitor.at("session")
    visitor.at("check_out")
    visitor.press("ready")
    visitor.press("answer_3")
    visitor.press("continue")
    visitor.at("summary")
    visitor.press("history")
    visitor.at("history")
    [record] = visitor.diary.sessions()
    assert [(rating.when, rating.value) for rating in record.ratings] == [(When.BEFORE, 6), (When.AFTER, 3)]
    assert record.closed
    assert record.ended is not None
    assert record.stopped_early is None
    assert record.phases_reached[-1] == "return"
    assert record.heard == pytest.approx(60, abs=0.5)


def test_the_answer_is_on_disk_before_the_session_begins(visitor):
    begin(visitor)
    visitor.press("answer_7")
    visitor.press("continue")
    visitor.at("session")
    assert visitor.diary.sessions()[0].ratings[0].value == 7


def test_skipping_writes_a_skip(visitor):
    begin(visitor)
    visitor.press("skip")
    visitor.at("session")
    assert visitor.diary.sessions()[0].ratings[0].skipped


def test_escape_leads_out_gently_and_may_say_why(visitor):
    begin(visitor, minutes=60)
    visitor.press("skip")
    visitor.at("session")
    visitor.qtbot.keyClick(visitor.window.screen_shown, Qt.Key.Key_Escape)
    assert visitor.flow.player is not None
    assert visitor.flow.player.leaving
    visitor.at("check_out", timeout=20_000)
    record = visitor.diary.sessions()[0]
    assert record.stopped_early is StoppedEarly.NOT_SAID
    assert record.phases_reached[-1] == "return"
    visitor.press("why_enough")
    visitor.qtbot.waitUntil(lambda: visitor.diary.sessions()[0].stopped_early is StoppedEarly.ENOUGH)


def test_the_screen_stays_awake_only_for_a_session(visitor):
    begin(visitor)
    assert visitor.awake.holds == 0
    visitor.press("skip")
    visitor.at("session")
    assert visitor.awake.holds == 1


def test_a_session_that_was_not_kept_can_come_back(visitor):
    come_back(visitor)
    visitor.press("skip")
    visitor.at("summary")
    visitor.press("keep_not")
    assert visitor.diary.sessions() == []
    visitor.press("undo")
    assert len(visitor.diary.sessions()) == 1
    assert visitor.child("keep_not").isVisible()


def test_a_note_is_kept_though_the_window_closes_before_the_last_answer(visitor, qtbot, where):
    come_back(visitor)
    visitor.press("add_note")
    qtbot.keyClicks(visitor.child("note"), "warm hands")
    visitor.flow.close()
    visitor.close()
    later = Visitor(qtbot, where)
    later.open()
    later.press("rate")
    note = later.child("note")
    assert isinstance(note, QPlainTextEdit)
    assert note.toPlainText() == "warm hands"
    later.press("skip")
    later.at("summary")
    assert later.diary.sessions()[0].note == "warm hands"
    later.close()


def test_what_cannot_be_brought_back_now_can_be_brought_back_later(visitor, monkeypatch):
    come_back(visitor)
    visitor.press("answer_3")
    visitor.press("continue")
    visitor.press("keep_not")
    with monkeypatch.context() as patch:
        patch.setattr(visitor.kept.journal, "save", full)
        visitor.press("undo")
        assert visitor.window.screen_shown is visitor.home
        assert "no room left" in visitor.notice()
    visitor.press("notice_action")
    assert visitor.diary.sessions()[0].rating(When.AFTER).value == 3


def test_a_session_that_was_cut_off_is_offered_at_the_next_start(qtbot, where):
    first = Visitor(qtbot, where)
    first.diary.begin(plan(), [])
    first.close()
    second = Visitor(qtbot, where)
    second.open()
    second.at("unfinished")
    second.press("keep")
    second.at("home")
    assert second.diary.sessions()[0].closed
    assert not second.diary.unfinished()
    second.close()


def test_closing_the_window_in_a_session_fades_out_and_keeps_the_row(visitor):
    begin(visitor, minutes=60)
    visitor.press("answer_5")
    visitor.press("continue")
    visitor.at("session")
    visitor.window.close()
    visitor.qtbot.waitUntil(lambda: not visitor.window.isVisible(), timeout=15_000)
    record = visitor.diary.sessions()[0]
    assert record.stopped_early is StoppedEarly.CLOSED
    assert not record.closed


def test_people_bring_their_own_music(visitor, tmp_path):
    own = tmp_path / "Meine Lieder"
    own.mkdir()
    tune(own / "für Elise.wav", 12, 196)
    visitor.window.files_dropped.emit([own])
    visitor.qtbot.waitUntil(lambda: any(music.own for music in visitor.house.librarian.music()))
    [music] = [music for music in visitor.house.librarian.music() if music.own]
    assert music.playlist.title == "Meine Lieder"
    assert music.tracks[0].path == own / "für Elise.wav"
    visitor.qtbot.waitUntil(
        lambda: next(m for m in visitor.house.librarian.music() if m.own).tracks[0].loudness is not None
    )


def test_an_unexpected_fault_fades_out_keeps_the_record_and_says_where_the_log_is(visitor, tmp_path):
    begin(visitor, minutes=60)
    visitor.press("answer_4")
    visitor.press("continue")
    visitor.at("session")
    visitor.flow.break_off()
    visitor.flow.say(unexpected(tmp_path / "mtrelax.log"))
    visitor.at("check_out")
    record = visitor.diary.sessions()[0]
    assert record.fault == "unexpected fault"
    assert record.ratings[0].value == 4
    visitor.rooms.go_home()
    assert str(tmp_path / "mtrelax.log") in visitor.notice()


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


def test_going_back_from_check_in_leaves_nothing_behind(visitor):
    begin(visitor)
    visitor.press("back")
    visitor.at("home")
    assert visitor.diary.sessions() == []
    assert visitor.diary.open_session is None


def test_after_trying_the_level_and_going_back_nothing_goes_on(visitor):
    begin(visitor)
    visitor.press("try_level")
    visitor.press("back")
    visitor.at("home")
    timers = visitor.window.findChild(Course).findChildren(QTimer)
    visitor.qtbot.waitUntil(lambda: not any(timer.isActive() for timer in timers))


def test_one_may_try_how_loud_it_will_be_before_answering(visitor):
    begin(visitor)
    visitor.press("try_level")
    assert visitor.diary.sessions() == []
    visitor.press("answer_2")
    visitor.press("continue")
    visitor.at("session")
    assert visitor.diary.sessions()[0].ratings[0].value == 2


def test_a_full_disk_is_said_and_the_session_may_go_on_unkept(visitor, monkeypatch):
    begin(visitor)
    monkeypatch.setattr(visitor.kept.journal, "save", full)
    visitor.press("answer_8")
    visitor.press("continue")
    assert "no room left" in visitor.notice()
    assert visitor.window.screen_shown.objectName() == "check_in"
    visitor.press("notice_action")
    visitor.at("session")
    visitor.at("unkept")
    visitor.press("done")
    visitor.at("home")


def test_an_answer_that_cannot_be_kept_is_said_plainly(visitor, monkeypatch):
    come_back(visitor)
    monkeypatch.setattr(visitor.kept.journal, "save", full)
    visitor.press("answer_1")
    visitor.press("continue")
    visitor.press("notice_action")
    visitor.at("unkept")
    assert "not kept" in visitor.child("truth").property("text")
    assert visitor.diary.open_session is None


def test_a_why_that_cannot_be_kept_takes_nothing_from_the_second_answer(visitor, monkeypatch):
    begin(visitor)
    visitor.press("skip")
    visitor.at("session")
    for _ in range(2):
        visitor.qtbot.keyClick(visitor.window.screen_shown, Qt.Key.Key_Escape)
    visitor.at("check_out")
    with monkeypatch.context() as patch:
        patch.setattr(visitor.kept.journal, "save", full)
        visitor.press("why_enough")
        assert "no room left" in visitor.notice()
        assert not visitor.child("notice_action").isVisible()
    visitor.press("ready")
    visitor.press("answer_1")
    visitor.press("continue")
    visitor.at("summary")
    (record,) = visitor.diary.sessions()
    assert (record.stopped_early, record.ratings[-1].value) == (StoppedEarly.ENOUGH, 1)


def test_who_returns_sooner_is_not_asked_why(visitor):
    begin(visitor, minutes=60)
    visitor.press("skip")
    visitor.at("session")
    visitor.qtbot.keyClick(visitor.window.screen_shown, Qt.Key.Key_R)
    visitor.at("check_out", timeout=20_000)
    assert not visitor.child("why_enough").isVisible()
    record = visitor.diary.sessions()[0]
    assert record.stopped_early is None
    assert record.heard < 3600 / 2


class NoLoudspeaker(SilentSink):
    def open(self):
        raise UnknownDevice("loudspeaker")

    def start(self, feed):
        self.open()


def test_a_level_that_nobody_can_hear_is_said(qtbot, where, monkeypatch):
    def open_output(desk):
        return Output(desk, NoLoudspeaker(), SilentSink(speed=SPEED), time.monotonic)

    monkeypatch.setattr(Visitor, "open_output", staticmethod(open_output))
    visitor = Visitor(qtbot, where)
    visitor.open()
    begin(visitor)
    visitor.press("try_level")
    assert "No sound device was found" in visitor.notice()
    visitor.press("skip")
    visitor.at("session")
    visitor.close()


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


def test_ones_own_music_is_still_chosen_at_the_next_start(qtbot, where, tmp_path):
    first = Visitor(qtbot, where)
    first.open()
    tune(tmp_path / "mine.wav", 12, 196)
    first.window.files_dropped.emit([tmp_path / "mine.wav"])
    qtbot.waitUntil(lambda: any(music.own for music in first.house.librarian.music()))
    [own] = [music.playlist.slug for music in first.house.librarian.music() if music.own]
    first.keeper.change("last_plan", write_plan(replace(plan(), playlist=own)))
    first.close()
    second = Visitor(qtbot, where)
    second.open()
    assert second.home.plan().playlist == own
    second.close()


def bring(visitor, *paths):
    """Drop files on the window, and wait for what is said of it."""
    visitor.home.show_notice("Nothing yet.")
    visitor.window.files_dropped.emit(list(paths))
    visitor.qtbot.waitUntil(lambda: visitor.notice() != "Nothing yet.")
    return visitor.notice()


def test_what_was_left_out_of_ones_own_music_is_said_by_name(visitor, tmp_path):
    own = tmp_path / "Vol. 2"
    own.mkdir()
    tune(own / "song.wav", 12, 196)
    (own / "kaputt.mp3").write_bytes(b"no music" * 64)
    assert bring(visitor, own) == "“Vol. 2” is ready. “kaputt.mp3” could not be read and was left out."
    assert bring(visitor, own).startswith("“Vol. 2” is on your shelf already.")
    (own / "list.m3u8").write_text("https://radio.example/a\nhttps://radio.example/b\ngone.mp3\n", "utf-8")
    assert bring(visitor, own / "list.m3u8") == (
        "There was no music that can be played. Nothing was changed. “gone.mp3” could not be read and was "
        "left out. 2 addresses on the internet were left out; such are not played."
    )


def test_music_that_was_moved_is_found_and_whole_again(visitor, tmp_path):
    own = tmp_path / "Evening"
    own.mkdir()
    for name in ("one", "two"):
        tune(own / f"{name}.wav", 12, 196)
    bring(visitor, own)
    slug = visitor.home.plan().playlist
    own.rename(tmp_path / "Stick")
    (tmp_path / "Stick" / "two.wav").rename(tmp_path / "two.wav")
    visitor.rooms.go_home()
    visitor.home.own_located.emit(slug, tmp_path / "Stick")
    visitor.qtbot.waitUntil(lambda: "1 of 2 pieces" in visitor.notice())
    visitor.home.own_located.emit(slug, tmp_path)
    visitor.qtbot.waitUntil(lambda: visitor.notice() == "“Evening” is whole again.")
    assert visitor.home.plan().playlist == slug


def test_what_is_brought_while_other_music_is_read_can_be_called_off_too(visitor, tmp_path):
    hold, told = threading.Event(), []
    visitor.jobs.start(lambda _job: hold.wait(5.0))
    for name in ("one", "two"):
        tune(tmp_path / f"{name}.wav", 12, 196)
        visitor.window.files_dropped.emit([tmp_path / f"{name}.wav"])
    visitor.press("cancel")
    visitor.jobs.start(told.append, told.append)
    hold.set()
    visitor.qtbot.waitUntil(lambda: len(told) == 2)
    assert not any(music.own for music in visitor.house.librarian.music())
    assert not visitor.child("progress").isVisible()


def test_music_that_was_taken_off_the_shelf_is_not_called_by_a_name_that_nobody_knows(visitor, tmp_path):
    tune(tmp_path / "mine.wav", 12, 196)
    bring(visitor, tmp_path / "mine.wav")
    slug = visitor.home.plan().playlist
    visitor.keeper.change("last_plan", write_plan(replace(plan(), playlist=slug)))
    visitor.diary.begin(replace(plan(), playlist=slug), [])
    visitor.diary.rate([])
    visitor.home.own_removed.emit(slug)
    visitor.home.own_removed.emit(slug)  # as another window does
    visitor.press("again")
    assert visitor.notice() == "The playlist of that session is not there any more. Choose another one."
    visitor.flow.go_to("history")
    row = visitor.child(f"session_{visitor.diary.sessions()[0].id}")
    assert "no longer on the shelf" in row.accessibleName()


# After what was heard: how it sounded, and sleep.


def test_again_as_last_time_sounds_as_it_did_at_the_end(visitor):
    visitor.keeper.change("safety_read", True)
    visitor.flow.open_plan(replace(plan(), breathing=Breathing(cue=CueStyle.CONTINUOUS)))
    visitor.press("begin")
    visitor.at("check_in")
    visitor.press("skip")
    visitor.at("session")
    for layer, level in ((Layer.MUSIC, -5.0), (Layer.CUE, -21.0)):
        visitor.flow.player.set_level(layer, Decibels(level))
    visitor.at("check_out", timeout=20_000)
    levels = parse_plan(visitor.keeper.now.last_plan).levels
    assert (levels.music, levels.cue) == (-5.0, -21.0)
    settings = visitor.keeper.now
    assert (settings.continuous_level, settings.tone_level, settings.words_level) == (-21.0, -12.0, -12.0)


def fall_asleep(visitor):
    """Play a session that leads into sleep, to its end."""
    visitor.keeper.change("safety_read", True)
    visitor.flow.open_plan(replace(plan(), ending=Ending.SLEEP))
    visitor.press("begin")
    visitor.at("check_in")
    visitor.press("answer_6")
    visitor.press("continue")
    visitor.at("night", timeout=20_000)


def test_after_a_session_that_led_into_sleep_it_is_dark_and_nothing_is_asked(visitor):
    fall_asleep(visitor)
    assert visitor.window.isFullScreen()
    assert not visitor.kept.lock.held
    for _ in range(2):
        assert visitor.window.screen_shown.objectName() == "night"
        visitor.qtbot.keyClick(visitor.window.screen_shown, Qt.Key.Key_Space)
    visitor.at("home")
    assert not visitor.window.isFullScreen()
    begin(visitor)  # nothing stands in the way of another one
    (record,) = visitor.diary.sessions()
    assert record.ended_in_sleep
    assert not record.closed
    assert record.rating(When.AFTER) is None


def test_who_fell_asleep_is_asked_at_the_next_start(qtbot, where):
    first = Visitor(qtbot, where)
    first.open()
    fall_asleep(first)
    first.close()
    second = Visitor(qtbot, where)
    second.open()
    second.at("unfinished")
    assert "ended in sleep" in second.window.screen_shown.accessibleName()
    second.press("rate")
    second.at("check_out")
    assert not second.child("why_enough").isVisible()
    second.press("answer_2")
    second.press("continue")
    second.at("summary")
    (record,) = second.diary.sessions()
    assert (record.rating(When.AFTER).value, record.closed, record.stopped_early) == (2, True, None)
    second.close()


def test_who_leaves_before_sleep_is_asked_as_always(visitor):
    visitor.keeper.change("safety_read", True)
    visitor.flow.open_plan(SessionPlan("test", 60, ending=Ending.SLEEP))
    visitor.press("begin")
    visitor.at("check_in")
    visitor.press("skip")
    visitor.at("session")
    visitor.qtbot.keyClick(visitor.window.screen_shown, Qt.Key.Key_Escape)
    visitor.at("check_out", timeout=20_000)
    assert visitor.child("why_enough").isVisible()


def test_who_asks_for_solid_ground_may_say_why(visitor):
    begin(visitor, minutes=60)
    visitor.press("skip")
    visitor.at("session")
    visitor.qtbot.keyClick(visitor.window.screen_shown, Qt.Key.Key_G)
    visitor.at("check_out", timeout=20_000)
    visitor.press("why_distress")
    assert visitor.child("help").isVisible()
    visitor.press("ready")
    visitor.press("add_note")
    visitor.qtbot.keyClicks(visitor.child("note"), "Too dark a wood.")
    visitor.press("skip")
    visitor.at("summary")
    (record,) = visitor.diary.sessions()
    assert (record.stopped_early, record.note) == (StoppedEarly.DISTRESS, "Too dark a wood.")


# In clinic.


class ForTwo(Screens):
    """Screens on which somebody else enters the answers."""

    def __init__(self, rooms):
        super().__init__(rooms)
        self.is_put_away = False

    def check_in(self, sitting):
        return self._by_therapist(When.BEFORE)

    def check_out(self, client, **_more):
        assert client == "K-7"
        return self._by_therapist(When.AFTER)

    def put_away(self):
        self.is_put_away = True

    def _by_therapist(self, when):
        scale = self._rooms.house.librarian.scales["stress"]
        return RatingScreen(self._rooms.look, scale, when, entered_by=EnteredBy.THERAPIST)


def test_a_session_of_a_client_is_led_through_other_screens_and_kept_under_their_code(visitor):
    visitor.keeper.change("safety_read", True)
    course = Course(visitor.rooms)
    course.screens = screens = ForTwo(visitor.rooms)
    course.begin(plan(), "K-7")
    visitor.at("check_in")
    visitor.press("answer_6")
    visitor.press("continue")
    visitor.at("check_out", timeout=20_000)
    visitor.press("who_enters")
    visitor.press("answer_3")
    visitor.press("continue")
    visitor.at("summary")
    assert not screens.is_put_away
    visitor.press("done")
    visitor.at("home")
    assert screens.is_put_away
    (record,) = visitor.diary.sessions(client="K-7")
    entered = [(each.value, each.entered_by) for each in record.ratings]
    assert entered == [(6, EnteredBy.THERAPIST), (3, EnteredBy.SELF)]


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


def test_only_a_session_that_plays_is_remembered_as_the_last_one(visitor):
    begin(visitor)
    visitor.press("back")
    visitor.at("home")
    assert visitor.keeper.now.last_plan == ""
    begin(visitor)
    visitor.press("skip")
    visitor.at("session")
    assert parse_plan(visitor.keeper.now.last_plan) == plan()


def test_again_as_last_time_says_that_its_music_is_gone(visitor, where):
    visitor.keeper.change("last_plan", write_plan(plan()))
    visitor.home.refresh()
    for name in ("one.wav", "two.wav"):
        (where.data / "playlists" / name).unlink()
    visitor.press("again")
    assert "“A test” has no piece that can be played" in visitor.notice()
    assert visitor.window.screen_shown.objectName() == "home"


def test_a_plan_that_is_dropped_opens_in_the_planner_and_is_begun_from_there(visitor, tmp_path):
    shared = tmp_path / "from-a-friend.toml"
    shared.write_text(write_plan(replace(plan(2), title="From a friend")))
    visitor.window.files_dropped.emit([shared])
    visitor.at("plan")
    visitor.keeper.change("safety_read", True)
    visitor.press("begin_plan")
    visitor.at("check_in")
    visitor.press("skip")
    visitor.at("session")
    assert visitor.diary.sessions()[0].plan.title == "From a friend"


def test_a_plan_and_music_that_are_dropped_together_are_both_taken(visitor, where, tmp_path):
    shared = tmp_path / "shared.toml"
    shared.write_text(write_plan(plan()))
    tune(tmp_path / "mine.wav", 4, 330)
    visitor.window.files_dropped.emit([shared, tmp_path / "mine.wav"])
    visitor.at("plan")
    visitor.qtbot.waitUntil(lambda: "mine" in visitor.house.librarian.titles().values(), timeout=15_000)


def test_a_plan_that_was_made_is_used_from_home_with_everything_it_has(visitor):
    visitor.flow.open_plan(plan(2))
    visitor.flow.go_to("plan")
    visitor.press("sound_add")
    visitor.press("sound_add")
    visitor.press("use_plan")
    visitor.at("home")
    assert len(visitor.home.plan().ambience) == 2
    visitor.flow.go_to("plan")
    assert len(visitor.window.screen_shown.findChildren(QWidget, "sound_1")) == 1


def test_a_moment_of_a_plan_is_heard_and_fades_though_the_page_is_left(visitor):
    visitor.flow.open_plan(plan(2))
    visitor.flow.go_to("plan")
    visitor.press("hear")
    strip = visitor.child("strip")
    visitor.qtbot.waitUntil(lambda: strip.at > 1)
    visitor.press("tab_history")
    visitor.at("history")
    visitor.press("tab_today")
    visitor.keeper.change("safety_read", True)
    visitor.press("begin")
    visitor.at("check_in")
    visitor.press("skip")
    visitor.at("check_out")


def test_a_breath_made_from_the_planner_is_chosen_in_it_and_at_home(visitor):
    visitor.press("tab_plan")
    visitor.press("make_pattern")
    visitor.child("step_exhale").setValue(70)
    visitor.press("save")
    visitor.press("back")
    assert visitor.window.screen_shown.objectName() == "plan"
    visitor.press("use_plan")
    assert visitor.home.plan().breathing.pattern == "my-breath"
    tile = visitor.home.findChild(ChoiceTile, "breathing")
    assert tile.value == "my-breath"


def test_the_words_of_a_script_can_be_read_on_the_way_to_a_session(visitor):
    visitor.press("tab_plan")
    visitor.press("read_script")
    assert visitor.window.screen_shown.objectName() == "reading"
    visitor.press("back")
    assert visitor.window.screen_shown.objectName() == "plan"
