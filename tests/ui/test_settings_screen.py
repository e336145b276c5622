"""Settings: each change holds at once, and is kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mtrelax.ui.settings import SettingsScreen
from mtrelax.ui.settings.rows import SECTIONS, Pick
from mtrelax.ui.theme import Look
from tests.ui.evening import settings_keeper

ROWS = [row for _, rows in SECTIONS for row in rows]


@pytest.fixture
def keeper():
    return settings_keeper(output_device="Kitchen")


@pytest.fixture
def opened():
    return []


@pytest.fixture
def screen(qtbot, keeper, opened):
    def open_folder(url):
        opened.append(url.toLocalFile())
        return False

    page = SettingsScreen(
        Look("dark", 1.0, True), keeper, lambda: ["Headphones"], Path("/data"), Path("/log"), open_folder
    )
    qtbot.addWidget(page)
    page.resize(1280, 1400)
    page.show()
    return page


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_every_row_is_a_setting_with_a_name(screen, keeper, row):
    assert hasattr(keeper.now, row.key)
    assert screen.findChild(QWidget, row.key).accessibleName()


@pytest.mark.parametrize("row", [row for row in ROWS if isinstance(row, Pick)], ids=lambda row: row.key)
def test_every_value_that_is_offered_is_accepted(screen, keeper, row):
    tile = screen.findChild(QWidget, row.key)
    for value, _ in row.values:
        tile.changed.emit(value)
        assert getattr(keeper.now, row.key) == value


def test_a_switch_is_kept(qtbot, screen, keeper):
    switch = screen.findChild(QWidget, "captions")
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert keeper.now.captions is False


def test_a_device_that_is_away_is_still_shown(screen):
    tile = screen.findChild(QWidget, "output_device")
    assert tile.value == "Kitchen"
    assert [choice.value for choice in tile.choices] == ["", "Headphones", "Kitchen"]


def test_a_folder_that_cannot_be_opened_is_named(qtbot, screen, opened):
    qtbot.mouseClick(screen.findChild(QWidget, "open_data"), Qt.MouseButton.LeftButton)
    assert opened == [str(Path("/data"))]
    assert "/data" in screen.findChild(QWidget, "notice_words").text()


def test_escape_goes_back(qtbot, screen):
    with qtbot.waitSignal(screen.tab_requested):
        qtbot.keyClick(screen, Qt.Key.Key_Escape)
