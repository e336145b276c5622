"""Home: somebody chooses music, a length, a voice, and begins."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget

from mtrelax.catalogue.catalogue import load_catalogue
from mtrelax.catalogue.plans import parse_plan, write_plan
from mtrelax.domain.errors import UnknownName
from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.time import Seconds
from mtrelax.domain.track import Track
from mtrelax.services.librarian import Librarian, Music
from mtrelax.storage.folders import find_assets
from mtrelax.ui.home import HomeScreen
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets import ChoiceTile
from tests.ui.evening import WATER, settings_keeper

OWN = replace(WATER, slug="own-1", title="Sunday", source="own")


class FakeLibrarian:
    """Has music; every script takes 17 minutes."""

    def __init__(self, *playlists):
        self.playlists = list(playlists)

    def music(self):
        return [Music(each, (Track(Path("a"), Seconds(1440.0), "A"),)) for each in self.playlists]

    def music_of(self, name):
        raise UnknownName("playlist", name, ())

    def shortest(self, plan):
        return 17


@pytest.fixture(scope="module")
def shelf():
    return load_catalogue(find_assets())


@pytest.fixture
def keeper():
    return settings_keeper()


@pytest.fixture
def make(qtbot, shelf, keeper):
    def home(*playlists):
        screen = HomeScreen(Look("dark", 1.0, True), keeper, shelf, parse_plan, write_plan, lambda: 22)
        qtbot.addWidget(screen)
        screen.resize(1280, 800)
        screen.show()
        if playlists:
            screen.use(cast("Librarian", FakeLibrarian(*playlists)))
        return screen

    return home


def the(screen, name, kind=QWidget):
    return screen.findChild(kind, name)


def press(qtbot, screen, name):
    qtbot.mouseClick(the(screen, name), Qt.MouseButton.LeftButton)


def pick(tile, value):
    tile._pick([choice.value for choice in tile.choices].index(value))  # noqa: SLF001 - as the list does, that is a window of its own


def test_begin_waits_until_everything_is_there(make):
    home = make()
    assert not the(home, "begin").isEnabled()
    home.use(cast("Librarian", FakeLibrarian(WATER)))
    assert the(home, "begin").isEnabled()


def test_one_press_begins_what_is_ready_and_remembers_it(qtbot, make, keeper):
    home = make(WATER)
    with qtbot.waitSignal(home.begin_requested) as begun:
        press(qtbot, home, "begin")
    plan = begun.args[0]
    assert (plan.playlist, plan.minutes, plan.breathing.pattern) == ("still-water", 20.0, "gentle-slow")
    assert parse_plan(keeper.now.last_plan) == plan


def test_enter_begins(qtbot, make):
    home = make(WATER)
    home.setFocus()
    with qtbot.waitSignal(home.begin_requested):
        qtbot.keyClick(home, Qt.Key.Key_Return)


def test_again_as_last_time_begins_at_once(qtbot, make, keeper):
    last = SessionPlan("still-water", 30.0, script=None)
    keeper.change("last_plan", write_plan(last))
    home = make(WATER)
    pick(the(home, "length", ChoiceTile), 45.0)
    with qtbot.waitSignal(home.begin_requested) as begun:
        press(qtbot, home, "again")
    assert begun.args == [last]


def test_there_is_no_again_before_the_first_time(make):
    assert the(make(WATER), "again").isHidden()


def test_a_length_into_which_the_voice_does_not_fit_is_greyed_with_a_reason(make):
    lengths = {choice.value: choice for choice in the(make(WATER), "length").choices}
    assert not lengths[15.0].enabled
    assert "17" in lengths[15.0].note
    assert lengths[20.0].enabled


def test_without_a_voice_every_length_is_possible(make):
    home = make(WATER)
    pick(the(home, "script", ChoiceTile), None)
    assert all(choice.enabled for choice in the(home, "length").choices)
    assert home.plan().script is None


def test_a_pattern_that_holds_the_breath_says_what_to_know(make):
    home = make(WATER)
    assert the(home, "caution").isHidden()
    pick(the(home, "breathing", ChoiceTile), "box")
    assert "held" in the(home, "caution").text()


def test_another_landscape_is_chosen_by_its_card(qtbot, make):
    home = make(WATER, replace(WATER, slug="other", title="Other"))
    press(qtbot, home, "card_other")
    assert home.plan().playlist == "other"


def test_own_music_is_taken_off_only_after_a_question(qtbot, make):
    home = make(WATER, OWN)
    press(qtbot, home, "remove_own-1")
    assert "stay where they are" in the(home, "notice_words").text()
    with qtbot.waitSignal(home.own_removed) as removed:
        press(qtbot, home, "notice_action")
    assert removed.args == ["own-1"]


def test_own_music_says_so(make):
    home = make(WATER, OWN)
    assert "Your music" in the(home, "card_own-1").accessibleDescription()


def test_a_folder_of_own_music_is_brought(qtbot, make, tmp_path):
    home = make(WATER)
    the(home, "own_music_menu").actions()[1].trigger()
    dialog = home.findChild(QFileDialog, "bring_dialog")
    with qtbot.waitSignal(home.music_brought) as brought:
        dialog.filesSelected.emit([str(tmp_path)])
    assert brought.args == [[tmp_path]]
    dialog.reject()


def test_looking_at_music_can_be_stopped(qtbot, make):
    home = make(WATER)
    home.show_progress(0.3, "Looking at your music")
    with qtbot.waitSignal(home.cancel_requested):
        press(qtbot, home, "cancel")
    home.show_progress(None, "")
    assert the(home, "progress").isHidden()


def test_a_plan_that_was_opened_is_shown(make):
    home = make(WATER)
    plan = SessionPlan("still-water", 12.0, script=None, breathing=None)
    home.show_plan(plan)
    assert home.plan() == plan
    assert the(home, "length").value == 12.0


def test_music_that_is_gone_gives_way(make):
    home = make(WATER)
    home.choose("gone")
    assert home.plan().playlist == "still-water"


def test_the_tabs_lead_on(qtbot, make):
    home = make(WATER)
    for tab in ("history", "settings", "about", "safety"):
        with qtbot.waitSignal(home.tab_requested) as asked:
            press(qtbot, home, f"tab_{tab}")
        assert asked.args == [tab]


@pytest.mark.parametrize("count", [1, 2, 4, 5])
def test_every_control_has_a_name(make, count):
    home = make(*(replace(WATER, slug=f"p{n}", title=f"P{n}") for n in range(count)))
    nameless = [
        each.objectName()
        for each in home.findChildren(QAbstractButton)
        if each.isVisible() and not each.accessibleName()
    ]
    assert not nameless
