"""Somebody is in a session: looks, listens, and now and then wants something."""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QSlider

from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Moment
from mtrelax.services.playing import PieceFailed, PlayerState
from mtrelax.ui import announce as announcing
from mtrelax.ui.session import SessionScreen
from mtrelax.ui.session import screen as session_screen
from mtrelax.ui.session.controls import LINGER_MS, Controls
from mtrelax.ui.session.line import Line, Print
from mtrelax.ui.session.sentences import sentence_at
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.visuals import ARC, VISUALS
from mtrelax.ui.widgets import Notice
from mtrelax.ui.words import NATURAL as NATURAL_WORDS
from mtrelax.ui.words import SOFTLY
from tests.ui.evening import (
    END,
    NATURAL,
    PACING,
    RETURNING,
    SENTENCE,
    SPEAKING,
    WATER,
    FakePlayer,
    evening,
    settings_keeper,
)

BREATHING = PACING + 30.0


@pytest.fixture
def player():
    return FakePlayer(evening())


@pytest.fixture
def shown(qtbot, player):
    def show(visual="orb", size=(900, 600), look=None, factor=1.0, still=True, is_kept=True, **settings):
        look = look or Look("dark", factor, reduced_motion=still)
        screen = SessionScreen(look, player, WATER, visual, settings_keeper(**settings), is_kept=is_kept)
        qtbot.addWidget(screen)
        screen.resize(*size)
        with qtbot.waitActive(screen):
            screen.show()
            screen.activateWindow()
        screen.setFocus()
        return screen

    return show


@pytest.fixture
def heard(monkeypatch):
    """What a screen reader is given to say."""
    said = []
    monkeypatch.setattr(session_screen, "announce", lambda _widget, text: said.append(text))
    return said


def button(screen, name):
    found = screen.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def wake(qtbot, screen):
    qtbot.keyClick(screen, Qt.Key.Key_Up)


def press(qtbot, screen, name):
    wake(qtbot, screen)
    qtbot.mouseClick(button(screen, name), Qt.MouseButton.LeftButton)


def controls_of(screen):
    return screen.findChild(Controls)


def test_at_first_there_are_no_controls(shown):
    screen = shown()
    assert not controls_of(screen).isVisible()
    assert screen.cursor().shape() is Qt.CursorShape.BlankCursor


def test_a_key_brings_the_controls(qtbot, shown):
    screen = shown()
    wake(qtbot, screen)
    assert controls_of(screen).isVisible()
    assert screen.cursor().shape() is not Qt.CursorShape.BlankCursor


def test_a_moving_pointer_brings_the_controls(qtbot, shown):
    screen = shown()
    for place in (QPoint(100, 100), QPoint(140, 120)):
        qtbot.mouseMove(screen, place)
    qtbot.waitUntil(controls_of(screen).isVisible)


def test_tab_goes_to_the_first_control(qtbot, shown):
    screen = shown()
    qtbot.keyClick(screen, Qt.Key.Key_Tab)
    assert button(screen, "levels").hasFocus()


def sentence_of(screen):
    """The sentence under the form."""
    return screen.findChild(Line).text


def idle(qtbot, screen):
    """Let the time pass after which unused controls go."""
    with qtbot.waitSignal(controls_of(screen).faded_out, timeout=LINGER_MS):
        controls_of(screen).linger_for(1)


def test_controls_go_when_nobody_needs_them(qtbot, shown):
    screen = shown()
    wake(qtbot, screen)
    idle(qtbot, screen)
    assert not controls_of(screen).isVisible()
    assert screen.cursor().shape() is Qt.CursorShape.BlankCursor


def test_controls_stay_while_the_keyboard_is_there(qtbot, shown):
    screen = shown()
    qtbot.keyClick(screen, Qt.Key.Key_Tab)
    with qtbot.assertNotEmitted(controls_of(screen).faded_out, wait=60):
        controls_of(screen).linger_for(1)


@pytest.mark.parametrize("key", ["L", "?", "T"])
def test_what_was_opened_stays_until_it_is_closed(qtbot, shown, player, key):
    screen = shown()
    qtbot.keyClicks(screen, key)
    drawer = controls_of(screen).open_drawer
    with qtbot.assertNotEmitted(controls_of(screen).faded_out, wait=60):
        controls_of(screen).linger_for(1)
    assert controls_of(screen).open_drawer is drawer
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert controls_of(screen).open_drawer is None
    assert player.asked == []
    idle(qtbot, screen)


def close_by_button(qtbot, _screen, drawer):
    qtbot.mouseClick(drawer.findChild(QAbstractButton, "drawer_close"), Qt.MouseButton.LeftButton)


def press_beside(qtbot, screen, _drawer):
    qtbot.mouseClick(screen, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))


def press_the_same_button(qtbot, screen, _drawer):
    qtbot.mouseClick(button(screen, "more"), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("close", [close_by_button, press_beside, press_the_same_button])
def test_a_drawer_is_closed_by_hand(qtbot, shown, close):
    screen = shown()
    qtbot.keyClicks(screen, "?")
    drawer = controls_of(screen).open_drawer
    close(qtbot, screen, drawer)
    assert not drawer.isVisible()


def test_a_press_between_the_buttons_closes_nothing(qtbot, shown):
    screen = shown()
    qtbot.keyClicks(screen, "?")
    drawer = controls_of(screen).open_drawer
    for within in (drawer, controls_of(screen)):
        qtbot.mouseClick(within, Qt.MouseButton.LeftButton, pos=QPoint(within.width() // 2, 2))
    assert drawer.isVisible()


@pytest.mark.parametrize(("key", "name"), [("?", "captions"), ("", "levels"), ("", "leave")])
def test_space_pauses_and_enter_presses_wherever_the_keyboard_is(qtbot, shown, player, key, name):
    screen = shown()
    wake(qtbot, screen)
    qtbot.keyClicks(screen, key)
    at = button(screen, name)
    at.setFocus(Qt.FocusReason.TabFocusReason)
    pressed = []
    at.clicked.connect(lambda: pressed.append(name))
    for state in (PlayerState.PAUSED, PlayerState.PLAYING):
        qtbot.keyClick(at, Qt.Key.Key_Space)
        assert (player.state, pressed) == (state, [])
    qtbot.keyClick(at, Qt.Key.Key_Return)
    assert pressed == [name]


def test_controls_stay_while_the_session_is_paused(qtbot, shown):
    screen = shown()
    qtbot.keyClick(screen, Qt.Key.Key_Space)
    with qtbot.assertNotEmitted(controls_of(screen).faded_out, wait=60):
        controls_of(screen).linger_for(1)


def test_space_pauses_and_goes_on(qtbot, shown, player):
    screen = shown()
    qtbot.keyClick(screen, Qt.Key.Key_Space)
    assert player.state is PlayerState.PAUSED
    qtbot.keyClick(screen, Qt.Key.Key_Space)
    assert player.state is PlayerState.PLAYING


def test_escape_first_puts_the_levels_away(qtbot, shown, player):
    screen = shown()
    wake(qtbot, screen)
    press(qtbot, screen, "levels")
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert "leave" not in player.asked
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert "leave" in player.asked


@pytest.mark.parametrize("visual", ["orb", "dark"])
def test_r_begins_the_return_and_says_so(qtbot, heard, shown, player, visual):
    screen = shown(visual)
    qtbot.keyClick(screen, Qt.Key.Key_R)
    assert player.asked == ["return"]
    assert not button(screen, "return_now").isEnabled()
    assert not button(screen, "extend").isEnabled()
    assert "The return begins." in heard
    qtbot.waitUntil(lambda: sentence_of(screen) == "The return begins.")


def test_the_return_is_asked_for_only_once(qtbot, heard, shown, player):
    screen = shown()
    for _ in range(2):
        qtbot.keyClick(screen, Qt.Key.Key_R)
    assert player.asked == ["return"]
    assert heard.count("The return begins.") == 1


def test_who_asked_for_the_return_hears_once_that_it_begins(qtbot, heard, shown, player):
    screen = shown()
    qtbot.keyClick(screen, Qt.Key.Key_R)
    player.at(RETURNING)
    qtbot.waitUntil(lambda: screen._moment.phase is PhaseKind.RETURN)  # noqa: SLF001 - nothing else is to be seen of it
    assert (heard.count("The return begins."), heard.count("Returning")) == (1, 0)


def test_a_return_that_comes_by_itself_is_announced(qtbot, heard, shown, player):
    shown()
    player.at(RETURNING)
    qtbot.waitUntil(lambda: "Returning" in heard)


def test_what_the_voice_says_next_is_more_than_what_was_done(qtbot, shown, player):
    screen = shown()
    press(qtbot, screen, "extend")
    qtbot.waitUntil(lambda: sentence_of(screen) == "Five minutes more: 15 minutes are left.")
    player.at(SPEAKING + 1)
    qtbot.waitUntil(lambda: sentence_of(screen) == SENTENCE)


@pytest.mark.parametrize(("spoken", "read"), [(True, ""), (False, SENTENCE)])
def test_without_captions_one_still_reads_what_nobody_speaks(qtbot, shown, player, spoken, read):
    (caption,) = player.timeline.captions
    player.timeline = replace(player.timeline, captions=(replace(caption, spoken=spoken),))
    screen = shown(captions=False)
    player.at(NATURAL + 2)
    qtbot.waitUntil(lambda: sentence_of(screen) == NATURAL_WORDS)
    player.at(SPEAKING + 1)
    qtbot.waitUntil(lambda: sentence_of(screen) == read)


class Seen:
    """A picture that remembers what it was asked to show."""

    ink = "text"
    glides = False
    moments: ClassVar[list[Moment]] = []

    def paint(self, painter, rect, moment, _scene):
        painter.fillRect(rect, Qt.GlobalColor.black)
        self.moments.append(moment)

    def lively(self, scene):
        return QRect(QPoint(), scene.size)

    def word_at(self, _scene):
        return None


@pytest.fixture
def seen(monkeypatch):
    """What is shown by the picture called *seen*."""
    monkeypatch.setitem(VISUALS, "seen", Seen)
    monkeypatch.setattr(Seen, "moments", [])
    return Seen.moments


@pytest.mark.parametrize("still", [False, True])
def test_in_a_pause_the_form_comes_to_rest_and_then_takes_up_the_breath(qtbot, shown, player, seen, still):
    player.at(BREATHING)
    screen = shown("seen", still=still)
    for paused in (True, False):
        qtbot.keyClick(screen, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda paused=paused: bool(seen) and seen[-1].stillness == paused)
        assert any(0 < each.stillness < 1 for each in seen) is not still
        seen.clear()


def test_in_a_pause_one_reads_that_it_is_one(qtbot, heard, shown, player):
    player.at(SPEAKING + 1)
    screen = shown()
    qtbot.keyClick(screen, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: sentence_of(screen) == "Paused. Go on whenever you like.")
    assert sentence_of(screen) in heard
    qtbot.keyClick(screen, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: sentence_of(screen) == SENTENCE)


def test_a_sentence_stays_where_it_is_when_the_controls_come(qtbot, shown, player):
    player.at(SPEAKING + 1)
    screen = shown(size=(1280, 800))
    qtbot.waitUntil(lambda: sentence_of(screen) == SENTENCE)
    place = QRect(0, 620, 1280, 80)
    before = screen.grab(place).toImage()
    wake(qtbot, screen)
    assert controls_of(screen).isVisible()
    assert screen.grab(place).toImage() == before


def test_another_length_moves_the_time_softly(qtbot, shown, player, seen):
    player.at(BREATHING)
    shown("seen", still=False)
    qtbot.waitUntil(lambda: bool(seen))
    before = player.timeline
    *earlier, last = before.phases
    longer = replace(last, end=Seconds(2 * END))
    player.timeline = replace(before, length=Seconds(2 * END), phases=(*earlier, longer))
    qtbot.waitUntil(lambda: seen[-1].length == 2 * END)
    assert any(END < each.length < 2 * END for each in seen)


def test_the_pause_button_says_what_it_does(qtbot, shown, player):
    screen = shown()
    press(qtbot, screen, "pause")
    assert player.state is PlayerState.PAUSED
    assert "Go on" in button(screen, "pause").accessibleName()


def test_escape_asks_for_the_way_out_and_then_for_the_end(qtbot, heard, shown, player):
    screen = shown()
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert player.asked == ["leave"]
    qtbot.waitUntil(lambda: button(screen, "leave").text() == "End now")
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert player.asked == ["leave", "leave"]
    assert heard[-1] == "The music fades. It is over in a moment."


def test_the_way_out_begins_with_a_clean_page(qtbot, shown, player):
    screen = shown()
    qtbot.keyClicks(screen, "N")
    qtbot.waitUntil(lambda: sentence_of(screen) == "The next part begins.")
    qtbot.keyClicks(screen, "G")
    qtbot.waitUntil(lambda: sentence_of(screen) == "", timeout=2000)


def test_on_the_way_out_its_words_can_be_read_by_everybody(qtbot, shown, player):
    player.at(SPEAKING + 1)
    screen = shown(captions=False)
    player.mute_voice(muted=True)
    qtbot.wait(40)
    assert sentence_of(screen) == ""
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: sentence_of(screen) == SENTENCE)


def test_the_way_out_puts_away_what_covers_it(qtbot, shown):
    screen = shown()
    qtbot.keyClicks(screen, "?")
    qtbot.keyClicks(screen, "G")
    qtbot.waitUntil(lambda: controls_of(screen).open_drawer is None)


@pytest.mark.parametrize(("kept", "said"), [(True, "everything is kept"), (False, "then the window closes")])
def test_who_closes_the_window_reads_that_it_fades(qtbot, heard, shown, player, kept, said):
    screen = shown(is_kept=kept)
    player.leave()
    player.leave()
    screen.say_closing()
    above = screen.findChildren(Line)[1]
    qtbot.waitUntil(lambda: said in above.text)
    assert "Esc" not in above.text
    assert ("kept" in above.text) is kept
    assert said in heard[-1]
    assert not any("Esc" in each for each in heard)


@pytest.mark.parametrize(
    ("name", "asked"), [("return_now", "return"), ("extend", ("extend", 5)), ("leave", "leave")]
)
def test_a_press_asks_the_session(qtbot, shown, player, name, asked):
    screen = shown()
    press(qtbot, screen, name)
    assert player.asked == [asked]


def test_space_after_a_press_of_the_pointer_still_pauses(qtbot, shown, player):
    screen = shown()
    press(qtbot, screen, "leave")
    qtbot.keyClick(screen.focusWidget() or screen, Qt.Key.Key_Space)
    assert player.asked == ["leave"]
    assert player.state is PlayerState.PAUSED


def test_what_is_no_longer_possible_cannot_be_pressed(qtbot, shown, player):
    screen = shown()
    player.can_extend = player.can_return = False
    wake(qtbot, screen)
    assert not button(screen, "extend").isEnabled()
    assert not button(screen, "return_now").isEnabled()


def test_full_screen_is_asked_for(qtbot, shown):
    screen = shown()
    wake(qtbot, screen)
    with qtbot.waitSignal(screen.full_screen_requested) as asked:
        press(qtbot, screen, "full_screen")
    assert asked.args == [True]


def test_each_layer_that_sounds_has_a_level(qtbot, shown, player):
    screen = shown()
    press(qtbot, screen, "levels")
    qtbot.keyClick(screen.findChild(QSlider, "level_voice"), Qt.Key.Key_Left)
    qtbot.keyClick(screen.findChild(QSlider, "level_master"), Qt.Key.Key_Left)
    assert -4.0 < player.levels.voice < 0.0
    assert -9.0 < player.master < -6.0
    assert screen.findChild(QSlider, "level_ambience") is None


def test_even_silence_is_a_level_the_session_accepts(qtbot, shown, player):
    screen = shown()
    press(qtbot, screen, "levels")
    for name in ("level_music", "level_master"):
        qtbot.keyClick(screen.findChild(QSlider, name), Qt.Key.Key_Home)
    assert (player.levels.music, player.master) == (-60.0, -40.0)


def test_escape_puts_the_levels_away(qtbot, shown):
    screen = shown()
    press(qtbot, screen, "levels")
    assert controls_of(screen).panel.isVisible()
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert not controls_of(screen).panel.isVisible()


def test_it_says_when_the_session_is_over(qtbot, shown, player):
    screen = shown()
    with qtbot.waitSignal(screen.finished):
        player.close()


def test_once_hidden_it_hears_nothing_more(qtbot, shown, player):
    screen = shown()
    screen.hide()
    with qtbot.assertNotEmitted(screen.finished):
        player.close()


def test_what_happens_to_the_sound_is_said_in_a_sentence(shown, player):
    screen = shown()
    player.noticed.emit(PieceFailed(Path("dusk.flac"), "damaged"))
    assert "dusk" in screen.findChild(Notice).text


def test_a_notice_may_offer_something(qtbot, shown):
    screen, done = shown(), []
    screen.show_notice("It could not be kept.", "Go on", lambda: done.append(True))
    qtbot.mouseClick(button(screen, "notice_action"), Qt.MouseButton.LeftButton)
    assert done == [True]


def test_phases_and_breathing_are_announced_once(qtbot, heard, shown, player):
    shown()
    player.at(BREATHING)
    qtbot.waitUntil(lambda: "Breathing" in heard)
    player.at(NATURAL + 1)
    qtbot.waitUntil(lambda: NATURAL_WORDS in heard)
    assert heard.count("Breathing") == heard.count("Music") == 1


def test_an_announcement_reaches_the_screen_reader(monkeypatch, shown):
    given = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", given.append)
    screen = shown()
    given.clear()
    announcing.announce(screen, "Breathing")
    assert [event.message() for event in given] == ["Breathing"]


@pytest.mark.parametrize(
    ("position", "captions", "words"),
    [
        (10.0, True, ""),
        (PACING + 2, True, SOFTLY),
        (PACING + 40, True, ""),
        (NATURAL + 2, True, NATURAL_WORDS),
        (NATURAL + 20, True, ""),
        (SPEAKING + 1, True, SENTENCE),
        (SPEAKING + 1, False, ""),
        (NATURAL + 2, False, NATURAL_WORDS),
    ],
)
def test_one_sentence_for_each_moment(position, captions, words):
    session = evening()
    assert sentence_at(session.at(Seconds(position)), session, captions=captions) == words


def test_where_a_script_tells_how_to_breathe_no_hint_says_it_twice():
    session = evening()
    (caption,) = session.captions
    told = replace(caption, start=Seconds(PACING + 14), end=Seconds(PACING + 18))
    session = replace(session, captions=(told,))
    assert sentence_at(session.at(Seconds(PACING + 2)), session, captions=False) == ""


@pytest.mark.parametrize("size", [(1280, 800), (900, 600), (800, 480)])
@pytest.mark.parametrize("print_size", [1, 2, 3])
@pytest.mark.parametrize("closing", [False, True])
def test_what_is_said_at_the_top_keeps_off_the_ring_of_time(qtbot, shown, player, size, print_size, closing):
    screen = shown(size=size, caption_size=print_size)
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    if closing:
        screen.say_closing()
    above = screen.findChildren(Line)[1]
    qtbot.waitUntil(lambda: ("closes" if closing else "leads") in above.text)
    scene = screen._scene_now()  # noqa: SLF001 - nothing else tells where the ring is
    assert above.reach_above(scene, Print(print_size)) - SPACES[0] <= scene.centre.y() - ARC * scene.unit


def test_what_a_drawer_says_itself_is_not_said_behind_it(qtbot, shown, player):
    screen = shown(size=(1280, 800))
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    above = screen.findChildren(Line)[1]
    qtbot.waitUntil(lambda: above.text != "")
    place = QRect(0, 0, 1280, 60)
    pictures = []
    for _ in range(2):
        pictures.append(screen.grab(place).toImage())
        qtbot.keyClicks(screen, "?")
    above.say("", 0)
    pictures.append(screen.grab(place).toImage())
    assert pictures[0] != pictures[1]
    assert pictures[1] == pictures[2]


def test_in_the_light_theme_it_is_night_in_here(shown):
    look = Look("light")
    screen = shown(look=look)
    look.set_text_factor(1.5)
    ground = screen.grab().toImage().pixelColor(5, 5)
    assert ground.lightnessF() < 0.25


@pytest.mark.parametrize("visual", ["orb", "dark", "gone"])
@pytest.mark.parametrize("size", [(800, 480), (1920, 1080)])
@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_controls_fit_every_window(qtbot, shown, player, visual, size, factor):
    player.at(BREATHING)
    screen = shown(visual, size, factor=factor)
    press(qtbot, screen, "levels")
    panel = controls_of(screen).panel
    for part in (controls_of(screen), panel):
        assert screen.rect().contains(part.geometry())
    assert panel.geometry().bottom() < controls_of(screen).y()


class Paintings(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_what_stands_still_is_not_painted(qtbot, shown, player):
    screen = shown()
    player.at(10.0)
    qtbot.wait(100)
    paintings = Paintings(screen)
    qtbot.wait(100)
    assert paintings.count == 0
    player.at(BREATHING)
    qtbot.waitUntil(lambda: paintings.count > 0)


def test_every_control_has_a_name(qtbot, shown):
    screen = shown()
    wake(qtbot, screen)
    assert all(each.accessibleName() for each in screen.findChildren(QAbstractButton) if each.isVisible())


def test_every_phase_has_words_to_announce():
    assert all(session_screen.PHASE_WORDS[kind] for kind in PhaseKind)
