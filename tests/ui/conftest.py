"""Somebody at the window, for the stories that lead through several screens; and somebody at a console."""

from collections.abc import Iterator

import pytest

from mtrelax.storage.folders import Folders, folders
from mtrelax.ui.theme import Look
from tests.ui.evening import FakePlayer, evening
from tests.ui.practice import Room
from tests.ui.visitor import PLAYLIST, Visitor, tune


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
