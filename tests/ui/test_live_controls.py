"""Somebody changes a session while it runs: by keys, by the sheet, and with larger words."""

import re
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from mtrelax.domain.breathing import Pattern, Step, StepKind
from mtrelax.domain.time import Seconds
from mtrelax.services.playing import PlayerState
from mtrelax.ui.session import SessionScreen
from mtrelax.ui.session import screen as session_screen
from mtrelax.ui.session.actions import ACTIONS
from mtrelax.ui.session.controls import Controls
from mtrelax.ui.session.line import Line, Print
from mtrelax.ui.theme import SPACES, Look, Theme
from mtrelax.ui.visuals import VISUALS, Scene
from mtrelax.ui.words import STEP_WORDS
from tests.ui.evening import (
    GENTLE,
    PACING,
    RETURNING,
    SENTENCE,
    SPEAKING,
    WATER,
    FakePlayer,
    evening,
    settings_keeper,
)

LONG = Pattern(
    "long", "Long way out", (Step(StepKind.INHALE, Seconds(3.0)), Step(StepKind.EXHALE, Seconds(7.0)))
)
CAREFUL = replace(LONG, slug="careful", title="Careful", caution="The breath is held.")
SPOKEN = (
    "You might notice the sound of the water, coming and going, and each wave that leaves the sand smooth."
)
KEYS = [
    ("R", "return_now", "return", "The return begins."),
    ("+", "extend", ("extend", 5), "Five minutes more: 15 minutes are left."),
    ("-", "shorten", ("shorten", 5), "Five minutes fewer: 5 minutes are left."),
    ("H", "hold", "hold", "This part stays until you go on."),
    ("N", "skip", "skip", "The next part begins."),
    ("M", "next_piece", "next_piece", "Another piece begins."),
    ("V", "mute", ("mute", True), "The voice is silent."),
    (",", "slower", ("pace", "gentle-slow", 5.5), "Slower, when the breathing begins."),
    (".", "faster", ("pace", "gentle-slow", 6.5), "Faster, when the breathing begins."),
    ("P", "pattern", ("pace", "long", 6.0), "Long way out, when the breathing begins."),
    ("G", "ground", "ground", ""),
    ("Esc", "leave", "leave", ""),
]


@pytest.fixture
def player():
    return FakePlayer(evening())


@pytest.fixture
def heard(monkeypatch):
    """What a screen reader is given to say."""
    said = []
    monkeypatch.setattr(session_screen, "announce", lambda _widget, text: said.append(text))
    return said


@pytest.fixture
def shown(qtbot, player):
    def show(size=(1280, 800), factor=1.0, visual="orb", theme="dark", keeper=None):
        look = Look(theme, factor, reduced_motion=True)
        keeper = keeper or settings_keeper()
        screen = SessionScreen(look, player, WATER, visual, keeper, [GENTLE, CAREFUL, LONG])
        qtbot.addWidget(screen)
        screen.resize(*size)
        with qtbot.waitActive(screen):
            screen.show()
            screen.activateWindow()
        screen.setFocus()
        return screen

    return show


def rounded(asked):
    """What was asked of the player; rates as one reads them."""
    return [
        tuple(round(part, 6) if isinstance(part, float) else part for part in each)
        if isinstance(each, tuple)
        else each
        for each in asked
    ]


def press_key(qtbot, screen, key):
    special = {"Esc": Qt.Key.Key_Escape, "+": Qt.Key.Key_Plus, "Space": Qt.Key.Key_Space}
    qtbot.keyClick(screen, special[key]) if key in special else qtbot.keyClicks(screen, key)


@pytest.mark.parametrize(("key", "name", "asked", "said"), KEYS)
def test_every_key_asks_the_session_and_says_so(qtbot, heard, shown, player, key, name, asked, said):
    press_key(qtbot, shown(), key)
    assert rounded(player.asked) == [asked], name
    assert not said or said in heard


@pytest.mark.parametrize(("key", "name", "asked", "said"), KEYS)
def test_every_button_does_the_same(qtbot, heard, shown, player, key, name, asked, said):
    screen = shown()
    press_key(qtbot, screen, "?")
    button = screen.findChild(QAbstractButton, name)
    assert button.isVisible(), key
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert rounded(player.asked) == [asked]
    assert not said or said in heard


def test_nothing_else_than_the_table_can_be_done_and_all_of_it_is_tested():
    view = {"pause", "levels", "captions", "script", "full_screen", "more"}
    assert {each.name for each in ACTIONS} == {name for _, name, _, _ in KEYS} | view
    keys = [key for each in ACTIONS for key in each.keys]
    assert len(keys) == len(set(keys))


def test_a_held_part_goes_on_by_the_same_key(qtbot, shown, player):
    screen = shown()
    qtbot.keyClicks(screen, "HH")
    assert player.asked == ["hold", "release"]


@pytest.mark.parametrize("way", ["Esc", "G"])
def test_whoever_is_led_out_may_stay_after_all(qtbot, heard, shown, player, way):
    screen = shown()
    press_key(qtbot, screen, way)
    stay, longer = (screen.findChild(QAbstractButton, name) for name in ("stay", "extend"))
    assert (stay.isVisible(), longer.isVisible()) == (True, False)
    qtbot.waitUntil(lambda: any("H lets you stay" in each for each in heard))
    qtbot.keyClicks(screen, "H")
    assert player.asked[-1] == "stay"
    assert "You stay. It goes on from where it was." in heard
    assert (stay.isVisible(), longer.isVisible()) == (False, True)


def test_one_stays_by_the_bar_too(qtbot, shown, player):
    screen = shown()
    press_key(qtbot, screen, "Esc")
    qtbot.mouseClick(screen.findChild(QAbstractButton, "stay"), Qt.MouseButton.LeftButton)
    assert (player.asked, player.leaving) == (["leave", "stay"], False)


def test_where_one_breathes_already_it_changes_from_the_next_breath_on(qtbot, heard, shown, player):
    player.at(PACING + 30)
    screen = shown()
    qtbot.keyClicks(screen, ",.P")
    for said in ("Slower", "Faster", "Long way out"):
        assert f"{said}, from the next breath on." in heard


def test_who_asks_again_for_the_next_part_reads_that_it_comes(qtbot, heard, shown, player):
    screen = shown()
    qtbot.keyClicks(screen, "N")
    player.can_skip = False
    qtbot.keyClicks(screen, "N")
    assert player.asked == ["skip"]
    assert heard[-1] == "The next part is on its way."


@pytest.mark.parametrize("at", [10.0, PACING + 30])
def test_who_comes_back_to_a_held_part_reads_that_it_is_held(qtbot, shown, player, at):
    player.at(at)
    player.hold()
    screen = shown()
    line, controls = screen.findChild(Line), screen.findChild(Controls)
    qtbot.wait(40)
    assert line.text == ""
    qtbot.keyClick(screen, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: line.text == "This part stays until you go on.")
    with qtbot.waitSignal(controls.faded_out):
        controls.linger_for(1)
    qtbot.waitUntil(lambda: line.text == "")


def test_a_drawer_is_headed_by_its_own_words(qtbot, shown):
    screen = shown()
    qtbot.keyClicks(screen, "CT")
    words = screen.findChild(Controls).script.findChild(QLabel, "drawer_words")
    qtbot.wait(40)
    assert words.text() == "The words of this session"
    qtbot.keyClicks(screen, "C")
    qtbot.waitUntil(lambda: words.text() == "Captions: very large.")


def test_the_foot_of_the_sheet_names_only_what_can_be_done_now(qtbot, shown, player):
    screen = shown()
    press_key(qtbot, screen, "Esc")
    player.can_extend = player.can_return = False
    press_key(qtbot, screen, "?")
    more = screen.findChild(Controls).more
    keys = more.findChild(QLabel, "keys")
    assert "Esc  End now" in keys.text()
    for gone in ("Leave", "5 more minutes", "Return now"):
        assert gone not in keys.text()
    foot = keys.mapTo(more, keys.rect().bottomLeft()).y()
    assert more.height() - foot >= SPACES[1]


def test_a_silent_voice_speaks_again_by_the_same_key(qtbot, shown, player):
    qtbot.keyClicks(shown(), "VV")
    assert player.asked == [("mute", True), ("mute", False)]


def test_the_way_back_to_the_room_is_open_in_a_pause_too(qtbot, shown, player):
    screen = shown()
    press_key(qtbot, screen, "Space")
    qtbot.keyClicks(screen, "G")
    assert player.state is PlayerState.PAUSED
    assert player.asked == ["ground"]


def test_a_session_becomes_two_hours_long_and_says_why_no_longer(qtbot, heard, shown, player):
    screen = shown()
    for _ in range(23):
        press_key(qtbot, screen, "+")
    assert player.asked.count(("extend", 5)) == 22
    assert heard[-2:] == [
        "Five minutes more: 120 minutes are left.",
        "A session lasts 120 minutes at most: 120 minutes are left.",
    ]
    assert screen.findChild(QAbstractButton, "extend").isEnabled()


def test_what_is_cut_short_of_five_minutes_is_not_called_five(qtbot, heard, shown, player):
    press_key(qtbot, shown(), "+")
    player.at(player.timeline.length - 62)
    player.can_extend = True
    player.extend = lambda _count: player.asked.append("nothing more")
    player.shorten = lambda _count: None
    screen = shown()
    press_key(qtbot, screen, "+")
    assert heard[-1] == "A session lasts 120 minutes at most: 1 minute is left."
    press_key(qtbot, screen, "-")
    assert heard[-1] == "The session is shorter now: 1 minute is left."


def test_what_was_done_is_read_in_the_open_drawer(qtbot, shown, player):
    screen = shown()
    press_key(qtbot, screen, "?")
    drawer = screen.findChild(Controls).more
    words = drawer.findChild(QLabel, "drawer_words")
    for name, said in (("hold", "This part stays"), ("slower", "Slower, when the breathing")):
        qtbot.mouseClick(screen.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda said=said: said in words.text())
        assert words.isVisible()
        assert screen.rect().contains(drawer.geometry())


def test_a_breath_that_cannot_be_slower_says_so_by_its_button(qtbot, shown, player):
    screen = shown()
    press_key(qtbot, screen, "?")
    slower = screen.findChild(QAbstractButton, "slower")
    words = screen.findChild(Controls).more.findChild(QLabel, "drawer_words")
    for _ in range(12):
        qtbot.mouseClick(slower, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: words.text().startswith("This breath stays as it is"))
    assert slower.isEnabled(), "or the keyboard would go on to the button beside it"


def test_nobody_is_asked_to_breathe_faster_than_is_safe(qtbot, heard, shown, player):
    screen = shown()
    for _ in range(8):
        qtbot.keyClicks(screen, ".")
    assert player.pattern.rate == pytest.approx(7.5)
    assert "This breath stays as it is: more of that would be too much." in heard
    for _ in range(12):
        qtbot.keyClicks(screen, ",")
    assert max(step.length for step in player.pattern.steps) <= 12.0
    assert player.pattern.rate == pytest.approx(3.0)


def test_what_is_not_possible_is_not_asked_for(qtbot, shown, player):
    player.can_shorten = player.can_hold = player.can_skip = player.can_change_piece = player.can_mute = False
    player.pattern = None
    player.at(RETURNING + 1)
    screen = shown()
    qtbot.keyClicks(screen, "-HNMV,.P?")
    assert player.asked == []
    for name in ("shorten", "hold", "skip", "next_piece", "mute", "slower", "faster", "pattern"):
        assert not screen.findChild(QAbstractButton, name).isEnabled()


def test_once_somebody_leads_out_nothing_but_the_end_or_to_stay_can_be_asked_for(qtbot, shown, player):
    screen = shown()
    qtbot.keyClicks(screen, "G")
    qtbot.keyClicks(screen, "GR+-NM,.P")
    assert player.asked == ["ground"]
    press_key(qtbot, screen, "Esc")
    assert player.asked == ["ground", "leave"]


def test_a_key_that_is_held_down_asks_once(qtbot, shown, player):
    screen = shown()
    for repeated in (False, True, True):
        plain = Qt.KeyboardModifier.NoModifier
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Plus, plain, "+", repeated)
        QApplication.sendEvent(screen, key)
    assert player.asked == [("extend", 5)]


def test_the_sheet_shows_every_key(qtbot, shown):
    screen = shown()
    press_key(qtbot, screen, "?")
    more = screen.findChild(Controls).more
    assert more.isVisible()
    listed = more.findChild(QLabel, "keys").text() + " ".join(
        each.accessibleName() for each in more.buttons if each.isVisible()
    )
    assert all(action.key in listed for action in ACTIONS)
    press_key(qtbot, screen, "Esc")
    assert not more.isVisible()


def test_no_numbers_of_breath_are_shown_at_home(qtbot, heard, shown):
    screen = shown()
    press_key(qtbot, screen, "?")
    qtbot.keyClicks(screen, ",.P")
    for name in ("slower", "faster", "pattern"):
        assert not re.search(r"\d", screen.findChild(QAbstractButton, name).text())
    assert not any(re.search(r"\d", said) for said in heard)


def test_one_drawer_takes_the_place_of_another(qtbot, shown):
    screen = shown()
    controls = screen.findChild(Controls)
    for key, drawer in (("L", controls.panel), ("?", controls.more), ("T", controls.script)):
        press_key(qtbot, screen, key)
        assert controls.open_drawer is drawer
    press_key(qtbot, screen, "T")
    assert controls.open_drawer is None


def test_all_that_is_said_can_be_read(qtbot, shown):
    screen = shown()
    press_key(qtbot, screen, "T")
    assert SENTENCE in screen.findChild(QLabel, "script_words").text()


def test_one_key_makes_captions_larger_and_then_takes_them_away(qtbot, heard, shown, player):
    keeper = settings_keeper()
    player.at(SPEAKING + 1)
    screen = shown(keeper=keeper)
    seen = []
    for _ in range(4):
        qtbot.keyClicks(screen, "C")
        seen.append((keeper.now.captions, keeper.now.caption_size))
    assert [on for on, _ in seen] == [True, True, False, True]
    assert [size for on, size in seen if on] == [2, 3, 1]
    told = [each for each in heard if each.startswith("Captions")]
    assert told[1:3] == ["Captions: very large.", "Captions: off."]


def test_without_captions_what_was_done_stays_though_the_voice_goes_on(qtbot, shown, player):
    screen = shown(keeper=settings_keeper(caption_size=3))
    qtbot.keyClicks(screen, "C")
    player.at(SPEAKING + 1)
    qtbot.wait(40)
    assert screen.findChild(Line).text == "Captions: off."


@pytest.mark.parametrize("size", [(1280, 800), (900, 600), (800, 480)])
@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_every_drawer_stays_on_the_screen_and_off_the_bar(qtbot, shown, size, factor):
    screen = shown(size, factor)
    controls = screen.findChild(Controls)
    for key in "L?T":
        press_key(qtbot, screen, key)
        drawer = controls.open_drawer
        assert screen.rect().contains(drawer.geometry())
        assert drawer.geometry().bottom() < controls.y()


def grey(screen):
    """A picture of a screen, as lightness."""
    image = screen.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].astype(int)


def rows_of(without, words):
    """The first and the last row in which words are to be seen, if any are; their soft shade is none."""
    (found,) = np.nonzero((abs(words - without) > 40).any(axis=1))
    return (found[0], found[-1]) if found.size else None


@pytest.fixture
def rows_of_caption(qtbot, shown, player):
    """Where a sentence is to be seen on the screen."""

    def rows(text, *, awake=False, size=(1280, 800), factor=1.0, **settings):
        (caption,) = evening().captions
        captions = (replace(caption, text=text, start=Seconds(0.0), end=Seconds(400.0)),)
        pictures = []
        for said in ((), captions):
            player.timeline = replace(player.timeline, captions=said)
            screen = shown(size, factor, keeper=settings_keeper(**settings))
            if awake:
                qtbot.keyClick(screen, Qt.Key.Key_Up)
            line = screen.findChild(Line)
            qtbot.waitUntil(lambda line=line, said=said: line.text == (text if said else ""))
            pictures.append(grey(screen))
        return rows_of(*pictures), screen

    return rows


@pytest.mark.parametrize("print_size", [1, 2, 3])
@pytest.mark.parametrize("size", [(1280, 800), (900, 600), (800, 480)])
@pytest.mark.parametrize(
    ("factor", "contrast", "awake"), [(1.0, False, False), (1.0, True, True), (1.5, False, True)]
)
def test_captions_of_any_size_cover_neither_the_word_nor_the_controls(
    rows_of_caption, player, print_size, size, factor, contrast, awake
):
    player.at(PACING + 20)
    rows, screen = rows_of_caption(
        SPOKEN, awake=awake, size=size, factor=factor, caption_size=print_size, caption_contrast=contrast
    )
    if rows is None:
        assert awake, "there is always room for words that nothing lies above"
        return
    scene = Scene(QSize(*size), WATER, Theme(text_factor=factor, reduced_motion=True), STEP_WORDS)
    word = VISUALS["orb"]().word_at(scene)
    assert word.is_inside
    if screen._worded(screen._scene_now()) == 0.0:  # noqa: SLF001 - the word gave way, and covers nothing
        assert print_size > 1
        return
    half = word.font.pixelSize() / 2
    assert not rows[0] < word.box.center().y() + half < rows[1]
    assert not rows[0] < word.box.center().y() - half < rows[1]
    if awake:
        assert rows[1] < screen.findChild(Controls).y()


@pytest.mark.parametrize("visual", [each for each in VISUALS if each != "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (900, 600), (800, 480)])
@pytest.mark.parametrize("print_size", [1, 2, 3])
@pytest.mark.parametrize("awake", [False, True])
def test_word_and_caption_are_two_things_and_not_one_text(
    qtbot, shown, player, visual, size, print_size, awake
):
    caption = replace(player.timeline.captions[0], start=Seconds(0.0), end=Seconds(400.0))
    player.timeline = replace(player.timeline, captions=(caption,))
    player.at(PACING + 20)
    screen = shown(size, visual=visual, keeper=settings_keeper(caption_size=print_size))
    if awake:
        qtbot.keyClick(screen, Qt.Key.Key_Up)
    line = screen.findChild(Line)
    qtbot.waitUntil(lambda: line.text == SENTENCE)
    scene = screen._scene_now()  # noqa: SLF001 - nothing else tells where they stand
    ceiling, word, wanted = float(SPACES[1]), screen._word_place(scene), Print(print_size)  # noqa: SLF001 - likewise
    if line.word_left(scene, ceiling, word, wanted) < 1.0:
        return  # the word gave way
    font, box = line._placed(scene, ceiling, word, wanted)  # noqa: SLF001 - likewise
    written = word.box.center().y(), word.font.pixelSize()
    between = abs(box.center().y() - written[0]) - box.height() / 2 - written[1] / 2
    assert between >= 0.7 * min(font.pixelSize(), written[1])


def test_the_word_of_the_breath_gives_way_to_a_caption_nobody_could_read(rows_of_caption, player):
    player.at(PACING + 20)
    heights = []
    for at in (PACING + 20, SPEAKING + 1):
        player.at(at)
        rows, _ = rows_of_caption("Let it go, as it goes", size=(800, 480), factor=2.0, caption_size=3)
        heights.append(rows[1] - rows[0])
    assert heights[0] == pytest.approx(heights[1], rel=0.1)


def test_a_word_that_gave_way_is_not_painted(qtbot):
    def painted(words: str, worded: float):
        theme = Theme(reduced_motion=True)
        scene = Scene(QSize(900, 600), WATER, theme, dict.fromkeys(StepKind, words), worded=worded)
        image = QImage(scene.size, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        VISUALS["orb"]().paint(painter, QRectF(image.rect()), evening().at(Seconds(PACING + 20)), scene)
        painter.end()
        return image

    assert painted("breathe", 0.0) == painted("rest", 0.0)
    assert painted("breathe", 1.0) != painted("rest", 1.0)


def test_a_caption_that_has_room_leaves_the_word_of_the_breath(qtbot, shown, player):
    player.at(PACING + 20)
    caption = replace(player.timeline.captions[0], start=Seconds(0.0), end=Seconds(400.0))
    player.timeline = replace(player.timeline, captions=(caption,))
    screen = shown()
    qtbot.waitUntil(lambda: screen.findChild(Line).text == SENTENCE)
    assert screen._worded(screen._scene_now()) == 1.0  # noqa: SLF001 - what is painted depends on it


def test_large_print_is_large(rows_of_caption, player):
    player.at(SPEAKING + 1)
    found = [rows_of_caption("One short sentence", caption_size=size)[0] for size in (1, 2, 3)]
    heights = [last - first for first, last in found]
    assert heights[1] > 1.3 * heights[0]
    assert heights[2] > 1.8 * heights[0]


def test_white_words_stand_on_a_plain_dark_band(qtbot, shown, player):
    player.at(SPEAKING + 1)
    screen = shown(keeper=settings_keeper(caption_contrast=True))
    qtbot.waitUntil(lambda: screen.findChild(Line).text == SENTENCE)
    picture = grey(screen)
    lit = np.argwhere(picture > 250)
    top, left = lit.min(axis=0)
    bottom, right = lit.max(axis=0)
    around = picture[top:bottom, left:right]
    assert (around < 20).mean() > 0.5
