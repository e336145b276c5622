"""Somebody at the window, for the stories that lead through several screens."""

from collections.abc import Iterator

import pytest

from mtrelax.storage.folders import Folders, folders
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
