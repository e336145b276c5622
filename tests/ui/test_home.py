"""Home: somebody chooses music, a length, a voice, and begins."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget

from mtrelax.catalogue.catalogue import load_catalogue
from mtrelax.catalogue.plans import parse_plan, write_plan
from mtrelax.domain.errors import UnknownName
from mtrelax.domain.plan import AmbienceChoice, Ending, SessionPlan
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.track import Track
from mtrelax.services.librarian import Librarian, Music
from mtrelax.services.shelf import PLAYLISTS, on_shelf
from mtrelax.storage.folders import find_assets
from mtrelax.ui.home import HomeScreen
from mtrelax.ui.home.choices import (
    ambience_choices,
    first_plan,
    pattern_choices,
    script_choices,
    visual_choices,
)
from mtrelax.ui.theme import Look
from mtrelax.ui.visuals import VISUALS
from mtrelax.ui.widgets import OUTSET, ChoiceTile
from mtrelax.ui.window import MainWindow
from tests.ui.evening import WATER, settings_keeper

OWN = replace(WATER, slug="own-1", title="Sunday", source="own", tracks=(Path("a"), Path("b"), Path("c")))


@cache
def bundled():
    """Return what ships."""
    return load_catalogue(find_assets())


class FakeLibrarian:
    """Has music, of which some may be gone; every script takes 17 minutes."""

    def __init__(self, *playlists):
        self.playlists = list(playlists)
        self.shelf = bundled()
        self.there = 99
        self.looked = 0

    def music(self):
        self.looked += 1
        return [Music(each, self.tracks(each)) for each in self.playlists]

    def tracks(self, playlist):
        paths = playlist.tracks[: self.there] if playlist.source == "own" else playlist.tracks
        return tuple(Track(path, Seconds(1440.0), "A") for path in paths)

    def music_of(self, name):
        raise UnknownName("playlist", name, ())

    least = 17

    def shortest(self, plan):
        self.looked += 1  # it looks for all music, too
        return self.least


@pytest.fixture
def shelf():
    return bundled()


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
    """Return the part of that name; the newest, while an older one waits to be deleted."""
    return screen.findChildren(kind, name)[-1]


def press(qtbot, screen, name):
    qtbot.mouseClick(the(screen, name), Qt.MouseButton.LeftButton)


def pick(tile, value):
    tile._pick([choice.value for choice in tile.choices].index(value))  # noqa: SLF001 - as the list does, that is a window of its own


def test_begin_waits_until_everything_is_there(make):
    home = make()
    assert not the(home, "begin").isEnabled()
    home.use(cast("Librarian", FakeLibrarian(WATER)))
    assert the(home, "begin").isEnabled()


def test_one_press_begins_what_is_ready(qtbot, make):
    home = make(WATER)
    with qtbot.waitSignal(home.begin_requested) as begun:
        press(qtbot, home, "begin")
    plan = begun.args[0]
    assert (plan.playlist, plan.minutes, plan.breathing.pattern) == ("still-water", 20.0, "gentle-slow")


def test_coming_back_to_the_window_looks_for_the_music_once(make):
    home = make(WATER, OWN)
    before = home._librarian.looked  # noqa: SLF001 - it is the fake of this test
    home.refresh()
    assert home._librarian.looked == before + 1  # noqa: SLF001 - it is the fake of this test


def test_only_a_session_that_began_can_be_had_again(qtbot, make, keeper):
    home = make(WATER)
    press(qtbot, home, "begin")
    home.refresh()
    assert the(home, "again").isHidden()
    home.remember(home.plan())
    home.refresh()
    assert the(home, "again").isVisible()
    assert parse_plan(keeper.now.last_plan) == home.plan()


@pytest.fixture
def in_window(qtbot, make):
    """Home, as the keyboard finds it: in an active window."""
    window = MainWindow(Look("dark", 1.0, True))
    qtbot.addWidget(window)

    def show(*playlists):
        home = make(*playlists)
        with qtbot.waitActive(window):
            window.show_screen(home, keep=True)
            window.show()
            window.activateWindow()
        return home

    return show


def test_enter_begins(qtbot, in_window):
    home = in_window(WATER, OWN)
    with qtbot.waitSignal(home.begin_requested):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def tabbed(qtbot, count):
    """Press Tab, and return where it came to."""
    names = []
    for _ in range(count):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        names.append(QApplication.focusWidget().objectName())
    return names


def test_tab_goes_from_the_music_to_the_tiles_to_begin_and_then_to_other_pages(qtbot, in_window, keeper):
    keeper.change("last_plan", write_plan(SessionPlan("still-water")))
    home = in_window(WATER, OWN)
    music = ["card_still-water", "remove_own-1", "own_music_place"]  # arrows lead to the other card
    tiles = ["length", "breathing", "script", "ambience", "visual"]
    tabs = ["tab_today", "tab_plan", "tab_history", "tab_settings", "tab_about", "tab_safety"]
    assert tabbed(qtbot, 16) == [*music, *tiles, "begin", "again", *tabs]
    home.setFocus()
    home.show_notice("Take it off the shelf?", "Take it off", print)
    assert tabbed(qtbot, 3) == ["notice_action", "notice_close", "card_still-water"]


def test_the_keyboard_stays_where_it_was_when_other_music_is_shown(in_window):
    home = in_window(WATER, OWN)
    the(home, "card_own-1").setFocus()
    home.use(cast("Librarian", FakeLibrarian(WATER, OWN, replace(OWN, slug="own-2", title="Monday"))))
    assert QApplication.focusWidget().objectName() == "card_own-1"


def test_again_as_last_time_begins_at_once(qtbot, make, keeper):
    last = SessionPlan("still-water", 30.0, script=None)
    keeper.change("last_plan", write_plan(last))
    home = make(WATER)
    pick(the(home, "length", ChoiceTile), 45.0)
    with qtbot.waitSignal(home.begin_requested) as begun:
        press(qtbot, home, "again")
    assert begun.args == [last]


def test_again_as_last_time_asks_even_for_music_that_is_gone(qtbot, make, keeper):
    last = SessionPlan("own-9", 30.0, script=None)
    keeper.change("last_plan", write_plan(last))
    home = make(WATER)
    with qtbot.waitSignal(home.begin_requested) as begun:
        press(qtbot, home, "again")
    assert begun.args == [last]
    assert home.plan().playlist == "still-water"


def test_there_is_no_again_before_the_first_time(make):
    assert the(make(WATER), "again").isHidden()


def test_a_length_into_which_the_voice_does_not_fit_is_greyed_with_a_reason(make):
    lengths = {choice.value: choice for choice in the(make(WATER), "length").choices}
    assert not lengths[15.0].enabled
    assert "17" in lengths[15.0].note
    assert lengths[20.0].enabled


@pytest.fixture
def short(make):
    """Home, where ten minutes of music alone are chosen."""
    home = make(WATER)
    pick(the(home, "script", ChoiceTile), None)
    pick(the(home, "length", ChoiceTile), 10.0)
    return home


def test_a_voice_that_makes_the_session_longer_says_so(short):
    pick(the(short, "script", ChoiceTile), "body-scan")
    assert short.plan().minutes == 20.0
    assert the(short, "caution").text() == "This voice needs 17 minutes, so the session has 20."


def test_without_that_voice_the_session_is_as_short_as_before(short):
    for script in ("body-scan", "forest-path", None):
        pick(the(short, "script", ChoiceTile), script)
    assert short.plan().minutes == 10.0
    assert the(short, "caution").isHidden()


def test_another_length_needs_no_explanation(short):
    pick(the(short, "script", ChoiceTile), "body-scan")
    pick(the(short, "length", ChoiceTile), 30.0)
    assert the(short, "caution").isHidden()
    pick(the(short, "script", ChoiceTile), None)
    assert short.plan().minutes == 30.0


def test_a_voice_says_how_long_it_takes_and_what_it_touches_on(make):
    notes = {choice.value: choice.note for choice in the(make(WATER), "script").choices}
    assert notes["mountain-lake"] == "From 17 minutes · touches on water, heights"


def test_voices_stand_in_an_order_that_helps_and_what_is_for_children_comes_last(shelf):
    *voices, nobody = [choice.value for choice in script_choices(shelf.imagery, lambda _: 0)]
    assert voices[0] == "shore-at-dusk"
    assert voices.index("forest-path") < voices.index("body-scan")
    assert voices[-1] == "balloon"
    assert nobody is None


def test_places_stand_before_noises_and_nothing_comes_last(shelf):
    sounds = [choice.value for choice in ambience_choices(shelf.ambience)]
    assert sounds[0] == "surf"
    assert sounds[-3:] == ["brown", "pink", None]


def test_patterns_of_which_something_is_to_be_known_stand_behind_the_others(shelf):
    *slugs, nothing = [choice.value for choice in pattern_choices(shelf.patterns)]
    assert slugs[0] == "gentle-slow"
    assert [bool(shelf.patterns[slug].caution) for slug in slugs] == sorted(
        bool(each.caution) for each in shelf.patterns.values()
    )
    assert nothing is None


def test_the_first_thing_offered_is_still_water_a_shore_and_its_waves(shelf):
    plan = first_plan(shelf)
    assert (plan.playlist, plan.script, plan.minutes) == ("still-water", "shore-at-dusk", 20.0)
    assert plan.ambience == (AmbienceChoice("surf"),)


def test_what_somebody_chose_before_stays(make, keeper):
    chosen = SessionPlan("still-water", 20.0, ambience=(AmbienceChoice("rain"),))
    keeper.change("last_plan", write_plan(chosen))
    assert make(WATER).plan() == chosen


def test_the_music_that_ships_stands_in_its_order_and_people_s_own_after_it(shelf):
    names = on_shelf([*shelf.playlists, "own-1"])
    assert (names[0], names[-2:]) == ("still-water", ["night-lamp", "own-1"])
    assert set(PLAYLISTS) == set(shelf.playlists)


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


@pytest.fixture
def moved(make):
    """Home, after so many of the files of one's own music were moved."""

    def moved(count):
        home = make(WATER, OWN)
        home._librarian.there = 3 - count  # noqa: SLF001 - it is the fake of this test
        home.refresh()
        return home

    return moved


def test_music_whose_files_are_gone_stays_and_says_so_instead_of_being_chosen(qtbot, moved):
    home = moved(3)
    assert "not where they were" in the(home, "card_own-1").accessibleDescription()
    press(qtbot, home, "card_own-1")
    assert "“Sunday” has no piece that can be played" in the(home, "notice_words").text()
    assert home.plan().playlist == "still-water"
    press(qtbot, home, "notice_action")
    with qtbot.waitSignal(home.own_located) as located:
        home.findChild(QFileDialog, "bring_dialog").filesSelected.emit(["/media/stick"])
    assert located.args == ["own-1", Path("/media/stick")]
    home.findChild(QFileDialog, "bring_dialog").reject()


def test_music_that_was_chosen_gives_way_while_its_files_are_gone(qtbot, make):
    home = make(OWN, WATER)
    press(qtbot, home, "card_own-1")
    home._librarian.there = 0  # noqa: SLF001 - it is the fake of this test
    home.refresh()
    assert home.plan().playlist == "still-water"
    assert the(home, "begin").isEnabled()


def test_music_of_which_some_is_gone_says_how_much_and_can_be_chosen(qtbot, moved):
    home = moved(1)
    assert "1 of 3 pieces is not where it was" in the(home, "card_own-1").accessibleDescription()
    assert not the(home, "find_own-1").isHidden()
    press(qtbot, home, "card_own-1")
    assert home.plan().playlist == "own-1"


def test_music_is_whole_again_when_its_files_come_back(moved):
    home = moved(2)
    assert "2 of 3 pieces are not" in the(home, "card_own-1").accessibleDescription()
    home._librarian.there = 3  # noqa: SLF001 - it is the fake of this test
    home.refresh()
    assert "Your music" in the(home, "card_own-1").accessibleDescription()
    assert the(home, "find_own-1").isHidden()


@pytest.mark.parametrize("size", [(1280, 800), (900, 600)])
def test_a_notice_moves_nothing_and_leaves_free_what_one_presses(qtbot, make, size):
    home = make(WATER, OWN)
    home.resize(*size)
    qtbot.wait(50)
    parts = [the(home, name) for name in ("card_own-1", "length", "begin", "tab_history", "tab_safety")]
    before = [part.mapTo(home, QPoint()) for part in parts]
    home.show_notice("The log cannot be written, and nothing in it was changed.")
    qtbot.wait(1)
    assert [part.mapTo(home, QPoint()) for part in parts] == before
    for part in parts:
        pressed = home.childAt(part.mapTo(home, part.rect().center()))
        assert pressed is part, part.objectName()


def test_a_notice_takes_no_keyboard(qtbot, in_window):
    home = in_window(WATER, OWN)
    the(home, "length").setFocus()
    home.show_notice("“Sunday” is ready.", passing=True)
    assert QApplication.focusWidget().objectName() == "length"


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


def test_a_voice_that_needs_longer_makes_the_session_longer_at_once(make, keeper):
    home = make()
    librarian = FakeLibrarian(WATER)
    home.use(cast("Librarian", librarian))
    assert home.plan().minutes == 20
    librarian.least = 23
    keeper.change("voice", "none")
    assert home.plan().minutes == 25


def test_home_keeps_several_sounds_with_their_levels_until_others_are_chosen(qtbot, make):
    home = make(WATER)
    several = (AmbienceChoice("rain"), AmbienceChoice("fire", Decibels(-6.0)))
    home.show_plan(SessionPlan("still-water", 30, ambience=several))
    tile = the(home, "ambience", ChoiceTile)
    assert tile.accessibleName().endswith(": 2 sounds")
    assert tile.choices[0].note == "Rain, softly · Fireside, as you planned it"
    pick(the(home, "length", ChoiceTile), 20.0)
    assert home.plan().ambience == several
    pick(tile, "surf")
    assert home.plan().ambience == (AmbienceChoice("surf"),)
    pick(tile, several)
    assert home.plan().ambience == several


def test_a_session_that_leads_into_sleep_says_so_beside_begin(make):
    home = make(WATER)
    home.resize(800, 480)
    home.show_plan(SessionPlan("still-water", ending=Ending.SLEEP))
    assert "into sleep" in the(home, "caution").text()
    assert whole(the(home, "caution"))
    home.show_plan(SessionPlan("still-water"))
    assert the(home, "caution").isHidden()


@pytest.fixture
def small(make):
    """Home with all the music that ships, in a window of some size."""

    def small(*size):
        home = make(*(bundled().playlists[slug] for slug in PLAYLISTS))
        home.resize(*size)
        return home, [the(home, name) for name in ("length", "breathing", "script", "ambience", "visual")]

    return small


def whole(part):
    """Tell whether nothing of a part is beyond an edge."""
    return part.visibleRegion().boundingRect() == part.rect()


def test_all_choices_are_seen_in_a_small_window(qtbot, small):
    _home, tiles = small(900, 600)
    qtbot.waitUntil(lambda: all(map(whole, tiles)))


def test_in_a_very_low_window_the_first_choices_show_that_there_is_more(qtbot, small):
    home, (length, *_others) = small(800, 480)
    qtbot.waitUntil(lambda: OUTSET + 20 < length.visibleRegion().boundingRect().height() < length.height())
    assert whole(the(home, "begin"))


def test_every_picture_that_breathes_can_be_chosen_by_what_it_is_like():
    choices = visual_choices()
    assert [choice.value for choice in choices] == list(VISUALS)
    assert all(choice.text and choice.note for choice in choices)
