"""Somebody at the window: real screens, real log, real files; only the loudspeaker is silent and fast."""

import time
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mtrelax.app import QtMainThread
from mtrelax.backstage import FILES, open_kept
from mtrelax.catalogue.catalogue import load_catalogue
from mtrelax.catalogue.plans import parse_plan, write_plan
from mtrelax.domain.errors import DiskFull
from mtrelax.domain.plan import SessionPlan
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
from mtrelax.storage.folders import Folders
from mtrelax.storage.settings_file import load_settings, save_settings
from mtrelax.ui.flow import Flow
from mtrelax.ui.home import HomeScreen
from mtrelax.ui.rooms import Rooms
from mtrelax.ui.surroundings import Surroundings
from mtrelax.ui.theme import Look
from mtrelax.ui.window import MainWindow

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
