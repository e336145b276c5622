"""The shelf on Home: more music than a window holds."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from mtrelax.ui.home.shelf import Entry, MusicShelf
from mtrelax.ui.theme import Look
from tests.ui.evening import WATER


def names(count):
    return [f"p{number}" for number in range(count)]


@pytest.fixture
def make(qtbot):
    def shelf(count, width=1172, *, chosen="p0", tall=False, mirrored=False):
        shelf = MusicShelf(Look("dark", 1.0, True))
        qtbot.addWidget(shelf)
        if mirrored:
            shelf.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        shelf.resize(width, 300)
        shelf.set_room(highest=None, tall=tall)
        entries = [Entry(name, replace(WATER, slug=name, title=name), "24 minutes") for name in names(count)]
        shelf.show_entries(entries, chosen)
        with qtbot.waitActive(shelf):
            shelf.show()
            shelf.activateWindow()
        return shelf

    return shelf


def seen(shelf):
    """Return the names of the cards that are wholly seen, from the left."""
    cards = {name: shelf.findChild(QWidget, f"card_{name}") for name in names(len(shelf.entries))}
    places = {name: QRect(card.mapTo(shelf, QPoint()), card.size()) for name, card in cards.items()}
    there = [name for name, place in places.items() if shelf.rect().contains(place)]
    return sorted(there, key=lambda name: places[name].left())


def button(shelf, name):
    return shelf.findChild(QWidget, name)


def test_a_page_holds_four_cards_and_the_next_one_the_rest(qtbot, make):
    shelf = make(6)
    assert seen(shelf) == names(4)
    assert button(shelf, "less_music").isHidden()
    qtbot.mouseClick(button(shelf, "more_music"), Qt.MouseButton.LeftButton)
    assert seen(shelf) == ["p2", "p3", "p4", "p5"]
    assert button(shelf, "more_music").isHidden()
    qtbot.mouseClick(button(shelf, "less_music"), Qt.MouseButton.LeftButton)
    assert seen(shelf) == names(4)


def test_music_that_has_room_has_no_pages(make):
    assert button(make(3), "more_music") is None
    assert button(make(4), "more_music").isHidden()


def test_a_narrow_window_holds_fewer_cards(make):
    assert seen(make(6, 400)) == ["p0", "p1"]


def test_a_tall_window_shows_all_music_and_a_place_for_more(make):
    shelf = make(6, tall=True)
    assert button(shelf, "more_music") is None
    assert shelf.empty_place is not None


def test_what_is_chosen_is_seen(make):
    assert "p5" in seen(make(6, chosen="p5"))


def test_another_size_keeps_what_was_chosen(make):
    shelf = make(6, chosen="p5")
    shelf.set_room(highest=None, tall=True)
    assert shelf.findChild(QWidget, "card_p5").isChecked()


def test_the_page_follows_the_keyboard(qtbot, make):
    shelf = make(6, chosen="p3")
    button(shelf, "card_p3").setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(shelf.chosen) as chosen:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert chosen.args == ["p4"]
    assert "p4" in seen(shelf)


def test_where_one_reads_from_the_right_the_first_card_stands_there(qtbot, make):
    shelf = make(6, mirrored=True)
    assert seen(shelf) == ["p3", "p2", "p1", "p0"]
    qtbot.mouseClick(button(shelf, "more_music"), Qt.MouseButton.LeftButton)
    assert seen(shelf) == ["p5", "p4", "p3", "p2"]
