"""Somebody reads what is good to know, once before the first session and again when it matters."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from mtrelax.ui.safety import SafetyScreen
from mtrelax.ui.theme import Look


@pytest.fixture
def shown(qtbot):
    def show(*, again=False):
        screen = SafetyScreen(Look("dark"), again=again)
        qtbot.addWidget(screen)
        screen.resize(1280, 800)
        with qtbot.waitExposed(screen):
            screen.show()
        return screen

    return show


def words_of(screen):
    return " ".join(label.text() for label in screen.findChildren(QLabel))


def test_reading_it_leads_on(qtbot, shown):
    screen = shown()
    with qtbot.waitSignal(screen.read):
        qtbot.mouseClick(screen.findChild(QAbstractButton, "safety_read"), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("size", [(1280, 800), (900, 600), (800, 480)])
@pytest.mark.parametrize(("again", "name"), [(False, "safety_read"), (True, "close")])
def test_the_way_on_is_seen_without_scrolling(qtbot, shown, size, again, name):
    screen = shown(again=again)
    screen.resize(*size)
    button = screen.findChild(QAbstractButton, name)
    qtbot.waitUntil(lambda: button.visibleRegion().boundingRect() == button.rect())


def test_enter_says_that_it_was_read(qtbot, shown):
    screen = shown()
    screen.setFocus()
    with qtbot.waitSignal(screen.read):
        qtbot.keyClick(screen, Qt.Key.Key_Return)


def test_enter_on_back_goes_back(qtbot, shown):
    screen = shown()
    back = screen.findChild(QAbstractButton, "back")
    back.setFocus()
    with qtbot.assertNotEmitted(screen.read), qtbot.waitSignal(screen.closed):
        qtbot.keyClick(back, Qt.Key.Key_Return)


@pytest.mark.parametrize("again", [False, True])
def test_escape_leaves(qtbot, shown, again):
    screen = shown(again=again)
    with qtbot.waitSignal(screen.closed):
        qtbot.keyClick(screen, Qt.Key.Key_Escape)


@pytest.mark.parametrize("again", [False, True])
def test_it_says_what_keeps_people_safe(shown, again):
    screen = shown(again=again)
    words = words_of(screen)
    for needed in ("Small and quiet", "eyes may stay open", "Press Esc", "epilepsy", "112", "988", "116 123"):
        assert needed in words


def test_help_stands_first_when_it_is_looked_up(shown):
    screen = shown(again=True)
    texts = [label.text() for label in screen.findChildren(QLabel) if label.isVisible()]
    tops = {
        label.text(): label.mapTo(screen, label.rect().topLeft()).y() for label in screen.findChildren(QLabel)
    }
    sheet = next(text for text in texts if "in danger" in text)
    assert tops[sheet] < tops["Breathe softly"]


def test_every_control_has_a_name(shown):
    screen = shown()
    seen = [button for button in screen.findChildren(QAbstractButton) if button.isVisible()]
    assert seen
    assert all(button.accessibleName() for button in seen)
